"""A document as the composer reads it."""

from qa.reading import TOGETHER, read
from tests.qa.articles import DAM, indexed


def test_a_sentence_comes_with_its_company_in_order() -> None:
    with indexed(DAM) as index:
        (document,) = index.documents()
        reading = read(document.source, index)
    cracked, denied = reading.sentences[:2]
    assert reading.group(denied) == (cracked, denied)
    assert all(len(reading.group(one)) <= TOGETHER for one in reading.sentences)


def test_what_stands_right_before_is_before() -> None:
    article = "The quay\n\nA wall fell. The cause is not known.\n"
    with indexed(article) as index:
        (document,) = index.documents()
        reading = read(document.source, index)
    wall, cause = reading.sentences
    assert reading.before(cause) == (wall,)
    assert reading.before(wall) == ()
