"""Search by words."""

from index.lexical import Lexical

TEXTS = ["The ferries ran in winter.", "A truce was signed.", "The truce, the truce, said Élise."]


def test_stems_case_and_accents_do_not_matter() -> None:
    lexical = Lexical(TEXTS)
    assert [place for place, _ in lexical.best("FERRY running", 3)] == [0]
    assert [place for place, _ in lexical.best("elise", 3)] == [2]


def test_scores_stand_in_the_order_of_the_texts() -> None:
    scores = Lexical(TEXTS).scores("Was a truce signed?")
    assert scores.shape == (3,)
    assert scores[0] == 0
    assert scores[1] > scores[2] > 0


def test_function_words_count_only_where_there_are_no_others() -> None:
    lexical = Lexical(TEXTS)
    assert {place for place, _ in lexical.best("Was the truce?", 3)} == {1, 2}
    assert {place for place, _ in lexical.best("the", 3)} == {0, 2}


def test_texts_come_and_go_and_the_others_keep_their_places() -> None:
    lexical = Lexical(TEXTS)
    lexical.drop([1])
    assert lexical.add(["Another truce."]) == range(3, 4)
    assert {place for place, _ in lexical.best("truce", 9)} == {2, 3}
    assert lexical.scores("truce").shape == (4,)


def test_nothing_is_found_in_nothing() -> None:
    assert Lexical().scores("truce").shape == (0,)
    assert list(Lexical(["", "  "]).scores("truce")) == [0, 0]
