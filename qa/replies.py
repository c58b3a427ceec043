"""Which sentences of a model's reply are answers at all."""

import re
from collections.abc import Iterable, Iterator, Sequence

from qa.types import Draft

_DECLINES = re.compile(
    r"(?:i['’]?m |i am )?(?:very |so )?(?:sorry|afraid)\b"
    r"|i (?:can(?:['’]t|not)|could(?:n['’]t| not)|won['’]t|will not|am not able|am unable)\b"
    r"|i['’]m (?:unable|not able|just an?|only an?)\b"
    r"|as an? (?:ai|artificial|language model|assistant)\b",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"(?:the |these |this |provided )*(?:articles?|passages?|texts?|sources?)\b.{0,20}?"
    r"\b(?:do|does) ?(?:not|n['’]t) "
    r"(?:say|mention|state|specify|contain|provide|give|address|answer|tell|include|discuss)"
    r"|there is no (?:mention|information)\b",
    re.IGNORECASE,
)
# Function words that no other language written in Latin letters shares; and those that others
# have one of ("of" is Dutch, "for" Danish, "to" Czech), of which English has several.
_ENGLISH = re.compile(
    r"\b(?:the|and|that|it|with|not|be|are|this|from|but|they|their|which|there|been|would|could|may"
    r"|might|said|says|who|whose|its|his|did|does|after|before|about|these|those|when|while)\b"
)
_SHARED = re.compile(r"\b(?:of|to|for|by|as|has|is|was)\b")


def usable(drafts: Iterable[Draft], seen: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts that can be judged; all of them are added to `seen`."""
    for draft in drafts:
        seen.append(draft)
        if not (declines(draft.text) or silent(draft.text) or foreign(draft.text)):
            yield draft


def reason_unusable(seen: Sequence[Draft]) -> str | None:
    """Return why nothing of a reply could be used; None when it says that the article is silent."""
    if not seen:
        return "The model gave an empty reply."
    if any(silent(draft.text) for draft in seen):
        return None
    if any(declines(draft.text) for draft in seen):
        return "The model declined to answer."
    if any(foreign(draft.text) for draft in seen):
        return "The model did not answer in English, the one language in which stance is read."
    return "Nothing that the model wrote is borne out by the article."


def declines(text: str) -> bool:
    """Return whether a sentence turns the question away."""
    return _DECLINES.match(text) is not None


def silent(text: str) -> bool:
    """Return whether a sentence says that the article does not answer."""
    return _SILENT.match(text) is not None


def foreign(text: str) -> bool:
    """Return whether a sentence of five or more words has no sign of being English."""
    text = text.lower()
    words = re.findall(r"[^\W\d_]+", text)
    latin = sum(word.isascii() for word in words)
    if words and latin < len(words) / 2:
        return True
    return len(words) >= 5 and not _ENGLISH.search(text) and len(set(_SHARED.findall(text))) < 2
