"""The page in the browser. Importing this loads no Gradio; `build` and `serve` do."""

import os
from collections.abc import Callable
from typing import NamedTuple

from index.errors import AllegedlyError


class PageError(AllegedlyError):
    """A page that cannot be opened."""


def check_port() -> None:
    """Raise PageError unless the port in GRADIO_SERVER_PORT is one: Gradio reads it on import."""
    port = os.environ.get("GRADIO_SERVER_PORT", "7860")
    if not port.isdecimal() or not port.isascii() or not 0 < int(port) < 65_536:
        raise PageError(f"GRADIO_SERVER_PORT is {port!r}; give a number from 1 to 65535.")


class Tab(NamedTuple):
    """A tab that another part adds to the page: `fill` makes its Gradio components."""

    label: str
    fill: Callable[[], None]
