"""The subject of a verb: who said, denied or accused, wherever the sentence puts them."""

from collections.abc import Sequence

from index.stance.finite import is_finite
from index.stance.holders import (
    LONGEST,
    PERSONAL,
    after,
    antecedent,
    apposed,
    noun_phrase,
)
from index.stance.layout import ADVERBIAL, CONTRAST, RELATIVE, Layout
from index.stance.reduced import reduced_at, subject_from
from index.stance.speakers import speaker_start
from index.stance.tokens import Token
from index.stance.words import (
    ADVERBS,
    ANAPHORIC_NOUNS,
    AUXILIARIES,
    DATES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPWORDS,
    SUBORDINATING_TIMES,
    is_participle,
)

_NO_ADVERBS = frozenset(
    "family early daily weekly monthly only assembly ally italy elderly".split()
)
_OPENING = frozenset(
    "so often sometimes however meanwhile instead moreover today yesterday".split()
)


def before(layout: Layout, place: int) -> str | None:
    """Return the subject of the verb at `place`: "THE MAYOR has denied ..."."""
    tokens = layout.tokens
    if place > 1 and tokens[place - 1].lower == "as" and tokens[place].lower == "saying":
        return _quoted(layout, place - 1)
    start = subject_from(layout, place)
    # "they sued its founder, Yusuf Bey, ALLEGING that": the founder alleges nothing
    late = None if tokens[place].lower.endswith("ing") else speaker_start(layout, place)
    if late is not None:
        return after(layout, late)
    infinitive = place - 1 - (tokens[place - 1].lower == "have") if place > start else 0
    if infinitive > start and tokens[infinitive].lower == "to":  # "is said to have COMPLAINED"
        verb = next((p for p in range(infinitive - 1, start, -1) if is_finite(tokens, p)), None)
        return before(layout, verb) if verb is not None else None  # "was quick to ARGUE that"
    apposed_to = _apposed_in_relative(layout, place)
    if apposed_to is not None:
        return apposed_to
    if place and tokens[place - 1].text == ",":
        said = _said_before(tokens, place - 1)
        if said is not None or place > start:
            return _main_subject(layout, place - 1) if said is None else before(layout, said)
    end = _before_verb(tokens, start, place)
    if tokens[place].lower == "in" and end - 1 > start and is_finite(tokens, end - 1):
        end -= 1  # "the keeper CLAIMED in an interview"
    if tokens[start].lower not in PREPOSITIONS:  # "in a reply published on Monday HE claims"
        end = reduced_at(tokens, start, end) or end
    relative = _relative_behind(tokens, start, end)
    if relative is not None:
        return antecedent(layout, relative)
    if end > start and tokens[end - 1].lower in {"and", "or", "but"}:
        return _shared_subject(layout, start, end - 1)
    if end == start and start > 0:
        return _main_subject(layout, start)
    return _phrase_before(layout, start, end)


def _apposed_in_relative(layout: Layout, place: int) -> str | None:
    """Return the subject of a relative clause with an apposition: "which V, its chair, denied"."""
    tokens, index = layout.tokens, layout.clause_at(place)
    here, last = layout.clauses[index], layout.clauses[max(0, index - 1)]
    if here.start != place or last.opener not in {"which", "whom"}:
        return None
    commas = [p for p in range(last.start, place) if tokens[p].text == ","]
    named = len(commas) > 1 and tokens[last.start + 1].is_name
    return noun_phrase(tokens[last.start + 1 : commas[0]]) if named else None


def _said_before(tokens: Sequence[Token], comma: int) -> int | None:
    """Return where "said" stands whose subject goes on speaking: "P, he SAID, adding that"."""
    for place in range(comma - 1, max(comma - 5, 0), -1):
        if tokens[place].lower in _SAID:
            return place if tokens[place - 1].kind == "word" else None
        if tokens[place].text == ",":
            return None
    return None


_SAID = frozenset({"said", "says", "told", "wrote", "writes"})


def _relative_behind(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """Return where the relative word stands whose antecedent is the subject that ends at `end`.

    "The man WHO says"; "the analysts WHOM the bank polled foresee".
    """
    if end > start and tokens[end - 1].lower in {"who", "which"}:
        return end - 1
    if end - 1 > start and is_finite(tokens, end - 1):
        return next((p for p in range(end - 2, start, -1) if tokens[p].lower == "whom"), None)
    return None


def _phrase_before(layout: Layout, start: int, end: int) -> str | None:
    """Return the noun phrase of a clause from `start` on that ends at `end`."""
    tokens = layout.tokens
    if end - 1 > start and tokens[end - 1].lower in _SAID:
        end -= 1  # "the firm said IN A STATEMENT"
    if start == 0 and end == 1 and tokens[0].lower in _OPENING_PARTICIPLES:
        return subject(tokens)  # "SPEAKING on condition of anonymity, an official said"
    first = end
    while first > start and end - first < LONGEST and not _breaks(tokens, start, first, end):
        if _is_relative(tokens, first, end):
            relative = next((p for p in range(start, first) if _opens_relative(tokens, p)), None)
            if relative is not None and relative > start:
                return antecedent(layout, relative)
            break
        first -= 1
    opens = first > 0 and tokens[first - 1].text == "," and not tokens[end - 1].is_name
    belongs = first > 1 and tokens[first - 1].text == "," and tokens[first].lower in _BELONGING
    if belongs or (opens and tokens[first].lower.endswith(("ing", "ed"))):
        return _main_subject(layout, first - 1)  # "AN AIDE, of the mayor's office, said"
    return noun_phrase(tokens[_past_opening(tokens, first, end) : end]) or None


_BELONGING = frozenset({"of", "from", "by", "under"})


def _quoted(layout: Layout, place: int) -> str | None:
    """Return who is quoted before "as saying": "the paper quoted A CLERK as saying"."""
    tokens = layout.tokens
    for verb in range(place - 1, 0, -1):
        if tokens[verb].lower in {"quoted", "quotes", "cited", "cites", "quoting", "citing"}:
            passive = tokens[verb - 1].lower in AUXILIARIES - {"has", "have", "had"}
            return before(layout, verb) if passive else after(layout, verb + 1)
    return None


def _past_opening(tokens: Sequence[Token], first: int, end: int) -> int:
    """Return where the subject begins behind what opens a sentence without a comma.

    "Often FARMERS say", "On Monday POLICE said", "In a letter to staff THE DIRECTOR said".
    """
    if tokens[first].lower in {"but", "and", "yet", "or"}:
        first += 1
    while first < end - 1 and _is_adverb(tokens[first].lower):
        first += 1
    if first == end:
        return first
    then = next(
        (p for p in range(first + 1, min(first + 4, end - 1)) if tokens[p].lower in _THEN), 0
    )
    if then:
        return then + 1  # "Two days later THE PAPER"
    if tokens[first].lower in {"last", "this", "next"} and tokens[first + 1].lower in _SPANS:
        return min(first + 2, end - 1)
    if tokens[first].lower not in PREPOSITIONS | _WITHIN | {"of"}:
        return first
    if tokens[first].lower == "for" and tokens[first + 1].is_name and end - first <= _NAMED:
        return first + 1  # "For RUSSIA knew well that": a conjunction
    for place in range(end - 1, first + 1, -1):
        previous = tokens[place - 1]
        if previous.lower in DATES or previous.kind == "number":
            return place
        begins = tokens[place].lower in DETERMINERS | PERSONAL
        if begins and previous.lower not in PREPOSITIONS | {"of", "and", "or"}:
            return place
    return first


_NAMED = 4  # words of "for" and of who then does something
_THEN = frozenset({"later", "earlier", "ago"})
_SPANS = DATES | frozenset("week month year night weekend evening morning".split())


def _is_adverb(lower: str) -> bool:
    """Return whether a word that opens a sentence is an adverb and not who speaks."""
    return lower in _OPENING or (lower.endswith("ly") and lower not in _NO_ADVERBS)


def _before_verb(tokens: Sequence[Token], start: int, place: int) -> int:
    """Return where the words end that stand before the verb group of `place`."""
    end = place
    for phrase in _LEFT_OUT:  # "it NO LONGER claims", "has IN THE MEANTIME taken back"
        if [token.lower for token in tokens[max(start, end - len(phrase)) : end]] == phrase:
            end -= len(phrase)
    while end > start and (
        (tokens[end - 1].lower in AUXILIARIES and not tokens[end - 1].is_name)  # "Grace WILL told"
        or tokens[end - 1].lower in ADVERBS
        or (tokens[end - 1].lower == "since" and tokens[end - 2].lower in AUXILIARIES)
        or (tokens[end - 1].lower.endswith("ly") and not tokens[end - 1].is_name)
        or tokens[end - 1].lower in {"been", "being", "having", "be", ",", "at"}
    ):
        end -= 1
    return end


_LEFT_OUT = (["no", "longer"], ["all", "along"], ["so", "far"], ["in", "the", "meantime"])


def _shared_subject(layout: Layout, start: int, joint: int) -> str | None:
    """Return the subject that a second verb shares: "THE MINISTRY gives the toll and says ..."."""
    tokens = layout.tokens
    if joint == start:
        if not start:
            return None
        start = layout.clauses[layout.clause_at(start - 1)].start
        if any(token.text == "," for token in tokens[start:joint]):
            return _main_subject(layout, joint)
    who = next((p for p in range(joint - 1, start, -1) if _opens_relative(tokens, p)), joint)
    if sum(is_finite(tokens, p) for p in range(who, joint)) == 1:
        return antecedent(layout, who)  # "shared by THE BUTCHER who came along and thought"
    verb = next((p for p in range(start + 1, joint) if is_finite(tokens, p)), None)
    return before(layout, verb) if verb is not None else None


def _breaks(tokens: Sequence[Token], start: int, first: int, end: int) -> bool:
    """Return whether the word before `first` belongs to no subject that ends at `end`."""
    token = tokens[first - 1]
    if token.text in {",", ";", ":", "(", '"', "“", "”", "—", "–"}:
        return True
    if token.lower in {"and", "but", "or"} and first - 1 == start:
        return True
    if token.lower in _LINKING:
        return True
    if token.lower in SUBORDINATING_TIMES:
        # "hours after THE STATION reported", but "A DELEGATE posted there since February said"
        return token.lower != "since" or first - 1 == start
    noun = token.kind == "word" and token.lower not in STOPWORDS | _WITHIN | {"half", "twice"}
    if token.lower in ANAPHORIC_NOUNS and first - 1 > start and first < end:
        # "a figure KESMAR disputes", but "the report BERLIN" is nothing
        return tokens[first].is_name and tokens[first - 2].lower in DETERMINERS
    if (
        noun
        and not is_finite(tokens, first - 1)
        and first < end
        and tokens[first].lower in _NEW_PHRASE
    ):
        return True  # "a report THE DAIRY rejects"
    # "a memo in which AN ADVISER described ..."
    return token.lower in {"which", "whom", "where", "what"} and first < end


_LINKING = frozenset("that than while although though whereas because as if".split())
_WITHIN = frozenset("inside within outside near behind beside across along".split())
_NEW_PHRASE = frozenset({"the", "a", "an", "his", "her", "its", "their"})


def _opens_relative(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower in {"who", "which"}


def _is_relative(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Return whether the word before `first` is that of a relative clause, or its verb."""
    return _opens_relative(tokens, first - 1) or (is_finite(tokens, first - 1) and first < end)


def _main_subject(layout: Layout, place: int) -> str | None:
    """Return the subject that an insertion parts from its verb: "AN AIDE, speaking ..., said"."""
    tokens = layout.tokens
    begin = 0
    for clause in layout.clauses:
        if 0 < clause.start < place and tokens[clause.start - 1].text in {";", "("}:
            begin = clause.start
        elif 0 < clause.start < place and clause.opener in CONTRAST:
            begin = clause.start + 1
    commas = [p for p in range(begin, place + 1) if tokens[p].text == ","]
    for first, comma in zip([begin, *(p + 1 for p in commas)], commas, strict=False):
        verbs = (p for p in range(first, comma) if is_finite(tokens, p) and not tokens[p].is_name)
        stop = next(verbs, comma)
        opens = tokens[first].lower in PREPOSITIONS | {"of"}
        # "DATED 14 August, it quotes"
        opens = opens or (is_participle(tokens[first].lower) and not tokens[first + 1].is_name)
        if not opens and stop - first <= LONGEST:
            if stop == comma and apposed(tokens, comma + 1):
                stop = next(p for p in range(comma + 1, len(tokens)) if not tokens[p].is_name)
            while stop > first + 1 and tokens[stop - 1].lower in ADVERBS | RELATIVE:
                stop -= 1
            if stop > first:
                return noun_phrase(tokens[_past_opening(tokens, first, stop) : stop]) or None
    return antecedent(layout, place)


def _apposition(tokens: Sequence[Token], place: int) -> str | None:
    end = place
    while tokens[end].is_name:
        end += 1
    return noun_phrase(tokens[place:end]) or None


def _next(tokens: Sequence[Token], place: int) -> str:
    return tokens[place + 1].lower if place + 1 < len(tokens) else ""


_ASKING = frozenset("whether what how why where".split())
_NOBODY = frozenset("of no nor neither".split())
_OPENING_PARTICIPLES = frozenset(
    "asked pressed questioned challenged quizzed speaking writing long once".split()
)


def subject(tokens: Sequence[Token]) -> str | None:
    """Return the subject of a sentence where it is short enough to be sure of."""
    if len(tokens) > 1 and tokens[0].lower in _OPENING_PARTICIPLES:
        comma = next((p for p, token in enumerate(tokens) if token.text == ","), len(tokens))
        return subject(tokens[comma + 1 :])  # "Asked whether P, SHE said"
    for place in range(min(len(tokens), 8)):
        names = place > 1 and tokens[place].text == "," and apposed(tokens, place + 1)
        if names and tokens[0].lower in DETERMINERS:
            return _apposition(tokens, place + 1)  # "The doctor, LEO MARSCH, remembers"
        opens = tokens[0].lower in CONTRAST | ADVERBIAL  # "While THE MINISTRY insists that"
        if place > opens and (is_finite(tokens, place) or _next(tokens, place) == "that"):
            first = _past_opening(tokens, int(opens), place)
            last = place
            while last > first + 1 and tokens[last - 1].lower in ADVERBS | {"never", "not"}:
                last -= 1  # "Coach Bento NEVER claimed"
            words = noun_phrase(tokens[first:last])
            opening = tokens[first]
            plain = opening.is_name or opening.lower in DETERMINERS
            sure = (
                plain
                and opening.lower not in PRONOUNS | PREPOSITIONS | _ASKING | _NOBODY
                and "," not in words
            )
            return words if sure else None
    return None
