"""The example in the documentation runs as it stands there."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_ten_lines_draw_a_panel(tmp_path, monkeypatch, capsys):
    text = (ROOT / "docs" / "panel-selection.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1)
    instance = ROOT / "tests" / "data" / "instances" / "madrid_49"
    shutil.copy(instance / "categories.csv", tmp_path / "quotas.csv")
    shutil.copy(instance / "respondents.csv", tmp_path / "people.csv")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "panel-selection.md", "exec"), {})
    proof, panel = capsys.readouterr().out.splitlines()[-2:]
    assert proof.startswith("optimal 0.0387918")
    assert len(set(panel.strip("[]").split(", "))) == 49
