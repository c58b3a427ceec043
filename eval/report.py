"""What a run came to: for the terminal, for a pull request, for a build server, for a browser."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from eval.faults import Fault, SuiteError, told
from eval.given import Run
from eval.score import Scored, Scorer
from eval.suite import Place
from index.stance import read
from index.types import Mark
from qa.types import SEVERITY


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def _printable(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c.isprintable() or (c.isspace() and c > " "))


Pieces = list[tuple[str, str]]
"""A text in pieces, each with the kind of mark that it is, or none."""


def pieces(text: str, start: int, marks: Iterable[Mark], lost: Iterable[Mark] = ()) -> Pieces:
    """Return `text`, which begins at offset `start` of its document, with its marks set off."""
    found: Pieces = []
    at, struck = 0, {mark.span for mark in lost}
    for mark in sorted(set(marks), key=lambda mark: (mark.start, -mark.end)):
        first, last = mark.start - start, mark.end - start
        if at <= first < last <= len(text):
            kind = f"{mark.kind} lost" if mark.span in struck else mark.kind
            found += [(text[at:first], ""), (text[first:last], kind)]
            at = last
    return [*found, (text[at:], "")]


def _sources(one: Scored, scorer: Scorer) -> Iterator[tuple[str, list[Pieces]]]:
    """Yield, by document, the sentences that the answer restates and those the suite names."""
    named = [*one.key.gold, *one.key.firm]
    named += [tuple(owed.place for owed in owing) for owing in one.key.marks]
    wanted = [places[0] for places in named if places]
    for judged in one.judged:
        owed = (Place(judged.document, mark.span) for mark in judged.judgement.owed)
        wanted += [*owed, *filter(None, [judged.restated])]
    lost = [mark for judged in one.judged for mark in judged.judgement.lost]
    for name in dict.fromkeys(place.document for place in wanted):
        source = scorer.sources[name]
        chosen = [
            sentence
            for sentence in source.sentences
            if any(place.document == name and place.span.meets(sentence) for place in wanted)
        ]
        shown = [pieces(s.of(source.text), s.start, source.marks, lost) for s in chosen]
        yield scorer.documents[name].title or Path(name).name, shown


def _verdicts(scored: Sequence[Scored]) -> list[tuple[str, int, float]]:
    """Return how many statements got each verdict, and the share of the commonest."""
    found = Counter(judged.judgement.verdict for one in scored for judged in one.judged)
    most = max(found.values(), default=1)
    return [(verdict, found[verdict], found[verdict] / most) for verdict in SEVERITY]


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=select_autoescape(["html", "xml"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(cell=_cell, printable=_printable)


def render(form: str, run: Run) -> str:
    """Return the report as `md` for a pull request, `xml` (JUnit) or one offline `html` page."""
    return _TEMPLATES.get_template(f"report.{form}").render(
        run=run,
        verdicts=_verdicts(run.scored),
        pieces=lambda text: pieces(text, 0, read(text)),
        sources=lambda one: _sources(one, run.scorer),
    )


def write(path: Path, run: Run) -> None:
    """Write the report in the form that the file's name ends in: .md, .xml (JUnit) or .html.

    Raises SuiteError for another ending, and where the file cannot be written.
    """
    form = path.suffix.removeprefix(".")
    if form not in ("md", "xml", "html"):
        raise SuiteError(Fault(path, 1, "name it .md, .xml (for JUnit) or .html"))
    with told(path, 1, "written"):
        path.write_text(render(form, run) + "\n", encoding="utf-8")
