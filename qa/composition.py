"""What a composer without a model hands to the guard."""

from dataclasses import dataclass

from index.types import Span
from qa.types import Draft


@dataclass(frozen=True, slots=True)
class Composition:
    """An answer before the guard.

    `lead` is one plain sentence on how firmly the article stands behind what is quoted. `nearest`
    are the stretches that come closest where the article does not answer, as (source, span).
    """

    answered: bool
    lead: str
    drafts: tuple[Draft, ...]
    nearest: tuple[tuple[str, Span], ...] = ()
