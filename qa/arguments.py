"""The words of a command line in the order that typer wants: it has no option of several values."""

from collections.abc import Sequence

import typer

GLOBAL_OPTIONS = ("--index", "--llm", "--embed", "--seed")
"""May stand before or after the command."""


def ordered(arguments: Sequence[str]) -> list[str]:
    """Return the arguments as typer reads them: the global options in front, one value an option.

    >>> ordered(["ask", "Who?", "--source", "a.txt", "b.txt", "--llm", "none"])
    ['--llm', 'none', 'ask', 'Who?', '--source', 'a.txt', '--source', 'b.txt']
    """
    front: list[str] = []
    rest: list[str] = []
    remaining = iter(arguments)
    for argument in remaining:
        name, equals, _ = argument.partition("=")
        if argument == "--":
            rest += [argument, *remaining]
        elif name not in GLOBAL_OPTIONS:
            rest.append(argument)
        elif equals:
            front.append(argument)
        elif value := next(remaining, None):
            front += [argument, value]
        else:
            raise typer.BadParameter(f"{name} needs a value.")
    return front + (["ask", *spread(rest[1:])] if rest[:1] == ["ask"] else rest)


def spread(words: Sequence[str]) -> list[str]:
    """Return the words behind `ask` with an option for each of several sources behind one.

    Where no other word is the question, the last of them is.

    >>> spread(["--source", "a.txt", "b.txt", "Who?"])
    ['--source', 'a.txt', '--source', 'b.txt', 'Who?']
    """
    found: list[str] = []
    added, asked, naming = 0, False, False
    for place, word in enumerate(words):
        if word == "--":
            return [*found, *words[place:]]
        if word.startswith("-"):
            naming = word == "--source"
        elif naming and found[-1] != "--source":
            added = len(found)
            found.append("--source")
        else:
            asked |= not naming
        found.append(word)
    if added and not asked:
        del found[added]
    return found
