"""The reach of what names whose view it is, or whom it accuses, without a verb of saying."""

from collections.abc import Sequence
from dataclasses import replace

from index.stance.cues import Cue
from index.stance.finite import has_finite
from index.stance.layout import RELATIVE, Layout, Range, innermost
from index.stance.reach.clauses import clause, opening_end
from index.stance.reach.extent import (
    adjunct_start,
    content,
    end_of,
    is_joined,
    stop_of,
    word_behind,
)
from index.stance.reach.reports import NOUN_MAKERS, naming
from index.stance.tokens import Token
from index.stance.words import AUXILIARIES


def according(layout: Layout, cue: Cue) -> Range | None:
    """ "According to X": the sentence with its list, up to a contrast; in a bracket, that."""
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        return inside
    if _opens_list(layout, cue):
        return cue.start, end_of(layout)
    ordered = _ordered(layout, cue)
    if ordered is not None:
        return ordered, stop_of(layout, ordered, end_of(layout))
    adjunct = adjunct_start(layout, cue.start)
    if adjunct is not None:
        return adjunct, stop_of(layout, cue.end, end_of(layout))
    aside = _aside_start(layout, cue.start)
    if aside is not None:
        return aside, stop_of(layout, cue.end, end_of(layout))
    here = layout.clauses[layout.clause_at(cue.start)]
    opening = layout.tokens[max(0, cue.start - 2) : cue.start]
    joined = cue.start > here.start and not content(layout, here.start, cue.start)
    joined = joined or _follows_joint(layout, cue) or (cue.start > 0 and opening[-1].text in ";:")
    first = content(layout, 0, cue.start) < 3 and not has_finite(layout.tokens, 0, cue.start)
    first = first and layout.tokens[cue.start].lower not in AUXILIARIES  # "Theft WAS ADMITTED BY"
    if joined or first or _OPENING.intersection(token.lower for token in opening):
        return cue.start, _past_description(layout, stop_of(layout, cue.end, end_of(layout)))
    linked = _link_before(layout, cue.start)
    if linked is not None:
        return according(layout, replace(cue, start=linked, end=cue.end))
    begin = 0
    for found in layout.clauses:
        if found.start >= cue.start:
            break
        sign = layout.tokens[found.start - 1].text if found.start else ""
        if cue.entry.reach == "possessive" and sign == "," and is_joined(layout, found):
            begin = found.start  # "He left, and a fall is likely, in HER estimate"
        if sign == ";" or found.opener in {"but", "while", "whereas"} or sign == "(":
            begin = found.start
    return begin, max(cue.end, here.end)


def _opens_list(layout: Layout, cue: Cue) -> bool:
    """Return whether a colon behind the holder opens a list: "According to X: (a) P; (b) Q"."""
    ahead = layout.tokens[cue.end : cue.end + _TOLD]
    sign = next((token.text for token in ahead if token.text in _STOPS), "")
    return cue.start == 0 and sign == ":"


_STOPS = frozenset(",;:.")


def _past_description(layout: Layout, stop: int) -> int:
    """Return where a reach ends that a description of the holder seems to end.

    "According to the paper, WHICH QUOTES A COACH, several athletes were offered it".
    """
    index = layout.clause_at(min(stop + 1, end_of(layout) - 1))
    described = layout.clauses[index].opener in {"which", "who"} and index == 1
    if not described or index + 1 >= len(layout.clauses) or has_finite(layout.tokens, 0, stop):
        return stop
    return stop_of(layout, layout.clauses[index + 1].start, end_of(layout))


def _aside_start(layout: Layout, place: int) -> int | None:
    """Return where an aside without a verb begins: "complained - IN AN EMAIL, according to X"."""
    tokens = layout.tokens
    dashes = [p for p in range(1, place) if tokens[p].text in _DASHES and _is_spaced(tokens, p)]
    if len(dashes) != 1 or has_finite(tokens, dashes[0], place):
        return None
    return dashes[0] + 1 if tokens[place - 1].text == "," else None


def _is_spaced(tokens: Sequence[Token], dash: int) -> bool:
    return tokens[dash - 1].end < tokens[dash].start


_DASHES = frozenset({"-", "–", "—"})


_OPENING = frozenset({"that", "which", "whom", "where"})
"""Words that open a clause of which somebody is told: "a camp at WHICH, according to X, P"."""


def _link_before(layout: Layout, start: int) -> int | None:
    """Return where the first link of a chain stands: "ACCORDING TO the paper, quoting a coach"."""
    tokens = layout.tokens
    if (
        start < 2
        or tokens[start - 1].text != ","
        or tokens[start].lower not in {"quoting", "citing"}
    ):
        return None
    ahead = range(start - 2, max(0, start - _TOLD), -1)
    link = next((p for p in ahead if tokens[p].lower == "according"), None)
    return link if link is not None and not has_finite(tokens, link, start) else None


def _ordered(layout: Layout, cue: Cue) -> int | None:
    """Return where begins what somebody was told to do: "told by their leader TO REFUSE"."""
    tokens = layout.tokens
    if "told" not in {token.lower for token in tokens[cue.start : cue.end]}:
        return None
    ahead = range(cue.end + 1, min(cue.end + _TOLD, len(tokens)))
    verb = next((p for p in ahead if tokens[p].lower in {"to", "that"}), None)
    return verb if verb is not None and tokens[verb].lower == "to" else None


_TOLD = 10  # words that the name and office of who tells may take


def _follows_joint(layout: Layout, cue: Cue) -> bool:
    """Return whether the words are inserted behind "and": "rose and, ACCORDING TO X, will fall"."""
    words = [token.lower for token in layout.tokens[max(0, cue.start - 2) : cue.start]]
    return words[1:] == [","] and words[0] in {"and", "but", "or", "yet", "then"}


def standpoint(layout: Layout, cue: Cue) -> Range | None:
    """ "For the columnist the line is a folly": only where it opens a clause; "built for" not."""
    if layout.tokens[cue.start].lower == "to":
        return according(layout, cue) if cue.start == 0 and _values(layout) else None
    if word_behind(layout, cue) in RELATIVE:
        return None  # "the leak, FOR WHICH prosecutors charged him"
    begins = layout.clauses[layout.clause_at(cue.start)].start == cue.start
    return according(layout, cue) if begins or layout.tokens[cue.start - 1].text == "," else None


def _values(layout: Layout) -> bool:
    """Return whether a sentence that opens with "to" tells how something seems to a person.

    "To the chef Baptiste Morel, the mussels ARE the finest", not "To the north, the hills are".
    """
    tokens = layout.tokens
    comma = next((p for p in range(2, min(_TOLD, len(tokens))) if tokens[p].text == ","), None)
    if comma is None:
        return any(token.lower in _VIEWERS for token in tokens[2:3])
    person = tokens[comma - 1].is_name and not tokens[2].is_name
    seems = any(token.lower in _SEEMING for token in tokens[comma + 1 : comma + _TOLD])
    placed = {"of", "from", "and"} & {token.lower for token in tokens[:comma]}
    return person and not placed and seems


_VIEWERS = frozenset(
    "critic conductor composer painter historian economist columnist reviewer biographer novelist "
    "poet philosopher architect engineer scholar opposition union prosecutor residents critics "
    "campaigners opponents".split()
)
_SEEMING = frozenset(
    "is are was were seems seem seemed looks look looked sounds sound feels feel reads read remain "
    "remains means meant amounts amounted".split()
)


def owned(layout: Layout, cue: Cue) -> Range | None:
    """ "The union's version is P", "the count by the police": only where it is somebody's."""
    tokens = layout.tokens
    theirs = any(
        token.kind == "possessive" or token.lower in {"his", "her", "their"}
        for token in tokens[max(0, cue.start - 1) : cue.start + 1]
    )
    by = any(t.lower in {"by", "from"} for t in tokens[cue.start + 1 : cue.end + 1])
    return naming(layout, cue) if theirs or by else None


def _behind_accuser(layout: Layout, cue: Cue) -> int | None:
    """Return where the deed begins behind who accuses: "accused by her aide of THEFT"."""
    if layout.tokens[cue.end - 1].lower != "by":
        return None
    ahead = range(cue.end, min(cue.end + _TOLD, len(layout.tokens)))
    return next((place + 1 for place in ahead if layout.tokens[place].lower == "of"), None)


def _behind_accused(layout: Layout, cue: Cue) -> int | None:
    """Return where the deed begins behind the accused: "a complaint against her for THEFT"."""
    if layout.tokens[cue.end - 1].lower != "against":
        return None
    ahead = range(cue.end + 1, min(cue.end + _TOLD, len(layout.tokens)))
    return next((place + 1 for place in ahead if layout.tokens[place].lower == "for"), None)


def _tells_deed(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a deed is told at `place`: "go on trial AFTER SELLING fake cards"."""
    return tokens[place].lower == "after" and tokens[place + 1].lower.endswith("ing")


def allegation(layout: Layout, cue: Cue) -> Range | None:
    """ "accused of P", "charged X with P": from the words to the end of the clause."""
    tokens, before = layout.tokens, layout.tokens[cue.start - 1].lower if cue.start else ""
    if before in NOUN_MAKERS and cue.end - cue.start == 1:
        return clause(layout, cue) if tokens[cue.start].lower.endswith("ed") else None
    deed = _behind_accuser(layout, cue) or _behind_accused(layout, cue)
    if deed is not None:
        return deed, stop_of(layout, deed, end_of(layout))
    found = layout.clauses[layout.clause_at(cue.start)]
    end = min(stop_of(layout, cue.end, end_of(layout)), opening_end(layout, cue))
    end = next((p for p in range(cue.end, end - 1) if _tells_deed(tokens, p)), end)
    if "which" in {token.lower for token in tokens[found.start : cue.start]}:
        return clause(layout, cue)  # "the theft of WHICH she is accused in the report"
    if cue.start and tokens[cue.start - 1].text == ",":
        # "Saltz, WANTED FOR two robberies, was seen at a petrol station"
        end = next((p for p in range(cue.end, end) if tokens[p].text == ","), end)
    if content(layout, cue.end, end) == 0:
        return clause(layout, cue)
    return (found.start if layout.tokens[cue.start].lower == "blamed" else cue.end), end
