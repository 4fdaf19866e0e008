"""Each code has one sentence, and each sentence a code that is in use."""

import re
from pathlib import Path

from sortition.errors import REASONS, DrawError, Problem

SOURCES = sorted((Path(__file__).parents[2] / "sortition").rglob("*.py"))


def test_every_code_that_is_raised_has_a_sentence_and_every_sentence_is_used():
    text = "\n".join(path.read_text() for path in SOURCES)
    raised = set(re.findall(r'(?:Problem|DrawError|system_problem)\(\s*"([a-z_0-9]+)"', text))
    # picked by an expression: pool.py, register/chunks.py
    chosen = {"unknown_value", "blank_value", "control_character", "long_cell"}
    assert raised | chosen == set(REASONS)


def test_a_problem_says_file_line_column_value_and_reason():
    problem = Problem("duplicate_id", "pool.csv", 4, "id", "x", {"first_line": 2})
    assert problem.sentence() == (
        'pool.csv, line 4, column id, value "x": this id already stands on line 2.'
    )


def test_a_refused_step_keeps_its_code_and_parameters():
    error = DrawError("dice_not_digits", letter="x", position=3)
    assert (error.code, error.params) == ("dice_not_digits", {"letter": "x", "position": 3})
    assert str(error) == 'Dice show digits only, but number 3 is "x".'
