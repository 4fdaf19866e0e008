"""Correcting one person of a frozen pool after an objection: the only way that it changes.

With it go only those who withdrew since; the public reads how many they were.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.recruitment.models import Recruitment, Respondent
from observatory.recruitment.queries import find_reply, list_quotas
from observatory.recruitment.rules import REFUSALS
from observatory.recruitment.services.replies.checking import Checks
from observatory.recruitment.services.replies.entering import find_typed_letter
from observatory.recruitment.services.replies.withdrawing import erase


class LetterNeeded(RuleBroken):
    """A correction concerns one person, found by their letter."""

    code = "letter_needed"
    message = N_("Write the number or the code of the person’s letter.")


class NobodyAnswered(RuleBroken):
    """Only who answered a letter in time can be in the pool."""

    code = "nobody_answered"
    message = N_(
        "No reply to this letter is entered, or it was withdrawn. If it came in time and was"
        " forgotten, use “Enter a forgotten reply”."
    )


class NothingCorrected(RuleBroken):
    """A correction changes the list; what stands there already needs none."""

    code = "nothing_corrected"
    message = N_("This changes nothing: the list already says so.")


class PersonWithdrew(RuleBroken):
    """Whoever withdrew can only be taken off."""

    code = "person_withdrew"
    message = N_(
        "This person withdrew. If the list still names them, choose “They withdrew”; if not,"
        " nothing needs to be corrected."
    )


class RefusalNeeded(RuleBroken):
    """Whoever is taken off is told why."""

    code = "refusal_needed"
    message = N_("Choose why the person may not take part.")


class NotTwice(RuleBroken):
    """Whoever is in the pool twice stays in it once, by another letter."""

    code = "not_twice"
    message = N_(
        "Write the letters of both replies. Both must be in the pool, and they must be different."
    )


@dataclass(frozen=True)
class Correction:
    """What was wrong with one person: a kind of rules.CORRECTIONS, their letter, what is right.

    `features` are those that change; `refusal` is one of REFUSALS; `stays` is the letter of the
    reply by which somebody who answered twice stays in the pool.
    """

    kind: str
    letter: str
    features: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""
    stays: str = ""


def correct(recruitment: Recruitment, correction: Correction) -> Respondent:
    """Correct one person's reply, and nobody else's."""
    person = _find(recruitment, correction.letter)
    if person.withdrawn_on and correction.kind != WITHDRAWN:
        raise PersonWithdrew
    CHANGES[correction.kind](recruitment, person, correction)
    return person


def _find(recruitment: Recruitment, typed: str) -> Respondent:
    if not typed.strip():
        raise LetterNeeded
    person = find_reply(find_typed_letter(recruitment, typed))
    if person is None or not person.secret:
        raise NobodyAnswered
    return person


def _change_features(recruitment: Recruitment, person: Respondent, given: Correction) -> None:
    """Record other features under the same nonce, and have the person's print-out made again."""
    checks = Checks(list_quotas(recruitment))
    right = {name: checks.value(name, text).value for name, text in given.features.items()}
    features = {**person.features, **right}
    if features == person.features or not person.is_eligible:
        raise NothingCorrected
    person.features, person.printed_on = features, None


def _admit(recruitment: Recruitment, person: Respondent, given: Correction) -> None:
    if person.is_eligible:
        raise NothingCorrected
    person.is_eligible, person.refusal, person.confirmed_on = True, None, today()


def _strike(recruitment: Recruitment, person: Respondent, given: Correction) -> None:
    if given.refusal not in REFUSALS:
        raise RefusalNeeded
    if not person.is_eligible:
        raise NothingCorrected
    person.is_eligible, person.refusal, person.confirmed_on = False, given.refusal, today()


def _take_off_double(recruitment: Recruitment, person: Respondent, given: Correction) -> None:
    """Take off one of two replies of the same person; the other one must be in the pool."""
    other = _find(recruitment, given.stays) if given.stays.strip() else None
    if other is None or other is person or not (other.is_eligible and person.is_eligible):
        raise NotTwice
    if other.withdrawn_on:
        raise NotTwice
    person.is_eligible, person.refusal, person.confirmed_on = False, DOUBLE, today()


def _withdraw(recruitment: Recruitment, person: Respondent, given: Correction) -> None:
    """Take off who withdrew, during the freeze or by this objection, and keep nothing of them."""
    if not person.is_eligible:
        raise NothingCorrected
    person.withdrawn_on, person.contact = person.withdrawn_on or today(), None
    erase(person)


DOUBLE, WITHDRAWN = "double", "withdrawn"
CHANGES: dict[str, Callable[[Recruitment, Respondent, Correction], None]] = {
    "features": _change_features,
    "admitted": _admit,
    "not_eligible": _strike,
    WITHDRAWN: _withdraw,
    DOUBLE: _take_off_double,
}
