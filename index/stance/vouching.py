"""Who vouches for what a cue governs: the holder of its mark."""

from collections.abc import Callable, Sequence

from index.stance import holders, subjects
from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import Layout
from index.stance.speakers import has_named_subject, speaker_start
from index.stance.tokens import Token
from index.stance.words import DETERMINERS, PREPOSITIONS

_HELD = frozenset(
    {
        "reporting",
        "inverted",
        "naming",
        "denial",
        "predicate",
        "finding",
        "according",
        "noun",
        "possessive",
        "standpoint",
        "owned",
        "compound",
        "allegation",
    }
)
_PASSIVE = frozenset("is are was were be been being".split())


def _according_to(layout: Layout, cue: Cue) -> str | None:
    """Return who stands behind "according to", or between "as" and "sees it"."""
    tokens = layout.tokens
    if cue.end - cue.start > _AROUND and tokens[cue.end - 1].lower in _CLOSING:
        return holders.inside(tokens, cue.start, cue.end)
    return holders.after(layout, cue.end)


_AROUND = 2  # words of a cue between which nobody stands
_CLOSING = frozenset("it believed trusted credited word trust right correct reliable".split())


_NAMING_HOLDER: dict[str, Callable[[Layout, Cue], str | None]] = {
    "according": _according_to,
    "standpoint": lambda layout, cue: holders.viewer(layout, cue.end),
    "compound": lambda layout, cue: layout.tokens[cue.start].text,
    "possessive": lambda layout, cue: holders.owner(layout.tokens, cue.start + 1, cue.end),
}
"""Where the holder stands for the reaches that say so themselves."""


def holder_of(layout: Layout, cue: Cue, looks_back: bool) -> str | None:
    """Return who vouches: the agent behind "by" or "to", the subject, or an inverted subject."""
    entry, tokens = cue.entry, layout.tokens
    if entry.sense == "inside":
        return None  # "which the landlord disputes" names its holder itself
    if entry.reach in _HELD and tokens[cue.end - 1].lower == "by":
        return holders.after(layout, cue.end)  # "it was announced by the operator"
    predicts = entry.reach == "complement" and entry.sense == "prediction"
    if not (predicts or entry.reach in _HELD) or entry.sense in {"unnamed", "false"}:
        return None
    if entry.reach in _NAMING_HOLDER:
        return _NAMING_HOLDER[entry.reach](layout, cue)
    if entry.reach == "finding":
        verbs = (p for p in range(cue.end - 1, cue.start, -1) if is_finite(tokens, p))
        return subjects.before(layout, next(verbs, cue.start + 1))  # "THE CLASS ACTION alleges"
    passive = _is_passive(tokens, cue)
    for place in range(cue.end, min(cue.end + (4 if passive else 1), len(tokens))):
        if tokens[place].lower == "by" and not holders.is_date(tokens, place + 1):
            return holders.after(layout, place + 1)
    if entry.reach in {"predicate", "allegation"} and entry.kind in {"unknown", "epistemic"}:
        return None
    if passive:
        return None
    noun = entry.reach == "reporting" and _follows_determiner(tokens, cue.start)
    if noun or entry.reach in {"noun", "owned"}:
        return holders.possessor(layout, cue.start)
    inverted = (looks_back or _is_inserted(tokens, cue)) and (
        tokens[cue.start].lower not in _ADDRESSING  # "P," the director, Berg, TOLD Radio Merrin
        and not tokens[cue.start].lower.endswith("ing")  # "withdrew it, CITING an error"
    )
    inverted = inverted and cue.start > 0 and tokens[cue.start - 1].text in ',"”’“'
    inverted = inverted and speaker_start(layout, cue.start) is None
    inverted = inverted and not has_named_subject(tokens, cue.start)
    inverted = inverted and entry.kind == "attribution" and cue.end == cue.start + 1
    if inverted and cue.end < len(tokens) and tokens[cue.end].kind == "word":
        return holders.after(layout, cue.end)
    adverbial = cue.start <= _OPENING and tokens[0].lower in PREPOSITIONS
    opens = cue.start == 0 or (adverbial and tokens[cue.start - 1].text == ",")
    if opens and tokens[cue.start].lower == "in":
        return _speaker_behind(layout, cue)
    return subjects.before(layout, cue.start)


def _speaker_behind(layout: Layout, cue: Cue) -> str | None:
    """Return who speaks behind "In a statement", "In an interview with the radio on Friday,"."""
    tokens, place = layout.tokens, cue.end
    if tokens[place - 1].lower in PREPOSITIONS or (
        place < len(tokens) and tokens[place].lower in PREPOSITIONS
    ):
        ahead = range(place, min(place + _FAR, len(tokens)))
        place = next((p + 1 for p in ahead if tokens[p].text == ","), len(tokens))
    elif place < len(tokens) and tokens[place].text == ",":
        place += 1
    return holders.after(layout, place) if place < len(tokens) else None


_FAR = 12
_OPENING = 3  # words of what may stand before: "In short, IN A STATEMENT he denied it"
_ADDRESSING = frozenset("told tells tell informed assured reminded".split())


def _is_inserted(tokens: Sequence[Token], cue: Cue) -> bool:
    """Return whether the speaker stands behind his verb: "The oak, INSISTS its owner, is old"."""
    following = tokens[cue.end] if cue.end < len(tokens) else None
    begins = following is not None and (
        following.is_name or following.lower in DETERMINERS | set(holders.POSSESSIVE)
    )
    ahead = range(cue.end, min(cue.end + 12, len(tokens)))
    comma = next((p for p in ahead if tokens[p].text == ","), None)
    # "the bid, made public on Tuesday, VALUES each share at 48 crowns, 27 per cent above"
    measured = any(token.is_number for token in tokens[cue.end : comma])
    told = has_finite(
        tokens, cue.end, comma or cue.end
    )  # "parents, ..., SAY the food is good, but"
    return begins and comma is not None and not measured and not told


def _follows_determiner(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a noun stands at `place`: "there is no truth in THE claim that"."""
    return place > 0 and tokens[place - 1].lower in {"the", "a", "this", *holders.POSSESSIVE}


def _is_passive(tokens: Sequence[Token], cue: Cue) -> bool:
    """Return whether the words are passive: "The claim WAS REJECTED outright by the minister"."""
    if tokens[cue.start].lower.endswith("ing"):
        return False  # "they are COUNTING on a rebound"
    inside = cue.entry.kind in {"contested", "booster"} and tokens[cue.start].lower in _PASSIVE
    place = cue.start - 1
    while place > 0 and (tokens[place].lower.endswith("ly") or tokens[place].lower in _BETWEEN):
        place -= 1  # "it was LATER reported"
    return inside or (place >= 0 and tokens[place].lower in _PASSIVE)


_BETWEEN = frozenset("later also since then first often all but now".split())
