"""The reach of words of saying: what is reported, on whichever side of them it stands."""

from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import RELATIVE, Layout, Range, innermost
from index.stance.reach.behind import CLOSING, REPORTER, left_of_reporting
from index.stance.reach.clauses import complement, opening_end
from index.stance.reach.extent import (
    COMPLEMENTISERS,
    adjunct_start,
    after_bracket,
    content,
    end_of,
    main_verb_behind,
    stop_of,
    word_behind,
)
from index.stance.reach.pointing import subject_start
from index.stance.tokens import Token
from index.stance.words import (
    AUXILIARIES,
    DETERMINERS,
    PAST_FORMS,
    PREPOSITIONS,
    PRONOUNS,
    STOPWORDS,
    forms,
)

NOUN_MAKERS = frozenset(
    "the a an this that his her its their our my no any these those new first latest recent "
    "final own annual initial earlier each every some 's without prior early of for".split()
)


def reporting(layout: Layout, cue: Cue) -> Range | None:
    """ "X said that P", "P, X said", "P, said X": what is reported, on whichever side it stands."""
    if _reports_nothing(layout, cue):
        return None
    if layout.tokens[cue.end - 1].lower == "of":
        return complement(layout, cue)  # "the report, leaked to a paper, warns OF shortages"
    for search in (_around_insertion, _in_subject, _left_unless_introduced, _in_quotation):
        found = search(layout, cue)
        if found is not None:
            return found
    return _right_of_reporting(layout, cue)


def inverted(layout: Layout, cue: Cue) -> Range | None:
    """Verbs that speak only behind a closing quotation: '"P," ADDED the mayor'."""
    quoted = cue.start and layout.tokens[cue.start - 1].text in CLOSING
    return reporting(layout, cue) if quoted else None


_BE = frozenset("is are was were been being".split())
_OWNERS = frozenset("'s ' his her its their the a".split())


def _introduces(layout: Layout, cue: Cue) -> bool:
    """Return whether what is reported follows behind "that", "whether" or "to"."""
    last, following = layout.tokens[cue.end - 1].lower, word_behind(layout, cue)
    if following == "to":
        return not _addresses(layout, after_bracket(layout, cue.end) + 1)
    return last in COMPLEMENTISERS or following in COMPLEMENTISERS


def _addresses(layout: Layout, place: int) -> bool:
    """Return whether "to" before `place` names who is told: "said to THE COURIER"."""
    return place < len(layout.tokens) and (
        layout.tokens[place].is_name or layout.tokens[place].lower in DETERMINERS
    )


def _word_before(layout: Layout, cue: Cue) -> str:
    return layout.tokens[cue.start - 1].lower if cue.start else ""


def _reports_nothing(layout: Layout, cue: Cue) -> bool:
    """Return whether the words are no verb of saying: "the reports", "the suspects, two brothers".

    "Provided that the money is FOUND" reports nothing either.
    """
    before, following = _word_before(layout, cue), word_behind(layout, cue)
    first = layout.tokens[cue.start].lower
    if first == "suspects" and following == "," and not _inserted(layout, cue):
        return True
    if before in NOUN_MAKERS and not (_introduces(layout, cue) and following != "to"):
        return True
    if before not in _BE:
        return False
    start = subject_start(layout, cue)
    told = _introduces(layout, cue) or content(layout, start, cue.start)
    return first == "found" or not told


def _around_insertion(layout: Layout, cue: Cue) -> Range | None:
    """Return what is reported where the verb stands in a bracket's insertion or behind "as"."""
    inside = innermost(layout.brackets, cue.start)
    introduces = _introduces(layout, cue)
    if inside is not None and not introduces and _inserted_in(layout, inside, cue):
        return inside
    here = layout.clauses[layout.clause_at(cue.start)]
    so = here.opener == "so" and (cue.end >= end_of(layout) or layout.tokens[cue.end].text == ",")
    if not (so or here.opener == "as") or not here.start:
        return None  # "so he said it must go"
    adjunct = adjunct_start(layout, here.start)
    if adjunct is not None:
        return adjunct, end_of(layout)
    tokens = layout.tokens
    goes_on = here.end < len(tokens) and is_finite(tokens, here.end)
    goes_on = goes_on or tokens[here.start - 2].lower in AUXILIARIES  # "was, as it is said, A COOK"
    # "something that, as the paper reports, IS HARD TO SQUARE with the pictures"
    return 0, stop_of(layout, here.end, end_of(layout)) if goes_on else here.start


def _in_subject(layout: Layout, cue: Cue) -> Range | None:
    """Return what is reported where it is the subject: "P was reported", "P is what they think"."""
    passive = not layout.tokens[cue.start].lower.endswith("ing")
    if passive and _word_before(layout, cue) in _BE and not _introduces(layout, cue):
        if word_behind(layout, cue) == "by" and _that_behind(layout, cue) is not None:
            return None  # "was assured BY the ministry THAT P"
        return subject_start(layout, cue), cue.start
    ends_it = cue.end == end_of(layout) and layout.tokens[0].lower in {"that", "what"}
    if _is_cleft(layout, cue) or ends_it:
        return 0, cue.start  # "That P is something he does not believe"
    return None


def _left_unless_introduced(layout: Layout, cue: Cue) -> Range | None:
    silent = cue.entry.sense == "silent" and _object_of(layout, cue)
    return None if silent or _introduces(layout, cue) else left_of_reporting(layout, cue)


def _object_of(layout: Layout, cue: Cue) -> bool:
    """Return whether the verb has an object: "would not discuss THE BUDGET"."""
    return word_behind(layout, cue) in DETERMINERS and cue.end < end_of(layout)


def _in_quotation(layout: Layout, cue: Cue) -> Range | None:
    """Return the quotation that begins soon behind the verb, with what goes on behind it."""
    if innermost(layout.quotations, cue.start) is not None:
        return None
    end = end_of(layout)
    for start, stop in layout.quotations:
        if cue.end <= start <= cue.end + 6 and stop - start > 2:
            return start, stop_of(layout, stop, end) if stop < end else end
    return None


def _right_of_reporting(layout: Layout, cue: Cue) -> Range | None:
    """Return what follows the verb, where that can be told: "that P", "P", "X to do P"."""
    tokens, following = layout.tokens, word_behind(layout, cue)
    if _introduces(layout, cue) and following != "to":
        found = complement(layout, cue)
        owned = _word_before(layout, cue) in _OWNERS and tokens[cue.end : cue.end + 1]
        if found is not None and owned and owned[0].text == ",":
            return found[0], main_verb_behind(layout, cue.start, *found)
        return found
    here = layout.clauses[layout.clause_at(cue.start)]
    limit = min(end_of(layout), opening_end(layout, cue))
    stop = min(stop_of(layout, cue.end, end_of(layout)), limit)
    reach = range(cue.end, max(here.end, min(stop, cue.end + _TIMED)))
    thats = (p for p in reach if tokens[p].lower == "that" and _opens_clause(tokens[p - 1]))
    that = next(thats, None)
    if following == "by":
        that = _that_behind(layout, cue)
    if that is not None and cue.start < that < stop and not has_finite(tokens, cue.end, that):
        # "said on Monday that"
        return that + 1, min(limit, stop_of(layout, that + 1, end_of(layout)))
    if cue.end < stop and is_finite(tokens, cue.end):
        # "THE GOLD THAT Orvik says IS BURIED there, is worth a million"
        ends = (p for p in range(cue.end, stop) if tokens[p].text == ",")
        return _relative_around(layout, cue), next(ends, stop)
    if that is not None or has_finite(tokens, cue.end + 1, stop):
        return cue.end, max(stop, cue.end)
    begins = cue.end < len(tokens) and (
        following in DETERMINERS
        or following in PRONOUNS
        or tokens[cue.end].is_name
        or tokens[cue.end].is_number
    )
    # "the paper reported negotiations over a sale"
    begins = begins or (
        tokens[cue.start].lower in _TELLING and following not in STOPWORDS and following.isalpha()
    )
    # "economists expect unemployment to peak"
    ahead = {token.lower for token in tokens[cue.end : cue.end + 8]}
    begins = begins or (cue.entry.sense == "belief" and "to" in ahead)
    admits = tokens[cue.start].lower in _ADMITTING
    begins = begins or (admits and following.endswith("ing"))  # "admitted TAKING bribes"
    foreseen = tokens[cue.start].lower in _TELLING and following in DETERMINERS
    least = 1 if admits or foreseen or cue.entry.sense == "silent" else 2
    if (begins and content(layout, cue.end, stop) >= least) or following == "to":
        return complement(layout, cue)
    return None


def _relative_around(layout: Layout, cue: Cue) -> int:
    """Return where the noun begins whose relative clause tells what somebody says of it."""
    tokens = layout.tokens
    behind = range(cue.start - 1, max(0, cue.start - _TIMED), -1)
    opened = next((p for p in behind if tokens[p].lower in RELATIVE | {"that"}), None)
    begin = cue.end if opened is None else opened
    while opened is not None and begin and tokens[begin - 1].lower not in PREPOSITIONS:
        if tokens[begin - 1].kind == "sign" or is_finite(tokens, begin - 1):
            break
        begin -= 1
    return begin


def _opens_clause(before: Token) -> bool:
    """Return whether "that" behind a word may open a clause: not in "a closure OF that length"."""
    return before.lower not in PREPOSITIONS | {"of"}


_TIMED = 6  # words of a time or place: "said before the start of the race that"
_ADMITTING = forms("admit") | forms("acknowledge") | forms("concede") | forms("confess")
_TELLING = frozenset(
    "reported reports predicted predicts claimed alleged alleges forecasts expect expects fear "
    "fears feared foresee foresees suspect suspects suspected".split()
)


def _inserted(layout: Layout, cue: Cue) -> bool:
    """Return whether the verb stands in an insertion: "started, the brigade SUSPECTS, by"."""
    tokens = layout.tokens
    ahead = range(max(0, cue.start - REPORTER), cue.start)
    return any(tokens[p].text in ",(" for p in ahead) and not tokens[cue.start - 1].is_number


def _inserted_in(layout: Layout, bracket: Range, cue: Cue) -> bool:
    """Return whether a bracket tells what its insertion reports: "(set alight, POLICE SAY, by X)".

    It governs the bracket only: "Three were hurt (one of them, rescuers say, badly)".
    """
    tokens = layout.tokens
    comma = next((p for p in range(cue.start, bracket[0], -1) if tokens[p].text == ","), None)
    if comma is None or cue.start - comma > REPORTER:
        return False
    return cue.end >= bracket[1] or tokens[cue.end].text == ","


def _that_behind(layout: Layout, cue: Cue) -> int | None:
    """Return where "that" stands behind an agent and before any other verb."""
    tokens = layout.tokens
    reach = range(cue.end + 1, min(cue.end + REPORTER, len(tokens)))
    that = next((p for p in reach if tokens[p].lower == "that"), None)
    return that if that is not None and not has_finite(tokens, cue.end, that) else None


def _is_cleft(layout: Layout, cue: Cue) -> bool:
    """Return whether what is thought stands before "is what X ...": "RAIN is what they expect"."""
    tokens = layout.tokens
    whats = (p for p in range(1, cue.start) if tokens[p].lower == "what")
    what = next(whats, None)
    return (
        what is not None and tokens[what - 1].lower in {"is", "was"} and what + _CLEFT > cue.start
    )


_CLEFT = 14  # words that may stand between "what" and the verb, whoever it is that thinks


def naming(layout: Layout, cue: Cue) -> Range | None:
    """ "X put the toll at 40", "X calls it a farce": the clause, which holds what is named."""
    before = layout.tokens[cue.start - 1].lower if cue.start else ""
    if before in NOUN_MAKERS - {"no"} and layout.tokens[cue.start].lower not in PAST_FORMS:
        return None  # "the first call", not "they first spoke of"
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        return inside  # "joined (for a fee PUT by his agent at nine million)"
    found = layout.clauses[layout.clause_at(cue.start)]
    points = [token.lower for token in layout.tokens[found.start : cue.start]] == ["it"]
    if points and found.start and layout.tokens[found.start - 1].text == ",":
        return 0, found.start  # "The line will close, it was announced on Tuesday by the operator"
    start = cue.start if found.opener in RELATIVE else found.start
    if before in AUXILIARIES | {"been", "being"}:
        start = 0  # "The line, when it opened, was described by the mayor as a gift"
    end = stop_of(layout, cue.end, found.end)
    joints = (p for p in range(cue.end + 1, end - 1) if layout.tokens[p].lower in {"and", "but"})
    spoken_on = next((p for p in joints if is_finite(layout.tokens, p + 1)), end)
    return start, max(cue.end, spoken_on)  # "called the roster a swindle AND TOLD drivers"
