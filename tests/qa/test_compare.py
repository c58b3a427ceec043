"""The rulings of `docs/stance.md` on verdicts, each with a short sentence of its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.compare import check, judge, prepare, suspicions
from qa.types import SEVERITY

RULINGS = {
    "an equivalent mark keeps the claim": (
        "The clerk allegedly stole the seal.",
        "The clerk reportedly stole the seal.",
        "kept",
    ),
    "a plain claim stays plain": (
        "The bridge closed on Monday.",
        "On Monday the bridge closed.",
        "kept",
    ),
    "a plain claim that the answer hedges is weakened": (
        "The bridge closed on Monday.",
        "The bridge reportedly closed on Monday.",
        "weakened",
    ),
    "possible told as probable is strengthened": (
        "The dam may burst in spring.",
        "The dam is likely to burst in spring.",
        "strengthened",
    ),
    "probable told as possible is weakened": (
        "The dam is likely to burst in spring.",
        "The dam might burst in spring.",
        "weakened",
    ),
    "a doubt that is gone is dropped": (
        "The dam may burst in spring.",
        "The dam will burst in spring.",
        "dropped",
    ),
    "a speaker who is gone is dropped": (
        "Police said the driver fled.",
        "The driver fled.",
        "dropped",
    ),
    "one of two marks lost, the other standing, is strengthened": (
        "Police said the driver may have fled.",
        "Police said the driver fled.",
        "strengthened",
    ),
    "a denial in the next sentence is owed": (
        "The paper reported that the mine had flooded. The owner denied this.",
        "The paper reported that the mine had flooded.",
        "dropped",
    ),
    "another speaker is misattributed": (
        "Police said the driver fled. The mayor visited the town.",
        "The mayor said the driver fled.",
        "misattributed",
    ),
    "no evidence that P is not that P is false": (
        "There is no evidence that the tunnel was used.",
        "The tunnel was not used.",
        "reversed",
    ),
    "no evidence in other words is kept": (
        "There is no evidence that the tunnel was used.",
        "Nobody has come up with proof that the tunnel was used.",
        "kept",
    ),
    "a denial of a denial denies nothing": (
        "The minister did not deny that the fund was empty.",
        "There was no denial from the minister that the fund was empty.",
        "kept",
    ),
    "what would have been did not happen": (
        "Without the loan the bank would have failed in May.",
        "The bank failed in May.",
        "reversed",
    ),
    "a plan told as done is dropped": (
        "The city plans to build a harbour in Orsk.",
        "The city has built a harbour in Orsk.",
        "dropped",
    ),
    "a condition that is gone is dropped": (
        "The club will move to Orsk if the council agrees.",
        "The club will move to Orsk.",
        "dropped",
    ),
    "a bare number for a bound is dropped": (
        "The fire killed at least 40 sheep.",
        "The fire killed 40 sheep.",
        "dropped",
    ),
    "a bare number within a range is dropped": (
        "The army lost at least 2-3 thousand soldiers.",
        "The army lost 2,500 soldiers.",
        "dropped",
    ),
    "a bound turned round is strengthened": (
        "The repair costs up to 900 crowns.",
        "The repair costs more than 900 crowns.",
        "strengthened",
    ),
    "both ends of a range told apart are the range": (
        "Seats cost from 30 to 220 crowns.",
        "The cheapest seat costs 30 crowns and the dearest 220.",
        "kept",
    ),
    "the upper end of a range is no lower bound": (
        "The mill is cutting 300 to 350 jobs.",
        "The mill is cutting more than 350 jobs.",
        "strengthened",
    ),
    "a holder under another word is the same": (
        "A diplomat with knowledge of the file said the corridor would reopen.",
        "The corridor would reopen, said an envoy familiar with the file.",
        "kept",
    ),
    "a holder who only says something else is another": (
        "The coach said that the captain may play, while the doctor shook his head.",
        "The doctor said that the captain may play.",
        "misattributed",
    ),
    "who speaks and who denies must not be swapped": (
        "The fan club says the singer lip-synced the encore, which her management denies.",
        "The singer's management says that she lip-synced the encore, which the fan club denies.",
        "misattributed",
    ),
    "who does not deny has not denied": (
        "The captain denied that he had asked for a transfer.",
        "The captain did not deny that he had asked for a transfer.",
        "reversed",
    ),
    "a belief has degrees": (
        "Forecasters expect the heatwave to break on Sunday.",
        "Forecasters are certain that the heatwave will break on Sunday.",
        "strengthened",
    ),
    "a condition told with once is kept": (
        "The treaty enters into force if seven states have ratified it.",
        "The treaty will enter into force once seven states have ratified it.",
        "kept",
    ),
    "a condition that stays excuses no modal": (
        "Unless snow falls, the resort could lose its place.",
        "Unless snow falls, the resort will lose its place.",
        "strengthened",
    ),
    "a bound goes by its own number": (
        "The fund paid up to 5,000 marks to nearly 300 families.",
        "The fund paid 5,000 marks to nearly 300 families.",
        "dropped",
    ),
    "a negation that a copy lacks turns it round": (
        "The hotel has no private beach.",
        "The hotel has a private beach.",
        "reversed",
    ),
    "what nothing in the source makes is unsupported": (
        "The bridge closed on Monday.",
        "Penguins eat krill in Antarctica.",
        "unsupported",
    ),
}


@pytest.mark.parametrize("ruling", RULINGS)
def test_a_ruling_names_the_verdict(ruling: str) -> None:
    source, answer, verdict = RULINGS[ruling]
    assert check(answer, source).verdict == verdict


def test_a_bare_yes_takes_the_claim_of_the_question() -> None:
    source = prepare("The dam may burst in spring.")
    assert judge("Yes.", source, question="Will the dam burst in spring?").overclaims


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("It probably will.", "strengthened"),
        ("Possibly.", "strengthened"),
        ("Possibly, according to the engineer.", "kept"),
        ("No.", "reversed"),
    ],
)
def test_an_answer_of_stance_alone_takes_the_claim_of_a_yes_no_question(
    answer: str, verdict: str
) -> None:
    source = prepare("The dam may burst in spring, the engineer said.")
    judged = judge(answer, source, question="Will the dam burst in spring?")
    assert judged.verdict == verdict


def test_a_question_that_asks_who_lends_no_claim() -> None:
    source = prepare("Sparks may have set off the fire, police said. The owner denied this.")
    judged = judge("The owner denied this.", source, question="What set off the fire?")
    assert judged.verdict == "kept"


def test_a_mark_whose_claim_is_not_taken_is_not_owed() -> None:
    source = "The bridge closed on Monday. The dam may burst in spring."
    report = check("The bridge closed on Monday.", source)
    assert report.verdict == "kept"
    assert report.statements[0].owed == ()


def test_a_clause_that_the_source_hedges_is_told_from_one_that_it_states() -> None:
    source = "The ferry sank on Sunday, but the crew may have escaped in a boat."
    assert check("The ferry sank on Sunday.", source).verdict == "kept"
    assert check("The crew escaped in a boat.", source).overclaims


def test_the_reason_names_the_mark_and_its_holder() -> None:
    statement = check("The driver fled.", "Police said the driver fled.").statements[0]
    assert [mark.text for mark in statement.lost] == ["said"]
    assert statement.why == (
        'In the source this is said by Police ("said"); the answer states it as fact.'
    )


def test_markers_are_no_part_of_the_claim() -> None:
    assert (
        check("The bridge closed on Monday [1].", "The bridge closed on Monday.").verdict == "kept"
    )


def test_only_cited_sentences_are_looked_at() -> None:
    source = prepare("The bridge closed on Monday. Penguins eat krill in Antarctica.")
    elsewhere = judge("The bridge closed on Monday.", source, within=source.sentences[1:])
    assert elsewhere.verdict == "unsupported"


FLOODED = "The paper reported that the mine had flooded. The owner denied this. It rained."


@pytest.mark.parametrize(
    ("beside", "verdict"),
    [
        ("The owner denied it.", "kept"),
        ("This was denied by the owner.", "kept"),
        ("The report was denied.", "kept"),
        ("The mayor denied this.", "dropped"),
        ("It rained.", "dropped"),
        ("The paper reported that the mine had flooded.", "dropped"),
    ],
)
def test_a_denial_may_be_told_in_another_sentence_of_the_answer(beside: str, verdict: str) -> None:
    report = check(f"According to the paper, the mine had flooded. {beside}", FLOODED)
    assert report.statements[0].verdict == verdict
    assert check(f"{beside} The mine had flooded.", FLOODED).statements[1].verdict == "dropped"


def test_a_sentence_of_the_source_keeps_every_mark_that_stands_in_it() -> None:
    whole = check(FLOODED, FLOODED)
    assert [statement.verdict for statement in whole.statements] == ["kept"] * 3
    alone = check("The paper reported that the mine had flooded.", FLOODED).statements[0]
    assert [mark.text for mark in alone.lost] == ["denied"]
    assert alone.why == 'The source says "denied" of this elsewhere; the answer leaves it out.'


def test_words_left_out_of_a_quotation_are_not_kept() -> None:
    assert check("The paper ... that the mine had flooded.", FLOODED).overclaims


def test_a_headline_is_no_sentence_that_could_be_quoted() -> None:
    source = "Driver fled\n\nPolice said the driver fled."
    assert check("Driver fled", source).overclaims


ABSURD = (
    "",
    " \n\t",
    "?!…",
    '“"((([',
    "🙂🙃 allegedly 🙂",
    "قال إن الجسر قد ينهار",
    "may\u202emay\u0000\u0007",
    "said that " * 400,
    "if (" * 300,
    "a" * 5000,
)


@pytest.mark.parametrize("text", ABSURD)
def test_absurd_text_has_a_verdict(text: str) -> None:
    plain = "Police said the bridge may close."
    for answer, source in ((text, plain), (plain, text), (text, text)):
        assert check(answer, source).verdict in SEVERITY


pieces = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["said", "may", "if", '"', "(", ")", "“", ",", ".", "Ada", "12", "%", "not", "\u202e"]
        ),
    ),
    max_size=30,
).map(" ".join)


@given(answer=pieces, source=pieces)
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_verdict(answer: str, source: str) -> None:
    assert check(answer, source).verdict in SEVERITY


def test_what_an_answer_only_names_as_a_topic_owes_no_amount() -> None:
    source = "Many guests find the drink popular, the barkeeper said."
    assert not check("The barkeeper discusses the popularity of the drink.", source).overclaims
    assert check("The barkeeper said that all guests find the drink popular.", source).overclaims


def test_a_title_before_a_name_stands_for_who_bears_it() -> None:
    source = "The mayor, Petra Sund, left early. Sund says she never saw the letter."
    assert check("The mayor says she never saw the letter.", source).verdict == "kept"
    told = "The mayor, Petra Sund, spoke. Her deputy, Olaf Brandt, said the dam was safe."
    assert check("The mayor said the dam was safe.", told).verdict == "misattributed"


def test_what_came_to_light_may_still_only_be_alleged() -> None:
    source = "The alleged theft of 14 violins came to light in March."
    answer = "In March it emerged that 14 violins had {}been stolen."
    assert not check(answer.format("allegedly "), source).overclaims
    assert check(answer.format(""), source).overclaims


def test_a_date_alone_is_no_claim() -> None:
    told = (
        "In short, on November 9, two days after the controversial evacuation of the town, the "
        "council reported that the harbour had been closed."
    )
    answer, _ = suspicions(told, prepare(told))
    dates = {"november", "9"}
    assert all({word.lower for word in claim.words} - dates for claim in answer.claims)
