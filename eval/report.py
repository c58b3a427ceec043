"""What a run came to: for the terminal, for a pull request, for a build server, for a browser."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from eval.faults import Fault, SuiteError, told
from eval.given import Run
from eval.score import Scored, Scorer
from eval.suite import Place
from index.stance import read
from qa.page.render import marked
from qa.types import SEVERITY


def _sources(one: Scored, scorer: Scorer) -> Iterator[tuple[str, list[str]]]:
    """Yield, by document, the sentences that the answer restates and those the suite names."""
    wanted = [place for places in (*one.key.gold, *one.key.firm) for place in places[:1]]
    wanted += [owing[0].place for owing in one.key.marks]
    for judged in one.judged:
        wanted += [Place(judged.document, mark.span) for mark in judged.judgement.owed]
        wanted += filter(None, [judged.restated])
    lost = {mark.span for judged in one.judged for mark in judged.judgement.lost}
    for name in dict.fromkeys(place.document for place in wanted):
        source, title = scorer.sources[name], scorer.documents[name].title or Path(name).name
        near = (span for span in source.sentences if any(map(Place(name, span).meets, wanted)))
        yield title, [marked(span.of(source.text), source.marks, span.start, lost) for span in near]


def _printable(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c.isprintable() or (c.isspace() and c > " "))


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=select_autoescape(["html", "xml"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["printable"] = _printable


def render(form: str, run: Run) -> str:
    """Return the report as `md` for a pull request, `xml` (JUnit) or one offline `html` page."""
    return _TEMPLATES.get_template(f"report.{form}").render(
        run=run,
        severity=SEVERITY,
        verdicts=Counter(j.judgement.verdict for one in run.scored for j in one.judged),
        marked=lambda text: marked(text, read(text)),
        sources=lambda one: _sources(one, run.scorer),
    )


def write(path: Path, run: Run) -> None:
    """Write the report in the form that the file's name ends in: .md, .xml (JUnit) or .html.

    Raises SuiteError for another ending, and where the file cannot be written.
    """
    form = path.suffix.removeprefix(".")
    if form not in ("md", "xml", "html"):
        raise SuiteError(Fault(path, None, "name it .md, .xml (for JUnit) or .html"))
    with told(path, None, "written"):
        path.write_text(render(form, run) + "\n", encoding="utf-8")
