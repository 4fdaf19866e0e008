"""Every refusal of sortition has its sentence, with the same parameters."""

import re
import string

import pytest

from observatory.recruitment.messages import MESSAGES
from sortition.errors import REASONS


@pytest.mark.parametrize("code", REASONS)
def test_every_refusal_has_a_sentence_with_its_own_parameters_only(code):
    given = {name for _, name, _, _ in string.Formatter().parse(REASONS[code]) if name}
    assert set(re.findall(r"%\((\w+)\)s", MESSAGES[code])) <= given
