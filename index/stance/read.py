"""From a text to its marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.sentences import split
from index.stance import holders, subjects
from index.stance.cues import Cue, find
from index.stance.finite import is_finite
from index.stance.layout import CONTRAST, QUOTES, Layout, Range, innermost, lay_out, without_asides
from index.stance.pronouns import STATING, document_in, persons, resolve, stands_for
from index.stance.reach import BACK, REACHES
from index.stance.reach.pointing import names_saying
from index.stance.reach.turned import reread, turned
from index.stance.signs import headline, is_contrasted, question, scare_quotes, turn_at, turns_of
from index.stance.tokens import Token, span_of, text_of, tokenise
from index.stance.vouching import holder_of
from index.stance.words import AUXILIARIES, STOPWORDS, is_negation
from index.types import Kind, Mark, Span

LONGEST = 400
"""Tokens that are read as one sentence. What is longer is no sentence that anybody wrote, and is
read in pieces, so that the time to read grows with the text and not with its square."""

_LISTED = re.compile(r"\s*(?:[-*•–—]|\(?\w{1,2}[.)])\s")


def read(text: str, sentences: Sequence[Span] | None = None) -> tuple[Mark, ...]:
    """Return the marks of `text` in order, with offsets and scopes into it.

    `sentences` are the spans to read, in order; without them the text is split here. Stance is read
    in English only: a text in another language has no marks.

    >>> [(mark.text, mark.kind) for mark in read("Police said the bridge may close.")]
    [('said', 'attribution'), ('may', 'epistemic')]
    """
    marks: list[Mark] = []
    before: Span | None = None
    told: Span | None = None  # the last sentence that reports what somebody says
    known: list[str] = []  # whom a pronoun may stand for, the last one last
    document: str | None = None  # what the sentence before may say that "it states"
    heading: list[Mark] = []  # marks of a sentence with a colon that still govern its list
    turns = turns_of(text)
    for sentence in split(text) if sentences is None else sentences:
        # The sentences of a Markdown list begin behind its "- ", which stands between them.
        if heading and before and _LISTED.match(text[before.end : sentence.end]):
            places = [marks.index(mark) for mark in heading]
            heading = [_stretched(mark, sentence.end) for mark in heading]
            for place, mark in zip(places, heading, strict=True):
                marks[place] = mark
        else:
            heading = []
        turn = turn_at(turns, sentence)
        opens = turn is not None and turn.label.start >= sentence.start
        if turn and opens:
            marks.append(turn.mark)
        begin = turn.said.start if turn and opens else sentence.start
        tokens = without_asides(tokenise(text, begin, sentence.end))
        if not tokens:
            continue
        subject = subjects.subject(tokens)
        speaker = turn.speaker if turn else None
        said = _said(told, marks) or before
        earlier = Earlier(before, said, _is_plain(before, marks), speaker, document)
        document = document_in(tokens)
        found = _marks(tokens[:LONGEST], subject, earlier, known)
        for start in range(LONGEST, len(tokens), LONGEST):
            piece = tokens[start : start + LONGEST]
            found.extend(_marks(piece, subjects.subject(piece), earlier, known))
        marks.extend(found)
        if sentence.of(text).rstrip().endswith(":"):
            heading = [mark for mark in found if mark.scope.end >= tokens[-1].start]
        named = [mark.holder for mark in found if mark.holder]
        named = [holder for holder in named if not stands_for(holder)]
        known.extend([*persons(tokens), *named[-1:], *([subject] if subject else [])])
        del known[:-_KNOWN]
        before = sentence
        if any(mark.kind in _SAID and mark.scope.meets(sentence) for mark in found):
            told = sentence
    verbatim = [_verbatim(mark, text) for mark in marks]
    return tuple(sorted(verbatim, key=lambda mark: (mark.start, mark.end)))


def _verbatim(mark: Mark, text: str) -> Mark:
    """Return the mark with its text as it stands, line breaks and Markdown with it."""
    words = mark.span.of(text)
    return mark if mark.text == words else replace(mark, text=words)


def _said(told: Span | None, marks: Sequence[Mark]) -> Span | None:
    """Return the sentence that reports, or its end where it only ends in a report.

    "It is not known whether she was at the camp at which, ACCORDING TO A PAPER, DRUGS WERE SOLD."
    """
    if told is None:
        return None
    recent = (m for m in marks[-_RECENT:] if m.kind in _SAID and told.holds(m.scope))
    start = min((min(m.start, m.scope.start) for m in recent), default=told.start)
    return Span(start, told.end) if start - told.start > len(told) * _LATE else told


_LATE = 0.4  # the share of a sentence before what it reports, from which on it is of something else


def _is_plain(sentence: Span | None, marks: Sequence[Mark]) -> bool:
    """Return whether a sentence is told as fact: no mark that leaves it open governs any of it."""
    return sentence is not None and not any(
        mark.kind in _OPEN and mark.scope.meets(sentence) for mark in reversed(marks[-_RECENT:])
    )


_OPEN: frozenset[Kind] = frozenset(
    {"attribution", "allegation", "epistemic", "unknown", "contested"}
)
_RECENT = 20  # marks that may govern the sentence before
_FIRST = frozenset({"I", "we", "We"})
_SAID: frozenset[Kind] = frozenset({"attribution", "allegation"})
_KNOWN = 12  # names that are kept for the pronouns to come


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a mark may point back at: the sentence before, and the last one that reports.

    "The mayor blamed a wolf. The farm sells milk. Later he retracted HIS STATEMENT." `plain` says
    that the sentence before is told as fact, `speaker` who speaks here in an interview,
    `document` is the last one that the sentence before names.
    """

    before: Span | None
    told: Span | None
    plain: bool
    speaker: str | None
    document: str | None


def _stretched(mark: Mark, end: int) -> Mark:
    """Return the mark with a scope that goes on to `end`: "According to X, three things:"."""
    return replace(mark, scope=Span(mark.scope.start, end))


def _marks(
    tokens: Sequence[Token], subject: str | None, earlier: Earlier, known: list[str]
) -> list[Mark]:
    """Return the marks of one sentence, which has the subject where it is sure.

    A pronoun may stand for those who are `known`; whom the sentence names is added there.
    """
    cues = find(tokens)
    if not cues and not any(token.text in QUOTES or token.text in "?'" for token in tokens):
        return [] if tokens[-1].kind == "sign" else headline(lay_out(tokens))
    layout = lay_out(tokens)
    marks = [*scare_quotes(layout), *question(layout), *headline(layout)]
    for cue in cues:
        mark = _mark(layout, cue, earlier, subject, known)
        if mark is not None:
            marks.append(mark)
            # "They accuse THE PLANT. It denies this"
            blamed = holders.accused(layout, cue.end) if mark.kind == "allegation" else None
            named = [name for name in (mark.holder, blamed) if name and mark.holder]
            known.extend(name for name in named if not stands_for(name))
    kept = [
        mark
        for mark in marks
        if not (_retold(mark, marks) or _is_supposed(mark, marks, tokens) or _is_cited(mark, marks))
    ]
    return [_widened(_spoken(mark, marks, layout, earlier.speaker), marks) for mark in kept]


def _widened(mark: Mark, marks: Sequence[Mark]) -> Mark:
    """Give what tells of a report all that it reports: "according to PRELIMINARY results, P"."""
    for other in marks:
        told = other.kind == "attribution" and mark.text in (other.holder or "")
        if mark.kind == "provisional" and told and other.end <= mark.start:
            return replace(mark, scope=other.scope)
    return mark


def _retold(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Return whether a "would" only puts "will" into reported speech: "said it would close"."""
    return mark.text.lower() == "would" and any(
        other.kind in _REPORTED and other.scope.start <= mark.start < other.scope.end
        for other in marks
    )


def _is_cited(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Return whether a few quoted words are of what somebody says: "SPEAKS OF a 'review'"."""
    return mark.entry == "scare quotes" and any(
        other.kind == "attribution"
        and other.text.partition(" ")[0].lower() in STATING
        and other.scope.holds(mark.span)
        for other in marks
    )


def _is_supposed(mark: Mark, marks: Sequence[Mark], tokens: Sequence[Token]) -> bool:
    """Return whether a denial is only a condition: "only if the results WERE ANNULLED"."""
    if mark.kind != "contested":
        return False
    for other in marks:
        if other.kind == "condition" and other.end <= mark.start:
            between = [t.text for t in tokens if other.end <= t.start < mark.start]
            if other.text.lower().endswith(("if", "unless")) and not {",", ";"} & {*between}:
                return True
    return False


_REPORTED: frozenset[Kind] = frozenset({"attribution", "unknown"})


def _spoken(mark: Mark, marks: Sequence[Mark], layout: Layout, speaker: str | None) -> Mark:
    """Give a hedge inside a quotation, a report that denies, or an interview its speaker."""
    if mark.holder is not None and mark.holder not in _FIRST:
        return mark
    for start, end in layout.quotations:
        quotation = span_of(layout.tokens, start, end)
        if start < end and quotation.holds(mark.span):
            speaking = [
                other
                for other in marks
                if other.kind == "attribution" and not quotation.meets(other.span)
                if other.holder and other.scope.meets(quotation)
            ]
            if speaking:  # "a REPORT by the Board says": the nearest before it, or who follows
                before = [other for other in speaking if other.end <= quotation.start]
                return replace(mark, holder=(before[-1:] or speaking)[0].holder)
    if mark.kind == "contested":
        for other in marks:
            if other.kind == "attribution" and other.holder and other.scope.holds(mark.span):
                return replace(mark, holder=other.holder)  # "X, who says the report is INVENTED"
            if other.kind == "contested" and other.holder and other.end < mark.start:
                same = other.scope == mark.scope
                return replace(mark, holder=other.holder) if same else mark  # "denied it AS A LIE"
    own = mark.kind not in _SAID or mark.holder in _FIRST
    return replace(mark, holder=speaker) if speaker and own else mark


def _mark(
    layout: Layout, cue: Cue, earlier: Earlier, subject: str | None, known: Sequence[str]
) -> Mark | None:
    """Return the mark that a cue leaves, None where it is none in this sentence."""
    tokens, cue = layout.tokens, reread(layout, cue)
    reached = None if _in_title(layout, cue) else REACHES[cue.entry.reach](layout, cue)
    if reached is None or (reached == BACK and earlier.plain and cue.entry.sense == "silent"):
        return None  # "He cut the budget. He does not dispute it."
    excludes, cue = cue.entry.kind == "contested", turned(layout, cue)
    entry = cue.entry
    # who does not rule it out does not say that it is possible
    undone = excludes and entry.kind == "epistemic"
    holder = None if undone else holder_of(layout, cue, reached[1] <= cue.start)
    if holder is not None and re.fullmatch(r"(?:I|[Ww]e)(?:['’]\w+)?", holder):
        holder = holder[: 1 if holder[0] == "I" else 2]  # "I'm inclined to believe"
    if entry.kind == "allegation" and _accuses_nobody(tokens, cue, holder):
        return None
    if entry.kind == "attribution" and entry.sense != "not-said" and _NOBODY.match(holder or ""):
        return None  # "whom NO PARISH BOOK mentions"
    if holder in _FIRST and earlier.speaker:
        holder = earlier.speaker
    if holder in _FIRST and not innermost(layout.quotations, cue.start):
        return None  # "as I wrote": the author is no holder
    clause = layout.clauses[layout.clause_at(cue.start)]
    opens = clause.start == 0 and innermost(layout.brackets, cue.start) is None
    # "A CERAMIC, it said, had spent 140 days in the reactor": the ceramic said nothing
    told_of = (holder or "").lower() == "it" and tokens[0].lower in {"a", "an"}
    here = [] if opens else [*persons(tokens[: clause.start]), None if told_of else subject]
    owned = entry.reach in {"noun", "owned"} and (holder or "").lower() in holders.POSSESSIVE
    if owned:
        here.append(_stander(layout, clause.start, cue.start))
    if (holder or "").lower() == "it" and tokens[cue.start].lower in STATING:
        here.append(earlier.document)
    if holder in holders.POSSESSIVE and opens and not known:
        here.append(_behind_opening(layout, cue.end))
    holder = resolve(holder, [*known, *(name for name in here if name and name != holder)])
    first = cue.start + (tokens[cue.start].text == ",")  # ", PROVIDED the town pays"
    span = span_of(tokens, first, cue.end)
    return Mark(
        text_of(tokens[first : cue.end]),
        entry.kind,
        span.start,
        span.end,
        _scope(tokens, reached, earlier.told if names_saying(layout, cue) else earlier.before),
        entry.tier,
        holder,
        entry.cue,
    )


def _behind_opening(layout: Layout, place: int) -> str | None:
    """Return who stands behind what opens a sentence: "By her own account, THE SPY crossed"."""
    follows = [token.text for token in layout.tokens[place : place + 1]] == [","]
    return holders.after(layout, place + 1) if follows else None


def _stander(layout: Layout, start: int, place: int) -> str | None:
    """Return the subject of the clause from `start` to `place`: "THE BOARD stands by its view"."""
    verbs = (p for p in range(start + 1, place) if is_finite(layout.tokens, p))
    verb = next(verbs, None)
    return subjects.before(layout, verb) if verb is not None else None


def _scope(tokens: Sequence[Token], reached: Range, before: Span | None) -> Span:
    """Return the characters of a reach; one that points back ends in the sentence before."""
    if reached == BACK:
        return before or Span(tokens[0].start, tokens[-1].end)
    if reached[0] < 0:
        start = before.start if before else tokens[0].start
        return Span(start, tokens[reached[1] - 1].end)
    return span_of(tokens, *reached)


def _accuses_nobody(tokens: Sequence[Token], cue: Cue, holder: str | None) -> bool:
    """Return whether nobody is accused: "has NOT BEEN charged with", "NO MEMBER OF THE CREW is".

    Of "police did not say why he was charged" the accusation stands, and so does that of fraud in
    "not only accused" and "not accused of theft BUT OF FRAUD".
    """
    words = [token.lower for token in tokens[: cue.start]]
    breaks = (n for n in range(len(words) - 1, -1, -1) if words[n] in CONTRAST | {",", ";", ":"})
    clause = words[next(breaks, -1) + 1 :]
    while clause and (clause[-1] in _LIGHT or (clause[-1].endswith("ly") and clause[-1] != "only")):
        clause.pop()
    opening = next((word for word in clause if word not in {"and", "or"}), "")
    nobody = opening in _NO_SUBJECT and AUXILIARIES.isdisjoint(clause)
    own = any(is_negation(token.lower) for token in tokens[cue.start : cue.end])
    denied = own or nobody or any(map(is_negation, clause[-1:]))
    instead = any(is_contrasted(tokens, place) for place in range(cue.end, len(tokens)))
    return (denied and not instead) or (holder or "").lower() in {"nobody", "no one"}


_NOBODY = re.compile(r"(?:no|none|nobody|neither)\b", re.I)
_LIGHT = AUXILIARIES | frozenset("been being be yet ever even so far himself herself".split())
"""What may stand between "not" or "nobody" and who is accused."""

_NO_SUBJECT = frozenset("no none neither nobody nothing".split())


def _in_title(layout: Layout, cue: Cue) -> bool:
    """Return whether the cue is part of a title or a name: "Maybe Tomorrow", Agnes May."""
    tokens = layout.tokens
    quoted = innermost(layout.quotations, cue.start)
    if quoted is not None:
        words = [t for t in tokens[quoted[0] : quoted[1]] if t.kind == "word"]
        heavy = [t for t in words if t.lower not in STOPWORDS]
        if len(words) <= 8 and heavy and all(t.is_name for t in heavy) and words[0].is_name:
            return True
    first, last = tokens[cue.start], tokens[cue.end - 1]
    if cue.end - cue.start > 1 and last.is_name and last.lower not in STOPWORDS:
        return cue.end < len(tokens) and tokens[cue.end].is_name  # "quoted BY THE MORNING Herald"
    if first.text == "May" and cue.start and tokens[cue.start - 1].text not in _BEGINNING:
        return True  # "its singer, MAY Dalby"
    if first.text == "May" and not cue.start and tokens[-1].text != "?":
        return len(tokens) > 1 and tokens[1].is_name  # "MAY Carrick opened a shop"
    inside = cue.start > 0 and tokens[cue.start - 1].kind != "sign"
    return inside and first.is_name and cue.end == cue.start + 1 and first.lower != "i"


_BEGINNING = frozenset('.:;"“«‘’”')
