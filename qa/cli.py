"""The command line, apart from `eval`.

Commands import what they need when they run, so that `--help` and `check` start at once.
"""

import errno
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import AllegedlyError
from index.names import is_address
from qa import terminal
from qa.arguments import ordered
from qa.page import Tab, check_port

if TYPE_CHECKING:
    from index.store import Index
    from index.types import Document
    from qa.settings import Settings

OF_AN_EARLIER_VERSION = (
    "indexed by an earlier version, which did not note its folder; index it again from there, and "
    "then forget this one from another folder"
)
"""What mends a source that the index knows by a path as it was written."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

DONE, FAILED_CHECK, BAD_INPUT, INCOMPLETE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 3, 130, 141
"""The exit codes; the last two are what a shell gives for a program ended by these signals."""


def application(tabs: Sequence[Tab] = ()) -> typer.Typer:
    """Return all commands but `eval`; the page of `chat` shows `tabs` beside its own."""
    commands = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    commands.callback()(global_options)

    @commands.command()
    def chat(
        context: typer.Context,
        sources: Annotated[
            list[str] | None,
            typer.Argument(metavar="[SOURCE ...]", help="Files, folders or URLs to index first."),
        ] = None,
    ) -> None:
        """Open the page: on what is indexed or, while nothing is, on a sample article.

        It is at http://127.0.0.1:7860 or the next free port; the environment variables
        GRADIO_SERVER_PORT and GRADIO_SERVER_NAME choose another place.
        """
        settings = settings_of(context)
        check_port()
        with terminal.working("Opening the page"):
            from qa.opening import SAMPLE_QUESTIONS, open_chatbot_of_page, open_index
            from qa.page.build import EXAMPLES
            from qa.page.serve import serve, wait

        if sources:
            with open_index(settings) as library:
                if not any(_refresh(library, sources, terminal.note)):
                    raise typer.Exit(BAD_INPUT)
        with terminal.working("Opening the page"):
            bot, is_sample = open_chatbot_of_page(settings)
            address = serve(bot, tabs, SAMPLE_QUESTIONS if is_sample else EXAMPLES)
        if is_sample:
            terminal.note("Nothing is indexed yet: the page opens on a sample article.")
        terminal.note(f"The page is at {address} (Ctrl-C ends it).")
        with bot.index:
            wait()

    for command in (ask, index, sources, forget, check):
        commands.command()(command)
    return commands


def run(commands: typer.Typer, arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; what goes wrong is one line, no traceback."""
    terminal.prepare()
    command, words = typer.main.get_command(commands), list[str]()
    try:
        words = ordered(arguments or ["--help"])
        code = command.main(words, "allegedly", standalone_mode=False)
        sys.stdout.flush()
    except AllegedlyError as error:
        _tell(error)
        return BAD_INPUT
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else _named(command, words)
        message = " ".join(error.format_message().split())
        stop = "" if message.endswith((".", "?", "!")) else "."
        terminal.note(f"allegedly: {message}{stop} See: {path} --help")
        return BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except SystemExit:
        # How typer and rich end when the reader of a pipe has gone, `head` for one.
        return PIPE_CLOSED
    except OSError as error:
        if error.errno not in _FULL:
            raise
        terminal.give_up()
        _tell(f"the output cannot be written: {error.strerror}; make room, or write elsewhere.")
        return INCOMPLETE
    return code if isinstance(code, int) else DONE


def _tell(fault: object) -> None:
    """Note what is wrong; a file may have several faults, which are a line each."""
    for line in str(fault).splitlines():
        terminal.note(f"allegedly: {line}")


def _named(command: object, words: Sequence[str]) -> str:
    """Return the command that the words of a command line name, as far as they name one."""
    path = "allegedly"
    for word in words:
        if inner := getattr(command, "commands", {}).get(word):
            command, path = inner, f"{path} {word}"
    return path


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        terminal.result(f"allegedly {version('allegedly')}")
        raise typer.Exit


def global_options(
    context: typer.Context,
    index: Annotated[
        str | None, typer.Option(help="Folder of the index, or address of a Chroma server.")
    ] = None,
    llm: Annotated[
        str | None, typer.Option(help="none, or model@base-url of an OpenAI-compatible server.")
    ] = None,
    embed: Annotated[str | None, typer.Option(help="Embedding; wordllama unless given.")] = None,
    seed: Annotated[int | None, typer.Option(help="For what is drawn at random.")] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Ask an article a question; the answer cites the exact words and never sounds surer.

    Each option is also an environment variable (ALLEGEDLY_INDEX, ...) and a line of
    allegedly.toml, and may stand before or after the command.
    """
    context.obj = {"index": index, "llm": llm, "embed": embed, "seed": seed}


def settings_of(context: typer.Context) -> "Settings":
    """Return the settings that hold for a command. Raises SettingsError."""
    from qa.settings import load

    return load(context.obj)


def ask(
    context: typer.Context,
    question: Annotated[
        str,
        typer.Argument(metavar="QUESTION", help="A question in English.", show_default=False),
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE ...", help="Answer from these files, folders and URLs alone."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Answer a question from what is indexed, or from the sources given alone.

    Sources given are read for this answer and not added to the index. Where some cannot be read
    the others answer, and the exit code is 3. Where a model was named and fails, a line says so and
    the articles answer in their own words; where it fails midway the answer ends there, and the
    exit code is 3; one whose server is not there is bad input.
    """
    settings = settings_of(context)
    with terminal.working("Reading"):
        from qa.chat import INSTEAD
        from qa.models import ModelError, UnreachableError
        from qa.opening import open_chatbot

        bot, unread = open_chatbot(settings, source or ())
    for why in unread:
        _tell(why)
    with bot.index, terminal.working("Answering"):
        try:
            answer = bot.ask(question)
        except UnreachableError:
            raise
        except ModelError as error:
            terminal.note(f"allegedly: {error} {INSTEAD}")
            answer = bot.without_model().ask(question)
    if as_json:
        from qa.records import of_answer

        terminal.result_record(of_answer(answer))
    else:
        terminal.show_answer(answer)
    if unread or not answer.complete:
        raise typer.Exit(INCOMPLETE)


def index(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE ...", help="Files, folders or URLs.", show_default=False),
    ],
) -> None:
    """Add sources to the index, or bring them up to date; a line for each.

    Where some cannot be read the others are indexed, and the exit code is 3.
    """
    settings = settings_of(context)
    with terminal.working("Opening the index"):
        from qa.opening import open_index

        library = open_index(settings)
    with library:
        _exit_by(_refresh(library, sources, terminal.result))


def sources(
    context: typer.Context,
    text: Annotated[
        str | None,
        typer.Option(metavar="SOURCE", help="Print this source's text as loaded, nothing else."),
    ] = None,
) -> None:
    """List what is indexed, or print the text that the offsets of citations count in."""
    settings = settings_of(context)
    with terminal.working("Opening the index"):
        from qa.opening import is_there, open_index, text_of

    if text is not None:
        terminal.result_text(text_of(text, settings))
        return
    documents: tuple[Document, ...] = ()
    if is_there(settings):
        with open_index(settings) as library:
            documents = library.documents()
    if not documents:
        terminal.note(f"{settings.index}: nothing is indexed; add with: allegedly index SOURCE")
    for document in documents:
        terminal.show_document(document)
        if not is_address(document.source) and not Path(document.source).is_absolute():
            terminal.note(f"{document.source}: {OF_AN_EARLIER_VERSION}")


def forget(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE ...", help="Files, folders or URLs.", show_default=False),
    ],
) -> None:
    """Remove sources from the index."""
    settings = settings_of(context)
    with terminal.working("Opening the index"):
        from index.build import forget as remove
        from qa.opening import open_filled_index

    with open_filled_index(settings) as library:
        found = [remove(library, source) for source in sources]
    for source, was_there in zip(sources, found, strict=True):
        if was_there:
            terminal.result(f"forgot     {source}")
        else:
            terminal.result(f"failed     {source}: not in the index; see: allegedly sources")
    _exit_by(found)


def check(
    answer: Annotated[
        str | None,
        typer.Argument(metavar="[ANSWER.txt | -]", help="Text to check; - is standard input."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE", help="File or URL that the text must not be surer than."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    pairs: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.jsonl",
            help='A pair {"id", "source", "answer"} a line, checked into a JSON result a line.',
        ),
    ] = None,
) -> None:
    """Check whether a text keeps the stance of its source; exit code 1 where it does not.

    With --pairs the results are what is asked for, overclaims among them, and the exit code is 0.

    A file of pairs is read to its end before the first result, so that a bad line prints none.
    """
    sources = source or []
    if len(sources) > 1:
        raise typer.BadParameter(f"A text is checked against one --source, not {len(sources)}.")
    if bool(sources) == (pairs is not None) or (pairs is not None and answer is not None):
        raise typer.BadParameter("Give --source SOURCE [ANSWER.txt], or --pairs FILE.jsonl.")
    from qa.pairs import judged, read_answer, read_pairs
    from qa.records import of_report

    if pairs is not None:
        for pair, report in judged(read_pairs(pairs)):
            terminal.result_record(of_report(pair.id, report))
        return
    from index.documents import load
    from qa.compare import check as judge

    name = answer or "-"
    if name == "-" and sys.stdin.isatty():
        terminal.note("Write or paste the text to check, then press Ctrl-D.")
    report = judge(read_answer(name), load(sources[0]).text)
    if as_json:
        terminal.result_record(of_report(name, report))
    else:
        terminal.show_report(report)
    if report.overclaims:
        raise typer.Exit(FAILED_CHECK)


def _refresh(library: "Index", sources: Sequence[str], show: Callable[[str], None]) -> list[bool]:
    """Index the sources, a line each as it is done; return which ones succeeded."""
    from index.build import refresh
    from index.documents import expand

    names = expand(sources)
    succeeded = []
    for outcome in terminal.watched(refresh(library, names), len(names)):
        failed = outcome.status == "failed"
        if failed:
            show(f"failed     {outcome.why}")
        else:
            show(f"{outcome.status:<10} {outcome.source}")
        succeeded.append(not failed)
    return succeeded


def _exit_by(succeeded: Sequence[bool]) -> None:
    """Exit as incomplete where something failed, and as bad input where everything did."""
    if not all(succeeded):
        raise typer.Exit(INCOMPLETE if any(succeeded) else BAD_INPUT)


def main() -> None:
    """Run the command line."""
    sys.exit(run(application(), sys.argv[1:]))


if __name__ == "__main__":
    main()
