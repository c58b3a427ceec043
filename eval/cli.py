"""The commands under `allegedly eval`; what is heavy is imported where it is needed."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from eval.tab import tab
from qa.cli import BAD_INPUT, FAILED_CHECK, INCOMPLETE, INTERRUPTED, application, settings_of
from qa.cli import run as run_commands
from qa.terminal import note, number_of

if TYPE_CHECKING:
    from rich.console import Console

    from eval.given import Run

commands = typer.Typer(help="Measure whether answers keep their hedges.")

LogFile = Annotated[
    Path, typer.Argument(metavar="LOG", help="A log, or answers of another system as JSONL.")
]
Split = Literal["all", "seen", "unseen"]
SplitOption = Annotated[Split, typer.Option(help="Of labelled pairs; unseen is a third, by hash.")]
ShowOption = Annotated[bool, typer.Option(help="Print what went wrong; of pairs, of seen ones.")]
SuiteOption = Annotated[
    Path | None, typer.Option("--suite", help="The suite, where the log does not name it.")
]


@commands.command()
def validate(
    suites: Annotated[list[Path], typer.Argument(metavar="SUITE ...", help="YAML or JSONL.")],
) -> None:
    """Find every fault of suites, with file and line.

    Exit code 2 where there is one.
    """
    from eval.faults import SuiteError
    from eval.suite_file import read_suite

    faulty = False
    for path in suites:
        try:
            suite = read_suite(path)
            documents = number_of(len(suite.documents), "document")
            print(f"{path}: {number_of(len(suite.samples), 'sample')} on {documents}")
        except SuiteError as error:
            faulty = True
            print(error)
    if faulty:
        raise typer.Exit(BAD_INPUT)


@commands.command()
def schema() -> None:
    """Print the JSON Schema of suites, for editors to check by."""
    from eval.suite_file import schema as of_suites

    print(of_suites(), end="")


@commands.command()
def convert(
    file: Annotated[Path, typer.Argument(help="LabelledRagDataset (.json) or .csv")],
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT ...]", help="What it asks about.")
    ] = None,
) -> None:
    """Print a suite made from a CSV file or a LabelledRagDataset."""
    from eval.convert import convert as converted

    print(converted(file, documents or ()), end="")


@commands.command()
def run(  # noqa: PLR0913, PLR0917 (its options)
    context: typer.Context,
    suite: Annotated[Path, typer.Argument(metavar="SUITE", help="YAML or JSONL.")],
    log: Annotated[Path | None, typer.Option(help="logs/SUITE-TIME.jsonl unless given.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first samples.")] = None,
    resume: Annotated[bool, typer.Option(help="Go on with a log that was interrupted.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Samples answered at a time.")] = 1,
    rate: Annotated[float | None, typer.Option(min=0.1, help="Samples begun a minute.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Estimate tokens and cost; ask nothing.")] = False,
    price: Annotated[
        tuple[float, float], typer.Option(help="Dollars a million tokens read, and written.")
    ] = (0.0, 0.0),
) -> None:
    """Answer every sample, log it, and print the figures.

    Exit code 1 where a gate fails, 2 where no server of the model is there, 3 where samples got no
    answer.
    """
    from rich.progress import track

    from eval.given import read_run
    from eval.log import begin, header, read_log
    from eval.run import Chatbots, estimate, record
    from eval.suite_file import read_suite
    from index.embeddings import embedding
    from qa.models import check_reachable, label, model

    if resume and log is None:
        raise typer.BadParameter("--resume goes on with a log: name it with --log.")
    settings = settings_of(context)
    asked = read_suite(suite)
    samples = asked.samples[:limit]
    llm = model(settings.llm)
    bots = Chatbots(asked, llm, embedding(settings.embed))
    context.call_on_close(bots.close)
    if dry_run:
        print(estimate(samples, bots, price))
        return
    if llm is not None:
        check_reachable(llm)
    path = log or Path("logs") / f"{asked.name}-{datetime.now():%Y%m%d-%H%M%S}.jsonl"
    begun = begin(path, header(asked, path, label(llm), settings.seed, len(samples)), resume)
    answers = record(samples, bots, path, begun, jobs=jobs, rate=rate)
    left, console = len(samples) - len(begun.answered), _console(sys.stderr)
    try:
        for _ in track(answers, asked.name, left, console=console, transient=True):
            pass
    except KeyboardInterrupt:
        done = len(read_log(path).replies)
        note(f"Stopped: {done} of {len(samples)} samples are logged. To go on:")
        more = [*([] if log else ["--log", str(path)]), *([] if resume else ["--resume"])]
        note(shlex.join(["allegedly", *sys.argv[1:], *more]))
        raise typer.Exit(INTERRUPTED) from None
    note(f"Logged in {path}.")
    _show(read_run(path, suite))


@commands.command()
def score(log: LogFile, suite: SuiteOption = None) -> None:
    """Print the figures of what was answered, asking nothing.

    Exit codes as of run.
    """
    from eval.given import read_run

    _show(read_run(log, suite))


@commands.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A log.")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="A later log of the suite.")],
    suite: SuiteOption = None,
) -> None:
    """Compare two runs sample by sample.

    Exit code 1 where a gate or a critical sample fails, else 3 where a run lacks samples.
    """
    from eval.comparison import COLUMNS, breaches, flips
    from eval.comparison import compare as compared
    from eval.given import read_run

    second = read_run(after, suite)
    first = read_run(before, suite or second.suite.path)
    changes = compared(first, second)
    both = number_of(len(first.answers.keys() & second.answers.keys()), "sample")
    title = f"{second.suite.name}: {before} and {after}, {both} in both"
    _print(title, COLUMNS, (change.row for change in changes.values()))
    for line in flips(changes):
        print(line)
    _exit_by(breaches(first, second, changes), _incomplete(first, second))


@commands.command()
def report(
    log: LogFile,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE ...", help=".md, .xml (JUnit) or .html")
    ],
    suite: SuiteOption = None,
) -> None:
    """Write a run as Markdown, JUnit XML or one offline HTML file.

    Exit code 3 where samples got no answer.
    """
    from eval.given import read_run
    from eval.report import write

    run = read_run(log, suite)
    for file in files:
        write(file, run)
    _exit_by((), _incomplete(run))


def _show(run: "Run") -> None:
    """Print the figures of a run, and exit by its gates."""
    from eval.figures import COLUMNS

    _print(run.title, COLUMNS, [figure.row for figure in run.figures.values()])
    for one in run.scored:
        if one.faults:
            print(f"{one.sample.id}: {'; '.join(one.faults)}")
    _exit_by(() if run.unanswered else run.breaches, _incomplete(run))
    if run.suite.gates:
        print(f"gates passed: {', '.join(run.suite.gates)}")


def _incomplete(*runs: "Run") -> Iterator[str]:
    """Yield a line for each run that lacks an answer it was asked for, or that another one has."""
    answered = {name for run in runs for name in run.answers}
    for run in runs:
        if lacking := max(run.unanswered, len(answered - run.answers.keys())):
            again = "; --resume asks again" if run.header and run.unanswered else ""
            yield f"incomplete: {number_of(lacking, 'sample')} got no answer in {run.path}{again}"


def _exit_by(failed: Iterable[str], incomplete: Iterable[str] = ()) -> None:
    """Print what is wrong, and exit by the worst of it."""
    gates, lacking = [f"gate failed: {breach}" for breach in failed], list(incomplete)
    for line in (*gates, *lacking):
        print(line)
    if gates or lacking:
        raise typer.Exit(FAILED_CHECK if gates else INCOMPLETE)


@commands.command()
def mutate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE ...", help="Suites, or JSONL of labelled pairs.")
    ],
    minimum: Annotated[
        float | None, typer.Option(help="Exit with 1 where fewer spoilt answers are noticed.")
    ] = None,
    maximum: Annotated[
        float | None, typer.Option(help="Exit with 1 where more rewordings are noticed.")
    ] = None,
    split: SplitOption = "all",
    show: ShowOption = False,
) -> None:
    """Spoil faithful answers and print the share that is noticed.

    Exit code 1 where a gate under `mutants` of the suite fails, or one of the options.
    """
    from eval.benchmarks.mutate import of_pairs
    from eval.benchmarks.pairs import are_pairs, read_split
    from eval.mutate import COLUMNS, breaches, of_suite, rates, trials, wrong
    from eval.suite import Gate
    from eval.suite_file import read_suite

    failed: list[str] = []
    for file in files:
        suite = None if are_pairs(file) else read_suite(file)
        _check_unseen(show and suite is None, split)
        items = of_suite(suite) if suite else of_pairs(read_split(file, split))
        found = list(trials(items))
        rated = list(rates(found))
        _print(file.name, COLUMNS, [rate.row for rate in rated])
        for line in wrong(found) if show else ():
            print(line)
        failed += breaches(suite, rated) if suite else ()
        for rate in rated:
            low, high = minimum if rate.spoilt else None, maximum if rate.reworded else None
            failed += rate.breaches(Gate(minimum=low, maximum=high))
    _exit_by(failed)


@commands.command()
def opinion(context: typer.Context, log: LogFile, suite: SuiteOption = None) -> None:
    """Ask a model (--llm) for a second opinion on a run.

    It is logged in LOG.opinion.jsonl and enters no figure.
    """
    from eval.given import read_run
    from eval.opinion import log as logged
    from qa.models import model

    llm = model(settings_of(context).llm)
    if llm is None:
        raise typer.BadParameter("A second opinion needs a model: give --llm model@base-url.")
    print(logged(read_run(log, suite), llm, log.with_suffix(".opinion.jsonl")))


@commands.command()
def stance(
    files: Annotated[list[Path], typer.Argument(help="JSONL of labelled pairs or rated sentences")],
    split: SplitOption = "all",
    show: ShowOption = False,
) -> None:
    """Measure the judge against people's labels."""
    from eval.benchmarks.stance import failures, tables

    for file in files:
        _check_unseen(show, split)
        shown, outcomes = tables(file, split)
        for table in shown:
            _console(sys.stdout).print(table)
        for failure in failures(outcomes) if show else ():
            print(failure)


def _check_unseen(show: bool, split: Split) -> None:
    if show and split != "seen":
        raise typer.BadParameter("--show prints pairs: give --split seen, the others stay unseen.")


def _print(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    from rich.table import Table

    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*row)
    _console(sys.stdout).print(table)


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    # What is no terminal, such as a file or a pipe, gets lines as long as they are.
    return Console(file=stream, width=None if stream.isatty() else 200)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, these commands among the others."""
    whole = application([tab()])
    whole.add_typer(commands, name="eval")
    sys.exit(run_commands(whole, sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    main()
