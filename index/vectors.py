"""The static word vectors of wordllama, loaded once a process for all who use them."""

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wordllama.inference import WordLlamaInference

DIMENSION = 256
"""Of the weights that wordllama carries in its wheel."""


@cache
def wordllama_model() -> "WordLlamaInference":
    """Load the weights and the tokenizer from the wheel; nothing is fetched.

    Release 0.4.0.post1 looks for its tokenizer in the wrong folder and would then ask a hub for it,
    so the folder is named. It also sets up logging for the whole process as it is imported, which
    would put other libraries' debug lines on the user's screen, so that is undone.
    """
    handlers, level = list(logging.root.handlers), logging.root.level
    import wordllama

    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(dim=DIMENSION, cache_dir=folder, disable_download=True)
