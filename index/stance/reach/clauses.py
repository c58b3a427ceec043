"""The reach of modals, plans, conditions, bounds and of words with "that ..." behind them."""

from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import COORDINATING, RELATIVE, Layout, Range, innermost
from index.stance.reach.asides import adjunct_end, counted_apart, opening_description
from index.stance.reach.extent import (
    BACK,
    SPEAKING,
    after_bracket,
    apposes_claim,
    conjunct_start,
    content,
    end_of,
    is_joined,
    main_verb_behind,
    stop_of,
    verb_of_noun,
    word_behind,
)
from index.stance.tokens import Token
from index.stance.words import (
    ANAPHORIC_NOUNS,
    AUXILIARIES,
    PREPOSITIONS,
    PRONOUNS,
    STOPWORDS,
    forms,
)


def clause(layout: Layout, cue: Cue) -> Range | None:
    """Modals, adverbs, quantifiers: the clause they stand in, or what stands in the bracket."""
    begin = after_bracket(layout, cue.end)
    if word_behind(layout, cue) == "that" and (begin > cue.end or _extraposes(layout, cue)):
        end = stop_of(layout, begin, end_of(layout))
        return begin, main_verb_behind(layout, cue.start, begin, end)  # "no doubt, she says, that"
    opening = opening_description(layout, cue)
    if opening is not None:
        return cue.start, opening
    if apposed := counted_apart(layout, cue):
        return apposed
    if adjunct := adjunct_end(layout, cue):
        return cue.start, adjunct
    start, end = layout.clauses[first := layout.clause_at(cue.start)].start, 0
    if start and apposes_claim(layout, start):
        return 0, start  # "212 were counted, A FIGURE he called provisional"
    last = layout.clause_at(cue.end - 1)
    end = layout.clauses[last].end
    alone = not content(layout, start, cue.start) + content(layout, cue.end, end)
    alone = alone and not has_finite(layout.tokens, start, end)
    placed = start == 0 and layout.tokens[0].lower in PREPOSITIONS  # "IN THE WELLS TESTED so far,"
    placed = placed and layout.tokens[end - 1].text == "," and cue.entry.kind in _FRAMING
    if (alone or placed) and last + 1 < len(layout.clauses):
        end = layout.clauses[last + 1].end  # "AT THE LATEST COUNT, the storm had"
    if last + 2 < len(layout.clauses) and not has_finite(layout.tokens, start, end):
        end = max(end, _behind_relative(layout, last))
    if layout.clauses[first].opener == "" and first >= 2 and _continues(layout, first):
        start = layout.clauses[first - 2].start
    if first == 1 and _opens_only(layout):
        start = 0  # "Among the miners who were studied, a daily portion WENT HAND IN HAND with"
    start, end = _without_relative(layout, cue, start, end)
    start = _behind_participle(layout, cue, conjunct_start(layout, cue, start))
    end = _conjunct_end(layout, cue, end)
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        start, end = max(start, inside[0]), min(max(end, cue.end), inside[1])
        if not content(layout, start, cue.start) + content(layout, cue.end, end):
            end = inside[1]  # "(possibly because of jellyfish)"
    inside = innermost(layout.quotations, cue.start)
    if inside is not None:
        start, end = max(start, inside[0]), min(max(end, cue.end), inside[1])
    return start, max(end, cue.end)


def _opens_only(layout: Layout) -> bool:
    """Return whether a phrase opens the sentence whose only verb is in its relative clause."""
    tokens, opening = layout.tokens, layout.clauses[0]
    if tokens[0].lower not in PREPOSITIONS | {"among", "of"}:
        return False
    places = (p for p in range(1, opening.end) if tokens[p].lower in RELATIVE | {"that"})
    relative = next(places, None)
    return relative is not None and not has_finite(tokens, 0, relative)


_FRAMING = frozenset({"quantifier", "provisional"})


def _behind_relative(layout: Layout, index: int) -> int:
    """Return where a subject's verb phrase ends behind its relative clause, else 0.

    "Maybe the clerk, who knew the code, OPENED THE SAFE".
    """
    relative, rest = layout.clauses[index + 1 : index + 3]
    resumes = relative.opener in RELATIVE and rest.opener == ""
    return rest.end if resumes and is_finite(layout.tokens, rest.start) else 0


def _extraposes(layout: Layout, cue: Cue) -> bool:
    """Return whether "that" behind the cue opens what it is about: "it is possible THAT P"."""
    tokens = layout.tokens
    return tokens[cue.start].lower in {"it", "it's"} and has_finite(
        tokens, cue.end + 1, end_of(layout)
    )


def _conjunct_end(layout: Layout, cue: Cue, end: int) -> int:
    """Return where a modal's reach ends: "it may sell a third AND HAS shut two" sold none yet."""
    tokens = layout.tokens
    if cue.end - cue.start > 1 or tokens[cue.start].lower not in _MODALS:
        return end
    joints = (p for p in range(cue.end, end - 1) if tokens[p].lower in {"and", "but"})
    return next((p for p in joints if tokens[p + 1].lower in _OWN_TENSE), end)


def _behind_participle(layout: Layout, cue: Cue, start: int) -> int:
    """Keep a modal and what is only inserted apart: "the bronze, INSURED FOR A MILLION, may go"."""
    tokens = layout.tokens
    if tokens[cue.start].lower not in _MODALS or tokens[cue.start - 1].text != ",":
        return start
    comma = next((p for p in range(cue.start - 2, start, -1) if tokens[p].text == ","), None)
    inserted = comma is not None and tokens[comma + 1].lower.endswith("ed")
    return cue.start if inserted else start


_MODALS = frozenset({"may", "might", "could"})
_OWN_TENSE = frozenset("is are was were has had will".split())


def _without_relative(layout: Layout, cue: Cue, start: int, end: int) -> Range:
    """Keep a cue and a relative clause apart that no comma parts.

    "The bakery probably caused the outbreak that put thirty guests in hospital" leaves no doubt
    about the guests, "psalms that were thought lost" none about those who sing them.
    """
    for place in range(start + 1, end):
        if not _opens_relative(layout, place):
            continue
        if place > cue.end:
            told = has_finite(layout.tokens, start, place)
            return start, place if told else end  # "MOST OF the divers who went down believe it"
        if _within_relative(layout, place, cue):
            return place, end
    return start, end


def _opens_relative(layout: Layout, place: int) -> bool:
    """Return whether "that", "who" or "which" stands behind a noun and before its own verb."""
    tokens = layout.tokens
    if tokens[place].lower not in {"that", "who", "which"}:
        return False
    before, following = tokens[place - 1], tokens[place + 1 : place + 2]
    return (
        before.kind == "word"
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


def named(layout: Layout, cue: Cue) -> Range | None:
    """ "The claim that P": P, but nothing of "an argument THAT LEAVES him cold"."""
    relative = layout.tokens[cue.end - 1].lower == "that" and cue.end < len(layout.tokens)
    return None if relative and is_finite(layout.tokens, cue.end) else complement(layout, cue)


def complement(layout: Layout, cue: Cue) -> Range | None:
    """Words with "that ..." or "to ..." behind them: to the end of what they introduce."""
    begin = after_bracket(layout, cue.end)
    end = stop_of(layout, begin, end_of(layout)) if begin < len(layout.tokens) else begin
    inside = innermost(layout.brackets, cue.start)
    if inside is not None:
        end = min(end, inside[1])
    end = min(end, opening_end(layout, cue))
    opening = {token.lower for token in layout.tokens[begin - 1 : begin + 1]}
    clausal = bool(opening & {"that", "whether"})
    if clausal and not has_finite(layout.tokens, cue.start, cue.end):
        end = main_verb_behind(layout, cue.start, begin, end)
    elif layout.tokens[cue.end - 1].lower in _NOMINAL:
        end = verb_of_noun(layout, cue.start, begin, end)
    found = clause(layout, cue)
    words = [token.lower for token in layout.tokens[begin:end]]
    asked = "whether" in opening and len(words) == 2
    if asked and words[0] in PRONOUNS and words[1] in AUXILIARIES:
        return BACK  # "and wonder WHETHER HE DID"
    if content(layout, begin, end) == 0 or found is None:
        return found
    if _takes_up(layout, begin) and not layout.tokens[begin].is_name:
        return _from_antecedent(layout, cue, end)
    last = [token.lower for token in layout.tokens[cue.end - 2 : cue.end]]
    raised = last[-1:] == ["to"] or last[:1] == ["to"] or word_behind(layout, cue) == "to"
    # "the pollen points to a dry spell" is no pollen that may be there
    raised = raised and last[-1:] != ["whether"] and _POINTS.isdisjoint(last)
    return (found[0] if raised else begin), end


_NOMINAL = frozenset({"of", "for", "about"})
_POINTS = forms("point")


def opening_end(layout: Layout, cue: Cue) -> int:
    """Return where a participle ends that opens a sentence, the end of the sentence without one.

    "Asked whether he had left, SHE LAUGHED", "without accusing anybody, SHE NOTED".
    """
    tokens = layout.tokens
    opens = tokens[cue.start].lower.endswith(("ed", "ing")) or tokens[cue.start].lower == "without"
    first = tokens[0].lower in {"when", "once", "if", "while", "after"}
    if cue.start > first or not opens:
        return len(tokens)
    commas = [p for p in range(cue.end, len(tokens) - 1) if tokens[p].text == ","]
    later = (p for p in commas if has_finite(tokens, p + 1, min(p + 8, len(tokens))))
    return next(later, len(tokens))


def _takes_up(layout: Layout, place: int) -> bool:
    """Return whether what begins at `place` names again what was told: "this aid", "that loss"."""
    words = [token.lower for token in layout.tokens[place : place + 3]]
    asked = place > 0 and layout.tokens[place - 1].lower == "whether"
    if words[:1] in (["that"], ["whether"]) and not asked:
        words = words[1:]
    named = bool(words[1:]) and words[1] not in AUXILIARIES
    pointing = (["this"], ["these"], ["such"], *([["that"]] if asked else []))
    return words[:1] in pointing and named  # "whether THAT SUM is enough"


def _from_antecedent(layout: Layout, cue: Cue, end: int) -> Range:
    """Return the complement with what it takes up: earlier in the sentence, else the one before."""
    here = layout.clauses[layout.clause_at(cue.start)].start
    return (0 if content(layout, 0, here) >= 3 else BACK[0]), end


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
    if cue.start and tokens[cue.start - 1].text == "," and has_finite(tokens, start, cue.start):
        return cue.start, found[1]  # "He sold the mill, planning to retire"
    return start, found[1]


def condition(layout: Layout, cue: Cue) -> Range | None:
    """ "If P, Q": both, up to a contrast; in a bracket or a quotation, what stands there."""
    if cue.entry.sense == "sample" and cue.start and layout.tokens[cue.start - 1].lower in SPEAKING:
        return None  # "he writes in a study of 80 roads"
    if cue.entry.sense == "sample" and not _samples(layout, cue):
        return None
    start, end = 0, end_of(layout)
    for ranges in (layout.brackets, layout.quotations):
        inside = innermost(ranges, cue.start)
        if inside is not None:
            start, end = max(start, inside[0]), min(end, inside[1])
    for found in layout.clauses:
        sign = layout.tokens[found.start - 1].text if found.start else ""
        breaks = sign == ";" or (found.opener in {"but", "although", "though", "while"})
        if found.start <= cue.start and is_joined(layout, found):
            # "Tests suggested P, AND THE FIRM HAD PLANNED to sell it, provided it was licensed"
            breaks = not any(_supposes(t) for t in layout.tokens[start : found.start])
        shared = found.start + 1 == cue.start  # "A restart is planned BUT HINGES ON a licence"
        taken = shared or _takes_up_all(layout, found.start)
        if breaks and start < found.start <= cue.start and not taken:
            start = found.start
    return start, max(stop_of(layout, cue.end, end), cue.end)


def _supposes(token: Token) -> bool:
    return token.lower in _SUPPOSING and not token.is_name  # "in MAY"


_SUPPOSING = frozenset("would will 'll could can may might should must if unless".split())


def _takes_up_all(layout: Layout, place: int) -> bool:
    """Return whether a contrast is about all before it: "A shutdown is planned, BUT IT depends"."""
    following = layout.tokens[place + 1 : place + 2]
    return bool(following) and following[0].lower in {"it", "this", "that"}


_SAMPLING = frozenset("he she they we i whom that".split())
_WHERE = frozenset("in at on from over during for between since across with by among".split())


def _samples(layout: Layout, cue: Cue) -> bool:
    """Return whether "she surveyed" says whom is spoken of: "the teenagers SHE SURVEYED slept".

    "In Orro she surveyed two schools" and "he says that she surveyed ..." tell what she did.
    """
    tokens, opening = layout.tokens, layout.tokens[cue.start].lower
    begin = layout.clauses[layout.clause_at(cue.start)].start
    if opening in _SAMPLING:
        before = tokens[cue.start - 1] if cue.start > begin else None
        named = before is not None and before.kind == "word" and before.lower not in STOPWORDS
        if not named or tokens[begin].lower in _WHERE or has_finite(tokens, begin, cue.start):
            return False
    elif opening in STOPWORDS or tokens[cue.start].is_number or cue.end != cue.start + 2:
        return True  # "of those tested", "in this sample"
    elif not tokens[cue.end - 1].lower.endswith("d"):
        return True  # "study participants"
    if cue.end == len(tokens):
        return False
    if opening not in _SAMPLING and tokens[cue.start - 1].lower in {"the", "those", "all"}:
        return cue.start > 0  # "for the volunteers tested at the hospital"
    end = layout.clauses[layout.clause_at(cue.end)].end
    goes_on = tokens[cue.end].lower in _WHERE and has_finite(tokens, cue.end, end)
    return goes_on or is_finite(tokens, cue.end)


def phrase(layout: Layout, cue: Cue) -> Range | None:
    """ "so-called", "de facto": the noun phrase that follows, else the clause."""
    tokens, stop = layout.tokens, cue.end
    while stop < min(cue.end + 5, len(tokens)) and tokens[stop].kind != "sign":
        if stop > cue.end and (
            is_finite(tokens, stop) or tokens[stop].lower in {"in", "by", "and", "of", "to"}
        ):
            break
        stop += 1
    return (cue.start, stop) if content(layout, cue.end, stop) else clause(layout, cue)
