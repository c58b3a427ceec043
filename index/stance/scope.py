"""What a cue governs: one small function for each reach that the lexicon names.

A reach is a range over the tokens of the sentence; `BACK` says that the cue points at the sentence
before, None that the words found are no mark here ("the report" reports nothing).
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from index.stance.cues import Cue
from index.stance.layout import (
    ADVERBIAL,
    CONTRAST,
    COORDINATING,
    RELATIVE,
    SPEAKS,
    Clause,
    Layout,
    Range,
    has_finite,
    innermost,
    is_finite,
)
from index.stance.words import AUXILIARIES, DETERMINERS, PRONOUNS, STOPWORDS, forms

BACK: Final = (-1, -1)

SPEAKING = frozenset(
    word
    for verb in "say tell report claim announce allege state write suggest argue believe "
    "publish note declare insist accuse quote link".split()
    for word in forms(verb)
) | {"according", "reportedly", "allegedly"}

COMPLEMENTISERS = frozenset("that whether if how why what who when where to".split())
ANAPHORS = frozenset(["this", "that", "it", "these", "those", "they", "which", "all"])
ANAPHORIC_NOUNS = frozenset(
    "information claim claims report reports allegation allegations accusation accusations "
    "rumour rumours rumor rumors story stories statement statements charge charges suggestion "
    "suggestions version account accounts assertion assertions theory news figure figures "
    "number numbers paper study article finding findings result results idea notion "
    "wrongdoing involvement link links conclusion view criticism incident announcement "
    "characterisation explanation speculation prediction estimate toll denial thing things "
    "date dating authenticity accuracy attribution testimony confession remark remarks forecast "
    "diagnosis total tally".split()
)
_NAMED = [[noun] for noun in ANAPHORIC_NOUNS]
_AFTER_POINTING = frozenset(
    "on in at and but when before after as to yesterday today later".split()
)
_POINTING = frozenset("this that these those the such any all both his her its their".split())
_NOUN_MAKERS = frozenset(
    "the a an this that his her its their our my no any these those new first latest recent "
    "final own annual initial earlier each every some 's without prior early of for".split()
)


def _stop(layout: Layout, place: int, limit: int) -> int:
    """Return where what begins at `place` ends: at a contrast, ";", a bracket or a quotation."""
    for ranges in (layout.brackets, layout.quotations):
        inside = innermost(ranges, place)
        if inside is not None:
            limit = min(limit, inside[1])
    opening = _opens_sentence(layout, place)
    for clause in layout.clauses[layout.clause_at(min(place, limit - 1)) + 1 :]:
        if clause.start >= limit:
            break
        sign = layout.tokens[clause.start - 1].text
        main = clause.opener == "" and not is_finite(layout.tokens, clause.start)
        if opening and sign == "," and main:
            return max(place, clause.start - 1)
        here = layout.clauses[layout.clause_at(clause.start) - 1]
        resumes = here.opener in RELATIVE and sign == "," and is_finite(layout.tokens, clause.start)
        if here.start > place:
            resumes = False  # "police say the driver, who was asleep, WAS drunk"
        if sign == ";" or clause.opener in CONTRAST or resumes:
            return max(place, clause.start - (1 if sign in ",;" else 0))
        following = layout.tokens[clause.start].lower
        if sign == "," and (
            following in SPEAKS
            or _apposes_claim(layout, clause.start)
            or (clause.opener in {"which", "who", "whose"} and not _inserted(layout, clause))
            or _compares(layout, clause)
        ):
            return max(place, clause.start - 1)
    return limit


def _inserted(layout: Layout, relative: Clause) -> bool:
    """Return whether what a relative clause broke off goes on: "the driver, who slept, WAS"."""
    tokens, end = layout.tokens, relative.end
    return end < len(tokens) and tokens[end - 1].text == "," and is_finite(tokens, end)


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


def _apposes_claim(layout: Layout, place: int) -> bool:
    """Return whether "a claim ...", "an accusation ..." looks back on what stands before it."""
    tokens = layout.tokens
    return (
        place + 1 < len(tokens)
        and tokens[place].lower in {"a", "an", "the"}
        and tokens[place + 1].lower in ANAPHORIC_NOUNS
    )


def _end(layout: Layout) -> int:
    """Return the place after the last word of the sentence."""
    end = len(layout.tokens)
    while end > 0 and layout.tokens[end - 1].text in ".!?…":
        end -= 1
    return end


def _content(layout: Layout, start: int, end: int) -> int:
    """Return how many words of substance the range holds."""
    return sum(
        1
        for token in layout.tokens[start:end]
        if token.kind != "sign" and token.lower not in STOPWORDS
    )


def clause(layout: Layout, cue: Cue) -> Range | None:
    """Modals, adverbs, quantifiers: the clause they stand in, or what stands in the bracket."""
    begin = _after_bracket(layout, cue.end)
    if begin > cue.end and _following(layout, cue) == "that":
        return begin, _stop(layout, begin, _end(layout))  # "no doubt, she says, that P"
    start, end = layout.clauses[first := layout.clause_at(cue.start)].start, 0
    last = layout.clause_at(cue.end - 1)
    end = layout.clauses[last].end
    if layout.clauses[first].opener == "" and first >= 2 and _continues(layout, first):
        start = layout.clauses[first - 2].start
    start, end = _without_relative(layout, cue, start, end)
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        start, end = max(start, inside[0]), min(max(end, cue.end), inside[1])
        if not _content(layout, start, cue.start) + _content(layout, cue.end, end):
            end = inside[1]  # "(possibly because of jellyfish)"
    inside = innermost(layout.quotations, cue.start)
    if inside is not None:
        start, end = max(start, inside[0]), min(max(end, cue.end), inside[1])
    return start, max(end, cue.end)


def _without_relative(layout: Layout, cue: Cue, start: int, end: int) -> Range:
    """Keep a cue and a relative clause apart that no comma parts.

    "The bakery probably caused the outbreak that put thirty guests in hospital" leaves no doubt
    about the guests, "psalms that were thought lost" none about those who sing them.
    """
    for place in range(start + 1, end):
        if not _opens_relative(layout, place):
            continue
        if place > cue.end:
            return start, place
        if _within_relative(layout, place, cue):
            return place, end
    return start, end


def _opens_relative(layout: Layout, place: int) -> bool:
    """Return whether "that", "who" or "which" stands behind a noun and before its own verb."""
    tokens = layout.tokens
    before, following = tokens[place - 1], tokens[place + 1 : place + 2]
    return (
        tokens[place].lower in {"that", "who", "which"}
        and before.kind == "word"
        and before.lower not in STOPWORDS | SPEAKING | ANAPHORIC_NOUNS
        and not is_finite(tokens, place - 1)
        and bool(following)
        and is_finite(tokens, place + 1)
    )


def _within_relative(layout: Layout, place: int, cue: Cue) -> bool:
    """Return whether the cue belongs to the relative clause that opens at `place`.

    "Psalms that were thought lost" does, "a box that was lost may turn up" does not.
    """
    tokens, verb = layout.tokens, place + 1
    if cue.start <= verb:
        return True
    if tokens[cue.start].lower in AUXILIARIES:
        return False
    while verb < cue.start and (is_finite(tokens, verb) or tokens[verb].lower in {"not", "been"}):
        verb += 1
    return not has_finite(tokens, verb, min(cue.end + 1, len(tokens))) or verb == cue.start


def _continues(layout: Layout, index: int) -> bool:
    """Return whether a clause goes on after an insertion: "the driver, police said, was asleep"."""
    tokens, found = layout.tokens, layout.clauses[index]
    before = layout.clauses[index - 1]
    return (
        is_finite(tokens, found.start)
        and tokens[found.start - 1].text == ","
        and tokens[before.start - 1].text == ","
        and before.opener not in RELATIVE  # "climbers, who took the ridge, are thought to have"
    )


def complement(layout: Layout, cue: Cue) -> Range | None:
    """Words with "that ..." or "to ..." behind them: to the end of what they introduce."""
    begin = _after_bracket(layout, cue.end)
    end = _stop(layout, begin, _end(layout)) if begin < len(layout.tokens) else begin
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        end = min(end, inside[1])
    end = min(end, _opening_end(layout, cue))
    found = clause(layout, cue)
    if _content(layout, begin, end) == 0 or found is None:
        return found
    if _takes_up(layout, begin) and not layout.tokens[begin].is_name:
        return _from_antecedent(layout, cue, end)
    last = [token.lower for token in layout.tokens[cue.end - 2 : cue.end]]
    raised = last[-1:] == ["to"] or last[:1] == ["to"] or _following(layout, cue) == "to"
    raised = raised and last[-1:] != ["whether"]
    return (found[0] if raised else begin), end


def _opening_end(layout: Layout, cue: Cue) -> int:
    """Return where a participle ends that opens a sentence, the end of the sentence without one.

    "Asked whether he had left, SHE LAUGHED", "without accusing anybody, SHE NOTED".
    """
    tokens = layout.tokens
    opens = tokens[cue.start].lower.endswith(("ed", "ing")) or tokens[cue.start].lower == "without"
    if cue.start or not opens:
        return len(tokens)
    commas = [p for p in range(cue.end, len(tokens) - 1) if tokens[p].text == ","]
    later = (p for p in commas if has_finite(tokens, p + 1, min(p + 8, len(tokens))))
    return next(later, len(tokens))


def _takes_up(layout: Layout, place: int) -> bool:
    """Return whether what begins at `place` names again what was told: "this aid", "that loss"."""
    words = [token.lower for token in layout.tokens[place : place + 3]]
    if words[:1] in (["that"], ["whether"]):
        words = words[1:]
    named = bool(words[1:]) and words[1] not in AUXILIARIES
    return words[:1] in (["this"], ["these"], ["such"]) and named


def _from_antecedent(layout: Layout, cue: Cue, end: int) -> Range:
    """Return the complement with what it takes up: earlier in the sentence, else the one before."""
    here = layout.clauses[layout.clause_at(cue.start)].start
    return (0 if _content(layout, 0, here) >= 3 else BACK[0]), end


def _following(layout: Layout, cue: Cue) -> str:
    """Return the word behind the cue: "cannot be ruled out (as some say) THAT"."""
    place = _after_bracket(layout, cue.end)
    return layout.tokens[place].lower if place < len(layout.tokens) else ""


def _after_bracket(layout: Layout, place: int) -> int:
    """Return the place behind an insertion: "there is no doubt, the minister says, THAT"."""
    for start, end in layout.brackets:
        if start == place + 1:
            return end + 1
    tokens = layout.tokens
    if place + 2 < len(tokens) and tokens[place].text == ",":
        for comma in range(place + 2, min(place + 10, len(tokens) - 1)):
            if tokens[comma].text == ",":
                return comma + 1 if tokens[comma + 1].lower in {"that", "whether"} else place
    return place


def intention(layout: Layout, cue: Cue) -> Range | None:
    """Plans and proposals: the clause from what stands joined before it, and what is planned.

    "The route is under consideration by the airline" plans the route; "it closed the branch and
    plans to sell the house" plans no closure.
    """
    found = complement(layout, cue)
    if found is None:
        return None
    start = layout.clauses[layout.clause_at(cue.start)].start
    tokens = layout.tokens
    for place in range(cue.start - 1, start, -1):
        joins = tokens[place].lower in COORDINATING and has_finite(tokens, start, place)
        if joins and not has_finite(tokens, place, cue.start - 1):
            return place + 1, found[1]
    if cue.start and tokens[cue.start - 1].text == ",":
        return cue.start, found[1]  # "He sold the mill, planning to retire"
    return start, found[1]


def predicate(layout: Layout, cue: Cue) -> Range | None:
    """ "It is unclear whether P" governs P; "P is unclear" its subject; "This is" what was said."""
    tokens = layout.tokens
    last = tokens[cue.end - 1].lower
    following = _following(layout, cue)
    if last in COMPLEMENTISERS or following in COMPLEMENTISERS:
        return _or_back(layout, cue, complement(layout, cue))
    start = _subject_start(layout, cue)
    here = layout.clauses[layout.clause_at(cue.start)]
    if _withdraws(layout, cue):
        return _earlier(layout, cue, here.start)
    if here.opener == "which" and tokens[cue.start - 1].lower in {"this", "it"}:
        return BACK  # "..., which makes this hard to believe"
    if _apposes_claim(layout, here.start):
        return _earlier(layout, cue, here.start)
    if {"it", "this", "these"}.intersection(t.lower for t in tokens[cue.start + 1 : cue.end]):
        return _earlier(layout, cue, here.start)  # "many indications that it was false"
    if cue.entry.sense == "false" and not _speaks_of_claims(layout, start, cue):
        return None
    if _is_anaphoric(layout, start, cue.start):
        return _earlier(layout, cue, start)
    if _content(layout, start, cue.start) == 0:
        ends_it = not _content(layout, cue.end, _end(layout))
        if start > 0 and tokens[start - 1].text == "," and ends_it:
            return 0, cue.end  # "Where the village lay, nobody can say"
        return complement(layout, cue)
    return start, layout.clauses[layout.clause_at(cue.end - 1)].end


def _withdraws(layout: Layout, cue: Cue) -> bool:
    """Return whether what is taken back is only named: "she took back her statement"."""
    tokens = layout.tokens
    before = tokens[cue.start - 1].lower if cue.start else ""
    if cue.entry.sense != "retracted" or before in AUXILIARIES - {"has", "have", "had"}:
        return False
    words = [token.lower for token in tokens[cue.start : cue.end + 3]]
    named = [place for place, word in enumerate(words) if word in ANAPHORIC_NOUNS]
    return bool(named) and words[named[-1] + 1 : named[-1] + 2] not in (["that"], ["of"], ["about"])


def _speaks_of_claims(layout: Layout, start: int, cue: Cue) -> bool:
    """Return whether what is called false was said: "the report was false", not "it was forged"."""
    words = {token.lower for token in layout.tokens[start : cue.end + 2]}
    return bool(words & ANAPHORIC_NOUNS) or _is_anaphoric(layout, start, cue.start)


def _or_back(layout: Layout, cue: Cue, found: Range | None) -> Range | None:
    """Point back where the complement itself only names what was said ("whether the claim ...")."""
    if found is None:
        return None
    words = [token.lower for token in layout.tokens[found[0] : found[1]]]
    if "doubt" in layout.tokens[cue.start].lower + layout.tokens[cue.end - 1].lower + " ".join(
        token.lower for token in layout.tokens[cue.start : cue.end]
    ) and words[:1] in (["the"], ["they"], ["it"]):
        return _echoed(layout, cue, found)
    names = any(
        word in _POINTING and following in ANAPHORIC_NOUNS for word, following in pairwise(words)
    )
    if (names or words[:1] == ["this"]) and _content(layout, *found) <= 4:
        start = layout.clauses[layout.clause_at(cue.start)].start
        told = words[:1] == ["this"] and words[1:2] != [] and words[1] in AUXILIARIES
        return _earlier(layout, cue, start, spoken=names or told)  # "whether this is true"
    return found


def _echoed(layout: Layout, cue: Cue, found: Range) -> Range:
    """Point back with a doubt "whether the film dates from then" unless it was named just now."""
    start = layout.clauses[layout.clause_at(cue.start)].start
    left = {token.lower[:5] for token in layout.tokens[:start] if token.lower not in STOPWORDS}
    right = {token.lower[:5] for token in layout.tokens[found[0] : found[1]]}
    return (0, found[1]) if left & right else BACK


def _subject_start(layout: Layout, cue: Cue) -> int:
    index = layout.clause_at(cue.start)
    while index > 0 and layout.clauses[index].opener in ADVERBIAL:
        if layout.tokens[layout.clauses[index].start - 1].text == ",":
            break
        index -= 1
    start = layout.clauses[index].start
    if start < cue.start and layout.tokens[start].lower in CONTRAST | {"and", "or", "because"}:
        start += 1
    return start


def _is_anaphoric(layout: Layout, start: int, end: int) -> bool:
    """Return whether the range only points at what was said: "this", "the claim", "it has"."""
    if end > start and layout.tokens[end - 1].lower in {"this", "it"}:
        return True  # "which makes this hard to believe"
    words = [
        token.lower
        for token in layout.tokens[start:end]
        if token.kind == "word"
        and token.lower not in AUXILIARIES
        and not token.lower.endswith("ly")
    ]
    if not words:
        return end > start
    if words[0] in ANAPHORS and all(word in STOPWORDS for word in words[1:]):
        return True
    head = [word for word in words[1:] if word not in STOPWORDS]
    return words[0] in _POINTING and bool(head) and head[-1] in ANAPHORIC_NOUNS and len(head) <= 3


def _earlier(layout: Layout, cue: Cue, start: int, spoken: bool = False) -> Range:
    """Return what was said before: earlier in the sentence where a claim stands there, else back.

    What is `spoken` of as a claim or report must have been reported there: in "The battery was
    built last year, which raises doubts whether the claim is true" it was not.
    """
    inside = innermost(layout.quotations, cue.start)
    begin = inside[0] if inside is not None else 0
    index = layout.clause_at(start) if start < len(layout.tokens) else 0
    stop = min(start, layout.clauses[index].start)
    words = [token.lower for token in layout.tokens[begin:stop]]
    points = words[:1] == ["this"] or (words[:1] == ["the"] and words[1:2] in _NAMED)
    if points or _content(layout, begin, stop) < 3 or not has_finite(layout.tokens, begin, stop):
        return BACK
    if spoken and not SPEAKING.intersection(words):
        return BACK
    return begin, stop


def denial(layout: Layout, cue: Cue) -> Range | None:
    """ "He denied P" governs P; "P was denied by him" its subject; "he denied it" what was said."""
    tokens = layout.tokens
    before = tokens[cue.start - 1].lower if cue.start else ""
    if before == "to":
        return None  # "they want to reject the treaty" denies nothing
    passive = before in AUXILIARIES | {"been", "being"} and tokens[cue.start].lower.endswith("d")
    if passive and before not in {"has", "have", "had", "'ve"}:
        return predicate(layout, cue)
    if tokens[cue.end - 1].lower == "by" or (
        cue.end < len(tokens) and tokens[cue.end].lower == "by"
    ):
        return predicate(layout, cue)
    here = layout.clauses[layout.clause_at(cue.start)]
    end = _stop(layout, cue.end, _end(layout))
    if tokens[cue.end - 1].lower == "that" and not _has_clause(layout, cue.end, end):
        return _earlier(layout, cue, here.start)  # "her manager denied that on Tuesday"
    object_end = min(end, here.end)
    opener = here.opener
    if opener == "which" or _apposes_claim(layout, here.start):
        return _earlier(layout, cue, here.start)
    after = [token.lower for token in tokens[cue.end : cue.end + 2]]
    alone = after[:1] in (["this"], ["it"], ["that"], ["them"]) and (
        len(after) < 2
        or tokens[cue.end + 1].kind == "sign"
        or after[1] in {"and", "but", "as", "a", "an"}
    )
    if opener == "as" or alone:
        return _earlier(layout, cue, here.start)
    doubted = cue.entry.sense == "doubted" and tokens[cue.end].lower in {
        "his",
        "her",
        "their",
        "its",
    }
    if doubted or _is_anaphoric(layout, cue.end, object_end):
        return _earlier(layout, cue, here.start)  # "others find his photographs unconvincing"
    if _content(layout, cue.end, object_end) == 0:
        return _earlier(layout, cue, here.start)
    words = [token.lower for token in tokens[cue.end : cue.end + 3]]
    if (
        words
        and words[0] in _POINTING
        and any(word in ANAPHORIC_NOUNS for word in words[1:])
        and "that" not in [token.lower for token in tokens[cue.end : object_end]]
    ):
        return _earlier(layout, cue, here.start)
    return cue.end, end


def _has_clause(layout: Layout, start: int, end: int) -> bool:
    """Return whether what follows a "that" can be a clause, and does not leave "that" alone."""
    if start >= end or not _content(layout, start, end):
        return False
    if layout.tokens[start].lower == "as":
        return False  # "Teel rejects that as fantasy"
    opening = layout.tokens[start].lower
    return opening not in _AFTER_POINTING or has_finite(layout.tokens, start + 1, end)


def reporting(layout: Layout, cue: Cue) -> Range | None:
    """ "X said that P", "P, X said", "P, said X": what is reported, on whichever side it stands."""
    tokens = layout.tokens
    before = tokens[cue.start - 1].lower if cue.start else ""
    following = tokens[cue.end].lower if cue.end < len(tokens) else ""
    introduces = tokens[cue.end - 1].lower in COMPLEMENTISERS or following in COMPLEMENTISERS
    here = layout.clauses[layout.clause_at(cue.start)]
    end = _end(layout)
    if before in _NOUN_MAKERS and not (introduces and following != "to"):
        return None
    if here.opener == "as" and here.start > 0:
        return 0, here.start
    passive = before in {"is", "are", "was", "were", "been", "being"}
    if passive and tokens[cue.start].lower == "found":
        return None  # "provided that the money is found"
    if passive and not introduces:
        start = _subject_start(layout, cue)
        return (start, cue.start) if _content(layout, start, cue.start) else None
    if cue.end == end and tokens[0].lower in {"that", "what"}:
        return 0, cue.start  # "That P is something he does not believe"
    left = _left_of_reporting(layout, cue)
    if left is not None and not introduces:
        return left
    if innermost(layout.quotations, cue.start) is None:
        for start, stop in layout.quotations:
            if cue.end <= start <= cue.end + 6 and stop - start > 2:
                return start, _stop(layout, stop, end) if stop < end else end
    if introduces and following != "to":
        return complement(layout, cue)
    stop = min(_stop(layout, cue.end, end), _opening_end(layout, cue))
    if has_finite(tokens, cue.end + 1, stop) or "that" in [
        token.lower for token in tokens[cue.end : here.end]
    ]:
        return cue.end, max(stop, cue.end)
    begins = cue.end < len(tokens) and (
        following in DETERMINERS
        or following in PRONOUNS
        or tokens[cue.end].is_name
        or tokens[cue.end].is_number
    )
    # "economists expect unemployment to peak"
    ahead = {token.lower for token in tokens[cue.end : cue.end + 8]}
    begins = begins or (cue.entry.sense == "belief" and "to" in ahead)
    if (begins and _content(layout, cue.end, stop) >= 2) or following == "to":
        return complement(layout, cue)
    return None


def naming(layout: Layout, cue: Cue) -> Range | None:
    """ "X put the toll at 40", "X calls it a farce": the clause, which holds what is named."""
    before = layout.tokens[cue.start - 1].lower if cue.start else ""
    if before in _NOUN_MAKERS - {"no"}:
        return None
    found = layout.clauses[layout.clause_at(cue.start)]
    points = [token.lower for token in layout.tokens[found.start : cue.start]] == ["it"]
    if points and found.start and layout.tokens[found.start - 1].text == ",":
        return 0, found.start  # "The line will close, it was announced on Tuesday by the operator"
    start = cue.start if found.opener in RELATIVE else found.start
    if before in AUXILIARIES | {"been", "being"}:
        start = 0  # "The line, when it opened, was described by the mayor as a gift"
    return start, max(cue.end, _stop(layout, cue.end, found.end))


def finding(layout: Layout, cue: Cue) -> Range | None:
    """ "The study found P" governs P, "P, a study found" what stands before."""
    left = _left_of_reporting(layout, cue)
    return left if left is not None else complement(layout, cue)


def _left_of_reporting(layout: Layout, cue: Cue) -> Range | None:
    """Return what stands before "..., X said" or "...", said X", and after it where it goes on."""
    tokens = layout.tokens
    index = layout.clause_at(cue.start)
    here = layout.clauses[index]
    start = _reporter_start(layout, cue)
    if start is None or here.opener in {"because", "if", "when", "which", "who"} | CONTRAST:
        return None
    stop = next((p for p in range(cue.end, here.end) if tokens[p].text in ',"“;'), here.end)
    rest = stop - cue.end
    ends_there = stop >= _end(layout) or tokens[stop].text in {",", '"', "“", ";"}
    if rest > 8 or (rest and has_finite(tokens, cue.end, min(stop, _end(layout)))):
        return None
    if not ends_there and rest > 0:
        return None
    if start > 1 and tokens[start - 2].lower in {"and", "but", "or", "that", "which"}:
        return (stop + 1, _stop(layout, stop, _end(layout))) if stop + 1 < len(tokens) else None
    begin = max((c.start for c in layout.clauses[:index] if _parts(layout, c)), default=0)
    if _goes_on_behind(layout, begin, start, stop):
        begin = max([p + 1 for p in range(begin, start) if tokens[p].text == ":"], default=begin)
        return begin, _stop(layout, stop + 1, _end(layout))
    return (begin, start) if _tells(layout, begin, start) else None


def _goes_on_behind(layout: Layout, begin: int, start: int, stop: int) -> bool:
    """Return whether what is reported goes on behind an insertion that ends at `stop`.

    "The mill, the villagers say, BURNED down"; "Far from closing the line, she said, THE STATE".
    """
    tokens = layout.tokens
    comma = stop < _end(layout) and tokens[stop].text in {",", '"', "“"}
    if not comma or tokens[start - 1].text == '"' or stop + 1 >= len(tokens):
        return False
    after = layout.clauses[layout.clause_at(stop + 1)]
    if after.opener or not _content(layout, begin, start):
        return False
    verbless = not has_finite(tokens, begin, start)
    return is_finite(tokens, stop + 1) or (verbless and has_finite(tokens, stop + 1, after.end))


def _reporter_start(layout: Layout, cue: Cue) -> int | None:
    """Return where "X said" begins behind a comma or a quotation, None where it stands first."""
    tokens = layout.tokens
    start = layout.clauses[layout.clause_at(cue.start)].start
    if start == 0 and cue.start > 0 and tokens[cue.start - 1].text in ',"”’':
        start = cue.start
    elif start == 0:
        comma = next((p for p in range(cue.start - 1, 0, -1) if tokens[p].text in ',"”'), 0)
        start = comma + 1
    behind = start > 1 and tokens[start - 1].text in {",", '"', "”", "’", "—", "–"}
    return start if behind and cue.start - start <= _REPORTER else None


_REPORTER = 10  # words that a reporter's name and office may take


def _parts(layout: Layout, found: Clause) -> bool:
    """Return whether a clause begins something new, which a later "X said" does not report."""
    sign = layout.tokens[found.start - 1].text if found.start else ""
    return bool(found.start) and (sign == ";" or found.opener in {"but", "while", "whereas"})


def _tells(layout: Layout, start: int, end: int) -> bool:
    """Return whether the range says enough to be reported; of a quotation one word is enough.

    '"We were never warned," said the lock keeper', but "Still, he said ...".
    """
    quoted = any(start <= first < end for first, _ in layout.quotations)
    return _content(layout, start, end) >= (1 if quoted else 2)


def according(layout: Layout, cue: Cue) -> Range | None:
    """ "According to X": the sentence with its list, up to a contrast; in a bracket, that."""
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        return inside
    here = layout.clauses[layout.clause_at(cue.start)]
    opening = layout.tokens[max(0, cue.start - 2) : cue.start]
    joined = cue.start > here.start and not _content(layout, here.start, cue.start)
    first = _content(layout, 0, cue.start) < 3 and not has_finite(layout.tokens, 0, cue.start)
    if joined or first or "that" in [t.lower for t in opening]:
        return cue.start, _stop(layout, cue.end, _end(layout))
    begin = 0
    for found in layout.clauses:
        if found.start >= cue.start:
            break
        sign = layout.tokens[found.start - 1].text if found.start else ""
        if sign == ";" or found.opener in {"but", "while", "whereas"} or sign == "(":
            begin = found.start
    return begin, max(cue.end, here.end)


def standpoint(layout: Layout, cue: Cue) -> Range | None:
    """ "For the columnist the line is a folly": only where it opens a clause; "built for" not."""
    if layout.tokens[cue.start].lower == "to":
        return according(layout, cue) if cue.start == 0 else None
    begins = layout.clauses[layout.clause_at(cue.start)].start == cue.start
    return according(layout, cue) if begins or layout.tokens[cue.start - 1].text == "," else None


def owned(layout: Layout, cue: Cue) -> Range | None:
    """ "The union's version is P", "the count by the police": only where it is somebody's."""
    tokens = layout.tokens
    theirs = any(
        token.kind == "possessive" or token.lower in {"his", "her", "their"}
        for token in tokens[max(0, cue.start - 1) : cue.start + 1]
    )
    by = any(t.lower in {"by", "from"} for t in tokens[cue.start + 1 : cue.end + 1])
    return naming(layout, cue) if theirs or by else None


def allegation(layout: Layout, cue: Cue) -> Range | None:
    """ "accused of P", "charged X with P": from the words to the end of the clause."""
    before = layout.tokens[cue.start - 1].lower if cue.start else ""
    if before in _NOUN_MAKERS and cue.end - cue.start == 1:
        return None
    found = layout.clauses[layout.clause_at(cue.start)]
    end = _stop(layout, cue.end, _end(layout))
    if _content(layout, cue.end, end) == 0:
        return clause(layout, cue)
    return (found.start if layout.tokens[cue.start].lower == "blamed" else cue.end), end


def condition(layout: Layout, cue: Cue) -> Range | None:
    """ "If P, Q": both, up to a contrast; in a bracket or a quotation, what stands there."""
    if cue.entry.sense == "sample" and cue.start and layout.tokens[cue.start - 1].lower in SPEAKING:
        return None  # "he writes in a study of 80 roads"
    start, end = 0, _end(layout)
    for ranges in (layout.brackets, layout.quotations):
        inside = innermost(ranges, cue.start)
        if inside is not None:
            start, end = max(start, inside[0]), min(end, inside[1])
    for found in layout.clauses:
        sign = layout.tokens[found.start - 1].text if found.start else ""
        breaks = sign == ";" or (found.opener in {"but", "although", "though", "while"})
        if breaks and start < found.start <= cue.start:
            start = found.start
    return start, max(_stop(layout, cue.end, end), cue.end)


def number(layout: Layout, cue: Cue) -> Range | None:
    """ "at least 2-3 thousand soldiers": the number and the noun that it counts."""
    tokens, end = layout.tokens, cue.end
    if cue.entry.sense == "range" and _names_no_range(layout, cue):
        return None
    while end < len(tokens) and (tokens[end].is_number or tokens[end].text == "-"):
        end += 1
    many = (
        6 if end < len(tokens) and tokens[end].lower == "of" else 3
    )  # "200 of the island's foxes"
    stop = min(end + many, len(tokens))
    for place in range(stop - 1, end - 1, -1):
        joins = tokens[place].lower in _AFTER_POINTING
        if tokens[place].kind == "sign" or joins or is_finite(tokens, place):
            stop = place  # "400 to 600 seals" of "400 to 600 seals come ashore"
    return cue.start, max(stop, cue.end)


def _names_no_range(layout: Layout, cue: Cue) -> bool:
    """Return whether a seeming range is a time or one number: "1914 to 1918", "twenty-one"."""
    tokens = layout.tokens[cue.start : cue.end + 1]
    found = [token for token in tokens if token.is_number]
    years = all(re.fullmatch(r"1\d{3}|20\d{2}", token.text) for token in found)
    spelled = tokens[0].kind == "word" and tokens[1].text == "-"
    return years or spelled


def phrase(layout: Layout, cue: Cue) -> Range | None:
    """ "so-called", "de facto": the noun phrase that follows, else the clause."""
    tokens, stop = layout.tokens, cue.end
    while stop < min(cue.end + 5, len(tokens)) and tokens[stop].kind != "sign":
        if stop > cue.end and (
            is_finite(tokens, stop) or tokens[stop].lower in {"in", "by", "and", "of", "to"}
        ):
            break
        stop += 1
    return (cue.start, stop) if _content(layout, cue.end, stop) else clause(layout, cue)


REACHES: dict[str, Callable[[Layout, Cue], Range | None]] = {
    "clause": clause,
    "complement": complement,
    "intention": intention,
    "predicate": predicate,
    "denial": denial,
    "reporting": reporting,
    "naming": naming,
    "according": according,
    "noun": complement,
    "finding": finding,
    "possessive": according,
    "standpoint": standpoint,
    "owned": owned,
    "compound": clause,
    "allegation": allegation,
    "condition": condition,
    "sentence": condition,
    "number": number,
    "phrase": phrase,
}
"""What the lexicon may name as a reach."""
