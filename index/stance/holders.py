"""Who says so: the holder that a mark of attribution, allegation or denial names."""

from collections.abc import Sequence

from index.stance.finite import is_finite
from index.stance.layout import RELATIVE, Layout
from index.stance.tokens import Token
from index.stance.words import DATES, DETERMINERS, PREPOSITIONS

LONGEST = 10
_CUT = frozenset(
    "who which whose whom that in on at after before when while during because since for to "
    "as citing quoting about with said says asked".split()
)
# "Monday's report by the institute" is one holder
_GOES_ON = frozenset("of and at in for by from with".split())
POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
PERSONAL = frozenset({"he", "she", "it", "they", "i", "we"})


def noun_phrase(tokens: Sequence[Token]) -> str:
    """Return the words of a noun phrase without its article, as they stand in the text."""
    kept = list(tokens)
    words = [token.lower for token in kept[:4]]
    if words[:1] == ["in"] and words[2:] and words[2] in _VIEWS and words[3:] == ["of"]:
        kept = kept[4:]  # "IN THE WORDS OF an officer who"
    while kept and (kept[0].lower in {"the", "a", "an"} or kept[0].kind in {"sign", "possessive"}):
        kept.pop(0)
    while kept and kept[-1].kind in {"sign", "possessive"}:
        kept.pop()
    text = ""
    for before, token in zip([None, *kept], kept, strict=False):
        gap = " " if before is not None and token.start > before.end else ""
        text += gap + token.text
    return text


def after(layout: Layout, place: int) -> str | None:
    """Return the noun phrase that begins at `place`: "according to THE AUDITOR, the ..."."""
    tokens = layout.tokens
    end = place
    while end < len(tokens) and end - place < LONGEST:
        token = tokens[end]
        if token.text == "," and apposed(tokens, end + 1):
            end += 1
            continue
        if token.kind == "sign" and token.text not in "-&'’.":
            break
        if token.text == "." and (end + 1 == len(tokens) or len(tokens[end - 1].text) > 3):
            break
        if end > place and token.lower in {"familiar", "close", "privy", "speaking"}:
            break  # "according to PEOPLE familiar with the talks"
        if (
            token.lower == "of"
            and tokens[end + 1 : end + 2]
            and tokens[end + 1].lower.endswith("ing")
        ):
            break  # "accused by PROSECUTORS of having billed them"
        way = token.lower == "by" and tokens[end + 1 : end + 2]
        if way and tokens[end + 1].lower in {"way", "means", "virtue"}:
            break  # "according to THE INSTITUTE by way of the port"
        begins = token.lower in {"the", "a", "an", "it", "he", "she", "they", "there"}
        points = token.lower in {"this", "these", "those"} and end + 1 < len(tokens)
        begins = begins or (points and is_finite(tokens, end + 1))  # "according to X THIS DOES"
        if end > place and begins and tokens[end - 1].lower not in _GOES_ON:
            break
        if token.lower in {"and", "or", "but"} and not _joins(tokens, end):
            break
        joined = tokens[end - 1].is_name or tokens[end - 1].lower in _GOES_ON | {"than"}
        if end > place and token.is_number and not joined:
            break  # "according to the airline 340 passengers were stranded"
        made = end + 1 < len(tokens) and tokens[end + 1].lower == "by"
        if end > place and not made and (token.lower in _CUT or is_finite(tokens, end)):
            # "the head of the inquiry" goes on, "police in Tamsel" goes on before a name
            # and "a spokesman for the ministry" before an article
            behind = tokens[end + 1] if end + 1 < len(tokens) else token
            goes_on = token.lower in {"in", "for", "at"} and behind.is_name
            goes_on = goes_on or (_speaks_for(tokens[end - 1]) and behind.lower in DETERMINERS)
            if not goes_on:
                break
        end += 1
    return noun_phrase(tokens[place:end]) or None


def _speaks_for(token: Token) -> bool:
    return token.lower.startswith(("spoke", "lawyer", "counsel", "advocate", "representative"))


def accused(layout: Layout, place: int) -> str | None:
    """Return who is accused from `place` on: "accuse THE PLANT of poisoning the sheep"."""
    tokens = layout.tokens
    ahead = range(place + 1, min(place + LONGEST, len(tokens)))
    end = next((p for p in ahead if tokens[p].lower in _OFFENCE), None)
    return noun_phrase(tokens[place:end]) or None if end else None


_OFFENCE = frozenset("of with for over on in to".split())


def inside(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """Return who stands between the words of a cue: "if THE LOG is to be believed"."""
    last = end - 2 if tokens[end - 1].lower == "it" else end  # "as THE TEAM reads it"
    ends = (p for p in range(start + 2, last) if is_finite(tokens, p) or tokens[p].lower in _CUT)
    stop = next(ends, last)
    return noun_phrase(tokens[start + 1 : stop]) or None


def is_date(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a date stands at `place`: "said by FRIDAY"."""
    return place < len(tokens) and (tokens[place].lower in DATES or tokens[place].is_number)


def apposed(tokens: Sequence[Token], place: int) -> bool:
    """Return whether only a name stands between two commas: "the firm, Lumen Lines,"."""
    end = place
    while end < len(tokens) and tokens[end].is_name:
        end += 1
    return 0 < end - place <= 4 and end < len(tokens) and tokens[end].text in {",", "."}


def viewer(layout: Layout, place: int) -> str | None:
    """Return whose view it is: "for THE COLUMNIST RUBEN ASKE nothing is bolder than ..."."""
    tokens, end = layout.tokens, place
    while end < len(tokens) and not tokens[end].is_name and end - place < _VIEWER:
        end += 1
    names = end
    while names < len(tokens) and tokens[names].is_name:
        names += 1
    return noun_phrase(tokens[place:names]) if names - end > 1 else after(layout, place)


_VIEWER = 4  # words of an office that stands before a name


def owner(tokens: Sequence[Token], start: int, end: int) -> str | None:
    """Return the possessor between two places: "in THE INSURER's first reckoning"."""
    last = next((p for p in range(start, end) if tokens[p].kind == "possessive"), start + 1)
    return noun_phrase(tokens[start:last]) or None


def possessor(layout: Layout, place: int) -> str | None:
    """Return whose the noun at `place` is: "VOLTANE's statement that", "the claim BY the mayor".

    "MONDAY's report" is nobody's.
    """
    tokens = layout.tokens
    owned = place > 1 and tokens[place - 1].kind == "possessive"
    if owned and is_date(tokens, place - 2):
        return None
    if tokens[place].kind == "possessive":
        return antecedent(layout, place)  # "the UNION's was that he was pushed"
    if place and tokens[place - 1].kind == "possessive":
        return antecedent(layout, place - 1)
    if place and tokens[place - 1].lower in POSSESSIVE:
        return tokens[place - 1].text  # "HER claim that"
    if place + 1 < len(tokens) and tokens[place + 1].lower in {"by", "from"}:
        return after(layout, place + 2)
    words = [token.lower for token in tokens]
    for back in range(place + 2, len(tokens) - 2):
        if words[back] == "back" and words[back - 1] in _GOES and words[back + 1] == "to":
            return after(layout, back + 2)  # "the theory that P goes back to RUTA AMSEL"
    return None


_GOES = frozenset({"goes", "went", "go", "dates"})


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Return whether "and" at `place` adds another holder: "Aliyev and Putin", not "and there"."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    return following is not None and (following.is_name or following.lower in {"the", "his", "her"})


_VIEWS = frozenset("words view opinion eyes judgment judgement account estimation".split())
_PASSIVE = frozenset({"by", "be", "been", "being"})


def antecedent(layout: Layout, place: int) -> str | None:
    """Return the noun phrase before "who", "which" or a participle that opens a clause."""
    tokens = layout.tokens
    end = place
    while end > 0 and tokens[end - 1].kind == "sign":
        end -= 1
    first = end
    while first > 0 and end - first < 6:
        token = tokens[first - 1]
        sign = token.kind == "sign" and token.text != "-"
        if sign or is_finite(tokens, first - 1) or token.lower in RELATIVE | _PASSIVE:
            break
        first -= 1
        if token.lower in DETERMINERS and (first < 2 or tokens[first - 2].lower != "of"):
            break
    while first < end - 1 and tokens[first].lower in PREPOSITIONS | {"under", "near", "of"}:
        first += 1  # "she studied WITH Egon Lasky, who"
    return noun_phrase(tokens[first:end]) or None
