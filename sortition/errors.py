"""What can go wrong in a lottery, as codes and parameters; no HTML, no translation.

SortitionError
|-- InputError        a file or a number cannot be used; all its problems at once
|-- DrawError         a step of a draw is refused: dice, a secret, files that do not fit
|-- InfeasibleError   no panel meets every quota
`-- SolverError       the solver's answer failed the check in integer arithmetic
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

REASONS: dict[str, str] = {
    "duplicate_quota": "this value of {feature} already has a quota on line {first_line}",
    "negative_quota": "a quota cannot be below zero",
    "minimum_above_maximum": "the minimum {minimum} is above the maximum {maximum}",
    "sum_of_minima": "the minima of {feature} add up to {total}, more than the {size} seats",
    "sum_of_maxima": "the maxima of {feature} add up to {total}, fewer than the {size} seats",
    "no_quotas": "there is no quota in the file",
    "bad_size": "a panel needs at least one seat",
    "pool_too_small": "the pool has {members} members, fewer than the {size} seats",
    "missing_column": "there is no column for the feature {feature}",
    "unknown_value": "no quota of {feature} has this value",
    "unknown_feature": "no quota has this feature",
    "blank_value": "the value of {feature} is blank",
    "duplicate_id": "this id already stands on line {first_line}",
    "minimum_above_pool": "the minimum is {minimum}, but the pool has only {count} such members",
    "infeasible": "no panel meets all the quotas together",
    # advice
    "conflicting_minimum": "at least {minimum} of this {feature} conflicts with the others here",
    "conflicting_maximum": "at most {maximum} of this {feature} conflicts with the others here",
    "minimum_out_of_reach": "at least {minimum} of this {feature}, but at most {count} can sit",
    "maximum_out_of_reach": "at most {maximum} of this {feature}, but at least {count} must sit",
    "beyond_flex": "no relaxation from min_flex to max_flex is enough",
    "relaxed_quota": "for {feature}, take {minimum}-{maximum} instead of {old}",
    "empty_value": "nobody in the pool has this value of {feature}",
    "excluded_by": "no panel can hold {members} unless this quota of {feature} gives {seats}",
    "unknown_member": "nobody in the pool has this id",
    "member_twice": "this id stands here twice",
    "stays_and_barred": "somebody who stays cannot be among those who must not be drawn",
    "not_on_panel": "nobody on the panel has this id",
    "no_order": "there is no order in this record; give the result.json of a draw",
    "too_many_stay": "{members} members stay, more than the {size} seats",
    # quotas from shares
    "negative_share": "a share cannot be below zero",
    "no_people": "no value of this feature has any people",
    "too_many_groups": "{groups} values with at least {least} seats each need more than {size}",
    "duplicate_share": "this value of {feature} already stands on line {first_line}",
    "two_readings": "write this number without a separator of thousands",
    "not_a_number": "this is not a number of people, or a share",
    # files
    "cannot_read": "the file cannot be read ({reason})",
    "cannot_write_file": "the file cannot be written ({reason})",
    "cannot_write": "the folder cannot be written ({reason})",
    "not_text": "this is neither text nor a workbook; save the table as CSV or XLSX",
    "no_parquet_reader": "Parquet is read by polars, which is not installed; run `pip install "
    "polars`, or save the table as CSV",
    "broken_parquet": "the Parquet file cannot be read ({reason})",
    "hidden_sheet": "this sheet is hidden; show it or delete it",
    "many_sheets": "there are several sheets ({sheets}); keep the one that is meant",
    "merged_cells": "these cells are merged; split them and fill each",
    "lost_zeros": "this number may have lost zeros in front; make the column text",
    "large_workbook": "the workbook is too large; save the table as CSV",
    "empty_file": "the file is empty",
    "broken_row": "the row cannot be read ({reason}); look for a quotation mark that is not closed",
    "long_row": "the row has {cells} cells, more than the {columns} columns of the header",
    "duplicate_column": "the header names this column twice",
    "no_such_column": "there is no such column; the header has {columns}",
    "no_quota_columns": "needed are category and name, or feature and value; it has {columns}",
    "no_rows": "there is no row under the header",
    "not_whole_number": "this is not a whole number",
    "blank_name": "the cell is blank",
    "one_flex": "min_flex and max_flex are given together or not at all",
    "flex_inside": "min_flex and max_flex must hold the range from {minimum} to {maximum}",
    "blank_id": "the id is blank",
    # registers and letters
    "not_a_date": "this is not a date; write it as 2001-12-31 or 31/12/2001",
    "two_strata": "the household stands in {first} on an earlier line; it can be in one only",
    "more_problems": "and {count} more problems",
    "no_column_for_rule": "a rule asks for this column, but the register was read without it",
    "control_character": "the cell holds a character that no text has; remove it",
    "long_cell": "the cell is longer than {longest} bytes; is this the right column",
    "ambiguous_stratum": "two different strata would have this name; rename a value",
    "no_person_column": "persons can be drawn only where a column names them",
    "not_a_hash": "this is not a SHA-256 hash of 64 hexadecimal digits",
    "stratum_twice": "this stratum already stands on line {first_line}",
    "too_many_letters": "{letters} letters are more than the {households} households",
    "unknown_stratum": "there is no household in {stratum}",
    "bad_rate": "the response rate of {stratum} must be above 0 and at most 1",
    "no_household": "there must be at least one household in {stratum}",
    "no_reply_yet": "at least 1 and at most {sent} letters must be answered to plan from it",
    "letters_differ": "the file lists {listed} letters, not {letters}",
    "parts_do_not_fit": "these parts were not hashed with one key, by the same rules and columns",
    "not_a_part": "this is not a part that `python -m sortition invite --part` saved",
    "person_in_two_parts": "this person stands in two parts",
    "not_a_key": "a key is 32 bytes, or 64 hexadecimal digits",
    "not_in_register": "the register has no row with this key",
    "letters_do_not_fit": "these households are not those of the commitment",
    # the draw
    "json_not_canonical": "the record is not canonical JSON: {reason}",
    "bad_secret": "this is not a secret as printed; one character may be wrong or missing",
    "bad_own_digits": "choose at least {least} digits, and digits only",
    "dice_not_digits": 'dice show digits only, but number {position} is "{letter}"',
    "dice_too_few": "{given} digits are given, {needed} are needed, {missing} still to throw",
    "panels_not_for_dice": "dice choose among 10, 100, 1000 or 10000 panels, not among {panels}",
    "duplicate_pid": "two members of the pool have the code {pid}",
    "panels_do_not_fit": "these are not {panels} panels of {size} members of the pool",
    "panel_does_not_open": "panel {number} is not the one that was committed to",
    "row_does_not_open": "the seats of {pid} do not open with what was given",
    "attempts_do_not_fit": "attempt {attempt} must follow those before it, each with its reason",
    "bad_signers": "one operator comes first, then witnesses, and no two share a key",
    "draw_there": "there is a draw in this folder already; give another one",
    "draw_broke_off": "the writing of a draw broke off in this folder, and nothing of it counts; "
    "delete the folder, or give another one, and draw again",
    "not_a_bundle": "this is not the bundle of a draw",
    "not_a_pack": "this is not an auditors' pack",
    "pack_does_not_fit": "the pack is that of another draw than the bundle",
    "not_replacements": "this is not the replacements.json of a draw",
    "replacements_do_not_fit": "these replacements are those of another draw than the bundle",
    "not_a_signature": "this is not the minutes.sig.json of minutes, or it was changed",
    "bad_signature": "the signature does not fit: what was signed has been changed",
    "other_key": "it was signed with another key, {key}",
    "unknown_document": "this file is none of those that were signed, or it was changed",
    "bad_key": "this is not an Ed25519 private key in PEM without a password",
}
"""English reasons by problem code; modules that add codes add their reasons here."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the input: where it is, what stands there, and why it cannot be used."""

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say the problem in English: file, line, column, value, reason."""
        where = [self.file]
        where += [f"line {self.line}"] if self.line is not None else []
        where += [f"column {self.column}"] if self.column is not None else []
        where += [f'value "{self.value}"'] if self.value is not None else []
        reason = REASONS.get(self.code, self.code.replace("_", " ")).format(**self.params)
        return f"{', '.join(where)}: {reason}."


class SortitionError(Exception):
    """Any refusal of this package; `code` names it, `params` fill its sentence."""

    code = "sortition"

    def __init__(self, sentence: str = "", **params: Any) -> None:
        self.params: dict[str, Any] = params
        super().__init__(sentence or "The lottery could not be computed.")


class InputError(SortitionError):
    """A file or a number cannot be used; carries every problem found."""

    code = "input"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.sentence() for problem in self.problems))


class DrawError(SortitionError):
    """A step of a draw is refused; the code says why."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        reason = REASONS[code].format(**params)
        super().__init__(f"{reason[0].upper()}{reason[1:]}.", **params)


class InfeasibleError(SortitionError):
    """No panel meets every quota; carries what conflicts, as far as it is known."""

    code = "infeasible"

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        sentence = "\n".join(problem.sentence() for problem in self.problems)
        super().__init__(
            sentence or "No panel meets all the quotas together.",
            conflicts=[{"code": p.code, "value": p.value, **p.params} for p in self.problems],
        )


class SolverError(SortitionError):
    """The solver gave up or its answer failed the check in integer arithmetic."""

    code = "solver"
