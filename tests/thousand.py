"""Ask a lying model many questions, and count what the guard let through, mended and replaced.

    python -m tests.thousand --answers 1000 --seed 1 ARTICLE ...

Leaves with exit code 1 when a sentence left that the judge holds for an overclaim, or quoted words
left without the words that govern them.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span
from qa import Chatbot
from qa.compare import judge
from qa.guard import governing
from qa.models import model
from qa.types import Answer, Statement
from tests.liars import Liar
from tests.loopback import Loopback


@dataclass(frozen=True)
class Tally:
    """What became of the sentences of many answers."""

    answers: int
    statements: int
    mended: int
    replaced: int
    quoted_instead: int
    verdicts: Counter[str]
    slipped: tuple[tuple[Statement, str], ...]

    def __str__(self) -> str:
        share = (self.mended + self.replaced) / max(self.statements, 1)
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in self.verdicts.most_common())
        return (
            f"{self.answers} answers, {self.statements} sentences citing the article: {verdicts}\n"
            f"{self.mended} mended by the model, {self.replaced} replaced by the author's words "
            f"({share:.1%} in all); "
            f"{self.quoted_instead} answers quoted since nothing of the reply could stand\n"
            f"{len(self.slipped)} left with an overclaim that the judge sees"
        )


def questions(bot: Chatbot, number: int, seed: int) -> list[str]:
    """Return questions made of runs of words of the articles, equal for one seed."""
    chance = random.Random(seed)
    openings = ("Is it true that {}?", "What about {}?", "Did {}?", "Who says that {}?")
    bodies = [s.text.split() for d in bot.index.documents() for s in bot.index.sentences(d.source)]
    made = []
    for _ in range(number):
        words = chance.choice(bodies)
        start = chance.randint(0, max(len(words) - 9, 0))
        made.append(chance.choice(openings).format(" ".join(words[start : start + 9])))
    return made


def run(bot: Chatbot, number: int, seed: int) -> Tally:
    """Ask `number` questions of a liar on `seed`; `bot` has the index, its model is not asked."""
    with Loopback(Liar(seed), seed) as server:
        lied_to = Chatbot(bot.index, model(f"liar@{server.url}"))
        answers = [lied_to.ask(question) for question in questions(bot, number, seed)]
    statements = [one for answer in answers for one in answer.statements if one.citations]
    replaced = [
        words_of(one) in quotes_of(answer)
        for answer in answers
        for one in answer.statements
        if one.repaired
    ]
    return Tally(
        len(answers),
        len(statements),
        replaced.count(False),
        replaced.count(True),
        sum(not answer.statements[0].citations for answer in answers),
        Counter(statement.verdict for statement in statements),
        tuple(found for answer in answers for found in slips(bot, answer)),
    )


def words_of(statement: Statement) -> str:
    """Return a statement without its markers."""
    return statement.text.rpartition(" [")[0]


def quotes_of(answer: Answer) -> set[str]:
    """Return the quoted words of an answer."""
    return {" ".join(citation.quote.split()) for citation in answer.citations}


def slips(bot: Chatbot, answer: Answer) -> list[tuple[Statement, str]]:
    """Return the statements that overclaim, each with why, judged again from outside the guard."""
    cited = [(c.document, Span(c.start, c.end)) for c in answer.citations]
    quotes = quotes_of(answer)
    found = []
    for statement in answer.statements:
        if not statement.citations:
            continue
        text = words_of(statement)
        own = [cited[number - 1] for number in statement.citations]
        document = own[0][0]
        source = bot.prepared(document)
        if text in quotes:
            owed = governing(source.marks, own[0][1])
            shown = [span for name, span in cited if name == document]
            missing = [m.text for m in owed if not any(span.holds(m.span) for span in shown)]
            if missing:
                found.append((statement, f"quoted without {missing}"))
            continue
        within = [span for name, span in own if name == document]
        judged = judge(text, source, question=answer.standalone_question, within=within)
        if judged.overclaims:
            found.append((statement, f"{judged.verdict}: {judged.why}"))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the tally and what slipped through."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("article", nargs="+")
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    tally = run(Chatbot.from_sources(*chosen.article), chosen.answers, chosen.seed)
    print(tally)
    for statement, why in tally.slipped:
        print(f"- {statement.text}\n  {why}")
    return 1 if tally.slipped else 0


if __name__ == "__main__":
    raise SystemExit(main())
