"""The reach of words of saying behind what they report: "P, the firm said", '"P," said X'."""

from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import ADVERBIAL, CONTRAST, Layout, Range
from index.stance.reach.clauses import complement
from index.stance.reach.extent import adjunct_start, content, end_of, parts_off, stop_of
from index.stance.speakers import has_named_subject, speaker_start
from index.stance.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRESENT_FORMS


def finding(layout: Layout, cue: Cue) -> Range | None:
    """ "The study found P" governs P, "P, a study found" what stands before."""
    left = left_of_reporting(layout, cue)
    return left if left is not None else complement(layout, cue)


def suggesting(layout: Layout, cue: Cue) -> Range | None:
    """ "The minutes suggest P" governs P, "P, the minutes suggest" what stands before."""
    alone = cue.end >= end_of(layout) or layout.tokens[cue.end].text == ","
    left = left_of_reporting(layout, cue) if alone else None
    return left if left is not None else complement(layout, cue)


def left_of_reporting(layout: Layout, cue: Cue) -> Range | None:
    """Return what stands before "..., X said" or "...", said X", and after it where it goes on."""
    tokens = layout.tokens
    index = layout.clause_at(cue.start)
    here = layout.clauses[index]
    start = _reporter_start(layout, cue)
    if start is None or here.opener in {"because", "if", "when", "which", "who"} | CONTRAST:
        return None
    stop = next((p for p in range(cue.end, here.end) if tokens[p].text in ',"“;'), here.end)
    told = _inverted_end(layout, cue, stop)
    ends_there = stop >= end_of(layout) or tokens[stop].text in {",", '"', "“", ";"}
    ends_there, stop = ends_there or told < stop, told
    rest = stop - cue.end
    placed = rest > 0 and tokens[cue.end].lower in PREPOSITIONS  # "he said AFTER A VISIT TO ..."
    most = _TITLED if placed or tokens[cue.start - 1].text in CLOSING else _SPEAKER
    if rest > most or (rest and has_finite(tokens, cue.end, min(stop, end_of(layout)))):
        return None
    if rest > 0 and (not ends_there or _tells_behind(layout, cue, start, stop)):
        return None
    if start > 1 and tokens[start - 2].lower in {"and", "but", "or", "that", "which"}:
        return (stop + 1, stop_of(layout, stop, end_of(layout))) if stop + 1 < len(tokens) else None
    begin = max((c.start for c in layout.clauses[:index] if parts_off(layout, c)), default=0)
    opened = layout.clauses[layout.clause_at(start - 1)]
    if opened.opener in {"whose", "which", "who"} and content(layout, opened.start, start) < 3:
        begin = opened.start  # "the altar, WHOSE LEFT WING, a rival says, IS A COPY"
    adjunct = adjunct_start(layout, start)
    if adjunct is not None and stop + 1 < len(tokens) and not is_finite(tokens, stop + 1):
        return adjunct, stop_of(layout, stop + 1, end_of(layout))
    if _goes_on_behind(layout, begin, start, stop):
        begin = max([p + 1 for p in range(begin, start) if tokens[p].text == ":"], default=begin)
        return begin, stop_of(layout, stop + 1, end_of(layout))
    return (begin, start) if _tells(layout, begin, start) else None


CLOSING = frozenset({'"', "”", "’", "»", "'"})
_SPEAKER = 8  # words of who speaks, told by a word of saying before or behind them
_TITLED = 16  # words of a name and an office behind a closing quotation, or of when and where


def _tells_behind(layout: Layout, cue: Cue, start: int, stop: int) -> bool:
    """Return whether what is said stands behind the verb, though no verb of it is known.

    "Two hundred live there, and engineers say THE DRUG CAUSES HAIR LOSS"; who is told, and when,
    say nothing: "..., the mayor told the town council", "the paper wrote the next day".
    """
    tokens = layout.tokens
    inverted = tokens[cue.start - 1].kind == "sign"
    begins = not inverted and start < cue.start and tokens[cue.end].lower in DETERMINERS
    words = {token.lower for token in tokens[cue.end : stop]}
    timed = bool(words & _WHEN) or tokens[cue.start].lower in {"told", "tells", "tell"}
    least = 0 if cue.entry.sense == "belief" else _ADDRESSEE  # "owners FEAR A FALL in bookings"
    return begins and not timed and content(layout, cue.end, stop) > least


_WHEN = frozenset("day week month year morning evening night time afternoon".split())
_ADDRESSEE = 2  # words of whom somebody tells: "the town council"


def _inverted_end(layout: Layout, cue: Cue, stop: int) -> int:
    """Return where a speaker behind the verb ends: "P, said THREE MEMBERS who gave no names"."""
    tokens = layout.tokens
    if not cue.start or tokens[cue.start - 1].kind != "sign":
        return stop
    relative = (p for p in range(cue.end + 1, stop) if tokens[p].lower == "who")
    return next(relative, stop)


def _goes_on_behind(layout: Layout, begin: int, start: int, stop: int) -> bool:
    """Return whether what is reported goes on behind an insertion that ends at `stop`.

    "The mill, the villagers say, BURNED down"; "Far from closing the line, she said, THE STATE".
    """
    tokens = layout.tokens
    comma = stop < end_of(layout) and tokens[stop].text in {",", '"', "“"}
    if not comma or tokens[start - 1].text == '"' or stop + 1 >= len(tokens):
        return False
    if start > 1 and tokens[start - 2].lower in AUXILIARIES | PREPOSITIONS:
        return True  # "the author was, it is claimed, A COOK"
    if tokens[stop + 1].lower == "that":
        return True  # "the low level is a sign, she wrote, THAT THE SPRING IS DRY"
    after = layout.clauses[layout.clause_at(stop + 1)]
    if after.opener or not content(layout, begin, start):
        return False
    verbless = not has_finite(tokens, begin, start)
    following = tokens[stop + 1].lower
    # "harbour cameras, the union says, SHOW 26 lorries"
    goes_on = following in PRESENT_FORMS or has_finite(tokens, stop + 1, after.end)
    return is_finite(tokens, stop + 1) or (verbless and goes_on)


def _reporter_start(layout: Layout, cue: Cue) -> int | None:
    """Return where "X said" begins behind a comma or a quotation, None where it stands first."""
    tokens = layout.tokens
    start = layout.clauses[layout.clause_at(cue.start)].start
    late = speaker_start(layout, cue.start)
    if late is not None and tokens[late - 1].kind == "sign":
        return late
    if has_named_subject(tokens, cue.start):
        return None
    if start == 0 and cue.start > 0 and tokens[cue.start - 1].text in ',"”’':
        start = cue.start
    elif start == 0:
        comma = next((p for p in range(cue.start - 1, 0, -1) if tokens[p].text in ',"”'), 0)
        start = comma + 1
    behind = start > 1 and tokens[start - 1].text in {",", '"', "”", "’", "—", "–"}
    return start if behind and cue.start - start <= REPORTER else None


REPORTER = 10  # words that a reporter's name and office may take


def _tells(layout: Layout, start: int, end: int) -> bool:
    """Return whether the range says enough to be reported; of a quotation one word is enough.

    '"We were never warned," said the lock keeper', "He did not do it, she said", but "Still, he
    said ...".
    """
    quoted = any(start <= first < end for first, _ in layout.quotations)
    opens = layout.tokens[start].lower in ADVERBIAL | CONTRAST
    if not opens and end - start > _SENTENCE and has_finite(layout.tokens, start, end):
        return True
    return content(layout, start, end) >= (1 if quoted else 2)


_SENTENCE = 3  # words of the shortest: "He left, ..."
