"""The commands under `allegedly eval`; what is heavy is imported where it is needed."""

from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer

commands = typer.Typer(no_args_is_help=True, help="Measure whether answers keep their hedges.")


@commands.callback()
def evaluate() -> None:
    """Measure whether answers keep their hedges."""


@commands.command()
def stance(
    files: Annotated[list[Path], typer.Argument(help="JSONL of labelled pairs or rated sentences")],
    split: Annotated[
        Literal["all", "seen", "unseen"], typer.Option(help="unseen is a third, by hash")
    ] = "all",
    show: Annotated[bool, typer.Option(help="print the failures; needs --split seen")] = False,
) -> None:
    """Measure the stance engine against labels, beside two baselines."""
    from rich.console import Console

    from eval.pairs import FaultyFileError
    from eval.stance import failures, tables

    if show and split != "seen":
        _refuse("--show prints pairs: it needs --split seen, so that the unseen stay unseen")
    console = Console()
    for file in files:
        try:
            shown, outcomes = tables(file, split)
        except FaultyFileError as error:
            _refuse(str(error))
        for table in shown:
            console.print(table)
        for failure in failures(outcomes) if show else ():
            print(failure)


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command line."""
    application = typer.Typer()
    application.add_typer(commands, name="eval")
    application()


if __name__ == "__main__":
    main()
