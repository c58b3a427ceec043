"""Spoilt answers differ from faithful ones in the way that their operator says."""

from pathlib import Path

import pytest

from eval.benchmarks.mutate import of_pairs
from eval.benchmarks.pairs import Labelled
from eval.mutate import (
    OPERATORS,
    WATCHED,
    Faithful,
    Rate,
    breaches,
    of_suite,
    rates,
    trials,
    wrong,
)
from eval.score import Key, Scorer, document_of
from eval.suite import Gate, Sample
from qa.types import Verdict
from tests.eval.harbour import SUITE, harbour

SOURCE = "Minister Ana Rell said that the bridge may have cracked. The river runs north of Tolm."


def mutants(operator: str, answer: str, hedged: bool = True) -> list[str]:
    scorer = Scorer((), {"source": document_of(SOURCE)})
    sample = Sample(id="case", question="?", documents=("source",))
    item = Faithful(scorer, Key(sample), answer, (), hedged)
    chosen = next(each for each in OPERATORS if each.name == operator)
    return [mutant for mutant, _ in chosen.mutants(item)]


@pytest.mark.parametrize(
    ("operator", "answer", "expected"),
    [
        ("drop a hedge", "He allegedly fled.", "He fled."),
        ("drop a hedge", "It may have cracked.", "It had cracked."),
        ("drop a hedge", "Ana Rell said that it cracked.", "It cracked."),
        ("drop a hedge", "There is no evidence that it cracked.", "It cracked."),
        ("drop a hedge", "It cracked, according to Ana Rell.", "It cracked."),
        ("drop a hedge", "At last, at least 20 left.", "At last, 20 left."),
        ("strengthen a hedge", "It may close.", "It will certainly close."),
        ("strengthen a hedge", "Tests suggest that it cracked.", "Tests proves that it cracked."),
        ("name another holder", "Ana Rell said so.", "The Hallvard Institute said so."),
        ("append a bare restatement", "He allegedly fled.", "He allegedly fled. He fled."),
        (
            "move a hedge",
            "He allegedly fled.",
            "He fled. Allegedly, the river runs north of Tolm.",
        ),
        ("reword faithfully", "He allegedly fled.", "He reportedly fled."),
    ],
)
def test_an_operator_changes_one_thing(operator: str, answer: str, expected: str) -> None:
    assert expected.lower() in [mutant.lower() for mutant in mutants(operator, answer)]


@pytest.mark.parametrize(
    "answer",
    [
        "In May it closed.",
        "She knew about the crack.",
        "It could not be reached.",
        "The river runs.",
    ],
)
def test_what_is_no_hedge_is_left_alone(answer: str) -> None:
    assert mutants("drop a hedge", answer) == []
    assert mutants("strengthen a hedge", answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        "None of the three cases was linked to the drug.",
        "The inquiry did not suggest that it cracked.",
        "The crack isn't associated with the storm.",
        "Never, the owner said, did it appear to lean.",
        "He denied that it may close.",
    ],
)
def test_a_stronger_verb_behind_a_negation_would_say_less_and_is_not_put_there(answer: str) -> None:
    assert mutants("strengthen a hedge", answer) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("It is not closed, but it may close.", "It is not closed, but it will certainly close."),
        ("Nobody was hurt. It may close.", "Nobody was hurt. It will certainly close."),
        ("Tests suggest that it did not crack.", "Tests proves that it did not crack."),
    ],
)
def test_a_negation_of_another_claim_leaves_a_hedge_to_be_strengthened(
    answer: str, expected: str
) -> None:
    assert mutants("strengthen a hedge", answer) == [expected]


def test_only_plain_claims_are_hedged() -> None:
    plain = "The river runs north of Tolm."
    assert "Perhaps the river runs north of Tolm." in mutants("hedge a firm claim", plain, False)
    assert mutants("hedge a firm claim", plain, hedged=True) == []
    assert mutants("hedge a firm claim", "The river may run north of Tolm.", False) == []


def labelled(
    phenomenon: str, answer: str, verdict: Verdict = "kept", marks: tuple[str, ...] = ("may",)
) -> Labelled:
    return Labelled(
        id=phenomenon,
        source=SOURCE,
        answer=answer,
        verdict=verdict,
        phenomenon=phenomenon,
        marks=marks,
    )


def test_pairs_give_their_faithful_answers_and_the_hedged_sentences_of_their_sources() -> None:
    pair = labelled("modal", "Ana Rell said the bridge may be cracked.")
    over = labelled("modal", "The bridge cracked.", "dropped")
    trap = labelled("trap-may-month", "It was in May.", marks=())
    assert [item.answer for item in of_pairs([pair, over, trap])] == [
        "Ana Rell said the bridge may be cracked.",
        "Minister Ana Rell said that the bridge may have cracked.",
    ]


def test_suites_give_the_sentences_that_hold_their_words(tmp_path: Path) -> None:
    items = {item.key.sample.id: item for item in of_suite(harbour(tmp_path))}
    assert items["cause"].answer.endswith("The owner of the yard denied this.")
    assert items["cause"].hedged
    assert not items["start"].hedged
    assert "mayor" not in items


def test_the_metrics_notice_what_is_spoilt_and_not_what_is_reworded() -> None:
    pair = labelled("modal", "The bridge may have cracked, Ana Rell said.")
    plain = labelled("plain", "The river runs north of Tolm.", marks=())
    found = list(trials(of_pairs([pair, plain])))
    assert {trial.operator.name for trial in found} == {operator.name for operator in OPERATORS}
    noticed = {name for trial in found if not trial.operator.faithful for name in trial.noticed}
    assert noticed == set(WATCHED)
    assert not any(trial.noticed for trial in found if trial.operator.faithful)


def test_what_was_changed_is_told_word_by_word() -> None:
    pair = labelled("modal", "The bridge may have cracked, Ana Rell said.")
    changes = {trial.change for trial in trials(of_pairs([pair]))}
    assert changes >= {"[may have → had]", "[cracked, Ana Rell said. → cracked.]"}


def test_what_goes_wrong_is_counted_shown_and_gated() -> None:
    pair = labelled("modal", "The bridge may have cracked, Ana Rell said.")
    found = list(trials(of_pairs([pair])))
    blind = [trial for trial in found if bool(trial.noticed) == trial.operator.faithful]
    assert len(list(wrong(found))) == len(blind)
    rated = list(rates(found))
    assert len([rate.row for rate in rated]) == len(OPERATORS) + len(WATCHED)
    strict = [breach for rate in rated for breach in rate.breaches(Gate(minimum=1, maximum=0))]
    assert any(" is below 100.0%" in breach for breach in strict) == bool(blind)
    assert list(rated[0].breaches(Gate(minimum=0))) == []
    assert list(rated[0].breaches(Gate(maximum=1))) == ["drop a hedge: nothing to measure"]


def test_the_gates_of_a_suite_bound_what_is_noticed(tmp_path: Path) -> None:
    gates = "mutants:\n  drop a hedge: {minimum: 1}\n  overclaim_rate: {minimum: 0.5}\nsamples:\n"
    suite = harbour(tmp_path, SUITE.replace("samples:\n", gates))
    none, half = (
        Rate(name, spoilt, ())
        for name, spoilt in (("drop a hedge", (True, False)), ("overclaim_rate", (True, False)))
    )
    assert list(breaches(suite, [none, half])) == ["drop a hedge: 50.0% is below 100.0%"]
