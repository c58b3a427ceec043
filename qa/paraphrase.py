"""Hedges in words that no cue of the lexicon explains.

No lexicon holds every way to say that something is doubted or only said: "the altarpiece is hard to
credit as his", "the pump is not bound to be faulty". Where a mark seems lost, the words of the
answer that restate nothing of the source are looked through for one that belongs to the vocabulary
of doubt or of saying; with one, the engine does not claim that the hedge is gone.
"""

from collections.abc import Sequence
from functools import cache

from index.stance.lexicon import Part, patterns
from index.stance.words import STOPWORDS
from index.types import Kind, Mark
from qa.align import Matrix, Word, likeness, vectors, words_in
from qa.source import Source

FACTIVE = 3
"""The strength from which on a verb of saying takes what is said for true: "revealed"."""

RESTATED = 0.6
"""From this likeness to a word of the source on, a word of the answer restates it."""

_DOUBT_AND_SAYING = """
possible possibility possibly probable probably probability likely likelihood chance odds doubt
doubtful doubted doubts dubious uncertain uncertainty unsure unclear unknown mystery suspect
suspicion suspicious suspected speculation speculative rumour rumours rumor gossip hearsay alleged
allegation allegedly claim claims claimed purported reputed reputedly supposed supposedly presumed
presumably assumption assumed conjecture hypothesis theory hint hints suggestion suggested
indication indications evidence proof seem seems seemed apparent apparently appearances ostensible
credible plausible conceivable imaginable conceivably expectation expected anticipated prediction
predicted forecast estimate estimated reckoning reckoned reckons guess opinion view views belief
believe believed thinks thought deemed regarded considered said saying says told tells statement
stated assertion asserted maintained insists insisted contention contended argued argument reported
reportedly report announced announcement declared declaration version testimony testified quoted
cited attributed according accusation accused accuses blame blamed indictment indicted denial denied
denies dispute disputed contested contests rejected rejection refuted rebuttal contradicted
contradiction dismissed discounted retracted retraction withdrawn recanted disavowed repudiated
unverified unconfirmed unproven unproved unsubstantiated question questions questionable questioned
whether debate debated debatable disagreement inconclusive investigation investigating undecided
pending silent silence decline declined refused comment commented telling vouch sworn warning warned
caution hopes hoped fears feared wonder wondered supposition inference inferred interpretation
perhaps maybe might impression convinced conviction persuaded sceptical skeptical skepticism
assurance assured acknowledges proposition contender eliminated excluded correlated correlation
association associated link linked consistent compatible
"""

_OTHERS: dict[Kind, str] = {
    "condition": "condition conditional provided unless depends dependent hinges contingent "
    "requirement prerequisite otherwise assuming supposing else approval needed required first",
    "plan": "plan plans planned intends intention intended aim aims aimed proposal proposed "
    "proposes scheduled due hopes wants ambition goal target prospective future agreed pledge "
    "pledged promise promised considering upcoming forthcoming envisaged prepares preparing",
    "bound": "least most nearly almost approximately roughly around about exceeds exceeded maximum "
    "minimum range somewhat slightly upwards topping fewer estimated estimate",
    "quantifier": "some several many most majority minority few handful often frequently sometimes "
    "occasionally rarely usually generally typically mostly largely common uncommon seldom portion "
    "share part proportion certain various numerous regularly sample participants respondents",
    "provisional": "preliminary provisional initial initially interim tentative yet currently "
    "present moment temporary temporarily partial unofficial early ongoing unfinished incomplete",
    "distancing": "supposed styled called named termed dubbed labelled known nominal nominally "
    "practice effect effectively purposes name sense quasi technically regarded",
}


@cache
def _vocabulary(kind: Kind) -> tuple[tuple[Word, ...], Matrix]:
    """Return the words that may speak for a mark of the kind, and their vectors."""
    vocabulary = words_in(_OTHERS.get(kind, _DOUBT_AND_SAYING))
    return vocabulary, vectors(vocabulary)


@cache
def _cue_words(kind: Kind) -> tuple[tuple[Word, ...], Matrix]:
    """Return the words that are cues of a kind by themselves, and their vectors.

    Of "keep an open mind about" no word says anything alone.
    """
    alone = {
        word
        for found in patterns().values()
        for pattern in found
        if pattern.entry.kind == kind and pattern.entry.reach != "none"
        for word in _speaking_alone(pattern.parts)
    }
    words = words_in(" ".join(sorted(alone)))
    unique = {word.stem: word for word in words if word.value is None and word.weight == 1.0}
    every = tuple(unique.values())
    return every, vectors(every)


def _speaking_alone(parts: Sequence[Part]) -> frozenset[str]:
    """Return the words of the one part of a cue that is needed and has substance, if it is one."""
    needed = [part for part in parts if not part.optional]
    heavy = [part for part in needed if part.choices or part.words - STOPWORDS]
    if len(heavy) != 1 or any(part.gap for part in parts):
        return frozenset()
    return heavy[0].words or heavy[0].choices[0][0].words


@cache
def speech() -> frozenset[str]:
    """Return the verbs by which the lexicon knows that somebody says what may not be so."""
    return frozenset(
        word
        for word, found in patterns().items()
        if any(
            pattern.entry.kind == "attribution"
            and pattern.entry.reach in {"reporting", "naming", "finding"}
            and pattern.entry.strength < FACTIVE
            and word in _speaking_alone(pattern.parts)  # not "serves" of "serves notice that"
            for pattern in found
        )
        and word not in STOPWORDS
    )


_DENIAL = """
denied denial denies false falsehood untrue untruth retracted retraction withdrew withdrawn
withdrawal rejected refuted rebutted disowned disavowed repudiated recanted apologised
apologized contradicted disputed fabricated invented hoax fake bogus wrong debunked
discredited baseless unfounded
"""

DENYING = 0.6
"""The least likeness to a word of denial at which a word may deny."""


@cache
def _denial() -> tuple[tuple[Word, ...], Matrix]:
    words = words_in(_DENIAL)
    return words, vectors(words)


def speaks_of_denial(text: str) -> bool:
    """Return whether a word of the text is one of denial or near to one."""
    words, denial = words_in(text), _denial()
    return bool(words) and float(likeness(words, *denial).max()) >= DENYING


def is_cue_of(kind: Kind, text: str) -> bool:
    """Return whether a word of the text stands in a cue of the kind."""
    stems = {word.stem for word in _cue_words(kind)[0]}
    return any(word.stem in stems for word in words_in(text) if word.weight == 1.0)


def cue_likeness(words: Sequence[Word], kind: Kind) -> float:
    """Return how near the nearest of the words comes to a word of the lexicon's cues, 0 to 1."""
    cues, rows = _cue_words(kind)
    return float(likeness(words, cues, rows).max()) if words and cues else 0.0


def unexplained(text: str, marks: Sequence[Mark], source: Source) -> tuple[Word, ...]:
    """Return the words of an answer that restate nothing of the source and belong to no mark.

    `marks` are those found in the answer.
    """
    words = [
        word
        for word in words_in(text)
        if not word.is_name and not any(found.start <= word.start < found.end for found in marks)
    ]
    if not words or not source.words:
        return ()
    restated = likeness(words, source.words, source.vectors).max(axis=1)
    return tuple(word for word, near in zip(words, restated, strict=True) if near < RESTATED)


def kinship(words: Sequence[Word], kind: Kind) -> float:
    """Return how near the nearest of the words comes to the vocabulary of a kind, from 0 to 1."""
    vocabulary, rows = _vocabulary(kind)
    return float(likeness(words, vocabulary, rows).max()) if words else 0.0
