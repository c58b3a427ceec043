"""Where a speaker begins whose other name parts him from his verb."""

from collections.abc import Sequence

from index.stance.finite import is_finite
from index.stance.layout import CONTRAST, RELATIVE, Layout
from index.stance.tokens import Token
from index.stance.words import ADVERBS, AUXILIARIES, DETERMINERS


def speaker_start(layout: Layout, place: int) -> int | None:
    """Return where a speaker begins whose other name parts him from the verb at `place`.

    "Nobody knows who fired, THE MISSION'S SPOKESMAN, Abel Kroon, said"; "Rain is what LENA TRIPP, a
    forecaster, sees". None where the first words of the sentence speak, or nothing comes between.
    """
    tokens = layout.tokens
    end = place
    while end > 0 and (tokens[end - 1].lower in AUXILIARIES or tokens[end - 1].lower in ADVERBS):
        end -= 1
    if not end or tokens[end - 1].text != ",":
        return None
    starts = [0, *(p + 1 for p in range(end - 1) if tokens[p].text in _PARTS)]
    for first, stop in zip(
        reversed(starts), [end - 1, *(s - 1 for s in reversed(starts))], strict=False
    ):
        if not any(is_finite(tokens, p) for p in range(first, stop)):
            if first and tokens[first].lower in CONTRAST and stop < end - 1:
                # "P, whereas CASA LUME, the publisher, insists"
                return first + 1 if _may_speak(tokens, first + 1) else None
            continue
        inserts = tokens[first].lower in RELATIVE or tokens[first].lower.endswith(("ed", "ing"))
        if inserts and first:
            return None
        opened = _object_clause(tokens, first, stop)
        if opened is not None and stop < end - 1:
            return opened
        speaker = stop + 1
        return speaker if speaker < end - 1 and _may_speak(tokens, speaker) else None
    return None


_PARTS = frozenset({",", ";", ":", '"', "”", "—", "–"})


def _object_clause(tokens: Sequence[Token], first: int, stop: int) -> int | None:
    """Return where a noun phrase begins that ends at `stop` behind "what", "that" or "whom"."""
    opened = next((p for p in range(stop - 1, first, -1) if tokens[p].lower in _OBJECT), None)
    if opened is None or opened + 1 == stop:
        return None
    free = not any(is_finite(tokens, p) for p in range(opened + 1, stop))
    return opened + 1 if free and _may_speak(tokens, opened + 1) else None


_OBJECT = frozenset("what that whom whether how why where".split())


def _may_speak(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a speaker may begin at `place`: a name, or a noun behind its article."""
    token = tokens[place]
    return token.is_name or token.lower in DETERMINERS


def has_named_subject(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a name in commas parts the verb from its subject: "An aide, LEO ROOS, saw".

    Behind what a sentence has told, the name would be no part of who speaks.
    """
    commas = [p for p in range(place) if tokens[p].text == ","]
    if len(commas) != 2 or commas[1] != place - 1 or tokens[0].lower not in DETERMINERS:
        return False
    named = all(token.is_name for token in tokens[commas[0] + 1 : commas[1]])
    return named and not any(is_finite(tokens, p) for p in range(commas[0]))
