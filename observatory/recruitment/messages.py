"""The sentences for what sortition refuses, by the codes of sortition.errors: one place."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext

from observatory.errors import N_
from sortition.errors import InputError, SortitionError

MESSAGES: dict[str, str] = {
    # quotas
    "duplicate_quota": N_("This value of %(feature)s is already on line %(first_line)s."),
    "negative_quota": N_("A quota cannot be below zero."),
    "minimum_above_maximum": N_("“At least %(minimum)s” is more than “at most %(maximum)s”."),
    "sum_of_minima": N_(
        "For %(feature)s, the “at least” numbers add up to %(total)s. That is more than "
        "the %(size)s seats. Lower some of them."
    ),
    "sum_of_maxima": N_(
        "For %(feature)s, the “at most” numbers add up to %(total)s. That is fewer than "
        "the %(size)s seats. Raise some of them."
    ),
    "no_quotas": N_("There are no quotas yet."),
    "bad_size": N_("A panel needs at least one seat."),
    "no_quota_columns": N_(
        "The first line must name the columns: feature, value, min and max. It has: %(columns)s."
    ),
    "not_whole_number": N_("Write a whole number here."),
    "blank_name": N_("This cell is blank. Write something here."),
    "one_flex": N_("Fill in both min_flex and max_flex, or neither."),
    "flex_inside": N_("From min_flex to max_flex must cover %(minimum)s to %(maximum)s."),
    # pools
    "pool_too_small": N_("The pool has %(members)s people, fewer than the %(size)s seats."),
    "missing_column": N_("There is no column for %(feature)s."),
    "unknown_value": N_("There is no quota of %(feature)s with this value."),
    "unknown_feature": N_("There is no quota with this feature."),
    "blank_value": N_("The value of %(feature)s is blank."),
    "duplicate_id": N_("The same code is already on line %(first_line)s."),
    "blank_id": N_("The code is blank."),
    "minimum_above_pool": N_(
        "The panel needs %(minimum)s people with this value, but the pool has %(count)s."
    ),
    "infeasible": N_("No panel meets all quotas together."),
    # advice
    "conflicting_minimum": N_(
        "At least %(minimum)s does not go together with the other quotas named here."
    ),
    "conflicting_maximum": N_(
        "At most %(maximum)s does not go together with the other quotas named here."
    ),
    "minimum_out_of_reach": N_(
        "The panel needs %(minimum)s people with this value, but at most %(count)s can sit."
    ),
    "maximum_out_of_reach": N_(
        "At most %(maximum)s people may have this value, but at least %(count)s must sit."
    ),
    "beyond_flex": N_("The quotas cannot be made wide enough within min_flex and max_flex."),
    "relaxed_quota": N_("Take %(minimum)s to %(maximum)s instead of %(old)s."),
    "empty_value": N_("Nobody in the pool has this value of %(feature)s."),
    "excluded_by": N_("Because of this quota, no panel can hold %(members)s."),
    "unknown_member": N_("Nobody in the pool has this code."),
    "member_twice": N_("This code is here twice."),
    "stays_and_barred": N_("This person keeps a seat and cannot be left out of the draw too."),
    "not_on_panel": N_("Nobody on the panel has this code."),
    "no_order": N_("This record has no order."),
    "too_many_stay": N_("%(members)s people keep their seats. There are only %(size)s seats."),
    # quotas from shares
    "negative_share": N_("A share cannot be below zero."),
    "no_people": N_("No value of this feature has any people."),
    "too_many_groups": N_(
        "%(groups)s values with at least %(least)s seats each need more than %(size)s seats."
    ),
    "duplicate_share": N_("This value of %(feature)s is already on line %(first_line)s."),
    "two_readings": N_("Write this number without a mark between the thousands."),
    "not_a_number": N_("Write a number of people, or a share."),
    # files
    "cannot_read": N_("The file cannot be read: %(reason)s"),
    "cannot_write_file": N_("The file cannot be written: %(reason)s"),
    "cannot_write": N_("The folder cannot be written: %(reason)s"),
    "not_text": N_("This is not a text file. Save the table as CSV and send it again."),
    "no_parquet_reader": N_(
        "Parquet cannot be read here. Save the table as CSV and send it again."
    ),
    "broken_parquet": N_("The Parquet file cannot be read: %(reason)s"),
    "hidden_sheet": N_("This sheet is hidden. Show it or delete it."),
    "many_sheets": N_("There are several sheets: %(sheets)s. Keep only the one you mean."),
    "merged_cells": N_("These cells are merged. Split them and fill each one."),
    "lost_zeros": N_("This number may have lost zeros in front. Make the column text."),
    "large_workbook": N_("The workbook is too large. Save the table as CSV."),
    "empty_file": N_("The file is empty."),
    "broken_row": N_(
        "This line cannot be read. Look for a quotation mark that is not closed. (%(reason)s)"
    ),
    "long_row": N_("This line has %(cells)s cells, but the first line has %(columns)s columns."),
    "duplicate_column": N_("The first line names this column twice."),
    "no_such_column": N_("This column is missing. The file has: %(columns)s."),
    "no_rows": N_("There is nothing below the first line."),
    # registers and letters
    "not_a_date": N_("This is not a date. Write it as 2001-12-31 or 31/12/2001."),
    "two_strata": N_("This household is in “%(first)s” on an earlier line. Keep one of the two."),
    "more_problems": N_("There are %(count)s more problems in this file."),
    "no_column_for_rule": N_("A rule needs this column. Say which column of the register it is."),
    "control_character": N_("This cell holds a character that no text has. Remove it."),
    "long_cell": N_("This cell is too long (more than %(longest)s bytes). Is it the right column?"),
    "ambiguous_stratum": N_("Two different strata would have this name. Rename a value."),
    "no_person_column": N_("Persons can be drawn only where a column names them."),
    "not_a_hash": N_("This is not a hash of 64 digits and letters from a to f."),
    "stratum_twice": N_("This stratum is already on line %(first_line)s."),
    "too_many_letters": N_("%(letters)s letters are more than the %(households)s households."),
    "unknown_stratum": N_("There is no household in %(stratum)s."),
    "bad_rate": N_("Write for %(stratum)s how many of 100 answer: above 0, at most 100."),
    "no_household": N_("Write for %(stratum)s how many households there are."),
    "no_reply_yet": N_("Write how many of the %(sent)s letters were answered: at least one."),
    "letters_differ": N_("The file lists %(listed)s letters, not %(letters)s."),
    "parts_do_not_fit": N_("These parts were not made with the same key, rules and columns."),
    "not_a_part": N_("This is not a part of a register that was saved before."),
    "person_in_two_parts": N_("This person is in two parts of the register."),
    "not_a_key": N_("A key has 64 digits and letters from a to f."),
    "not_in_register": N_("The register has no row with this key."),
    "letters_do_not_fit": N_("These households are not those of the fixed list."),
    # replies
    "unknown_letter": N_("No letter with this number was drawn."),
    "already_answered": N_("This letter was answered before. One reply counts for each letter."),
    "second_address": N_("This letter already has an address on line %(first_line)s."),
    "no_address": N_("This line has no address."),
    "long_address": N_(
        "An address has at most %(most)s lines of %(longest)s characters. This one has more."
    ),
    "second_reply": N_("This letter is already answered on line %(first_line)s."),
    "unknown_channel": N_("Write one of these: %(known)s."),
    "early_reply": N_("Replies are taken from %(first)s on."),
    "day_to_come": N_("This day is still to come."),
    "late_reply": N_("Replies were taken until %(last)s only."),
    "too_long": N_("Write at most %(most)s characters."),
    "unseen_character": N_("This has a character that cannot be seen. Type it again."),
    "bad_contact": N_(
        "Write one e-mail address, such as ana@example.org, or one telephone number, "
        "such as 600 123 456."
    ),
    # confirmations
    "letter_unanswered": N_("Nobody answered this letter."),
    "letter_twice": N_("This letter is already on line %(first_line)s."),
    "not_yes_or_no": N_("Write yes or no."),
    "no_reason": N_("Write why not. One of these: %(known)s."),
    "unknown_reason": N_("Write one of these: %(known)s."),
    "reason_for_yes": N_("A yes has no reason. Write no, or take the reason away."),
    # draws
    "json_not_canonical": N_("The record is not in its exact form: %(reason)s"),
    "bad_secret": N_("This is not a code as printed. Look for a wrong or missing character."),
    "bad_own_digits": N_("Write at least %(least)s digits, and only digits."),
    "dice_not_digits": N_("Dice show only digits, but character %(position)s is “%(letter)s”."),
    "dice_too_few": N_("Digits needed: %(needed)s. Typed: %(given)s. Missing: %(missing)s."),
    "panels_not_for_dice": N_("Dice cannot choose among %(panels)s panels."),
    "duplicate_pid": N_("Two people of the pool have the code %(pid)s."),
    "panels_do_not_fit": N_("These are not %(panels)s panels of %(size)s people of the pool."),
    "panel_does_not_open": N_("Panel %(number)s is not the one that was fixed."),
    "row_does_not_open": N_("The seats of the code %(pid)s do not open with what was given."),
    "attempts_do_not_fit": N_("Attempt %(attempt)s must name those before it, with their reasons."),
    "bad_signers": N_("One operator comes first, then the witnesses. No two have the same key."),
    "draw_there": N_("There is a draw in this folder already. Choose another folder."),
    "draw_broke_off": N_(
        "The writing of a draw broke off in this folder. Nothing of it counts. Delete the folder "
        "and draw again."
    ),
    "not_a_bundle": N_("This file is not the bundle of a draw."),
    "not_a_pack": N_("This file is not the pack of the auditors."),
    "pack_does_not_fit": N_("The pack of the auditors belongs to another draw than the bundle."),
    "not_replacements": N_("This file is not the list of replacements of a draw."),
    "replacements_do_not_fit": N_(
        "The list of replacements belongs to another draw than the bundle."
    ),
    "not_a_signature": N_("This file is not the minutes.sig.json of minutes, or it was changed."),
    "bad_signature": N_("The signature does not fit: what was signed has been changed."),
    "other_key": N_("It was signed with another key, %(key)s."),
    "unknown_document": N_("This file is none of those that were signed, or it was changed."),
    "bad_key": N_("This is not a private key for signing. It must be Ed25519, without a password."),
}
UNKNOWN = N_("This cannot be used. Ask the administrator.")


@dataclass(frozen=True)
class Explained:
    """One problem as a page shows it: where it is, what is there, and why, in words."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    why: str


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """Return why something is refused, in the reader's language."""
    return gettext(MESSAGES.get(code, UNKNOWN), **params)


def explain(problems: Iterable[Mapping[str, Any]]) -> list[Explained]:
    """Return problems (sortition's, as mappings) as a page shows them."""
    return [
        Explained(
            one["file"],
            one["line"],
            one["column"],
            one["value"],
            sentence(one["code"], one["params"]),
        )
        for one in problems
    ]


def explain_error(error: SortitionError) -> list[Explained]:
    """Return what a refusal of sortition says, place by place."""
    if isinstance(error, InputError):
        return explain(asdict(problem) for problem in error.problems)
    return [Explained("", None, None, None, sentence(error.code, error.params))]
