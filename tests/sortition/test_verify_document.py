"""The steps of docs/verify.md, run as a stranger would run them, say what stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "verify.md"
STEP = re.compile(r"```sh\n(.*?)```(?:\n```text\n(.*?)```)?", re.DOTALL)


def run(folder, script):
    for name in ("sortition", "tests", "pyproject.toml", "requirements.txt"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "bin").mkdir()
    (folder / "bin" / "python3").symlink_to(sys.executable)
    env = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_every_step_says_what_the_document_says(tmp_path):
    steps = STEP.findall(DOCUMENT.read_text(encoding="utf-8"))
    script = "\necho =====\n".join(step for step, _ in steps)
    ended = run(tmp_path, script.replace(".venv/bin/python", sys.executable))
    said = ended.stdout.split("=====\n")
    assert len(said) == len(steps) >= 7
    for (step, expected), answer in zip(steps, said, strict=True):
        missing = [line for line in expected.splitlines() if line not in answer]
        assert not missing, f"{step}\nsaid:\n{answer}{ended.stderr}"


def test_the_document_speaks_of_every_file_and_every_verdict():
    text = DOCUMENT.read_text(encoding="utf-8")
    for word in ("commit.json", "panels.json", "result.json", "signatures.json", "manifest.json"):
        assert word in text
    for verdict in ("| VERIFIED | 0 |", "| NOT VERIFIED | 2 |", "| FAILED | 1 |"):
        assert verdict in text
