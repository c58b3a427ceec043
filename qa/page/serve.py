"""Serving the page on this machine."""

import os
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import gradio as gr

from qa.chat import Chatbot
from qa.page import PageError, Tab, check_port
from qa.page.build import EXAMPLES, page

_HERE = Path(__file__).parent

THEME = gr.themes.Base(
    primary_hue="teal",
    neutral_hue="slate",
    radius_size="lg",
    font=["system-ui", "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)
"""Fonts of the machine: the theme's own would be fetched from the web."""


def serve(bot: Chatbot, tabs: Sequence[Tab] = (), examples: Sequence[str] = EXAMPLES) -> str:
    """Open the page in the background and return its address.

    It takes the first free port from 7860, or from GRADIO_SERVER_PORT where that is set. Raises
    PageError.
    """
    check_port()
    # A proxy for the web must not be asked for the page on this machine.
    local = ("127.0.0.1", "localhost", os.environ.get("NO_PROXY", ""))
    os.environ["NO_PROXY"] = ",".join(filter(None, local))
    try:
        _, address, _ = page(bot, tabs, examples).launch(
            prevent_thread_lock=True,
            quiet=True,
            theme=THEME,
            css_paths=_HERE / "style.css",
            head=f"<script>{(_HERE / 'script.js').read_text()}</script>",
            footer_links=[],
            ssr_mode=False,
            max_file_size="20mb",
            share=False,
            mcp_server=False,
            enable_monitoring=False,
        )
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise PageError(f"The page cannot be opened: {reason}") from None
    if sys.stderr.isatty() and _has_screen():
        webbrowser.open(address)
    return address


def _has_screen() -> bool:
    """Return whether a browser can open: on a bare Linux one would take over the terminal."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) or sys.platform in ("darwin", "win32")


def wait() -> None:
    """Wait until interrupted; raises KeyboardInterrupt then."""
    Event().wait()
