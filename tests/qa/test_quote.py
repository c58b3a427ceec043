"""Answers in the article's own words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index.store import Index
from index.types import Mark, Sentence, Span
from qa.composition import Composition
from qa.firmness import (
    APART,
    CLAIMED,
    CONTESTED,
    NEAREST,
    NEUTRAL,
    NO_REASON,
    OPEN,
    PLAIN,
    PLANNED,
    POSSIBLE,
    RESERVED,
    UNLIKELY,
)
from qa.questions import standalone
from qa.quote import MOST, compose, replies
from qa.retrieve import Retriever
from qa.types import Turn
from tests.qa.articles import DAM, indexed


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with indexed(DAM) as opened:
        yield opened


def answer(question: str, index: Index) -> Composition:
    return compose(question, Retriever(index).hits(question), index)


def quoted(question: str, index: Index) -> str:
    return " ".join(draft.text for draft in answer(question, index).drafts)


def test_a_claim_takes_its_denial_along(index: Index) -> None:
    text = quoted("Did the dam at Velden crack?", index)
    assert "had cracked" in text
    assert "was denied by the mayor" in text
    assert "many indications that it was false" in text


def test_a_denial_takes_along_what_it_denies(index: Index) -> None:
    assert "had cracked" in quoted("What did the mayor deny?", index)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many people left the valley?", "At least 300 people"),
        ("Why did the sirens stay silent?", "It is unclear why"),
        ("How much may the inspection cost?", "up to four million"),
    ],
)
def test_the_sentence_that_answers_is_quoted(question: str, words: str, index: Index) -> None:
    assert words in quoted(question, index)


def test_a_quote_is_the_documents_text(index: Index) -> None:
    drafts = answer("How many people left the valley?", index).drafts
    assert 1 <= len(drafts) <= MOST
    for draft in drafts:
        ((source, span),) = draft.citations
        assert draft.text == span.of(index.document(source).text)


def test_company_takes_no_place_from_what_answers() -> None:
    article = (
        "The ferry\n\nThe Times reported that the ferry to Orlen sank. "
        "This was denied by its owner. The ferry to Orlen carries sixty people. "
        "The ferry to Orlen was built in Tarn.\n"
    )
    with indexed(article) as opened:
        drafts = answer("What is known of the ferry to Orlen?", opened).drafts
    assert len(drafts) == MOST + 1


def test_why_is_answered_by_the_reason_behind() -> None:
    article = (
        "The ferry\n\nIn May the harbour board turned down the proposal for a second ferry to "
        "Orlen. Tarn says that this was done on the advice of experts.\n\nThe harbour board "
        "proposed a bridge.\n\nA second ferry was seen in May.\n\nThe harbour is deep.\n"
    )
    question = (
        "Why did the harbour board turn down the proposal for a second ferry to Orlen in May?"
    )
    with indexed(article) as opened:
        assert "advice of experts" in quoted(question, opened)


@pytest.mark.parametrize("question", ["What is the capital of France?", "Who won the cup in 1998?"])
def test_what_the_article_does_not_answer_is_refused(question: str, index: Index) -> None:
    composition = answer(question, index)
    assert not composition.answered
    assert composition.drafts == ()
    assert composition.lead.startswith("The article does not say")
    assert composition.nearest


def test_an_empty_index_has_no_answer() -> None:
    with Index.open(None) as empty:
        composition = answer("Did the dam crack?", empty)
    assert not composition.answered
    assert composition.nearest == ()


def test_how_sure_the_author_is_gets_the_lead_of_the_claim_and_the_words_for_it(
    index: Index,
) -> None:
    plain = answer("Did the dam at Velden crack?", index)
    sure = answer("How sure is the author that the dam at Velden cracked?", index)
    assert sure.lead.startswith(plain.lead.rstrip(":"))
    assert "“was denied by”" in sure.lead


def follow_up(question: str, before: str, index: Index) -> Composition:
    told = f"{answer(before, index).lead} {quoted(before, index)}"
    asked = standalone(question, [Turn(before, told)])
    return compose(asked, Retriever(index).hits(asked), index, told)


def test_who_denied_it_is_answered_by_the_denial_alone(index: Index) -> None:
    drafts = follow_up("And who denied it?", "Did the dam at Velden crack?", index).drafts
    assert "denied by the mayor" in drafts[0].text
    assert all("had cracked" not in draft.text for draft in drafts)


TALE = """What is known of the theft

The Post reported on Sunday that the guard had fallen asleep on duty. The director called this a \
fabrication.

The mayor has demanded her resignation. The insurer says that nothing will be paid.

A baker may have seen the thieves. The guard was let go on Tuesday.
"""


@pytest.mark.parametrize("question", ["what about the mayor?", "And the mayor?"])
def test_what_is_said_of_a_new_topic_comes_first(question: str) -> None:
    with indexed(TALE) as opened:
        composition = follow_up(question, "Did the guard fall asleep on duty?", opened)
    assert composition.drafts[0].text == "The mayor has demanded her resignation."


def test_a_new_topic_that_has_nothing_to_do_with_the_one_before_is_found() -> None:
    with indexed(TALE) as opened:
        assert follow_up("And the insurer?", "Did the guard fall asleep?", opened).answered


def test_the_words_of_a_follow_up_count_more_than_those_it_leans_on() -> None:
    article = (
        "The guard\n\nThe guard was let go on Tuesday without charge. The guard had slept.\n\n"
        "A baker warned the police at noon.\n"
    )
    with indexed(article) as opened:
        before = "Was the guard let go on Tuesday without charge?"
        composition = follow_up("Were they warned?", before, opened)
    assert composition.drafts[0].text == "A baker warned the police at noon."


@pytest.mark.parametrize(
    "question",
    ["And who denied it?", "And who disputes that?", "But who disagrees?", "So who rejected it?"],
)
def test_who_denied_it_is_answered_by_a_denial_in_other_words(question: str) -> None:
    article = (
        TALE + "\nThe owner denied that he had disputed, or rejected, the sale of the harbour.\n"
    )
    with indexed(article) as opened:
        composition = follow_up(question, "Did the guard fall asleep on duty?", opened)
    assert [draft.text for draft in composition.drafts] == [
        "The director called this a fabrication."
    ]


def test_a_denial_that_names_nobody_does_not_say_who_denied() -> None:
    denied = "This turned out to be false."
    span = Span(0, len(denied))
    nobody = Mark("turned out to be false", "contested", 5, 27, span, 0)
    assert not replies("Who denied it?", Sentence(0, len(denied), denied), [nobody])
    by_the_mayor = replace(nobody, holder="mayor")
    assert replies("Who denied it?", Sentence(0, len(denied), denied), [by_the_mayor])


def test_why_is_not_answered_by_what_was_quoted_without_a_reason(index: Index) -> None:
    composition = follow_up("Why?", "How many people left the valley?", index)
    assert not composition.answered
    assert composition.lead == NO_REASON


def test_a_second_sentence_comes_only_where_it_adds_something(index: Index) -> None:
    assert len(answer("How many people left the valley during the night?", index).drafts) == 1


def test_no_lead_is_a_bare_yes_or_no(index: Index) -> None:
    lead = answer("Did the dam at Velden crack?", index).lead
    assert lead.split()[0] not in ("Yes", "No", "Yes.", "No.")


def test_who_denied_it_is_led_by_the_denial(index: Index) -> None:
    composition = answer("Who denied the report that the dam at Velden had cracked?", index)
    assert "denied" in composition.lead


@pytest.mark.parametrize(
    ("article", "answered"),
    [
        ("Civilians died in Ganja when shells fell on the market.", False),
        ("Many civilians died in Ganja when shells fell on the market.", True),
        ("Ten civilians died in Ganja when shells fell on the market.", True),
    ],
)
def test_how_many_is_not_answered_by_a_sentence_that_counts_nothing(
    article: str, answered: bool
) -> None:
    with indexed(f"The shelling of Ganja\n\n{article}\n") as opened:
        assert answer("How many civilians died in Ganja?", opened).answered == answered


@pytest.mark.parametrize(
    ("question", "article", "lead"),
    [
        (
            "How many soldiers did Borland lose?",
            "Most of Borland's gains, which it bought with a loss of 2,000 soldiers, it could have "
            "had by talks with Ruland in return for peace.",
            NEUTRAL,
        ),
        (
            "Who ordered the lights to be kept on?",
            "Nobody has answered a simple question: who ordered the lights to be kept on?",
            OPEN,
        ),
        (
            "Is Kern guilty?",
            "Kern was charged with negligence last week, appeared in court and pleaded not guilty.",
            CONTESTED,
        ),
        (
            "How many soldiers crossed the pass?",
            "Although the details are unknown, 2,000 soldiers crossed the pass.",
            NEUTRAL,
        ),
        ("Who crossed the pass?", "General Ruf crossed the pass on Monday.", PLAIN),
        (
            "Is Amara Idowu married?",
            "Amara Idowu, 51, was born in Lagos.\n\nThe mayor has a wife and children.",
            NEUTRAL,
        ),
        ("Was Amara Berg born in Tarn?", "Amara Berg, 51, was born in Velden.", PLAIN),
        ("Will Lind resign?", "Lind does not intend to resign.", NEUTRAL),
        ("Will Lind resign?", "Lind intends to resign.", PLANNED),
        (
            "Who is Lunt?",
            "Chief inspector Lunt said on Monday that an inside job could not be excluded.",
            NEUTRAL,
        ),
        (
            "Who is Felix Grau?",
            "Felix Grau, a former statistician, has accused Halvard of fraud, which it denies.",
            NEUTRAL,
        ),
        (
            "What is wrong with the dyke?",
            "If it rains, the flood may return, and the dyke is held together by sandbags.",
            NEUTRAL,
        ),
        (
            "When was the alarm switched off?",
            "Allegedly the alarm was switched off at 2.17.",
            CLAIMED,
        ),
        ("Where was the van found?", "The van may have been found in Aske.", POSSIBLE),
        ("Who was seen in Aske?", "Karel Vint may have been seen in Aske.", POSSIBLE),
        ("How many people died?", "Nine people may have died in Tarn.", POSSIBLE),
        (
            "Who crossed the pass?",
            "Ruf crossed the pass. Kern reportedly crossed the pass.",
            NEUTRAL,
        ),
        (
            "Did Velden fall?",
            "The fall of Tarn opened the way to Velden, which did not fall. On Monday, allegedly"
            " after Tarn fell, all was quiet in the streets and squares of Velden.",
            NEUTRAL,
        ),
        # the opposite of what is asked is likely, not what is asked
        ("Will Lind compete?", "Lind will almost certainly miss the race.", RESERVED),
        ("Did the price rise?", "The price probably fell.", RESERVED),
        # the name alone says nothing of a suspicion
        (
            "Is Ola Brandt suspected?",
            "The keeper, Ola Brandt, was heard on Friday for three hours. He is not suspected of"
            " anything.",
            PLAIN,
        ),
        # what is planned is the hall; of a ticket nothing is said
        (
            "What does a ticket for the hall cost?",
            "The town plans to open a hall in May at a cost of some 30 million crowns.",
            NEUTRAL,
        ),
        # "started" asks for the cause
        ("What started the blaze?", "The cause of the blaze is not known.", OPEN),
        # the cause of what the sentence before tells
        ("What started the blaze?", "A blaze destroyed a barn. The cause is not known.", OPEN),
        # probable is the defeat, not the bribe
        (
            "Was a councillor bribed before the vote?",
            "The council would probably have lost the vote on the quay.",
            RESERVED,
        ),
        # a drill is spoken of, and when it was, but of nothing else that is asked
        (
            "When had staff last practised for such a failure?",
            "The last full drill had taken place in 2019.",
            NEAREST,
        ),
        # nobody was charged, whatever else is passed on as somebody's word
        (
            "Has the boat keeper been charged?",
            "Brandt said that he had fired the boat keeper. The boat keeper, who has not been"
            " charged with anything, left.",
            PLAIN,
        ),
    ],
)
def test_the_lead_speaks_of_the_claim_that_answers(question: str, article: str, lead: str) -> None:
    with indexed(f"What was said\n\n{article}\n") as opened:
        assert answer(question, opened).lead == lead


@pytest.mark.parametrize(
    ("question", "one", "other", "apart"),
    [
        ("How many people died?", "Eleven people died in Tarn.", "Nine people died in Tarn.", True),
        ("How many people died?", "Nine people died in Tarn.", "9 people died in Tarn.", False),
        (
            "How many people died?",
            "Nine people died in Tarn.",
            "Nine people died in Tarn, where 14 houses fell.",
            False,
        ),
        ("When did the gate open?", "The gate opened at 20.34.", "The gate opened at 21.10.", True),
        (
            "How much rain fell?",
            "In three hours 85 millimetres of rain fell.",
            "In three hours 120 millimetres of rain fell.",
            True,
        ),
        ("How much rain fell?", "In three hours rain fell.", "In two hours rain fell.", False),
        ("Did the siren sound?", "The siren sounded.", "No siren sounded.", True),
        ("Did the siren sound?", "The siren sounded.", "The siren sounded twice.", False),
    ],
)
def test_articles_that_disagree_are_both_quoted_and_the_lead_says_so(
    question: str, one: str, other: str, apart: bool
) -> None:
    with indexed(f"First\n\n{one}\n", f"Second\n\n{other}\n") as opened:
        composition = answer(question, opened)
    assert (composition.lead == APART) == apart
    if apart:
        assert {draft.text for draft in composition.drafts} == {one, other}


def test_a_question_of_the_article_is_not_left_open_where_a_reply_follows() -> None:
    article = "The night\n\nDid the commissioner sleep that night?\n\nBerg: No. Nobody here did.\n"
    with indexed(article) as opened:
        composition = answer("Did the commissioner sleep that night?", opened)
    assert composition.lead == NEUTRAL
    assert [draft.text for draft in composition.drafts][1] == "Berg: No."


def test_the_sentence_that_the_lead_speaks_of_comes_first() -> None:
    article = (
        "The evacuation of Velden was ordered on Monday. The evacuation was probably not necessary."
    )
    with indexed(f"What was said\n\n{article}\n") as opened:
        composition = answer("Was the evacuation necessary?", opened)
    assert composition.lead == UNLIKELY
    assert "probably" in composition.drafts[0].text
