"""The tab of the page that shows the runs that were logged, and compares two of them."""

from functools import partial
from html import escape
from pathlib import Path

from index.errors import AllegedlyError
from qa.page import Tab

FOLDER = Path("logs")
"""Where `eval run` logs unless told otherwise, seen from where the program was started."""

NOTHING = "none"


def runs(folder: Path = FOLDER) -> list[str]:
    """Return the names of the logs, the latest first."""
    logs = (log for log in folder.glob("*.jsonl") if not log.name.endswith(".opinion.jsonl"))
    return [log.name for log in sorted(logs, key=lambda log: log.stat().st_mtime, reverse=True)]


def shown(name: str | None, folder: Path = FOLDER) -> str:
    """Return the report of a run, as HTML for a frame of its own, or why there is none."""
    from eval.given import read_run
    from eval.report import render

    if not name:
        return "<p>No run is logged yet: <code>allegedly eval run SUITE</code> makes one.</p>"
    try:
        page = render("html", read_run(folder / name))
    except AllegedlyError as error:
        return f"<p>{escape(str(error))}</p>"
    style = "width:100%;height:80vh;border:0"
    return f'<iframe title="Report" style="{style}" srcdoc="{escape(page)}"></iframe>'


def compared(name: str | None, before: str | None, folder: Path = FOLDER) -> list[list[str]]:
    """Return the rows of a comparison with an earlier run; none where that cannot be made."""
    from eval.comparison import compare
    from eval.given import read_run

    if not name or not before or before == NOTHING:
        return []
    try:
        second = read_run(folder / name)
        first = read_run(folder / before, second.suite.path)
    except AllegedlyError as error:
        return [[str(error)]]
    return [list(change.row) for change in compare(first, second).values()]


def tab(folder: Path = FOLDER) -> Tab:
    """Return the tab."""
    return Tab("Evaluation", partial(_fill, folder))


def _fill(folder: Path) -> None:
    import gradio as gr

    from eval.comparison import COLUMNS

    def choices() -> tuple[gr.Dropdown, gr.Dropdown]:
        names = runs(folder)
        latest = names[0] if names else None
        return (
            gr.Dropdown(names, value=latest, label="Run"),
            gr.Dropdown([NOTHING, *names], value=NOTHING, label="Compared with"),
        )

    def change(name: str | None, before: str | None) -> gr.Dataframe:
        found = compared(name, before, folder)
        return gr.Dataframe(found, headers=list(COLUMNS), visible=bool(found))

    with gr.Row():
        run, before = choices()
        again = gr.Button("Look again", scale=0)
    changes = gr.Dataframe(visible=False, label="Changes", headers=list(COLUMNS))
    report = gr.HTML(shown(None, folder))
    again.click(choices, outputs=[run, before], api_visibility="private")
    # Without a trigger a function runs when the page opens and whenever an input changes.
    gr.on(fn=partial(shown, folder=folder), inputs=run, outputs=report, api_visibility="private")
    gr.on(fn=change, inputs=[run, before], outputs=changes, api_visibility="private")
