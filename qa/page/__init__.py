"""The page in the browser. Importing this loads no Gradio; `build` and `serve` do."""

from collections.abc import Callable
from typing import NamedTuple


class Tab(NamedTuple):
    """A tab that another part adds to the page: `fill` makes its Gradio components."""

    label: str
    fill: Callable[[], None]
