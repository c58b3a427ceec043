"""Which sentences of a model's reply are answers at all."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.types import Draft

_DECLINES = re.compile(
    r"(?:i['’]m|i am) (?:very |so )?(?:sorry|afraid)\b|(?:sorry|apologies)\s*[,.;:!–—-]"
    r"|i (?:sincerely )?apologi[sz]e\b|(?:my|our) (?:guidelines|instructions|policy|policies)\b"
    r"|(?:unfortunately,? )?i (?:can(?:['’]t|not)|could(?:n['’]t| not)|won['’]t|will not"
    r"|am not able|am unable|do not feel|don['’]t feel|must decline|have to decline)\b"
    r"|i['’]m (?:unable|not able|just an?|only an?)\b"
    r"|as an? (?:ai|artificial|language model|assistant)\b",
    re.IGNORECASE,
)
# Talk with the reader round an answer. Left in, "Let me know if you have any other questions."
# would be cited by whatever sentence of the article speaks of questions.
_CHATTER = re.compile(
    r"(?:sure|certainly|of course|absolutely|okay|great|good|excellent|interesting)(?: question)?!"
    r"|(?:great|good|excellent|interesting) question\b"
    r"|(?:i hope|hope|please let|let me|feel free|if you|is there anything|would you|do you)\b"
    r"|(?:thanks|thank you)\b|(?:yes|no)?[,\s]*i (?:can|will|would|shall) \w+ (?:you|that|this)\b",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"(?:(?:sure|certainly|of course|okay)[,.!:]?\s+)?"
    r"(?:here(?:['’]s| is| are)\b[^:.!?]{0,80}"
    r"|(?:(?:the|my|final|short) )*(?:answer|response|reply))"
    r"\s*:\s+",
    re.IGNORECASE,
)
_OF_THE_ARTICLE = (
    r"(?:the |these |this |provided |given )*(?:article|passage|text|source|context)s?"
)
_SILENT = re.compile(
    rf"(?:(?:based on|according to|from) {_OF_THE_ARTICLE},? )?(?:"
    rf"{_OF_THE_ARTICLE}\b.{{0,20}}?\b(?:do|does|did) ?(?:not|n['’]t) "
    r"(?:say|mention|state|specify|contain|provide|give|address|answer|tell|include|discuss)"
    r"|(?:there is )?no (?:mention|information|answer)\b"
    r"|.{0,60}\b(?:is|are|was|were) not (?:mentioned|stated|specified|answered|addressed)\b"
    rf".{{0,20}}?\b{_OF_THE_ARTICLE}\b"
    r"|(?:it|that|this) (?:cannot|can['’]t|could not) be (?:determined|answered|found|said)\b"
    r"|(?:it is )?(?:not possible|impossible) to (?:say|tell|determine|answer)\b"
    r"|i (?:don['’]t|do not) know\b)",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|and|that|it|with|not|be|are|this|from|but|they|their|which|there|been|would|could|may"
    r"|might|said|says|who|whose|its|his|did|does|after|before|about|these|those|when|while|of|to"
    r"|for|by|as|has|is|were|at|have|had)\b"
)
# Function words of German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish, Turkish.
_OTHER = re.compile(
    r"\b(?:der|die|das|nach|und|ist|nicht|ein|eine|von|zu|mit|auf|für|den|dem|im|sich|wurde|haben"
    r"|le|la|les|des|et|est|une|dans|pour|que|qui|du|aux|il|elle|ont|été"
    r"|el|los|las|del|es|una|por|para|con|su|según|gli|della|che|di|non|per|sono"
    r"|os|um|uma|não|em|da|het|een|van|niet|zijn|dat|voor|zouden|och|att|det|är|som|av"
    r"|wer|warum|wann|quién|qué|cómo|dónde|cuándo|pourquoi|où|perché|dlaczego|nie|jest|się|na|przez|że|ve|bir|bu|için|ile)\b"
)


def usable(drafts: Iterable[Draft], seen: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts that can be judged; all of them are added to `seen`."""
    for draft in drafts:
        seen.append(draft)
        text = draft.text
        if not (declines(text) or silent(draft) or foreign(text) or chatter(text)):
            yield replace(draft, text=without_preamble(text))


def reason_unusable(seen: Sequence[Draft]) -> str | None:
    """Return why nothing of a reply could be used; None when it says that the article is silent."""
    if not seen:
        return "The model gave an empty reply."
    if any(silent(draft) for draft in seen):
        return None
    if any(declines(draft.text) for draft in seen):
        return "The model declined to answer."
    if any(foreign(draft.text) for draft in seen):
        return "The model did not answer in English, the one language in which stance is read."
    return "Nothing that the model wrote is borne out by the article."


def chatter(text: str) -> bool:
    """Return whether a sentence only talks with the reader: no question makes a claim either."""
    return text.endswith("?") or _CHATTER.match(text) is not None


def without_preamble(text: str) -> str:
    """Return a sentence without the words that only announce it.

    >>> without_preamble("Here is what the passages say: the dam broke.")
    'The dam broke.'
    """
    bare = _PREAMBLE.sub("", text, count=1) if _PREAMBLE.match(text) else text
    return bare[:1].upper() + bare[1:] if bare != text else text


def declines(text: str) -> bool:
    """Return whether a sentence turns the question away."""
    return _DECLINES.match(text) is not None


def silent(draft: Draft) -> bool:
    """Return whether a sentence says that the article does not answer.

    One that cites a passage makes a claim of its own: "The police do not say who did it [1]."
    """
    return not draft.citations and _SILENT.match(draft.text) is not None


def turns_away(text: str) -> bool:
    """Return whether a sentence of an answer declines, or says that the article is silent."""
    return declines(text) or silent(Draft(text, ()))


def foreign(text: str) -> bool:
    """Return whether a sentence has more signs of another language than of English."""
    text = text.lower()
    words = re.findall(r"[^\W\d_]+", text)
    latin = sum(word[0] < "\u0250" for word in words)
    return latin < len(words) / 2 or len(_OTHER.findall(text)) > len(_ENGLISH.findall(text))
