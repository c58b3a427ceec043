"""Where sentences end."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index.documents import load
from index.sentences import sentences_of, split
from index.types import Span

Ends = Callable[[str], Iterable[int]]

CASES = [
    case.split("\n")
    for case in (Path(__file__).parent / "sentences.txt").read_text().strip().split("\n\n")[1:]
]
SHARED = Path(__file__).parents[3] / "shared"
GUM = SHARED / "data" / "gum_stance_dev.jsonl"
TRUCE = SHARED / "article" / "truce.txt"


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:40])
def test_sentences_end_where_a_reader_ends_them(case: list[str]) -> None:
    assert sentences(" ".join(case)) == case


def test_a_headline_is_a_sentence_of_its_own() -> None:
    text = (
        "The truce holds\n\nIt may not last. Nobody knows.\n\n1) Russia gains.\n2) Armenia loses."
    )
    assert sentences(text) == [
        "The truce holds",
        "It may not last.",
        "Nobody knows.",
        "1) Russia gains.",
        "2) Armenia loses.",
    ]


def test_a_wrapped_line_does_not_end_a_sentence() -> None:
    text = (
        "The truce that was signed on Monday night is\n"
        "said to be a success for Turkey. Nobody in\n"
        "the capital knew of it, says the president of\n"
        "Armenia.\n"
        "\n"
        "It may not last.\n"
    )
    assert sentences(text) == [
        "The truce that was signed on Monday night is\nsaid to be a success for Turkey.",
        "Nobody in\nthe capital knew of it, says the president of\nArmenia.",
        "It may not last.",
    ]


def test_lines_that_nobody_wrapped_are_paragraphs() -> None:
    text = "Truce holds\nBy Jane Roe\nThe truce that was signed on Monday may not last, it is said."
    assert sentences(text) == text.split("\n")


def test_other_scripts_have_stops_too() -> None:
    assert sentences("停战了。没有人知道。") == ["停战了。", "没有人知道。"]
    assert sentences("هل سقطت المدينة؟ لا أحد يعلم.") == ["هل سقطت المدينة؟", "لا أحد يعلم."]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00", "....", '"(', "🙂", "1.", "\ufeff"])
def test_any_scrap_has_a_defined_result(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in split(text))


@given(some.text(alphabet=some.sampled_from("aB1 \n.!?…\"'“”()[]\u05d0。\u200f🙂"), max_size=200))
def test_sentences_hold_every_character_but_white_space_once_and_in_order(text: str) -> None:
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "part", ["word ", ".", '."', "Mr. ", "A. B. ", "\n", "a\n", ".[", ". [1", "(", ".[1] ", "[a"]
)
def test_a_megabyte_in_one_sentence_is_split_in_linear_time(part: str) -> None:
    """A quadratic step would run for hours here."""
    assert len(split(part * (1_000_000 // len(part)) + "x")) < 1_000_000


def test_the_import_brings_nothing_heavy() -> None:
    code = "import sys, index.sentences; print({m.split('.')[0] for m in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"nltk", "numpy", "llama_index", "tiktoken"} & set(run.stdout.split("'"))


@pytest.mark.skipif(not TRUCE.exists(), reason="the real article is not part of the project")
def test_the_real_article() -> None:
    document = load(str(TRUCE))
    found = [sentence.text for sentence in sentences_of(document)]
    assert all(s.text == document.text[s.start : s.end] for s in sentences_of(document))
    assert sum("2,000. Russian" in text for text in found) == 1
    assert sum("i.e." in text for text in found) == 6
    assert not any(text[0].islower() for text in found)


def _runs() -> list[list[str]]:
    """Return the gold sentences that follow one another, by document."""
    documents: dict[str, dict[int, str]] = {}
    for line in GUM.read_text().splitlines():
        row = json.loads(line)
        known = documents.setdefault(row["doc"], {})
        known.update({int(k): " ".join(s.split()) for k, s in row["source_sentences"].items()})
    runs: list[list[str]] = []
    for known in documents.values():
        places = sorted(known)
        for before, place in zip_longest([None, *places[:-1]], places):
            if before is None or place != before + 1:
                runs.append([])
            runs[-1].append(known[place])
    return runs


def _f1(ends: Ends, runs: list[list[str]]) -> float:
    """Return F1 of the ends between sentences, of those gold ends that a stop mark shows."""
    found = missed = wrong = 0
    for run in runs:
        text = " ".join(run)
        gold = {len(" ".join(run[:place])) for place in range(1, len(run))}
        shown = {end for end in gold if text[:end].rstrip("\"'”’)]0123456789[ ")[-1:] in ".!?…"}
        own = {end for end in ends(text) if end < len(text)}
        found += len(own & gold)
        wrong += len(own - gold)
        missed += len(shown - own)
    return 2 * found / (2 * found + wrong + missed)


def _own(text: str) -> list[int]:
    return [span.end for span in split(text)]


@pytest.fixture(scope="module")
def punkt() -> Ends:
    import nltk
    from nltk.tokenize.punkt import PunktTokenizer

    package = find_spec("llama_index.core")
    assert package
    assert package.origin
    nltk.data.path.insert(0, str(Path(package.origin).parent / "_static" / "nltk_cache"))
    tokenizer = PunktTokenizer("english")
    return lambda text: [end for _, end in tokenizer.span_tokenize(text)]


def test_the_rules_beat_punkt_on_the_written_cases(punkt: Ends) -> None:
    assert _f1(_own, CASES) == 1 > _f1(punkt, CASES)


@pytest.mark.skipif(not GUM.exists(), reason="the gold sentences are not part of the project")
def test_the_rules_beat_punkt_on_gold_sentences(punkt: Ends) -> None:
    runs = _runs()
    assert _f1(_own, runs) > 0.985 > _f1(punkt, runs)


def test_a_span_knows_its_words() -> None:
    assert split("One. Two.") == (Span(0, 4), Span(5, 9))
