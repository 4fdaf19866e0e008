"""Registers of millions of rows: columns, checks, eligibility, and the frame of a draw.

preview_register -> check_register or read_register -> find_eligible -> make_frame
"""

from sortition.register.columns import RegisterColumns, guess_columns
from sortition.register.content import Register
from sortition.register.dates import earliest_birth, iso_date, latest_birth
from sortition.register.eligibility import RULES, Eligibility, EligibilityRules, find_eligible
from sortition.register.exclusions import Exclusions, hash_persons, read_exclusions
from sortition.register.findings import Findings
from sortition.register.frame import UNITS, Frame, make_frame
from sortition.register.reading import (
    Preview,
    RegisterCheck,
    check_register,
    check_registers,
    preview_register,
    read_register,
    read_registers,
)

__all__ = [
    "RULES",
    "UNITS",
    "Eligibility",
    "EligibilityRules",
    "Exclusions",
    "Findings",
    "Frame",
    "Preview",
    "Register",
    "RegisterCheck",
    "RegisterColumns",
    "check_register",
    "check_registers",
    "earliest_birth",
    "find_eligible",
    "guess_columns",
    "hash_persons",
    "iso_date",
    "latest_birth",
    "make_frame",
    "preview_register",
    "read_exclusions",
    "read_register",
    "read_registers",
]
