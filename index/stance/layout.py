"""The shape of a sentence: clauses, brackets and quotations, as ranges over its tokens.

There is no parser here: clauses are found from signs, the words that open them and the words that
can only be finite verbs. A range is (first token, token after the last).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.stance.finite import has_finite, is_finite
from index.stance.tokens import Token
from index.stance.words import AUXILIARIES, DETERMINERS, PAST_FORMS, PRONOUNS

Range = tuple[int, int]

CONTRAST = frozenset("but although though whereas while yet however despite nevertheless".split())
RELATIVE = frozenset(["which", "who", "whose", "whom", "where"])
ADVERBIAL = frozenset(
    "because since after before until when whenever if unless as so given once without".split()
)
COORDINATING = frozenset({"and", "or"})
_TURNING = RELATIVE | CONTRAST
_OPENING_WORDS = _TURNING | ADVERBIAL | COORDINATING
SPEAKS = frozenset(
    "according said says argues concludes warns writes claims believes insists reports suggests "
    "explains notes predicts estimates adds maintains contends alleges announces "
    "saying stating adding noting insisting claiming arguing warning explaining".split()
)
_OPENING = {"(": ")", "[": "]"}
_SIGNS = frozenset({"sign", "possessive"})  # "’" may close a quotation behind an s
QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its range, and the word that opens it in lower case, "" for a main clause."""

    start: int
    end: int
    opener: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence taken apart. `brackets` and `quotations` hold the ranges between the signs.

    `starts` are those of the clauses.
    """

    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    brackets: tuple[Range, ...]
    quotations: tuple[Range, ...]

    def clause_at(self, place: int) -> int:
        """Return which clause holds the token at `place`."""
        return max(bisect_right(self.starts, place) - 1, 0)


def innermost(ranges: Sequence[Range], place: int) -> Range | None:
    """Return the smallest of the ranges that holds `place`."""
    if not ranges:
        return None
    holding = [(start, end) for start, end in ranges if start <= place < end]
    return min(holding, key=lambda found: found[1] - found[0], default=None)


Sign = tuple[int, str]
"""A sign of a sentence: its place and itself."""


def _brackets(signs: Sequence[Sign]) -> list[Range]:
    found, opened = [], []
    for place, sign in signs:
        if sign in _OPENING:
            opened.append((place + 1, _OPENING[sign]))
        elif opened and sign == opened[-1][1]:
            start, _ = opened.pop()
            found.append((start, place))
    return found


def _quotations(signs: Sequence[Sign], end: int) -> list[Range]:
    found, start, closing = [], -1, ""
    for place, sign in signs:
        if closing and sign == closing:
            found.append((start, place))
            closing = ""
        elif not closing and sign in QUOTES:
            start, closing = place + 1, QUOTES[sign]
    if closing and closing != "’":  # a quotation that goes on in the next sentence
        found.append((start, end))
    return found


_OPENERS = (CONTRAST | ADVERBIAL | COORDINATING) - {"yet"}
_ALWAYS_OPENING = CONTRAST - {"yet", "while"} | {"because", "unless"}


def _next(tokens: Sequence[Token], place: int) -> str:
    return tokens[place + 1].lower if place + 1 < len(tokens) else ""


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a clause begins at `place`, of which nothing before it warns by a sign."""
    token, before = tokens[place], tokens[place - 1].lower
    if token.lower in _ALWAYS_OPENING:
        return not (token.lower == "because" and _next(tokens, place) == "of")
    if token.lower in {"if", "when", "after", "before", "since", "while", "until"}:
        if not has_finite(tokens, place + 1, min(place + 9, len(tokens))):
            return False  # "after ten years of daily use"
        if tokens[place + 1].kind == "number" and _is_year(tokens, place + 1):
            return False  # "the wells drilled since 2015 have run dry"
        if token.lower == "since" and before in AUXILIARIES:
            return False  # "has SINCE questioned it"
        return before not in {"as", "even", "only", "just", "long", "shortly", "ever", "days"}
    if token.lower in COORDINATING and place + 2 < len(tokens):
        following = tokens[place + 1]
        if following.lower in PRONOUNS:
            return True
        if any(one.lower in {"between", "both"} for one in tokens[max(0, place - 4) : place]):
            return False  # "the line between Tollen AND VARR is to open"
        if following.lower in DETERMINERS or following.is_name:
            stop = min(place + 8, len(tokens))
            return has_finite(tokens, place + 2, stop) and has_finite(tokens, 0, place)
    return False


def _is_year(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a number is a year, before its clause's verb and not its subject."""
    digits = tokens[place].text
    return (
        len(digits) == 4 and digits[:2] in {"17", "18", "19", "20"} and is_finite(tokens, place + 1)
    )


def _segments(tokens: Sequence[Token]) -> list[Range]:
    """Return the stretches between the places where a clause may begin."""
    starts = [0]
    for place, (sign, token) in enumerate(pairwise(tokens), 1):
        if sign.kind == "sign":
            if sign.text in ",;:—–":
                within = token.is_number and place > 1 and tokens[place - 2].is_number
                if not within:  # "1,200 jobs"
                    starts.append(place)
                continue
            if sign.text == "-" and place > 1 and sign.start > tokens[place - 2].end:
                starts.append(place)
                continue
        if token.lower in _OPENERS and starts[-1] < place - 1 and _opens(tokens, place):
            starts.append(place)
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True))


def _clauses(tokens: Sequence[Token]) -> list[Clause]:
    """Join the segments that hold no verb of their own to the clause they belong to."""
    clauses: list[Clause] = []
    leading: int | None = None  # where segments without a verb began that wait for their clause
    segments = _segments(tokens)
    main = _main_segment(tokens, segments)
    inserted = False
    for index, (start, end) in enumerate(segments):
        word = tokens[start].lower
        if word == "even" and _next(tokens, start) == "though":
            word = "though"
        word = _timed(tokens, start, end) or word
        if word == "while" and start and tokens[start - 1].kind == "word":
            word = "when"  # "they were weighed WHILE sponsors looked on"
        if word in COORDINATING and start + 1 < end and tokens[start + 1].lower in _TURNING:
            word = tokens[start + 1].lower
        opener = word if word in _OPENING_WORDS else ""
        hard = bool(clauses) and tokens[start - 1].text in ";:—–"
        # ", according to X" and ", said X" never belong to what stands before
        speaks = word in SPEAKS and start > 0
        finite = speaks or index == main or has_finite(tokens, start, end)
        finite = finite or _reverses(tokens, start) or _is_broken_off(tokens, segments, index)
        if finite and _is_participle(tokens, segments, index):
            finite = False
        if finite and inserted and clauses and _resumes(tokens, clauses[-1], start):
            finite = False
        inserted = not finite and start > 0 and tokens[start - 1].text == ","
        # "Some advise against it; the service bought it": a ";" parts even what has no verb
        parted = start > 0 and tokens[start - 1].text == ";"
        if leading is not None and (opener in _TURNING or parted):
            clauses.append(Clause(leading, start, ""))
            leading = None
        if finite or hard or opener in _TURNING:
            first = start if leading is None or hard else leading
            if leading is not None and first == start:
                clauses.append(Clause(leading, start, ""))
            clauses.append(Clause(first, end, opener if first == start else ""))
            leading = None
        elif clauses:
            last = clauses[-1]
            clauses[-1] = Clause(last.start, end, last.opener)
        elif leading is None:
            leading = start
    if leading is not None:
        clauses.append(Clause(leading, len(tokens), ""))
    return clauses


def _is_broken_off(tokens: Sequence[Token], segments: Sequence[Range], index: int) -> bool:
    """Return whether a second subject waits for its verb: "AND THE YOUNG, who tire, might go"."""
    behind = segments[index + 1 : index + 3]
    start, end = segments[index]
    joins = tokens[start].lower in COORDINATING and start > 0 and tokens[start - 1].text == ","
    if not joins or len(behind) < 2 or tokens[end - 1].text != ",":
        return False
    return tokens[behind[0][0]].lower in RELATIVE and is_finite(tokens, behind[1][0])


def _reverses(tokens: Sequence[Token], start: int) -> bool:
    """Return whether ", only to" undoes what was told: "announced it, ONLY TO WITHDRAW it"."""
    return (
        start > 0
        and tokens[start - 1].text == ","
        and [token.lower for token in tokens[start : start + 2]] == ["only", "to"]
    )


def _timed(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return "after" or "before" where a time stands before it: "TWO HOURS AFTER he left"."""
    for place in range(start, min(start + 3, end - 1)):
        if tokens[place].lower in _TIMES and tokens[place + 1].lower in {"after", "before"}:
            return tokens[place + 1].lower
    return ""


_TIMES = frozenset(
    "seconds minutes hours days weeks months years moments day week month year shortly soon just "
    "long".split()
)
_SUBORDINATING = frozenset(
    "although though while whereas because since after before when whenever if unless once".split()
)
_NO_SUBJECT = frozenset(
    "in on at by for from with to of as now then often still even not only also just last too "
    "including especially particularly perhaps".split()
)


def _main_segment(tokens: Sequence[Token], segments: Sequence[Range]) -> int | None:
    """Return which segment begins the main clause where its verb is no known one, else None.

    "Although the firm insists that the plant is safe, NEIGHBOURS COMPLAIN of headaches": where a
    clause that opens the sentence has its verb, a main clause must come.
    """
    first = tokens[0].lower
    if first not in _SUBORDINATING and not (first == "even" and _next(tokens, 0) == "though"):
        return None
    subject = None
    for index, (start, end) in enumerate(segments[1:], 1):
        opening = tokens[start]
        if not has_finite(tokens, 0, start):
            continue
        if tokens[start - 1].text == "," and has_finite(tokens, start, end):
            if opening.lower not in COORDINATING | RELATIVE and not is_finite(tokens, start):
                return None  # it has a verb that is known
            subject = None
        elif subject is None and _begins_subject(tokens, start, end):
            subject = index
    return subject


def _begins_subject(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a stretch between commas may be a subject and its verb, not "now old"."""
    opening = tokens[start]
    plain = opening.lower not in _NO_SUBJECT | COORDINATING | RELATIVE | ADVERBIAL | CONTRAST
    words = sum(token.kind == "word" for token in tokens[start:end])
    adverb = opening.lower.endswith(("ly", "ing", "ed"))
    return tokens[start - 1].text == "," and plain and not adverb and words > 1


def _is_participle(tokens: Sequence[Token], segments: Sequence[Range], index: int) -> bool:
    """Return whether a segment only inserts a participle: "the lump, WRAPPED IN BARK, was"."""
    start, end = segments[index]
    if not start or tokens[start - 1].text != "," or index + 1 >= len(segments):
        return False
    lower = tokens[start].lower
    behind = tokens[end].lower in AUXILIARIES or _next(tokens, start) in _WHERE
    participle = lower.endswith("ed") or (lower in PAST_FORMS and behind)
    if not participle or has_finite(tokens, start + 1, end):
        return False
    return (
        tokens[end - 1].text == "," and is_finite(tokens, end) and tokens[end].lower not in SPEAKS
    )


def _resumes(tokens: Sequence[Token], broken: Clause, place: int) -> bool:
    """Return whether a verb at `place` goes on with a clause that an insertion broke off.

    "It is possible that the strike, now in its third week, WILL SPREAD": its subject has no verb
    yet, unlike that of "The dam is safe, for now, said the mayor".
    """
    if broken.opener in RELATIVE or tokens[place - 1].text != "," or not is_finite(tokens, place):
        return False
    if tokens[place].lower in AUXILIARIES:
        return True
    comma = next(p for p in range(broken.start, place) if tokens[p].text == ",")
    verbs = [p for p in range(broken.start, comma) if is_finite(tokens, p)]
    if len(verbs) == 1 and verbs[0] + 1 < comma and tokens[verbs[0] + 1].lower in _WHERE:
        return tokens[place].lower not in SPEAKS | {"said", "told", "wrote"}  # "coins FOUND in it"
    that = next((p for p in range(comma, broken.start, -1) if tokens[p].lower in _THAT), None)
    return that is not None and not has_finite(tokens, that + 1, comma)


_WHERE = frozenset("in on at by from near under without before after during along for".split())
_THAT = frozenset({"that", "whether"})


def _directed(tokens: Sequence[Token], place: int) -> str:
    """Return a sign, a straight single quote as the one that opens or closes: the 'trial'."""
    token = tokens[place]
    if token.text != "'":
        return token.text
    apart = place == 0 or tokens[place - 1].end < token.start
    following = tokens[place + 1 : place + 2]
    begins = bool(following) and following[0].start == token.end and following[0].kind == "word"
    return "‘" if apart and begins else "’"


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without a "however" that commas set apart: "did not, HOWEVER, rule out".

    The first comma stays where an adjunct ends in it: "In May, however, the firm said".
    """
    if _ASIDES.isdisjoint([token.lower for token in tokens]):
        return list(tokens)
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        following = tokens[place : place + 3]
        signs = [following[0].text, following[-1].text] == [",", ","]
        if place and len(following) == 3 and signs and following[1].lower in _ASIDES:
            if not has_finite(tokens, 0, place) and tokens[0].lower in _OPENS_ADJUNCT:
                kept.append(following[0])
            place += 3
        else:
            kept.append(tokens[place])
            place += 1
    return kept


_ASIDES = frozenset("however though therefore moreover meanwhile indeed nevertheless".split())
_OPENS_ADJUNCT = _WHERE | {"to", "with", "of", "as", "since", "until", "last"}


def lay_out(tokens: Sequence[Token]) -> Layout:
    """Take a sentence apart into clauses, brackets and quotations."""
    signs = [
        (place, _directed(tokens, place))
        for place, token in enumerate(tokens)
        if token.kind in _SIGNS
    ]
    clauses = _clauses(tokens)
    brackets, quotations = _brackets(signs), _quotations(signs, len(tokens))
    starts = tuple(clause.start for clause in clauses)
    return Layout(tuple(tokens), tuple(clauses), starts, tuple(brackets), tuple(quotations))
