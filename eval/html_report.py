"""The report as one HTML file that needs no network: question, answer and source side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template

from eval.figures import Figure
from eval.given import Run
from eval.report import ordered
from eval.score import Judged, Scored, Scorer
from index.stance import read
from index.types import Mark, Span
from qa.types import OVERCLAIMS, SEVERITY

_PAGE = Template(Path(__file__).with_name("report.html").read_text(encoding="utf-8"))
_COLOURS = ("#7f0000", "#c62828", "#ef6c00", "#f9a825", "#9e9e9e", "#64b5f6", "#66bb6a")


def marked(text: str, start: int, marks: Iterable[Mark], lost: Iterable[Mark] = ()) -> str:
    """Return `text`, which begins at offset `start` of its document, with its marks set off."""
    pieces, at = [], 0
    struck = {mark.span for mark in lost}
    for mark in sorted(set(marks), key=lambda mark: (mark.start, -mark.end)):
        first, last = mark.start - start, mark.end - start
        if first < at or last > len(text):
            continue
        name = f"{mark.kind} lost" if mark.span in struck else mark.kind
        words = f'<mark class="{name}" title="{name}">{escape(text[first:last])}</mark>'
        pieces += [escape(text[at:first]), words]
        at = last
    return "".join(pieces) + escape(text[at:])


def _statement(judged: Judged) -> str:
    text, judgement = judged.said.text, judged.judgement
    over = " over" if judgement.overclaims else ""
    verdict = f'<span class="verdict{over}">{judgement.verdict}</span>'
    mended = ' <span class="verdict">mended</span>' if judged.said.repaired else ""
    why = "" if judgement.verdict == "kept" else f'<p class="why">{escape(judgement.why)}</p>'
    return f"<p>{marked(text, 0, read(text))} {verdict}{mended}</p>{why}"


def _answer(one: Scored) -> str:
    if one.reply.error:
        return f'<p class="why">{escape(one.reply.error)}</p>'
    statements = {judged.said: judged for judged in one.judged}
    parts = [
        _statement(statements[said])
        if said in statements
        else f'<p class="remark">{escape(said.text)}</p>'
        for said in one.reply.statements
    ]
    return "".join(parts) or '<p class="remark">nothing</p>'


def _source(one: Scored, scorer: Scorer) -> str:
    """Return the sentences that the answer restates, and those that the suite names."""
    wanted: dict[str, set[Span]] = {}
    lost = {mark for judged in one.judged for mark in judged.judgement.lost}
    for judged in one.judged:
        spans = wanted.setdefault(judged.document, set())
        spans.update(mark.span for mark in judged.judgement.owed)
        spans.update([judged.judgement.source] if judged.judgement.source else [])
    named = [*one.key.gold, *one.key.firm]
    named += [tuple(owed.place for owed in owing) for owing in one.key.marks]
    for place in (places[0] for places in named if places):
        wanted.setdefault(place.document, set()).add(place.span)
    parts = []
    for name, spans in wanted.items():
        source = scorer.sources[name]
        title = scorer.documents[name].title or Path(name).name
        parts.append(f'<p class="remark">{escape(title)}</p>')
        for sentence in source.sentences:
            if any(span.meets(sentence) for span in spans):
                marks = [mark for mark in source.marks if mark.span.meets(sentence)]
                words = marked(sentence.of(source.text), sentence.start, marks, lost)
                parts.append(f"<p>{words}</p>")
    return "".join(parts)


def _sample(one: Scored, scorer: Scorer) -> str:
    classes = {
        "fails": bool(one.faults),
        "critical": one.sample.critical,
        "unanswerable": not one.sample.answerable,
        "over": any(judged.judgement.overclaims for judged in one.judged),
    }
    chosen = " ".join(name for name, holds in classes.items() if holds)
    before = "".join(
        f'<p class="remark">{escape(turn.question)} – {escape(turn.answer)}</p>'
        for turn in one.sample.history
    )
    why = "".join(f'<p class="why">{escape(fault)}</p>' for fault in one.faults)
    return (
        f'<article class="{chosen}"><h3>{escape(one.sample.question)} '
        f'<small class="remark">{escape(one.sample.id)}</small></h3>{before}{why}'
        f'<div class="columns"><div><h4>Answer</h4>{_answer(one)}</div>'
        f"<div><h4>Source</h4>{_source(one, scorer)}</div></div></article>"
    )


def _bar(figure: Figure) -> str:
    """Return an inline plot of a share with its interval, from 0 to 1."""
    if figure.value is None or figure.metric.unit not in ("share", "mean"):
        return ""
    width = 200
    line = ""
    if figure.interval is not None:
        low, high = (bound * width for bound in (figure.interval.low, figure.interval.high))
        line = f'<path d="M{low:.1f} 8H{high:.1f}" stroke="currentColor" stroke-width="2"/>'
    return (
        f'<svg width="{width + 10}" height="16" viewBox="-5 0 {width + 10} 16">'
        f'<path d="M0 8H{width}" stroke="gray" opacity=".3"/>{line}'
        f'<circle cx="{figure.value * width:.1f}" cy="8" r="4" fill="#1976d2"/></svg>'
    )


def _figures(figures: Mapping[str, Figure]) -> str:
    rows = "".join(
        f'<tr title="{escape(" ".join(figure.metric.formula.split()))}">'
        f"<td>{figure.metric.name}</td><td>{figure}</td><td>{_bar(figure)}</td>"
        f"<td>{figure.range}</td><td>{figure.counts}</td></tr>"
        for figure in ordered(figures)
    )
    heads = "".join(f"<th>{head}</th>" for head in ("metric", "", "", "95 % interval", "counts"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _verdicts(scored: Sequence[Scored]) -> str:
    """Return an inline plot of how many statements got each verdict."""
    found = Counter(judged.judgement.verdict for one in scored for judged in one.judged)
    most = max(found.values(), default=1)
    rows = []
    for row, (verdict, colour) in enumerate(zip(SEVERITY, _COLOURS, strict=True)):
        width = 400 * found[verdict] / most
        name = f"{verdict} *" if verdict in OVERCLAIMS else verdict
        rows.append(
            f'<text x="0" y="{row * 20 + 14}">{name}</text><rect x="100" y="{row * 20 + 4}" '
            f'width="{width:.1f}" height="12" fill="{colour}"/>'
            f'<text x="{width + 106:.1f}" y="{row * 20 + 14}">{found[verdict]}</text>'
        )
    return f'<svg width="560" height="{20 * len(SEVERITY) + 4}">{"".join(rows)}</svg>'


def html(run: Run, figures: Mapping[str, Figure], breaches: Sequence[str]) -> str:
    """Return the whole page."""
    return _PAGE.substitute(
        title=escape(run.title),
        origin=escape(run.origin),
        gates="".join(f'<p class="gate">Gate failed: {escape(breach)}</p>' for breach in breaches),
        figures=_figures(figures),
        verdicts=_verdicts(run.scored),
        count=len(run.scored),
        samples="".join(_sample(one, run.scorer) for one in run.scored),
    )
