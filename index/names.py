"""What a source is known by, and how it is shown."""

import os
from pathlib import Path


def is_address(source: str) -> bool:
    """Return whether it is an address, not a path."""
    return "://" in source


def known_as(source: str) -> str:
    """Return what a source is known by: an address as it is, of a file its resolved path.

    So an article has one name from every folder, and two articles have two.
    """
    try:
        return source if is_address(source) else os.path.realpath(source)
    except FileNotFoundError:  # the working folder is gone, and what lay in it with it
        return source


def shown(source: str) -> str:
    """Return a source as seen from the working folder: the short path of what lies below it."""
    below = not is_address(source) and Path(source).is_relative_to(here := known_as("."))
    return str(Path(source).relative_to(here)) if below else source
