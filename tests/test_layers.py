"""Imports go one way: eval to qa to index, and qa to prompts."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW: dict[str, set[str]] = {
    "index": {"index"},
    "prompts": {"prompts"},
    "qa": {"qa", "index", "prompts"},
    "eval": {"eval", "qa", "index", "prompts"},
}


def imported(file: Path) -> set[str]:
    """Return the top-level packages that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("layer", BELOW)
def test_a_layer_imports_only_what_is_below_it(layer: str) -> None:
    for file in sorted((ROOT / layer).rglob("*.py")):
        above = imported(file) & set(BELOW) - BELOW[layer]
        assert not above, f"{file.relative_to(ROOT)} imports {above}"


@pytest.mark.parametrize("module", ["index.stance", "qa.compare", "qa"])
def test_judging_a_sentence_loads_no_framework(module: str) -> None:
    code = f"import sys, {module}; print([m for m in sys.modules if '.' not in m])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    loaded = set(run.stdout.strip("[]\n").replace("'", "").split(", "))
    assert module.split(".", maxsplit=1)[0] in loaded, run.stderr
    assert not loaded & {"gradio", "chromadb", "llama_index", "wordllama", "scipy", "nltk"}
