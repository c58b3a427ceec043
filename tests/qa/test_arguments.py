"""What is typed, in the order that typer wants."""

import pytest

from qa.arguments import ordered


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ask Who? --llm none", "--llm none ask Who?"),
        ("ask Who? --seed=1", "--seed=1 ask Who?"),
        ("ask Who? --source a b --json", "ask Who? --source a --source b --json"),
        ("ask Who? --source a --source b c", "ask Who? --source a --source b --source c"),
        ("ask Who? --source a --llm none b", "--llm none ask Who? --source a --source b"),
        ("ask --source a Who?", "ask --source a Who?"),
        ("ask --source a b Who?", "ask --source a --source b Who?"),
        ("ask --source a b Who? --json", "ask --source a --source b Who? --json"),
        ("ask --source a b --json Who?", "ask --source a --source b --json Who?"),
        ("ask --source a b -- -5?", "ask --source a --source b -- -5?"),
        ("ask --source a", "ask --source a"),
        ("ask Who? --source --json", "ask Who? --source --json"),
        ("ask Who denied it?", "ask Who denied it?"),
        ("check --source a b", "check --source a b"),
        ("--index ask index a", "--index ask index a"),
        ("index -- --llm", "index -- --llm"),
    ],
)
def test_words_are_put_in_order(typed: str, read: str) -> None:
    assert ordered(typed.split()) == read.split()
