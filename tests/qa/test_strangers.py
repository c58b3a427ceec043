"""What a model adds of its own knowledge, or makes up, is seen by its names and figures."""

import pytest

from qa.strangers import strangers

NEWS = (
    "On November 9 the US envoy Ann Reed met Azerbaijani officials in Shushi. "
    "The European Union lost at least 2-3 thousand crowns, or 4.5 per cent. "
    "It gave 2-3 hundred million crowns to thirty-one towns, a fifth of them on the second of May."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reed met officials on November 9.",
        "The envoy met Azeri officials in Shusha.",
        "The EU lost 2,000 to 3,000 crowns.",
        "The envoy of the United States met officials.",
        "The envoy of the U.S. met officials.",
        "The loss was 4.5%.",
        "It gave 200 to 300 million crowns, 31 in all.",
        "On 2 May a sum of €300m went to 20 per cent of them.",
        "Somebody met two officials.",
        "",
    ],
)
def test_what_the_source_has_in_another_spelling_is_no_stranger(sentence: str) -> None:
    assert strangers(sentence, NEWS) == ()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Officials met Ann Reed in Paris.", ("Paris",)),
        ("According to Rosa Lindqvist, officials met.", ("Rosa Lindqvist",)),
        ("The Union lost 5,000 crowns.", ("5,000",)),
        ("The UN met officials in 1999.", ("UN", "1999")),
    ],
)
def test_what_the_source_does_not_have_is_named(sentence: str, found: tuple[str, ...]) -> None:
    assert strangers(sentence, NEWS) == found
