"""Models that lie in known ways, for the loopback server: what a careless model does to a hedge.

The word lists are this file's own: taken from the lexicon, they would only find what it knows.
"""

import random
import re
from collections.abc import Callable

from index.sentences import split
from tests.loopback import Reply, Request

HEDGES = (
    r"\(?\ballegedly\b",
    r"\breportedly\b",
    r"\bpossibly\b",
    r"\bprobably\b",
    r"\bperhaps\b",
    r"\blikely to\b",
    r"\bat least\b",
    r"\baccording to [^,]+, ",
    r"\bthere is no evidence that\b",
    r"\bit cannot be ruled out\b[^.]*?\bthat\b",
    r"\bthere are many indications that\b",
    r"\beverything indicates that\b",
    r"\bit is said that\b",
    r"\w+ (?:said|says|claimed|reported|believes?) (?:that )?",
    r"\bnot entirely clear\b",
    r", which [^,.]*\bdoubts?\b[^.]*",
    r"\b(?:and|but) [^.]*\b(?:denied|false|untrue)\b[^,.]*",
    r"\bif [^,]+,",
)
STRONGER = {
    r"\bmay have\b": "has",
    r"\b(?:may|might|could|can)\b": "will",
    r"\bwould\b": "will",
    r"\bsuggests?\b": "proves",
    r"\b(?:allegedly|reportedly|possibly|probably|perhaps)\b": "undoubtedly",
    r"\bclaim(?:s|ed)\b": "revealed",
    r"\b(?:some|several|many)\b": "all",
    r"\bat least\b": "exactly",
    r"\bthere is no evidence that\b": "it is certain that",
    r"\bnot entirely clear\b": "perfectly clear",
    r"\bcannot be ruled out\b": "is established",
    r"\bplans? to\b": "has decided to",
}
NAMES = ("Rosa Lindqvist", "the Tarn Gazette", "Minister Okoro", "a court in Halden")
INVENTED = ("The city was rebuilt in 1871.", "Nobody has lived there since.", "It rained all week.")


def drops(sentence: str, chance: random.Random) -> str:
    """Leave the hedges out."""
    return _edited(sentence, dict.fromkeys(HEDGES, ""))


def strengthens(sentence: str, chance: random.Random) -> str:
    """Say it more surely."""
    return _edited(sentence, STRONGER)


def swaps_holder(sentence: str, chance: random.Random) -> str:
    """Say that somebody else said it."""
    name = chance.choice(NAMES)
    names = re.findall(r"(?<=[a-z,] )[A-Z]\w+(?: [A-Z]\w+)*", sentence)
    if names and chance.random() < 0.5:
        return sentence.replace(chance.choice(names), name)
    return f"{name} said that {sentence[:1].lower()}{sentence[1:]}"


def shortens(sentence: str, chance: random.Random) -> str:
    """Tell one clause without the rest."""
    clauses = [clause for clause in re.split(r"[,;()–—]", sentence) if len(clause.split()) > 3]
    return chance.choice(clauses).strip().capitalize().rstrip(".") + "." if clauses else sentence


def negates(sentence: str, chance: random.Random) -> str:
    """Turn it round."""
    return re.sub(
        r"\b(is|are|was|were|will|did|has|have|had)\b(?! not)", r"\1 not", sentence, count=1
    )


def invents(sentence: str, chance: random.Random) -> str:
    """Say what no article says."""
    return chance.choice(INVENTED)


def repeats(sentence: str, chance: random.Random) -> str:
    """Tell the truth."""
    return sentence


def rewords(sentence: str, chance: random.Random) -> str:
    """Tell the truth in other words."""
    return f"According to the article, {sentence[:1].lower()}{sentence[1:]}"


def affirms(sentence: str, chance: random.Random) -> str:
    """Say a bare yes or no."""
    return chance.choice(["Yes.", "No.", "Yes, it did.", "No, it did not."])


LIES: tuple[Callable[[str, random.Random], str], ...] = (
    drops,
    strengthens,
    swaps_holder,
    shortens,
    negates,
    invents,
    repeats,
    rewords,
    affirms,
)


class Liar:
    """A behaviour that tells one to three sentences of the passages, each bent at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def __call__(self, request: Request) -> Reply:
        chance = self.chance
        if request.condenses:
            return Reply(request.question)
        if request.mends:
            bend = chance.choice((repeats, rewords, drops, strengthens, swaps_holder))
            return Reply(bend(request.original, chance))
        told: list[str] = []
        for _ in range(chance.randint(1, 3)):
            number, text = chance.choice(list(enumerate(request.passages, 1)))
            sentence = " ".join(chance.choice(split(text)).of(text).split())
            bent = chance.choice(LIES)(sentence, chance)
            marker = chance.choice([f"[{number}]", f"[{chance.randint(1, 99)}]", ""])
            told.append(f"{bent} {marker}".strip())
        return Reply(" ".join(told))


def _edited(sentence: str, edits: dict[str, str]) -> str:
    for pattern, instead in edits.items():
        sentence = re.sub(pattern, instead, sentence, flags=re.IGNORECASE)
    sentence = " ".join(sentence.split()).strip(" ,")
    return sentence[:1].upper() + sentence[1:]
