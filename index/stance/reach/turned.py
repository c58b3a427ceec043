"""What the words around a cue make of it: a negation that stands far from it, a subject."""

from dataclasses import replace

from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import Layout
from index.stance.lexicon import row
from index.stance.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, STOPWORDS, forms, is_negation


def turned(layout: Layout, cue: Cue) -> Cue:
    """Return the cue with the row that holds where it is denied, else as it is.

    What "can be ruled out neither by A nor by B" is possible, and who "at no point described P as
    Q" has not said it.
    """
    entry = cue.entry
    if entry.kind == "contested" and entry.sense == "ruled-out" and _rules_out(layout, cue):
        if _denied_before(layout, cue) or _denied_behind(layout, cue):
            return replace(cue, entry=row("epistemic", _POSSIBLE))
    elif entry.kind == "plan" and layout.tokens[cue.start].lower in _PROMISING:
        clausal = "that" in {token.lower for token in layout.tokens[cue.end - 1 : cue.end + 1]}
        if clausal and _not_said(layout, cue):
            return replace(cue, entry=row("attribution", _UNSAID))
    elif entry.kind == "epistemic" and layout.tokens[cue.start].lower in _SUGGESTING:
        if _inverts(layout, cue.start):  # "never did the coach SUGGEST that"
            return replace(cue, entry=row("attribution", _UNSAID))
    elif entry.kind == "attribution" and entry.reach in {"reporting", "naming"}:
        says = layout.tokens[cue.start].lower in _SAYING and entry.sense in {
            "named",
            "belief",
            "discourse",
            "topic",
        }
        if says and _not_said(layout, cue):
            return replace(cue, entry=row("attribution", _UNSAID))
    return cue


def reread(layout: Layout, cue: Cue) -> Cue:
    """Return the cue that the words before it or in it tell to be another.

    "They REPORT that" and "does not PROMISE that" hold verbs and no nouns; "in all likelihood
    Thursday's figures" names nobody's figures.
    """
    tokens, entry = layout.tokens, cue.entry
    words = [token.lower for token in tokens[cue.start : cue.start + 3]]
    if entry.reach == "possessive" and words[2:] and words[2] in {"likelihood", "probability"}:
        return Cue(row("epistemic", f"in all {words[2]}"), cue.start, cue.start + 3)
    if words[0] in _QUALIFYING and _qualifies(layout, cue):
        return replace(cue, entry=row(*_QUALIFYING[words[0]]))
    if entry.reach == "compound" and [t.lower for t in tokens[cue.end : cue.end + 1]] == ["that"]:
        # "the council ESTIMATES THAT" holds a verb
        return Cue(row("attribution", _SAID), cue.end - 1, cue.end + 1)
    verb = cue.end - 2
    if entry.kind != "attribution" or entry.reach != "noun" or verb < max(cue.start, 1):
        return cue
    before, said = tokens[verb - 1].lower, tokens[verb].lower in _SAYING
    denied = said and (before in {"not", "never"} or _inverts(layout, verb))
    # "in her statement the cook SAID that"
    goes_on = said and cue.end - cue.start > 2 and is_finite(tokens, verb)
    plain = tokens[verb].lower in _BOTH and not _has_determiner(layout, verb)
    if tokens[cue.end - 1].lower == "that" and (denied or plain or goes_on or before in _SUBJECT):
        return Cue(row("attribution", _SAID), verb, cue.end)
    return cue


def _qualifies(layout: Layout, cue: Cue) -> bool:
    """Return whether a participle stands between an article and its noun: "his PRESUMED age"."""
    tokens = layout.tokens
    if cue.end - cue.start > 1 or not cue.start or cue.end >= len(tokens):
        return False
    before, following = tokens[cue.start - 1], tokens[cue.end]
    owned = before.kind == "possessive" or before.lower in DETERMINERS | {"whose"}
    return owned and following.kind == "word" and following.lower not in STOPWORDS


_QUALIFYING = {
    **dict.fromkeys(
        "presumed supposed claimed rumoured rumored reputed feared".split(),
        ("attribution", "alleged"),
    ),
    "suspected": ("allegation", "suspected of"),
    **dict.fromkeys("expected anticipated predicted projected".split(), ("epistemic", "probably")),
}
"""Participles that tell stance as adjectives do, and the row of the lexicon that each then has."""


def _has_determiner(layout: Layout, noun: int) -> bool:
    """Return whether a singular noun has the article that it needs: "A police REPORT that".

    Behind a plural it is a verb: "the dentists REPORT that".
    """
    tokens = layout.tokens
    before = tokens[noun - 1]
    if before.lower.endswith("s") and before.lower not in _SINGULAR and not before.is_name:
        return before.kind == "possessive"
    for place in range(noun - 1, max(-1, noun - _PHRASE), -1):
        if tokens[place].kind == "possessive" or tokens[place].lower in DETERMINERS | {"no"}:
            return True
        if tokens[place].kind == "sign" or tokens[place].lower in PREPOSITIONS | AUXILIARIES:
            return False
    return False


_SINGULAR = frozenset({"news", "press", "progress", "business", "witness", "his", "this", "its"})
_BOTH = frozenset({"report", "claim"})
_PHRASE = 5  # words from a noun back to its article
_SUBJECT = frozenset({"they", "we", "i"})
_PROMISING = forms("promise") | forms("pledge")
_SUGGESTING = forms("suggest")
_POSSIBLE = "not out of the question"
_UNSAID = "(nowhere|never) (say|says|said) [that]"
_SAID = "say~ [that]"
_SAYING = frozenset[str]().union(
    *map(
        forms,
        "say claim state suggest assert argue announce promise predict forecast describe call "
        "hint imply allege declare write maintain insist warn mention label term".split(),
    )
)
_EXCLUDING = frozenset[str]().union(*map(forms, "rule exclude discount eliminate dismiss".split()))


def _rules_out(layout: Layout, cue: Cue) -> bool:
    words = {token.lower for token in layout.tokens[cue.start : cue.end]}
    return bool(words & _EXCLUDING)


def _denied_before(layout: Layout, cue: Cue) -> bool:
    """Return whether a negation before the cue governs it.

    "NOBODY on the panel was able to rule out a leak", "CANNOT by any means be ruled out", not "the
    envoy, who has no office, ruled it out".
    """
    tokens = layout.tokens
    start = layout.clauses[layout.clause_at(cue.start)].start
    while start < cue.start and tokens[start].lower in {"and", "but", "that", "because"}:
        start += 1
    if tokens[start].lower in _NONE:
        return not any(tokens[p].text == "," for p in range(start, cue.start))
    for place in range(cue.start - 1, max(start, cue.start - _FAR) - 1, -1):
        token = tokens[place]
        if (token.kind == "sign" and token.text != "-") or token.lower in {"and", "but"}:
            return False
        if token.lower in _NOT and (place == cue.start - 1 or _only_aids(layout, place, cue.start)):
            return True
    return False


_NONE = frozenset("nobody none no neither nor few".split())
_NOT = frozenset("not never cannot nor unable hardly scarcely".split())
_FAR = 8


def _only_aids(layout: Layout, start: int, end: int) -> bool:
    """Return whether no verb but auxiliaries stands between a negation and what it denies."""
    tokens = layout.tokens
    verbs = [p for p in range(start + 1, end) if has_finite(tokens, p, p + 1)]
    return all(tokens[p].lower in AUXILIARIES for p in verbs)


def _denied_behind(layout: Layout, cue: Cue) -> bool:
    """Return whether the agent denies it: "ruled out NEITHER by the police nor", "by NOBODY"."""
    words = [token.lower for token in layout.tokens[cue.end - 1 : cue.end + 2]]
    words = words if words[0] == "by" else words[1:]
    if words[:1] == ["by"]:
        words = words[1:]
    return words[:1] != [] and words[0] in {"neither", "nobody", "none", "nothing", "no"}


def _not_said(layout: Layout, cue: Cue) -> bool:
    """Return whether the subject did not say it: "never PROMISED", "nowhere does it STATE"."""
    tokens = layout.tokens
    place = cue.start
    while place and (tokens[place - 1].lower.endswith("ly") or tokens[place - 1].lower == "ever"):
        place -= 1
    before = tokens[place - 1].lower if place else ""
    start = layout.clauses[layout.clause_at(cue.start)].start
    opening = tokens[start].lower
    if opening in _NOBODY and not any(token.text == "," for token in tokens[start : cue.start]):
        return True  # "NO MINISTER has said that"
    if before in {"not", "never"}:
        follows = tokens[cue.start].lower
        return before == "never" or bool(_does(layout, place)) or follows.endswith("ing")
    return _inverts(layout, cue.start)


def _does(layout: Layout, place: int) -> bool:
    """Return whether "not" at `place` - 1 denies a verb: "did not", "has not"."""
    aid = layout.tokens[place - 2].lower if place > 1 else ""
    return aid in _AIDS or aid in {"ca", "wo"}


_NOBODY = frozenset("no nobody none neither".split())
_AIDS = frozenset("do does did has have had would could can will".split())


def _inverts(layout: Layout, place: int) -> bool:
    """Return whether a negation opens the clause and its auxiliary stands before the subject."""
    tokens = layout.tokens
    start = layout.clauses[layout.clause_at(place)].start
    opening = tokens[start : start + 4]
    denies = [
        p for p, token in enumerate(opening) if is_negation(token.lower) or token.lower == "nowhere"
    ]
    if not denies:
        return False
    ahead = range(start + denies[0] + 1, min(start + denies[0] + 4, place))
    aid = next((p for p in ahead if tokens[p].lower in _AIDS), None)
    return aid is not None and aid + 1 < place and not has_finite(tokens, aid + 1, place)
