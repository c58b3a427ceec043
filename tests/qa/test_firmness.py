"""How firmly an article stands behind its words."""

import doctest

import pytest

from index.sentences import split
from index.stance import read
from index.types import Mark, Sentence, Span
from qa import firmness
from qa.firmness import (
    ACCUSED,
    CLAIMED,
    CONDITIONAL,
    CONTESTED_BY,
    LIKELY,
    OPEN,
    PLAIN,
    PLANNED,
    POSSIBLE,
    UNSAID_BY,
    VIEWED,
    VIEWED_BY,
    bearing,
    closeness,
    lead_of,
    named,
    sureness,
)


def lead(question: str, text: str) -> str:
    """Return the lead for the first sentence of a text."""
    first = split(text)[0]
    sentence = Sentence(first.start, first.end, first.of(text))
    return lead_of(bearing(question, sentence, read(text)))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Did the dam break?", "The dam broke on Monday.", PLAIN),
        ("Did the dam break?", "It is unclear whether the dam broke.", OPEN),
        ("Did the dam break?", "The dam may have broken.", POSSIBLE),
        ("Did the dam break?", "The dam probably broke.", LIKELY),
        ("Did the dam break?", "The dam reportedly broke.", CLAIMED),
        ("Was it connected to the fire?", "The theft was connected to the fire.", PLAIN),
        ("Is there a link between the two?", "There is no link between the two.", PLAIN),
        ("When was the pact signed?", "The agreement on the pact was signed in May.", PLAIN),
        (
            "Did Lund say that the dam broke?",
            "Anna Lund did not say that the dam broke.",
            UNSAID_BY.format(holder="Anna Lund"),
        ),
        (
            "Did the dam break?",
            "The dam reportedly broke. Anna Lund called the report a fabrication.",
            CONTESTED_BY.format(holder="Anna Lund"),
        ),
        ("Will the dam be repaired?", "The ministry plans to repair the dam.", PLANNED),
        # whoever thinks it possible, it is not the article
        (
            "Did the dam break?",
            "Its keeper, Anna Lund, believes that the dam could have broken.",
            VIEWED_BY.format(holder="Anna Lund"),
        ),
        ("Did the dam break?", "Engineers believe that the dam is unlikely to break.", VIEWED),
        ("Was Lund accused of theft?", "Nobody has accused Anna Lund of theft.", PLAIN),
        ("Was Lund accused of theft?", "Anna Lund has been accused of theft.", ACCUSED),
        ("Why did Lund resign?", "Lund resigned in May, officially for her health.", CLAIMED),
        # of "officially for" only the reason hangs on it
        ("When did Lund resign?", "Lund resigned in May, officially for her health.", PLAIN),
    ],
)
def test_the_lead_names_the_stance(question: str, text: str, expected: str) -> None:
    assert lead(question, text) == expected


def test_a_denial_in_the_next_sentence_leads() -> None:
    text = "Engineers reported that the dam had cracked. This was denied by Mayor Brandt."
    assert lead("Did the dam crack?", text).startswith("The article reports this and says that")
    assert "denied" in lead("Did the dam crack?", text)


def test_a_denial_of_what_was_reported_leaves_the_rest_as_it_is() -> None:
    text = (
        "After the evacuation of Velden, engineers reported that the dam had cracked."
        " This was denied by Mayor Brandt."
    )
    assert "denied" in lead("Did the dam crack?", text)
    assert lead("Why was Velden evacuated?", text) == PLAIN


def test_words_far_apart_are_not_close() -> None:
    text = "The occupation of the corridor, that is the southern road to Velden, was reported."
    near = "The occupation of Velden was reported."
    asked = "Was Velden occupied?"
    assert closeness(asked, Sentence(0, len(text), text)) == 1
    assert closeness(asked, Sentence(0, len(near), near)) == 2


def test_a_mark_that_governs_something_else_has_no_bearing() -> None:
    text = "The trucks (allegedly sent over the pass) may have reached Velden."
    within = Span(text.index("allegedly"), text.index(")"))
    allegedly = Mark("allegedly", "attribution", within.start, within.start + 9, within)
    after = Span(within.end + 2, len(text))
    may = Mark("may", "epistemic", after.start, after.start + 3, after, 2)
    sentence = Sentence(0, len(text), text)
    assert bearing("Did they reach Velden?", sentence, [allegedly, may]) == (may,)
    assert bearing("Were they sent over the pass?", sentence, [allegedly, may]) == (allegedly,)


def test_where_no_mark_governs_a_word_of_the_question_all_count() -> None:
    text = "Then there was an unclear incident, the loss of a helicopter."
    unclear = Mark("unclear", "unknown", 18, 25, Span(0, 35), 1)
    sentence = Sentence(0, len(text), text)
    assert lead_of(bearing("Why was the helicopter lost?", sentence, [unclear])) == OPEN


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        ("President Brandt", "President Brandt"),
        ("Tove Almgren", "Tove Almgren"),
        ("The Ledger", "the Ledger"),
        ("aid group Red Lantern", "the aid group Red Lantern"),
        ("Its chairwoman, Ines Corde", "Ines Corde"),
        ("Two former employees", "two former employees"),
    ],
)
def test_a_short_clean_holder_is_named(holder: str, expected: str) -> None:
    assert named([Mark("say", "attribution", 0, 3, Span(0, 9), None, holder)]) == expected


@pytest.mark.parametrize(
    "holder",
    [
        "different than they",
        "its anchor across the",
        "tests in February",
        "If the lights",
        "Several of them",
        "His lawyer",
        "Models of small rivers",
        "company",
        "Critics",
    ],
)
def test_junk_is_not_named(holder: str) -> None:
    assert named([Mark("say", "attribution", 0, 3, Span(0, 9), None, holder)]) is None


def test_who_says_so_is_named_with_his_words_and_the_words_alone_where_nobody_is() -> None:
    marks = [
        Mark("puts", "attribution", 0, 4, Span(0, 9), None, "foundation"),
        Mark("value", "attribution", 5, 9, Span(0, 9), None, "their joint"),
        Mark("said", "attribution", 10, 14, Span(0, 9), None, "His lawyer, Ines Corde"),
        Mark("told", "attribution", 15, 19, Span(0, 9), None, "foundation"),
        Mark("wrote", "attribution", 20, 25, Span(0, 9), None, "The Ledger"),
        Mark("expected by", "epistemic", 30, 41, Span(0, 9), 3, "Friday"),
        Mark("“useful”", "distancing", 50, 58, Span(50, 58)),
    ]
    assert sureness(CLAIMED, marks).removeprefix(CLAIMED.rstrip(":")) == (
        ". What says so: the foundation (“puts”, “told”), “value”, Ines Corde (“said”), the Ledger"
        " (“wrote”), “expected by”, “useful”."
    )
    assert sureness(CLAIMED, []) == CLAIMED


def test_the_examples_of_the_docstrings_run() -> None:
    assert doctest.testmod(firmness).failed == 0


def test_a_condition_leads_only_where_it_touches_what_was_asked() -> None:
    text = "The dam holds 900 litres; the gate opens if the water rises."
    gate = Mark("if", "condition", 45, 47, Span(text.index("the gate"), len(text)))
    sentence = Sentence(0, len(text), text)
    assert lead_of(bearing("How much does the dam hold?", sentence, [gate])) == PLAIN
    assert lead_of(bearing("Does the gate open?", sentence, [gate])) == CONDITIONAL


@pytest.mark.parametrize("text", ["The dam broke.", "The dam may have broken."])
def test_no_lead_says_yes_or_no_or_restates_the_claim(text: str) -> None:
    said = lead("Did the dam break?", text).lower()
    assert not {"yes", "no", "dam", "broke"} & set(said.rstrip(":").replace(",", "").split()[:2])
    assert "dam" not in said
