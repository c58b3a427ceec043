"""How far a stretch goes that begins at some word, and what it holds."""

from collections.abc import Sequence
from typing import Final

from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import CONTRAST, COORDINATING, RELATIVE, SPEAKS, Clause, Layout, innermost
from index.stance.tokens import Token
from index.stance.words import (
    ANAPHORIC_NOUNS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPWORDS,
    forms,
)

BACK: Final = (-1, -1)

SPEAKING = frozenset(
    word
    for verb in "say tell report claim announce allege state write suggest argue believe "
    "publish note declare insist accuse quote link".split()
    for word in forms(verb)
) | {"according", "reportedly", "allegedly"}

AFTER_POINTING = frozenset(
    "on in at and but when before after as to yesterday today later through via by during with "
    "while over from last this".split()
)


COMPLEMENTISERS = frozenset("that whether if how why what who when where to".split())


def stop_of(layout: Layout, place: int, limit: int) -> int:
    """Return where what begins at `place` ends: at a contrast, ";", a bracket or a quotation."""
    for ranges in (layout.brackets, layout.quotations):
        inside = innermost(ranges, place)
        if inside is not None:
            limit = min(limit, inside[1])
    commas = (p for p in range(limit - 2, place, -1) if layout.tokens[p].text == ",")
    comma = next(commas, None)
    opening = _opens_sentence(layout, place)
    if comma is not None and _says_all(layout, comma + 1) and not _only_opens(layout, comma):
        limit = comma
    for clause in layout.clauses[layout.clause_at(min(place, limit - 1)) + 1 :]:
        if clause.start >= limit:
            break
        sign = layout.tokens[clause.start - 1].text
        main = clause.opener == "" and not is_finite(layout.tokens, clause.start)
        if opening and sign == "," and main:
            return max(place, clause.start - 1)
        here = layout.clauses[layout.clause_at(clause.start) - 1]
        if sign == "," and _says_more(layout, clause):
            return max(place, clause.start - 1)
        resumes = here.opener in RELATIVE and sign == "," and is_finite(layout.tokens, clause.start)
        if here.start > place:
            resumes = False  # "police say the driver, who was asleep, WAS drunk"
        if sign == ";" or clause.opener in CONTRAST or resumes:
            return max(place, clause.start - (1 if sign in ",;" else 0))
        following = layout.tokens[clause.start].lower
        if sign == "," and (
            following == "only"  # "announced the capture, ONLY TO disown it"
            or (following in SPEAKS and content(layout, place, clause.start))
            or apposes_claim(layout, clause.start)
            or (
                clause.opener in {"which", "who", "whom", "whose", "where"}
                and not _inserted(layout, clause)
            )
            or _compares(layout, clause)
        ):
            return max(place, clause.start - 1)
    return limit


def _says_all(layout: Layout, start: int) -> bool:
    """Return whether a sentence ends in who says all of it: "they fired, A GENERAL TOLD REPORTERS".

    What a cue before it introduces ends there.
    """
    tokens, end = layout.tokens, end_of(layout)
    verb = next((p for p in range(start + 1, end) if tokens[p].lower in SPEAKING), None)
    opening = tokens[start]
    if verb is None or not (opening.is_name or opening.lower in DETERMINERS):
        return False
    placed = verb + 1 < end and tokens[verb + 1].lower in PREPOSITIONS  # "said AFTER A VISIT to"
    told = (placed or end - verb <= _ADDRESSEE) and not has_finite(tokens, verb + 1, end)
    return told and not has_finite(tokens, start, verb)


def _only_opens(layout: Layout, comma: int) -> bool:
    """Return whether no claim stands before a comma: "According to Tamm, THE POET WROTE LITTLE"."""
    tokens = layout.tokens
    opens = tokens[0].lower in PREPOSITIONS | {"according"}
    return opens and not has_finite(tokens, 0, comma)


_ADDRESSEE = 6  # words of a verb of saying, and of whom somebody told where and when


def _says_more(layout: Layout, joined: Clause) -> bool:
    """Return whether who spoke goes on: "denies that they fired, AND ACCUSES the army"."""
    tokens = layout.tokens[joined.start : joined.start + 2]
    if len(tokens) < 2 or tokens[0].lower not in {"and", "but"}:
        return False
    return tokens[1].lower in _SPOKEN_ON | _ABLE  # "found that P, AND COULD NOT ESTABLISH Q"


_ABLE = frozenset({"could", "did", "had", "has"})
_SPOKEN_ON = frozenset[str]().union(
    *map(
        forms, "accuse blame deny say add warn insist urge vow reject demand promise refuse".split()
    )
)


def _inserted(layout: Layout, relative: Clause) -> bool:
    """Return whether what a relative clause broke off goes on: "the driver, who slept, WAS".

    So it does in "argues that the law, which is new, AND THAT".
    """
    tokens, end = layout.tokens, relative.end
    words = [token.lower for token in tokens[end : end + 2]]
    goes_on = words in (["and", "that"], ["or", "that"])
    return end < len(tokens) and tokens[end - 1].text == "," and (goes_on or is_finite(tokens, end))


def _opens_sentence(layout: Layout, place: int) -> bool:
    """Return whether `place` lies in a clause before the main one: "While critics say P, Q"."""
    if place >= len(layout.tokens) or not layout.clauses:
        return False
    found = layout.clauses[layout.clause_at(place)]
    return found.start == 0 and found.opener in CONTRAST | {"because", "since", "after"}


def _compares(layout: Layout, found: Clause) -> bool:
    """Return whether a clause compares with a fact: "will peak in March, AS IT DID last year"."""
    words = [token.lower for token in layout.tokens[found.start : found.start + 3]]
    return words[:1] == ["as"] and len(words) == 3 and words[1] in PRONOUNS and words[2] in _DID


_DID = frozenset("did does do has have had is are was were".split())


def apposes_claim(layout: Layout, place: int) -> bool:
    """Return whether "a claim ...", "an accusation ..." looks back on what stands before it."""
    tokens = layout.tokens
    return (
        place + 1 < len(tokens)
        and tokens[place].lower in {"a", "an", "the"}
        and tokens[place + 1].lower in ANAPHORIC_NOUNS
    )


def end_of(layout: Layout) -> int:
    """Return the place after the last word of the sentence."""
    end = len(layout.tokens)
    while end > 0 and layout.tokens[end - 1].text in ".!?…":
        end -= 1
    return end


def content(layout: Layout, start: int, end: int) -> int:
    """Return how many words of substance the range holds."""
    return sum(
        1
        for token in layout.tokens[start:end]
        if token.kind != "sign" and token.lower not in STOPWORDS
    )


def word_behind(layout: Layout, cue: Cue) -> str:
    """Return the word behind the cue: "cannot be ruled out (as some say) THAT"."""
    place = after_bracket(layout, cue.end)
    return layout.tokens[place].lower if place < len(layout.tokens) else ""


def after_bracket(layout: Layout, place: int) -> int:
    """Return the place behind an insertion: "there is no doubt, the minister says, THAT"."""
    for start, end in layout.brackets:
        if start == place + 1:
            return end + 1
    tokens = layout.tokens
    joined = place + 1 < len(tokens) and tokens[place + 1].lower in {"and", "but", "or"}
    if place + 2 < len(tokens) and tokens[place].text == "," and not joined:
        for comma in range(place + 2, min(place + 10, len(tokens) - 1)):
            if tokens[comma].text == ",":
                return comma + 1 if tokens[comma + 1].lower in {"that", "whether"} else place
    return place


def main_verb_behind(layout: Layout, noun: int, begin: int, end: int) -> int:
    """Return where the clause at `begin` ends that says what a noun means which has its verb later.

    "The claim that the bones were human WENT round the world"; `end` where the noun is no subject.
    """
    tokens = layout.tokens
    opening = layout.clauses[layout.clause_at(noun)].start
    if has_finite(tokens, opening, noun) or tokens[opening].lower in _NO_SUBJECT:
        return end
    stop = next(
        (p for p in range(begin + 1, end) if tokens[p].text in ",;" or _opens(tokens[p])), end
    )
    for found in layout.clauses[1:]:
        # "a rumour that P, which sent the shares up, TURNED OUT TO BE FALSE"
        broken = begin < found.start < end and found.opener in RELATIVE
        if broken and tokens[found.start - 1].text == "," and _inserted(layout, found):
            return found.start - 1
    verbs = [p for p in range(begin, stop) if is_finite(tokens, p)]
    groups = [p for p in verbs if p - 1 not in verbs and not _goes_on(tokens, verbs, p)]
    return groups[-1] if len(groups) > 1 and groups[-1] > begin + 1 else end


def verb_of_noun(layout: Layout, noun: int, begin: int, end: int) -> int:
    """Return where the verb stands of which a noun with "of" is the subject, else `end`.

    "Claims of bribery HAVE BEEN made", not "reports of a flood that killed twenty".
    """
    tokens = layout.tokens
    opening = layout.clauses[layout.clause_at(noun)].start
    if has_finite(tokens, opening, noun) or tokens[opening].lower in _NO_SUBJECT:
        return end
    stop = next((p for p in range(begin, end) if tokens[p].lower in RELATIVE | {"that"}), end)
    verbs = (p for p in range(begin + 1, stop) if is_finite(tokens, p))
    return next(
        (p for p in verbs if tokens[p - 1].lower != "to" and tokens[p].lower != "being"), end
    )


_NO_SUBJECT = frozenset(
    "in on at by for from with to of as after before despite since amid".split()
)


def _opens(token: Token) -> bool:
    return token.lower in RELATIVE | CONTRAST | _OPENING


_OPENING = frozenset("that what because when if and after since until before as".split())


def _goes_on(tokens: Sequence[Token], verbs: Sequence[int], place: int) -> bool:
    """Return whether a verb belongs to the auxiliary before it: "was NOT SEEN", "has now LEFT"."""
    light = place - 1
    while light > 0 and (tokens[light].lower.endswith("ly") or tokens[light].lower in _LIGHT):
        light -= 1
    return light in verbs


def _before_insertion(layout: Layout, start: int, place: int) -> int:
    """Return the place of the comma behind "and" where only an insertion stands between.

    "Snow closed the pass AND, according to the forecast, is likely to fall".
    """
    tokens = layout.tokens
    if place - 1 <= start or tokens[place - 1].text != ",":
        return place
    ahead = range(place - 2, max(start, place - 12), -1)
    comma = next((p for p in ahead if tokens[p].text == ","), None)
    joined = comma is not None and tokens[comma - 1].lower in {"and", "but", "or"}
    return comma if comma is not None and joined else place


def conjunct_start(layout: Layout, cue: Cue, start: int) -> int:
    """Return where a second verb begins that shares its subject, `start` where the cue is in none.

    "The firm shut two plants AND MAY SELL a third" leaves no doubt about the two.
    """
    tokens = layout.tokens
    place = cue.start
    while place > start and (
        tokens[place - 1].lower in AUXILIARIES
        or tokens[place - 1].lower in _LIGHT
        or tokens[place - 1].lower.endswith("ly")
    ):
        place -= 1
    place = _before_insertion(layout, start, place)
    joined = place > start + 1 and tokens[place - 1].lower in {"and", "but", "or"}
    first = tokens[place] if place < len(tokens) else tokens[-1]
    verbal = (
        is_finite(tokens, place)
        or tokens[place].text == ","
        or has_finite(tokens, place, min(cue.end + 2, len(tokens)))
    )
    if (
        joined
        and (first.kind == "word" or first.text == ",")
        and verbal
        and has_finite(tokens, start, place - 1)
    ):
        return place
    return start


_LIGHT = frozenset("not also then now still soon later even be been never long already yet".split())


def is_joined(layout: Layout, found: Clause) -> bool:
    """Return whether a clause behind ", and" has a subject and a verb of its own."""
    tokens = layout.tokens
    sign = tokens[found.start - 1].text if found.start else ""
    own = sign == "," and found.opener in COORDINATING and not is_finite(tokens, found.start + 1)
    return own and has_finite(tokens, found.start + 1, found.end)


def parts_off(layout: Layout, found: Clause) -> bool:
    """Return whether a clause begins something new, which a later "X said" does not report."""
    sign = layout.tokens[found.start - 1].text if found.start else ""
    return bool(found.start) and (sign == ";" or found.opener in {"but", "while", "whereas"})


def adjunct_start(layout: Layout, insertion: int) -> int | None:
    """Return where an adjunct with an insertion begins: "HEADING, X said, for the sea".

    The lorries that crossed the bridge, "heading, so villagers claimed, for the front", crossed it.
    """
    tokens = layout.tokens
    if insertion < 2 or tokens[insertion - 1].text != ",":
        return None
    commas = (p for p in range(insertion - 2, 0, -1) if tokens[p].text == ",")
    start = next(commas, -1) + 1
    opening = tokens[start].lower
    hangs = opening in PREPOSITIONS | PARTS or opening.endswith(("ing", "ed")) or opening == "bound"
    short = 0 < insertion - 1 - start <= _ADJUNCT and not has_finite(tokens, start + 1, insertion)
    return start if start and hangs and short and has_finite(tokens, 0, start) else None


PARTS = frozenset("some most many part much all half several one two three four five".split())
"""Words by which an aside speaks of a part: "some of it, reportedly, from a fund"."""

_ADJUNCT = 3  # words of an adjunct before what is inserted
