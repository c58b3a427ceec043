"""The marks of single sentences, as people labelled them, and of texts that nobody would write."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.stance import read
from index.stance.lexicon import entry_of
from index.types import Mark, Span

CASES = Path(__file__).parents[2] / "cases"
LABELLED: list[dict[str, Any]] = [
    json.loads(line)
    for name in ("marks.jsonl", "marks_fresh.jsonl")
    for line in (CASES / name).read_text(encoding="utf-8").splitlines()
]
KNOWN_FAILURES = {
    row.split("\t")[0]: row.split("\t")[1]
    for row in (CASES / "marks_known_failures.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
}


def agrees(mark: Mark, label: dict[str, Any], text: str) -> bool:
    """Return whether a mark stands at the labelled words, with kind and tier, over its scope."""
    at = text.find(label["text"])
    labelled = Span(at, at + len(label["text"]))
    scope = text.find(label["scope"])
    return (
        mark.span.meets(labelled)
        and mark.kind == label["kind"]
        and mark.tier == label["tier"]
        and mark.scope.meets(Span(scope, scope + len(label["scope"])))
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["id"],
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case["id"]])]
            if case["id"] in KNOWN_FAILURES
            else [],
        )
        for case in LABELLED
    ],
)
def test_a_sentence_has_the_marks_that_people_see(case: dict[str, Any]) -> None:
    found = read(case["text"])
    for label in case["marks"]:
        assert any(agrees(mark, label, case["text"]) for mark in found), label
    if not case["marks"]:
        assert not found


def reaches(mark: Mark, label: dict[str, Any], text: str) -> bool:
    """Return whether a mark that agrees has the labelled holder and sense, and no more in scope.

    Part of the name is enough for a holder, but not what it owns: "airline" of "airline's lawyer".
    """
    apart = [Span(at := text.find(words), at + len(words)) for words in label.get("outside", [])]
    at = text.find(label["scope"])
    within = min(mark.scope.end, at + len(label["scope"])) - max(mark.scope.start, at)
    entry = entry_of(mark)
    return (
        within >= 0.85 * len(label["scope"])
        and not any(mark.scope.meets(span) for span in apart)
        and names(mark.holder, label["holder"])
        and ("sense" not in label or (entry is not None and entry.sense == label["sense"]))
    )


def names(holder: str | None, labelled: str | None) -> bool:
    """Return whether a holder is the labelled one, or a part of his name."""
    if holder is None or labelled is None:
        return holder == labelled
    _, found, behind = labelled.lower().partition(holder.lower().removeprefix("the "))
    return bool(found) and not behind.startswith(("'", "’"))


REACHING = [
    case
    for case in LABELLED
    if case["id"].startswith(("mark-reach-", "mark-fresh-")) and case["marks"]
]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["id"],
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case["id"] + " reach"])]
            if case["id"] + " reach" in KNOWN_FAILURES
            else [],
        )
        for case in REACHING
    ],
)
def test_a_mark_reaches_as_far_as_people_see(case: dict[str, Any]) -> None:
    found = read(case["text"])
    for label in case["marks"]:
        agreeing = [mark for mark in found if agrees(mark, label, case["text"])]
        assert any(reaches(mark, label, case["text"]) for mark in agreeing), label


def scopes(text: str) -> dict[str, str]:
    return {mark.text: mark.scope.of(text) for mark in read(text)}


def test_a_denial_governs_the_sentence_before() -> None:
    text = "Radio Karst said the dam had burst. This was denied by the ministry."
    denial = read(text)[-1]
    assert (denial.kind, denial.tier, denial.holder) == ("contested", 0, "ministry")
    assert denial.scope.of(text) == "Radio Karst said the dam had burst."


def test_a_bracket_is_hedged_alone() -> None:
    text = "Arms reached the port (allegedly by way of Sorrel) in May."
    assert scopes(text) == {"allegedly": "allegedly by way of Sorrel"}


def test_according_to_governs_the_list_behind_the_colon() -> None:
    text = "According to the auditor, three things failed: the lamps, the pumps and the doors."
    assert scopes(text)["According to"].endswith("the lamps, the pumps and the doors")


def test_according_to_governs_the_items_of_a_list_whose_bullets_are_no_part_of_them() -> None:
    text = (
        "According to the auditor, two things failed:\n\n- the lamps;\n- the pumps.\n\nRain fell."
    )
    items = (
        "According to the auditor, two things failed:",
        "the lamps;",
        "the pumps.",
        "Rain fell.",
    )
    places = [Span(text.index(item), text.index(item) + len(item)) for item in items]
    (mark,) = read(text, places)
    assert mark.scope.of(text).endswith("- the pumps.")


def test_what_a_doubt_takes_up_again_is_in_its_scope() -> None:
    text = (
        "Despite news of arms shipments to the coast, there is no evidence that this aid arrived."
    )
    assert "arms shipments" in scopes(text)["there is no evidence that"]


def test_a_hedge_in_a_quotation_belongs_to_the_speaker() -> None:
    marks = read('"We may have lost the harvest," said farmer Ute Brandt.')
    assert {mark.text: mark.holder for mark in marks} == {
        "may": "farmer Ute Brandt",
        "said": "farmer Ute Brandt",
    }


def test_the_author_is_no_holder() -> None:
    assert read("As I wrote, the column was on its way.") == ()


def test_the_text_of_a_mark_is_the_text_where_it_stands() -> None:
    text = "It is **not\nentirely** clear who fired, a guard said\u00a0that day."
    marks = read(text)
    assert [mark.text for mark in marks] == [mark.span.of(text) for mark in marks]
    assert "is not entirely clear who" in {mark.words for mark in marks}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Brandt left the board, and nobody has accused him of theft.", False),
        ("The keeper, who has not been charged with anything, left.", False),
        ("She is not even formally suspected of theft.", False),
        ("None of the three keepers was charged with theft.", False),
        ("No member of the crew has ever been accused of theft.", False),
        # the negation is another word's
        ("The police did not say why Brandt was charged with theft.", True),
        ("Nobody was hurt, but Brandt was charged with theft.", True),
        ("Nobody who was there says that Brandt is accused of theft.", True),
        ("Brandt was not only accused of theft.", True),
        ("Brandt was accused not of theft but of fraud.", True),
        ("The keeper has been charged with theft.", True),
    ],
)
def test_an_accusation_that_nobody_made_is_none(text: str, made: bool) -> None:
    assert any(mark.kind == "allegation" for mark in read(text)) is made


def test_a_sentence_that_breaks_off_anywhere_is_read() -> None:
    for case in LABELLED:
        words = case["text"].split()
        for place in range(len(words)):
            for piece in (words[:place], words[place:]):
                text = " ".join(piece).rstrip(".")
                assert all(mark.span.of(text) == mark.text for mark in read(text))


def test_a_pronoun_takes_the_holder_before() -> None:
    marks = read("Mayor Ada Quill said the bridge was safe. She denied that it had cracked.")
    assert [mark.holder for mark in marks] == ["Mayor Ada Quill", "Mayor Ada Quill"]


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "…", "((((", '"""', "🙂🙂", "\u200f\u202e", "\x00\x01"]
)
def test_text_without_words_has_no_marks(text: str) -> None:
    assert read(text) == ()


def test_another_language_has_no_marks() -> None:
    assert read("Der Damm hielt dem Hochwasser stand. Le barrage a tenu bon.") == ()


FRAGMENTS = st.sampled_from(
    "may said that not it was denied by the Mayor , . ; ( ) “ ” \" ' 12 2-3 % – if whether 😀 שלום "
    "no evidence according to cannot be ruled out \n\n \x07 which , and".split(" ")
)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=60).map(" ".join)))
def test_any_text_has_marks_within_it(text: str) -> None:
    for mark in read(text):
        assert 0 <= mark.start < mark.end <= len(text)
        assert 0 <= mark.scope.start <= mark.scope.end <= len(text)
        assert "".join(mark.text.split()) == "".join(text[mark.start : mark.end].split())


@pytest.mark.parametrize(
    "piece", ["may ", "no ", "said that ", "(", '"', "cannot be ", "not ", "is ", "1 ", ", which "]
)
def test_no_text_makes_reading_run_away(piece: str) -> None:
    """A square of these lengths would take hours; the suite's own time limit would stop it."""
    assert isinstance(read(piece * 8_000), tuple)
