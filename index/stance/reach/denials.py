"""The reach of a denial: what somebody denies, rejects or calls false."""

from dataclasses import replace
from itertools import pairwise

from index.stance.cues import Cue
from index.stance.finite import has_finite
from index.stance.layout import CONTRAST, Layout, Range
from index.stance.reach.extent import (
    AFTER_POINTING,
    apposes_claim,
    content,
    end_of,
    stop_of,
    word_behind,
)
from index.stance.reach.pointing import (
    ANAPHORS,
    EVIDENCE,
    POINTING,
    earlier,
    is_anaphoric,
    predicate,
    within_claim,
)
from index.stance.words import ANAPHORIC_NOUNS, AUXILIARIES


def denial(layout: Layout, cue: Cue) -> Range | None:
    """ "He denied P" governs P; "P was denied by him" its subject; "he denied it" what was said."""
    tokens = layout.tokens
    before = tokens[cue.start - 1].lower if cue.start else ""
    if _denies_nothing(layout, cue):
        return None
    if cue.entry.sense == "elliptic":
        return _without_verb(layout, cue)
    inserted = within_claim(layout, cue)
    if inserted is not None:
        return inserted
    if _names_what_was_said(layout, cue):
        return earlier(layout, cue, layout.clauses[layout.clause_at(cue.start)].start)
    passive = before in AUXILIARIES | {"been", "being"} and tokens[cue.start].lower.endswith("d")
    passive = passive and before not in {"has", "have", "had", "'ve"}
    if passive or "by" in {token.lower for token in tokens[cue.end - 1 : cue.end + 1]}:
        return predicate(layout, cue)
    here = layout.clauses[layout.clause_at(cue.start)]
    end = stop_of(layout, cue.end, end_of(layout))
    if tokens[cue.end - 1].lower == "that" and not _has_clause(layout, cue.end, end):
        return earlier(layout, cue, here.start)  # "her manager denied that on Tuesday"
    object_end = min(end, here.end)
    opener = here.opener
    if opener == "which" or apposes_claim(layout, here.start):
        return earlier(layout, cue, here.start)
    after = [token.lower for token in tokens[cue.end : cue.end + 2]]
    alone = after[:1] in (["this"], ["it"], ["that"], ["them"]) and (
        len(after) < 2
        or tokens[cue.end + 1].kind == "sign"
        or after[1] in AFTER_POINTING | {"as", "a", "an"}
    )
    if opener == "as" or alone:
        return earlier(layout, cue, here.start)
    theirs = word_behind(layout, cue) in {"his", "her", "their", "its"}
    doubted = cue.entry.sense == "doubted" and theirs
    if doubted or is_anaphoric(layout, cue.end, object_end):
        return earlier(layout, cue, here.start)  # "others find his photographs unconvincing"
    behind = tokens[cue.end].lower if cue.end < len(tokens) else ""
    named = tokens[cue.end - 1].lower in ANAPHORIC_NOUNS
    named = named and behind in {"as", "and", "but", ","}  # "DENIED ANY INVOLVEMENT and left"
    bare = behind == "," and word_behind(layout, replace(cue, end=cue.end + 1)) in _JOINING
    if named or bare or content(layout, cue.end, object_end) == 0:
        return earlier(layout, cue, here.start)  # "DISMISSED THE REPORT as fiction"
    words = [token.lower for token in tokens[cue.end : cue.end + 3]]
    if words[:1] == ["such"] or words[:2] == ["any", "such"]:
        return earlier(layout, cue, here.start)  # "denied that ANY SUCH OFFER had been made"
    if (
        words
        and words[0] in POINTING
        and any(word in ANAPHORIC_NOUNS | EVIDENCE for word in words[1:])
        and "that" not in [token.lower for token in tokens[cue.end : object_end]]
    ):
        return earlier(layout, cue, here.start)
    return cue.end, end


_AHEAD = frozenset("will would may might could should must".split())
_JOINING = CONTRAST | {"and"}


def _denies_nothing(layout: Layout, cue: Cue) -> bool:
    """Return whether nobody denies anything yet: "want to reject the treaty", "will reject it"."""
    tokens = layout.tokens
    before = tokens[cue.start - 1].lower if cue.start else ""
    ahead = before in _AHEAD and tokens[cue.start].lower in {"reject", "dismiss"}
    return ahead or (before == "to" and not _made_to(layout, cue))


def _without_verb(layout: Layout, cue: Cue) -> Range | None:
    """Return what a denial without its verb points at: "Papers say it has. IT HAS NOT, it says".

    It opens its sentence or stands behind a ";": "he says they did not" is part of what he says.
    """
    opens = cue.start == 0 or layout.tokens[cue.start - 1].text in ";—–"
    return earlier(layout, cue, cue.start) if opens else None


def _made_to(layout: Layout, cue: Cue) -> bool:
    """Return whether something made them do it: "which has LED some TO DOUBT its age"."""
    words = {token.lower for token in layout.tokens[max(0, cue.start - 6) : cue.start]}
    return not _CAUSING.isdisjoint(words)


_CAUSING = frozenset("led leads lead prompted prompts caused causes moved brought".split())


def _names_what_was_said(layout: Layout, cue: Cue) -> bool:
    """Return whether the cue itself names what it denies: "called THE STORY invented"."""
    words = [token.lower for token in layout.tokens[cue.start : cue.end]]
    if words[-1] in _REST or ANAPHORS.intersection(words[1:-1]):
        return words[-1] not in {"that", "of"}  # "laughed THEM off"
    return any(
        word in POINTING and following in ANAPHORIC_NOUNS | EVIDENCE
        for word, following in pairwise(words)
    ) and words[-1] not in ANAPHORIC_NOUNS | {"that", "of"}


_REST = frozenset({"rest", "others", "remainder", "otherwise", "differently"})


def _has_clause(layout: Layout, start: int, end: int) -> bool:
    """Return whether what follows a "that" can be a clause, and does not leave "that" alone."""
    if start >= end or not content(layout, start, end):
        return False
    if layout.tokens[start].lower == "as":
        return False  # "Teel rejects that as fantasy"
    opening = layout.tokens[start].lower
    return opening not in AFTER_POINTING or has_finite(layout.tokens, start + 1, end)
