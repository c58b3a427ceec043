"""Reading stance: the marks by which a text says how far it vouches for its claims."""

from index.stance.certainty import certainty
from index.stance.read import read
from index.types import Kind, Mark, Span, Tier

__all__ = ["Kind", "Mark", "Span", "Tier", "certainty", "read"]
