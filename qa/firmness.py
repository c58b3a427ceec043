"""How firmly an article stands behind its words, as one plain sentence.

A lead names the stance of what is quoted after it. It never restates the claim, and so can never
overclaim it; nor does it say yes or no.
"""

import re
from collections.abc import Sequence

from index.stance.lexicon import entry_of
from index.types import Mark, Sentence, Span
from qa.kin import SYNONYM, kinship, likeness, merged, opposed, sought
from qa.kinds import is_name, kind_of
from qa.ranking import nearness, read_question
from qa.reach import covers, is_idle, is_of_reason, reach_of
from qa.words import content, words

PLAIN = "The article says this plainly, in its own voice:"
NEUTRAL = "This is what the article says:"
NEAREST = "This is the nearest to it that the article says:"
RESERVED = "This is what the article says, some of it with reservations:"
APART = "The articles do not agree on this:"
DISSENT = "The article tells of these denials and doubts:"
NO_DISSENT = "The article tells of no denial or doubt, as far as I can find."
NO_REASON = "The article gives no reason for this beyond what was quoted."
NO_MORE = "The article says no more about this than what was quoted."
OPEN = "The article leaves this open:"
POSSIBLE = "The article calls this possible, no more:"
LIKELY = "The article calls this likely, not certain:"
UNLIKELY = "The article calls this unlikely:"
DENIED = "The article reports this and says that it was denied:"
DENIED_BY = "The article reports this and says that {holder} denied it:"
REFUTED = "The article reports this and casts it as false or contested:"
CONTESTED_BY = "The article reports this and says that {holder} contests it:"
UNSAID = "The article says that this was not said:"
UNSAID_BY = "The article says that {holder} did not say this:"
CLAIMED = "The article passes this on as a claim and does not vouch for it:"
CLAIMED_BY = "The article gives this as the word of {holder}, not as its own:"
VIEWED = "The article passes on what others think of this and does not vouch for it:"
VIEWED_BY = "The article passes on the view of {holder} on this and does not vouch for it:"
ACCUSED = "The article reports this as an accusation:"
CONTESTED = "The article reports this as an accusation, and that it is contested:"
PLANNED = "The article speaks of a plan here, not of something done:"
CONDITIONAL = "The article says this only under a condition:"

VOUCHING = frozenset([PLAIN, POSSIBLE, LIKELY, UNLIKELY, PLANNED, CONDITIONAL])
"""Leads that say how sure the article itself is, and so must be of the very thing asked."""

ALIKE = 0.5
"""The cosine from which a word of a sentence counts as one that the question asks about."""

CLOSE = 6
"""Words within which two belong together: "the occupation of the corridor, i.e. the road connecting
Velden" does not speak of the occupation of Velden."""

_WHO_IS = re.compile(r"who(['’]s| (is|are|was|were))\b", re.I)
_WHAT = re.compile(r"(what|which)\b", re.I)
_DENIAL = re.compile(r"\b(den(y|ies|ied|ial)|reject|dismiss|refut)", re.I)
_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
_NAME = re.compile(rf"({_CAPITAL}[^\W\ds]|{_CAPITAL}( (of |de |van |von )?{_CAPITAL}){{1,4}})")
"""A name: of more than one word, or of one that is no plural as "Critics" is, which a sentence may
open with."""
_MEASURE = re.compile(
    r"\bhow (?:large|big|old|long|far|high|tall|often|deep|wide|fast|heavy|sure|likely)\b", re.I
)
"""What is answered by a number, not by the word."""
_TITLED = re.compile(rf"([\w-]+ ){{1,3}}{_CAPITAL}( {_CAPITAL}){{0,2}}")
"""A name behind what its bearer is: "aid group Red Lantern"."""
_SOME = re.compile(
    r"(an?|some|several|many|most|two|three|four|five|dozens of|hundreds of)( [a-z-]+){1,3}", re.I
)
_NO_NOUN_PHRASE = re.compile(
    r"\b(a|after|although|an|and|any|are|as|at|be|because|before|but|by|for|from|had|has|he|her|his"
    r"|if|in|is|it|its|no|not|on|or|our|she|since|so|than|that|their|them|these|they|this|those|to|was|we|were|when|whether|which|while|who"
    r"|with|you|\w+ing)\b|\d",
    re.I,
)


def silence(something_near: bool) -> str:
    """Return the sentence for a question that the articles do not answer."""
    if something_near:
        return (
            "The article does not say, as far as I can find; the nearest that it does say follows."
        )
    return "There is no article to answer from."


def _asked_in(question: str, sentence: Sentence) -> list[Span]:
    """Return where the sentence has words that the question asks about."""
    about = content(sentence.text)
    pieces = [Sentence(w.start, w.start + len(w.text), w.text) for w in about]
    near = nearness(read_question(question), pieces).max(axis=1, initial=0.0)
    return [
        Span(sentence.start + piece.start, sentence.start + piece.end)
        for piece, close in zip(pieces, near, strict=True)
        if close >= ALIKE
    ]


def on_it(question: str, sentences: Sequence[Sentence]) -> bool:
    """Return whether the sentences together have at least half of what the question asks about."""
    asked = read_question(question)
    met = nearness(asked, sentences).max(axis=0) >= ALIKE
    return 2 * float(met @ asked.rarity) >= float(asked.rarity.sum())


def hedged(sentence: Sentence, marks: Sequence[Mark]) -> bool:
    """Return whether any mark governs any of the sentence: then it is not all said plainly."""
    return any(mark.kind != "booster" and mark.scope.meets(sentence.span) for mark in marks)


def reserved(sentence: Sentence, marks: Sequence[Mark]) -> bool:
    """Return whether the sentence is anybody's word but the author's, or not certain to him."""
    return any(
        mark.kind in ("attribution", "allegation", "contested", "unknown", "epistemic")
        and mark.scope.meets(sentence.span)
        and not is_idle(mark, sentence)
        for mark in marks
    )


def closeness(question: str, sentence: Sentence) -> int:
    """Return how many of the question's words stand close together in the sentence, at most."""
    asked = read_question(question)
    met = likeness(asked.words, merged(sentence.text)).T >= ALIKE
    starts = range(max(1, len(met) - CLOSE + 1))
    return max(int(met[start : start + CLOSE].any(axis=0).sum()) for start in starts)


def bearing(question: str, sentence: Sentence, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks that bear on what the question asks about in the sentence.

    A mark bears where it governs much of that: "(allegedly passed through Georgia's airspace)" does
    not touch whether weapons came. One that stands in the sentence and points at another ("This was
    denied") bears where it is asked about, or nothing else in the sentence is. To "why" even an
    "unclear incident" is an answer, whatever else the sentence says of it.
    """
    stance = [mark for mark in marks if mark.kind != "booster" and not is_idle(mark, sentence)]
    met = _asked_in(question, sentence)
    why = kind_of(question) == "why"
    return tuple(
        mark
        for mark in stance
        if (mark.scope.meets(sentence.span) and covers(mark, met, reach_of(mark, sentence, stance)))
        or (
            sentence.span.holds(mark.span)
            and (
                not met
                or any(mark.span.meets(word) for word in met)
                or (why and (mark.kind == "unknown" or is_of_reason(mark)))
            )
        )
    )


def asks_of_a_thing(question: str) -> bool:
    """Return whether the question asks what, when or where something is, or who somebody is."""
    kind = kind_of(question)
    return kind in ("when", "where") or bool(_WHO_IS.match(question) or _WHAT.match(question))


def _has_of_claim(question: str, sentences: Sequence[Sentence]) -> list[bool]:
    """Return for each word of the question whether the sentences have it; names make no claim."""
    asked = read_question(question)
    has = nearness(asked, sentences).max(axis=0, initial=0.0) >= ALIKE
    return [bool(one) for place, one in enumerate(has) if place not in asked.names]


def speaks_of_it(question: str, sentences: Sequence[Sentence]) -> bool:
    """Return whether the sentences have any word of what is asked of those whom it names.

    Where somebody was born does not say "plainly" whether she is married.
    """
    has = _has_of_claim(question, sentences)
    return any(has) or not has


def may_lead(lead: str, question: str, sentences: Sequence[Sentence]) -> bool:
    """Return whether sentences have enough of what is asked, names apart, to be led so.

    To say how sure the article is takes every word: the plan of a visitor centre at some cost is no
    plan of what a ticket for it costs. To say who claims or denies it takes half.
    """
    has = _has_of_claim(_MEASURE.sub("how", question), sentences)
    return all(has) if lead in VOUCHING else 2 * sum(has) >= len(has)


def turns_round(question: str, sentence: Sentence) -> bool:
    """Return whether a sentence has what is asked for only by its opposite.

    Of "Will she run?" "She will probably miss the race" makes nothing likely that was asked.
    """
    asked = [word for word in sought(question) if not is_name(word)]
    found = merged(sentence.text)
    met = [[(kinship(a.stem, b.stem), opposed(a.stem, b.stem)) for b in found] for a in asked]
    return any(
        any(against for _, against in row) and max(near for near, _ in row) < SYNONYM for row in met
    )


def answering(question: str, sentence: Sentence, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return those of the marks on a sentence that govern most of what is asked there, or are it.

    The others are on another claim: "Inspector Lunt said that theft was possible" tells who Lunt
    is, and that is no mere possibility.
    """
    met = _asked_in(question, sentence)

    def governs(mark: Mark) -> bool:
        ends = (mark.scope.start - sentence.start, mark.scope.end - sentence.start)
        start, end = (min(max(at, 0), len(sentence.text)) for at in ends)
        has = _has_of_claim(question, [Sentence(start, end, sentence.text[start:end])])
        return 2 * sum(has) > len(has)

    return tuple(m for m in marks if any(m.span.meets(word) for word in met) or governs(m))


def phrased(holder: str) -> str | None:
    """Return a holder as it reads within a sentence, None where it is no short noun phrase.

    >>> phrased("aid group Red Lantern")
    'the aid group Red Lantern'
    >>> phrased("Two former employees")
    'two former employees'
    >>> phrased("tests in February")
    """
    first, _, rest = holder.partition(" ")
    if _NO_NOUN_PHRASE.search(rest if _SOME.fullmatch(holder) else holder):
        return None
    if _SOME.fullmatch(holder) or first == "The":
        return first.lower() + " " + rest
    if _NAME.fullmatch(holder):
        return holder
    return f"the {holder.removeprefix('the ')}" if _TITLED.fullmatch(holder) else None


def named(marks: Sequence[Mark]) -> str | None:
    """Return the first holder that can be named; a clause mistaken for one is passed over.

    "Its chairwoman, Ines Corde" is named by her name: whose chairwoman she is stands elsewhere.
    """
    holders = [mark.holder or "" for mark in marks]
    names = (holder.rpartition(", ")[2] for holder in holders)
    for holder, name in zip(holders, names, strict=True):
        found = phrased(holder) or (phrased(name) if _NAME.fullmatch(name) else None)
        if found:
            return found
    return None


def _denied(marks: Sequence[Mark]) -> str:
    denials = [mark for mark in marks if _DENIAL.search(mark.words)]
    holder = named(denials or marks)
    if not denials:
        return CONTESTED_BY.format(holder=holder) if holder else REFUTED
    return DENIED_BY.format(holder=holder) if holder else DENIED


def _unsaid(marks: Sequence[Mark]) -> str | None:
    """Return the lead for what somebody did not say, None where all was said."""
    found = [mark for mark in marks if (entry := entry_of(mark)) and entry.sense == "not-said"]
    if not found:
        return None
    holder = named(found)
    return UNSAID_BY.format(holder=holder) if holder else UNSAID


def views(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return the marks of certainty by which somebody else than the author is as sure as that.

    "Okafor believes that the loss could be larger": it is she to whom this is possible.
    """
    said = [mark for mark in marks if mark.kind == "attribution"]
    return tuple(
        mark
        for mark in marks
        if mark.kind == "epistemic" and (mark.holder or any(m.scope.holds(mark.span) for m in said))
    )


def _view(marks: Sequence[Mark], held: Sequence[Mark]) -> str:
    """Return the lead for a view, by the name of who holds it where all marks are one's."""
    within = [mark.span for mark in held]
    tellers = [m for m in marks if m.kind == "attribution" and any(map(m.scope.holds, within))]
    holder = named(tellers or held)
    several = len({mark.holder for mark in (*tellers, *held) if mark.holder}) > 1
    return VIEWED_BY.format(holder=holder) if holder and not several else VIEWED


def lead_of(marks: Sequence[Mark]) -> str:
    """Return how firmly the article stands behind a sentence on which these marks bear.

    The weakest stance leads. What only a holder thinks possible is not called so by the article.
    """
    kinds = {mark.kind for mark in marks}
    held = views(marks)
    tiers = {mark.tier for mark in marks if mark not in held}
    said = [mark for mark in marks if mark.kind == "attribution"]
    denials = [mark for mark in marks if mark.kind == "contested"]
    unsaid = _unsaid(said)
    steps = (
        (bool(denials) and "allegation" in kinds, CONTESTED),
        (bool(denials), _denied(denials)),
        (bool(unsaid), unsaid or ""),
        ("unknown" in kinds or 1 in tiers, OPEN),
        (0 in tiers, UNLIKELY),
        (2 in tiers, POSSIBLE),
        (3 in tiers, LIKELY),
        ("allegation" in kinds, ACCUSED),
        (bool(held), _view(marks, held)),
        (bool(named(said)), CLAIMED_BY.format(holder=named(said))),
        (bool(said), CLAIMED),
        ("condition" in kinds, CONDITIONAL),
        ("plan" in kinds, PLANNED),
    )
    return next((lead for holds, lead in steps if holds), PLAIN)


def _teller(holder: str) -> str | None:
    """Return who vouches as it reads in a list, None where a clause or date is mistaken for him.

    >>> _teller("ship's owner"), _teller("His lawyer, Ines Corde"), _teller("Friday")
    ("the ship's owner", 'Ines Corde', None)
    """
    for one in (holder, holder.rpartition(", ")[2]):
        named = any(word.text.islower() or is_name(word) for word in words(one))
        if named and not _NO_NOUN_PHRASE.search(one):
            return phrased(one) or (f"the {one}" if one[0].islower() else one)
    return None


def sureness(lead: str, marks: Sequence[Mark]) -> str:
    """Return a lead that tells by whose word and which words the article is as sure as it is."""
    told: dict[str, list[str]] = {}
    for mark in marks:
        words_of_it = " ".join(mark.words.split()).strip("'\"“”")
        said = f"“{words_of_it}”"
        teller = _teller(mark.holder or "")
        told.setdefault(teller or said, []).extend([said] if teller else [])
    if not told:
        return lead
    listed = (
        f"{who} ({', '.join(dict.fromkeys(said))})" if said else who for who, said in told.items()
    )
    return f"{lead.rstrip(':')}. What says so: {', '.join(listed)}."
