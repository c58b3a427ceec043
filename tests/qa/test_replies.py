"""What a model says that is no answer is known as such."""

import json
from pathlib import Path

import pytest

from index.sentences import split
from index.types import Span
from qa.replies import declines, foreign, reason_unusable, silent, usable
from qa.types import Draft

SHARED = Path(__file__).parents[3] / "shared"


def draft(text: str) -> Draft:
    return Draft(text, ())


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, but I can't help with that.",
        "I’m very sorry, no.",
        "Sorry, I cannot answer this.",
        "I can't help with that request.",
        "I cannot comply.",
        "As an AI language model, I have no opinion.",
        "I am unable to discuss this.",
    ],
)
def test_a_refusal_is_known(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize(
    "text", ["Sorry scenes followed in the port.", "Ican was there.", "He is sorry for it."]
)
def test_a_claim_is_no_refusal(text: str) -> None:
    assert not declines(text)


@pytest.mark.parametrize(
    "text",
    [
        "The article does not say.",
        "The article doesn't mention it.",
        "The provided passages do not contain this information.",
        "The sources do not answer the question.",
        "There is no mention of this.",
        "The mayor's name is not mentioned in the article.",
        "No information is given about the mayor.",
        "Based on the provided text, it is not possible to determine who won.",
        "It cannot be determined from the article who did it.",
        "From the given passages, the article does not say who did it.",
        "I don't know.",
    ],
)
def test_silence_of_the_article_is_known(text: str) -> None:
    assert silent(draft(text))


def test_a_cited_claim_is_not_the_silence_of_the_article() -> None:
    assert not silent(Draft("The sources do not say who did it.", (("a", Span(0, 3)),)))
    assert not silent(draft("The mayor does not say who did it."))


@pytest.mark.parametrize(
    "text",
    [
        "There is no evidence that the pump failed.",
        "It cannot be ruled out that the pump failed.",
        "His name was not mentioned in court.",
        "No one was hurt.",
        "The report does not say who did it.",
    ],
)
def test_what_an_article_leaves_open_is_not_its_silence(text: str) -> None:
    assert not silent(draft(text))


@pytest.mark.parametrize(
    "text",
    [
        "Die russischen Waffen kamen angeblich nach Armenien.",
        "Les armes russes auraient été livrées en Arménie.",
        "Las armas rusas habrían llegado supuestamente a Armenia.",
        "Rosyjska broń rzekomo dotarła do Armenii przez Gruzję.",
        "De Russische wapens zouden in Armenië zijn aangekomen.",
        "Русское оружие якобы попало в Армению.",
        "据称俄罗斯武器运抵亚美尼亚。",
        "الأسلحة الروسية وصلت إلى أرمينيا.",
    ],
)
def test_another_language_is_known(text: str) -> None:
    assert foreign(text)


@pytest.mark.parametrize(
    "text",
    ["Yes.", "Pashinyan denied it.", "Yonhap, quoting KCNA, said so.", "It cost 2.5 million.", ""],
)
def test_short_english_is_not_foreign(text: str) -> None:
    assert not foreign(text)


def test_hardly_an_english_sentence_is_taken_for_foreign() -> None:
    file = SHARED / "cases" / "stance_dev.jsonl"
    if not file.exists():
        pytest.skip("the labelled cases are not here")
    answers = [json.loads(line)["answer"] for line in file.read_text().splitlines()]
    sentences = [span.of(text) for text in answers for span in split(text)]
    assert sum(foreign(text) for text in sentences) <= 0.005 * len(sentences)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ([], "The model gave an empty reply."),
        (["I can't help with that."], "The model declined to answer."),
        (["Das ist leider nicht bekannt geworden."], "The model did not answer in English"),
        (["Paris is the capital of France."], "Nothing that the model wrote is borne out"),
    ],
)
def test_the_reason_that_nothing_is_left_of_a_reply_is_named(said: list[str], reason: str) -> None:
    assert str(reason_unusable([draft(text) for text in said])).startswith(reason)


def test_an_article_that_is_silent_is_no_fault_of_the_model() -> None:
    assert reason_unusable([draft("The article does not say.")]) is None


def test_only_what_can_be_judged_goes_on_to_the_guard() -> None:
    said = [draft("I'm sorry."), draft("The bridge fell."), draft("The article does not say.")]
    seen: list[Draft] = []
    assert list(usable(said, seen)) == [draft("The bridge fell.")]
    assert seen == said
