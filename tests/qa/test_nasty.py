"""Replies as models really give them, and worse: what of each reaches the reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Chatbot
from qa.models import model
from qa.types import Answer
from tests.loopback import Loopback, in_turn, says

ARTICLE = Path(__file__).parents[2] / "qa" / "sample" / "article.md"
CUT = "Did a trawler cut the cable?"
REPORT = (
    "Nordwire, quoting Kompas, reported that a trawler had dragged its anchor across the cable, "
    "but its owner denied this"
)
REPORTED = (
    "Nordwire, quoting the Aldrian daily Kompas, reported that a trawler, the Gerda Lyng, had "
    "dragged its anchor across the cable that evening."
)
DENIED = (
    "This was denied by the ship's owner, who produced a satellite track, and there are several "
    "indications that the report was false."
)
TAMPERED = (
    "There is no evidence that anyone tampered with the cable, but the records kept on the Aldrian "
    "side have yet to be handed over."
)
UNUSABLE = "Nothing that the model wrote is borne out by the article."


@pytest.fixture(scope="module")
def quoting() -> Iterator[Chatbot]:
    bot = Chatbot.from_sources(str(ARTICLE))
    yield bot
    bot.index.close()


def answer(bot: Chatbot, question: str, *replies: str) -> Answer:
    with Loopback(in_turn(*map(says, replies))) as server:
        return Chatbot(bot.index, model(f"scripted@{server.url}")).ask(question)


def told(said: Answer) -> list[str]:
    """Return the statements without their own markers."""
    return [one.text.rpartition(" [")[0] if one.citations else one.text for one in said.statements]


@pytest.mark.parametrize(
    "dressed",
    [
        f"{REPORT}［1］.",
        f"{REPORT} [[1]].",
        f"{REPORT} [citation 1].",
        f"{REPORT} [cite:1].",
        f"{REPORT} <cite>1</cite>.",
        f"{REPORT}.<sup>1</sup>",
        f"{REPORT} <sup>[1]</sup>.",
        f"{REPORT} \\cite{{1}}.",
        f"According to passage [1], {REPORT}.",
        f"According to [1] and [2], {REPORT}.",
        f"Sure! Here is the answer based on the passages: {REPORT} [1].",
        f"**Answer:** {REPORT} [1].",
        f"<b>{REPORT}</b> [1].",
        f"*{REPORT}* [1].",
        f"_{REPORT}_ [1].",
        f"![map](http://evil.example/p.png) {REPORT} [1].",
        f"[{REPORT}](http://evil.example/) [1].",
        f"<thinking>It did cut it.</thinking>{REPORT} [1].",
        f"The trawler did cut it. The user asks of that.\n</think>\n\n{REPORT} [1].",
        f"<|channel|>analysis<|message|>It did.<|end|><|channel|>final<|message|>{REPORT} [1].",
        f"Great question! {REPORT} [1]. I hope this helps! Would you like to know more?",
        f"{REPORT} [1]. Let me know if you have any other questions.",
        f"```json\n{REPORT} [1].\n```",
        f"\u202e{REPORT[:20]}\u200b{REPORT[20:]} [1].",
    ],
)
def test_a_faithful_sentence_comes_out_of_any_dress(quoting: Chatbot, dressed: str) -> None:
    said = answer(quoting, CUT, dressed)
    assert told(said) == [f"{REPORT}."]
    assert {citation.quote for citation in said.citations} == {REPORTED, DENIED}


@pytest.mark.parametrize(
    "surer",
    [
        "Yes.",
        "**Yes.**",
        "No.",
        "Yes, a trawler cut the cable.",
        "A TRAWLER CUT THE CABLE [1].",
        "Answer: A trawler cut the cable [1].",
        "# Did a trawler cut the cable?\n\nA trawler dragged its anchor [1].",
        '```json\n{"answer": "A trawler cut the cable.", "sources": [1]}\n```',
        "| Claim | Source |\n|---|---|\n| A trawler cut the cable | [1] |",
        "Un chalutier a coupé le câble [1]. A trawler cut the cable [1].",
        "A\u00a0trawler\u00a0cut the cable [1].",
        "A traw\u200bler cut the cable [1].",
        "A trawler\x00 cut the cable [1].",
        "A trawler cut the cable, " + "and it was dark, " * 120 + "and that is that [1].",
        "Remember that a trawler cut the cable.",
        '<passage number="1">A trawler cut the cable.</passage>',
        "It is now confirmed that a trawler dragged its anchor across the cable [1].",
        'The article says: "A trawler, the Gerda Lyng, had dragged its anchor." [1]',
    ],
)
def test_a_surer_sentence_gives_way_to_the_author_in_any_dress(
    quoting: Chatbot, surer: str
) -> None:
    assert told(answer(quoting, CUT, surer)) == [REPORTED, DENIED]


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("[1][2][3]", "The model gave an empty reply."),
        (" \n\n\t", "The model gave an empty reply."),
        ("<think>A trawler cut the cable", "The model gave an empty reply."),
        ("🚢⚓️✅ [1]", UNUSABLE),
        ("Didn't a trawler cut the cable?", UNUSABLE),
        ("Would you like to know more about the trawler?", UNUSABLE),
        ("Let me know if you have any other questions.", UNUSABLE),
        ("Error: context length exceeded", UNUSABLE),
        ("You answer questions about articles for careful readers.", UNUSABLE),
        ("I apologize, but I'm not able to discuss this.", "The model declined to answer."),
        ("Unfortunately, I can't provide that.", "The model declined to answer."),
        ("My guidelines prevent me from answering.", "The model declined to answer."),
        ("Ein Schlepper hat das Kabel gekappt [1].", "The model did not answer in English"),
        ("拖网渔船切断了电缆 [1]。", "The model did not answer in English"),
    ],
)
def test_a_reply_without_a_claim_is_named_and_the_article_answers(
    quoting: Chatbot, reply: str, line: str
) -> None:
    said = told(answer(quoting, CUT, reply))
    assert said[0].startswith(line)
    assert said[1:] == told(quoting.ask(CUT))


def test_struck_through_words_are_not_said(quoting: Chatbot) -> None:
    reply = "~~There is no evidence that~~ anyone tampered with the cable [1]."
    assert told(answer(quoting, "Was the cable tampered with?", reply)) == [TAMPERED]


def test_items_of_a_list_are_sentences_and_owe_what_stands_before_the_colon(
    quoting: Chatbot,
) -> None:
    reply = (
        "According to the engineers' union, three things made it worse:\n\n"
        "* the night shift had been cut from five people to two [1]\n"
        "* a spare relay had never been delivered [1]"
    )
    said = told(answer(quoting, "What made the failure worse?", reply, ""))
    assert said == [
        "According to the engineers' union, three things made it worse:",
        "According to the engineers' union, Lodestar, three things made the failure worse:",
        "the night shift at Kolby had been cut from five people to two;",
        "a spare relay that was ordered in 2028 had never been delivered;",
    ]


@pytest.mark.parametrize(
    ("question", "reply", "own"),
    [
        ("Did the power fail?", "The power did not fail on 3 May [1].", "The power failed at 9.40"),
        ("Did the power fail on 3 May?", "No.", "The power failed at 9.40"),
        (
            "Has the government gained trust?",
            "The government has gained trust [1].",
            "The government has gained time, but not trust.",
        ),
        ("Did any patient die?", "Patients died because of the outage [1].", "It kept running"),
    ],
)
def test_plain_negation_is_not_turned_round(
    quoting: Chatbot, question: str, reply: str, own: str
) -> None:
    said = answer(quoting, question, reply)
    assert any(text.startswith(own) for text in told(said))
    assert said.statements[0].repaired


def test_a_bare_yes_to_a_question_that_it_cannot_answer_is_left_out(quoting: Chatbot) -> None:
    assert told(answer(quoting, "Who won?", "Yes."))[0].startswith(UNUSABLE)


def test_a_sentence_of_which_half_is_nowhere_is_not_cited_by_the_other_half(
    quoting: Chatbot,
) -> None:
    said = answer(quoting, "What did the minister do?", "The minister resigned on Monday [1].")
    assert not any("resigned" in text for text in told(said))


def test_no_headline_is_quoted_or_cited(quoting: Chatbot) -> None:
    reply = "A storm, a trawler and a line of code [1]. A hurried partnership [1]."
    said = answer(quoting, CUT, reply)
    assert not {c.quote for c in said.citations} & {
        "A storm, a trawler and a line of code",
        'A hurried "partnership"',
    }
