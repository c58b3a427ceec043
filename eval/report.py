"""What a run came to: for the terminal, for a pull request, for a build server, for a browser."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from rich.table import Table

from eval.figures import Figure
from eval.given import Run
from eval.score import Scored
from eval.suite import Fault, SuiteError

MAIN = ("hedge_recall", "overclaim_rate", "citation_validity", "recall_at_5", "refusal_accuracy")
"""The figures that stand first: whether answers are honest, cited, found and given when due."""


def ordered(figures: Mapping[str, Figure]) -> list[Figure]:
    """Return the figures, the main ones first."""
    names = [*MAIN, *(name for name in figures if name not in MAIN)]
    return [figures[name] for name in names]


def table(title: str, figures: Mapping[str, Figure]) -> Table:
    """Return the figures as a table for the terminal."""
    shown = Table("metric", "value", "95 % interval", "counts", title=title)
    for figure in ordered(figures):
        name = figure.metric.name
        shown.add_row(name, str(figure), figure.range, figure.counts, end_section=name == MAIN[-1])
    return shown


def faults(scored: Iterable[Scored]) -> list[str]:
    """Return a line for each sample that fails."""
    return [f"{one.sample.id}: {'; '.join(one.faults)}" for one in scored if one.faults]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def markdown(
    title: str, figures: Mapping[str, Figure], scored: Sequence[Scored], breaches: Sequence[str]
) -> str:
    """Return the report as Markdown for a pull request."""
    lines = [f"## {title}", ""]
    lines += [f"- **gate failed** {_cell(breach)}" for breach in breaches]
    lines += ["", "| metric | value | 95 % interval | counts |", "|---|---|---|---|"]
    for figure in ordered(figures):
        lines.append(f"| {figure.metric.name} | {figure} | {figure.range} | {figure.counts} |")
    failed = [one for one in scored if one.faults]
    lines += ["", f"{len(failed)} of {len(scored)} samples fail.", ""]
    if failed:
        lines += ["| sample | question | why |", "|---|---|---|"]
        lines += [
            f"| {one.sample.id} | {_cell(one.sample.question)} | {_cell('; '.join(one.faults))} |"
            for one in failed
        ]
    return "\n".join(lines).rstrip() + "\n"


def junit(title: str, scored: Sequence[Scored], breaches: Sequence[str]) -> str:
    """Return the report as JUnit XML: a case for each sample, and one for the gates."""
    failed = sum(bool(one.faults) for one in scored) + bool(breaches)
    suite = ElementTree.Element(
        "testsuite", name=title, tests=str(len(scored) + 1), failures=str(failed)
    )
    for one in scored:
        seconds = f"{one.reply.seconds or 0:.3f}"
        case = ElementTree.SubElement(
            suite, "testcase", classname=title, name=one.sample.id, time=seconds
        )
        _fail(case, one.faults, one.reply.text)
    gates = ElementTree.SubElement(suite, "testcase", classname=title, name="gates", time="0")
    _fail(gates, breaches, "")
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _fail(case: ElementTree.Element, why: Sequence[str], answer: str) -> None:
    if why:
        failure = ElementTree.SubElement(case, "failure", message=_printable("; ".join(why)))
        failure.text = _printable(answer)


def _printable(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c.isprintable() or (c.isspace() and c > " "))


def write(path: Path, run: Run, figures: Mapping[str, Figure], breaches: Sequence[str]) -> None:
    """Write the report in the form that the file's name ends in: .md, .xml (JUnit) or .html.

    Raises SuiteError for another ending, and where the file cannot be written.
    """
    from eval.html_report import html

    match path.suffix:
        case ".md":
            content = markdown(run.title, figures, run.scored, breaches)
        case ".xml":
            content = junit(run.title, run.scored, breaches)
        case ".html":
            content = html(run, figures, breaches)
        case _:
            raise SuiteError([Fault(path, 1, "name it .md, .xml (for JUnit) or .html")])
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise SuiteError([Fault(path, 1, f"cannot be written: {error.strerror}")]) from error
