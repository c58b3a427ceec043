"""Denials and doubts that stand apart from what they deny."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from index.types import Mark, Sentence
from qa.firmness import closeness
from qa.kin import kinship, sought
from qa.kinds import kind_of
from qa.ranking import nearness, read_question
from qa.words import Word, content, stem

RARE = 0.25
"""A name in more than this share of the sentences is what the article is about, and does not tell
one of its claims from another."""

SAME_NAME = 0.8
"""The cosine from which two spellings are one name: Shushi and Shusha have 0.89."""

MOSTLY = 0.5
"""The share of what is denied that has to be in the question, or in what is quoted for it."""

_DOUBT = re.compile(r"\bdoubt", re.I)

_DISSENT = re.compile(
    r"(?:(?:and|but|so) )?(?:(?:does|do|did|has|have|would) (?:any(?:one|body)|some(?:one|body)"
    r"|every(?:one|body)|they all|all of them)(?: else)? |who (?:else )?)"
    r"(?:(?:dis)?agree[sd]?|object(?:s|ed)?|differ(?:s|ed)?|see (?:it|this|that) differently"
    r"|(?:doubt|disput|contest|contradict|question|challeng)(?:e?s|e?d|e)?)"
    r"(?: (?:with )?(?:it|this|that|them))?\W*"
    r"|(?:are|were) there (?:any )?(?:doubts|denials|objections|disagreements|dissenting voices"
    r"|other views)\W*",
    re.I,
)

_NOUNS = frozenset(
    map(
        stem,
        "account accusation allegation assumption belief charge claim explanation hypothesis idea"
        " notion report rumour story suggestion theory version view".split(),
    )
)
"""Words for a claim, which do not say what it claims."""

_TAKES_PLACE = frozenset("take taken took place occur occurred exist existed".split())
"""Nor do words for that it is so: who denies "that any search took place" denies a search."""

_FURTHER = re.compile(r";|, (?:and|but|while|whereas)\b")
"""Where what is denied ends and something else is told."""


def disputed(
    question: str, sentences: Sequence[Sentence], marks: Sequence[Mark]
) -> Sentence | None:
    """Return the sentence whose claim is denied and that bears the rarest name of a question.

    "Is Shushi in Azerbaijani hands?" meets several sentences on the fall of Shushi in an article
    that reports it once, has it denied there, and later speaks of "the conquest of Shushi" as if
    nothing were in doubt. Only a yes/no question puts the claim itself in question.
    """
    if kind_of(question) != "yes-no" or not sentences:
        return None
    asked = read_question(question)
    near = nearness(asked, sentences)
    met = near >= SAME_NAME
    common = met.mean(axis=0)
    names = [place for place in asked.names if 0 < common[place] <= RARE]
    if not names:
        return None
    rarest = min(names, key=lambda place: float(common[place]))
    denied = [mark.scope for mark in marks if mark.kind == "contested"]
    # "Will Armenians return to Arcach?" shares but the name with a denial about Arcach's forces.
    enough = min(2, len(asked.words))
    for sentence, has in zip(sentences, met[:, rarest], strict=True):
        contested = has and any(scope.meets(sentence.span) for scope in denied)
        if contested and closeness(question, sentence) >= enough:
            return sentence
    return None


def asks_for_dissent(question: str) -> bool:
    """Return whether a question asks for any disagreement at all, of whatever.

    >>> asks_for_dissent("Does anyone disagree?"), asks_for_dissent("Does Teel disagree?")
    (True, False)
    """
    return bool(_DISSENT.fullmatch(question.strip()))


def dissenting(sentences: Sequence[Sentence], marks: Sequence[Mark]) -> tuple[Sentence, ...]:
    """Return the sentences that deny or doubt something, those first that deny."""
    found = [mark for mark in marks if mark.kind == "contested"]
    found += [mark for mark in marks if mark.kind == "unknown" and _DOUBT.search(mark.words)]
    of = (_holding(mark, sentences) for mark in found)
    return tuple(dict.fromkeys(one for one in of if one))


def _holding(mark: Mark, sentences: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence that a mark stands in, of sentences in order."""
    place = bisect_right(sentences, mark.start, key=lambda one: one.start)
    return next((one for one in sentences[max(0, place - 1) : place] if mark.end <= one.end), None)


def _met(word: Word, others: Collection[Word]) -> bool:
    return any(kinship(other.stem, word.stem) for other in others)


def denied_elsewhere(
    question: str, quoted: Sequence[Sentence], sentences: Sequence[Sentence], marks: Sequence[Mark]
) -> Sentence | None:
    """Return a sentence that denies or doubts what is quoted for a yes/no question.

    No word points from the one to the other: "traces of a banned substance", and later "Varga
    denies having taken a prohibited substance". What is denied has to be told, mostly, in the
    question or the quote, and the denial has to have something of the question, if only who denies.
    """
    if kind_of(question) != "yes-no":
        return None
    asked = sought(question)
    told = (*asked, *(word for one in quoted for word in content(one.text)))
    names = {asked[place].stem for place in read_question(question).names}
    for mark in marks:
        if not (mark.kind == "contested" or (mark.kind == "unknown" and _DOUBT.search(mark.words))):
            continue
        of = _holding(mark, sentences)
        if of is None or of in quoted or not of.span.holds(mark.scope):
            continue
        claim = _claim(mark, of)
        by = names & {word.stem for word in content(of.text)}
        linked = claim and (by or any(_met(word, asked) for word in claim))
        if linked and sum(_met(word, told) for word in claim) >= MOSTLY * len(claim):
            return of
    return None


def _claim(mark: Mark, of: Sentence) -> tuple[Word, ...]:
    """Return the words for what a mark in a sentence denies there, mostly what stands behind it."""
    scope, end = mark.scope, mark.end
    start = end if scope.holds(mark.span) and end + 1 < scope.end else scope.start
    said = content(_FURTHER.split(of.text[start - of.start : scope.end - of.start], maxsplit=1)[0])
    claim = tuple(
        word for word in said if word.stem not in _NOUNS and word.text not in _TAKES_PLACE
    )
    return () if any(mark.start <= start + word.start < end for word in claim) else claim
