"""Opening what the settings name. Importing this loads llama-index and Chroma: do it late."""

from collections.abc import Sequence
from pathlib import Path

from index.build import refresh
from index.documents import load
from index.embeddings import embedding
from index.errors import AllegedlyError, SourceError
from index.store import Index
from qa.chat import Chatbot
from qa.models import model
from qa.settings import Settings

SAMPLE = Path(__file__).parent / "sample" / "article.md"
"""The article that the page opens on while nothing is indexed."""

SAMPLE_QUESTIONS = (
    "Was the cable tampered with?",
    "Did a trawler drag its anchor across the cable?",
    "How many people were hurt?",
    "Did Teel know of the memo?",
)
"""Questions that the page offers with it."""


def is_there(settings: Settings) -> bool:
    """Return whether there may be an index: only to look into a folder must not make it."""
    return "://" in settings.index or Path(settings.index).exists()


def open_index(settings: Settings) -> Index:
    """Return the index; a folder that is not there yet is made. Raises IndexFolderError."""
    return Index.open(settings.index, embedding(settings.embed))


def open_filled_index(settings: Settings) -> Index:
    """Return the index, which has to hold something. Raises AllegedlyError where it does not."""
    if is_there(settings):
        library = open_index(settings)
        if library.documents():
            return library
        library.close()
    raise AllegedlyError(
        f"{settings.index}: nothing is indexed here; add articles with: allegedly index SOURCE"
    )


def open_chatbot(settings: Settings, sources: Sequence[str]) -> tuple[Chatbot, tuple[str, ...]]:
    """Return a chatbot over the sources alone, in memory, or over the index where there are none.

    The second value says, a line each, why sources are left out. Raises AllegedlyError where all
    are, or the index has nothing in it.
    """
    llm = model(settings.llm)
    if not sources:
        return Chatbot(open_filled_index(settings), llm), ()
    library = Index.open(None, embedding(settings.embed))
    unread = tuple(one.why for one in refresh(library, sources) if one.status == "failed")
    if library.documents():
        return Chatbot(library, llm), unread
    library.close()
    raise SourceError("\n".join(unread))


def open_chatbot_of_page(settings: Settings) -> tuple[Chatbot, bool]:
    """Return a chatbot over the index or, while nothing is in it, over the sample, and True."""
    llm = model(settings.llm)
    if is_there(settings):
        library = open_index(settings)
        if library.documents():
            return Chatbot(library, llm), False
        library.close()
    embedded = embedding(settings.embed)
    return Chatbot.from_sources(str(SAMPLE), llm=llm, embedding=embedded), True


def text_of(source: str, settings: Settings) -> str:
    """Return the text as indexed or, of a source that is not in the index, as loaded now."""
    if is_there(settings):
        with open_index(settings) as library:
            if (name := library.name_of(source)) in library.records():
                return library.document(name).text
    return load(source).text
