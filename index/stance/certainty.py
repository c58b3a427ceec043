"""How sure a sentence sounds to people, as one number.

A sum of named weights, one for each feature that a sentence has: `certainty.toml`, fitted by
`eval/benchmarks/fit_certainty.py` on findings of science rated by people (Pei and Jurgens, EMNLP
2021). It is for ranking sentences; what a claim is owed is told by its marks, not by this number.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.stance.read import read
from index.types import Kind

LEAST, MOST = 1.0, 6.0
"""The scale that people rated on: not at all certain, very certain."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Words that people hear as more or less sure.

    They are looked for in the sentence; with a `kind`, only in the marks of that kind, so that the
    month of May is no "may".
    """

    words: str
    kind: Kind | None = None


FEATURES: Mapping[str, Feature] = {
    # doubt; only some of these are marks, for only some unsettle what a claim is owed
    "may": Feature("may", "epistemic"),
    "might": Feature("might", "epistemic"),
    "could": Feature("could", "epistemic"),
    "can": Feature("can(?! not)"),
    "would": Feature("would|will"),
    "likely": Feature("(?<!more )(?<!less )(?:un)?likely|doubtful", "epistemic"),
    "more likely": Feature("(?:more|less|times|as) likely"),
    "probably": Feature("(?:probabl|possibl|perhaps|presum|conceivabl|plausibl)\\w*", "epistemic"),
    "seems": Feature("(?:appear|seem|tend|apparent)\\w*", "epistemic"),
    "suggests": Feature("(?:suggest|hint|impl(?:y|ies|ied))\\w*"),
    "believes": Feature(
        "(?:believ|think|thought|expect|assum|argu|speculat|propos|claim|alleg|suppos)\\w*"
        "|reportedly"
    ),
    "estimates": Feature("(?:estimat|predict|project|model|simulat)\\w*"),
    "if": Feature("if|unless|whether"),
    "unclear": Feature(
        "unclear|unknown|uncertain\\w*|untested|unproven|inconclusive|remains? to be|gaps in"
        "|not (?:\\w+ )?(?:say|clear|known|understood)|(?:insufficient|limited) evidence"
        "|evidence (?:is|was|remains) (?:\\w+ )?(?:limited|weak|insufficient|lacking)"
    ),
    "weak": Feature(
        "limited|weak|little|few|hardly|barely|insufficient|slight\\w*|modest|somewhat"
    ),
    "more research": Feature(
        "(?:further|additional|more|future) (?:\\w+ )?"
        "(?:stud|research|investigat|work|test|trial|experiment)\\w*"
    ),
    "risk": Feature("risks?|chances?|odds"),
    # vagueness
    "some": Feature("some|many|several|others|certain|various|relatively|partly|partially"),
    "often": Feature(
        "often|sometimes|usually|generally|typically|mostly|commonly|frequently|tend(?:s|ed)? to"
        "|on average"
    ),
    "about": Feature(
        "(?:about|around|approximately|roughly|nearly|almost|up to) "
        "(?=\\S*\\d|half|one|two|three|all)"
    ),
    "a bound": Feature("", "bound"),
    "a quantifier": Feature("", "quantifier"),
    "they": Feature("they|these|those|it|such"),
    # plain findings; that nothing was found is heard as sure too
    "no": Feature("no|none|neither|nor|never|without|nothing"),
    "not": Feature("(?:did|does|do|was|were|is|are|has|have|had) not|\\w+n['’]t|cannot|could not"),
    "significant": Feature("significan\\w+"),
    "not significant": Feature("(?:not|n['’]t) (?:statistically )?significant\\w*|nonsignificant"),
    "was": Feature("was|were"),
    "has": Feature("has|had"),
    "all": Feature("all|any|every|each|both|always|entirely|completely|fully|exclusively"),
    "strongly": Feature(
        "clear(?:ly)?|strong(?:ly)?|definit\\w+|indeed|in fact|evident(?:ly)?|markedly"
        "|substantial(?:ly)?|dramatic\\w*|necessary|important(?:ly)?|critical(?:ly)?|essential"
        "|crucial|highly|very|major|required?|needed|undoubtedly|certainly|must|key"
    ),
    "current": Feature("current|currently|so far|preliminary|future|soon|yet|recent|recently"),
}


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b" if words else "", re.IGNORECASE)


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature by its name, and of "plain", a sentence without any."""
    text = resources.files("index.stance").joinpath("certainty.toml").read_text(encoding="utf-8")
    found: Mapping[str, float] = tomllib.loads(text)
    return found


def features(text: str) -> tuple[str, ...]:
    """Return the names of the features that a text has, in the order of `FEATURES`.

    >>> features("The storm may hit some farms.")
    ('may', 'some', 'a quantifier')
    """
    places: dict[Kind | None, list[str]] = defaultdict(list, {None: [text]})
    for mark in read(text):
        places[mark.kind].append(mark.text)
    return tuple(
        name
        for name, feature in FEATURES.items()
        if any(_pattern(feature.words).search(words) for words in places[feature.kind])
    )


def certainty(text: str) -> float:
    """Return how sure a sentence sounds, from 1 (not at all certain) to 6 (very certain).

    A feature counts once however often it occurs. A text without words says nothing unsure: it is
    rated as a plain sentence.

    >>> certainty("Ash harms bees.") > certainty("Ash may harm bees.")
    True
    """
    weight = weights()
    total = weight["plain"] + sum(weight[name] for name in features(text))
    return min(MOST, max(LEAST, total))
