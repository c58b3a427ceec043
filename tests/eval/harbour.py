"""A short article and a suite on it, and answers made by hand: what the tests of eval work on."""

from pathlib import Path

from eval.log import Quoted, Reply, Said
from eval.suite import Place, Suite, locate
from eval.suite_file import read_suite

ARTICLE = """Fire in the harbour of Norvik

The fire started shortly after midnight on Sunday. Sparks from a welder may have set off the fire, \
the police said. The owner of the yard denied this.

At least twelve boats burned. According to the harbour master, the damage exceeds two million \
crowns. The quay was closed on Monday.

Nobody was hurt. The old ice house, which stands beside the quay, was not touched by the flames.
"""

SUITE = """suite: harbour
documents: [harbour.txt]
gates:
  hedge_recall: {minimum: 1.0, drop: 0.02}
  overclaim_rate: {maximum: 0.0}
samples:
  - id: cause
    question: "What set off the fire?"
    gold: ["Sparks from a welder ... set off the fire"]
    marks: ["may", "said", "denied"]
    never: ["Sparks from a welder set off the fire."]
    critical: true
  - id: start
    question: "When did the fire start?"
    gold: ["shortly after midnight on Sunday"]
    firm: ["The fire started shortly after midnight on Sunday"]
  - id: boats
    question: "How many boats burned?"
    gold: ["At least twelve boats burned"]
    marks: ["At least"]
  - id: mayor
    question: "Who is the mayor of Norvik?"
    answerable: false
"""


def harbour(folder: Path, suite: str = SUITE) -> Suite:
    """Write the article and a suite on it, and read the suite."""
    (folder / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    path = folder / "harbour.yaml"
    path.write_text(suite, encoding="utf-8")
    return read_suite(path)


def cited(text: str, quote: str) -> Said:
    """Return a sentence that cites words of the article."""
    span = locate(quote, ARTICLE)[0]
    return Said(text, (Quoted("harbour.txt", span.start, span.end, span.of(ARTICLE)),))


def answer(name: str, *statements: Said, context: tuple[str, ...] = ()) -> Reply:
    """Return an answer to a sample, given the passages that were retrieved for it."""
    places = tuple(Place("harbour.txt", locate(words, ARTICLE)[0]) for words in context)
    return Reply(name, True, statements, places)


SPARKS = "Sparks from a welder ... police said."
DENIAL = "The owner of the yard denied this."
START = "The fire started shortly after midnight on Sunday."
BOATS = "At least twelve boats burned."


def quoting() -> tuple[Reply, ...]:
    """Return faultless answers to all samples, in the article's own words."""
    first = locate(SPARKS, ARTICLE)[0].of(ARTICLE)
    return (
        answer("cause", cited(first, SPARKS), cited(DENIAL, DENIAL), context=(SPARKS, DENIAL)),
        answer("start", cited(START, START), context=(START,)),
        answer("boats", cited(BOATS, BOATS), context=(BOATS,)),
        Reply("mayor", False, (Said("The article does not say.", remark=True),), ()),
    )
