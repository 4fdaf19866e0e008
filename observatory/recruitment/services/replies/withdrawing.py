"""Withdrawal by the person: what is kept of them goes, as far as the draw allows."""

from sqlalchemy import update

from observatory import codes, record
from observatory.accounts.models import SignInAttempt
from observatory.accounts.rules import TRIES_FOR_ACCOUNT, TRIES_FROM_ADDRESS
from observatory.accounts.services import refuse_guessing
from observatory.bodies.models import Body
from observatory.database import is_changed, session
from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.recruitment import queries
from observatory.recruitment.models import Recruitment, Respondent
from observatory.recruitment.services.replies.checking import Checks
from observatory.recruitment.services.replies.entering import find_typed_letter
from observatory.recruitment.services.replies.web import note_of
from sortition import personal
from sortition.errors import DrawError
from sortition.quotas import Quotas, fold


class AlreadyWithdrawn(RuleBroken):
    """What is gone cannot go again."""

    code = "already_withdrawn"
    message = N_("This reply was withdrawn on %(day)s. Nothing more needs to be done.")


class NameDoesNotFit(RuleBroken):
    """Nobody withdraws the reply of somebody else by a slip in the number."""

    code = "name_does_not_fit"
    message = N_("No reply to this letter has this name. Nothing was changed.")


def find_own_reply(body: Body, typed: str, own: str, address: str) -> Respondent | None:
    """Return the reply of a letter's code or a personal code, if the own digits fit it too.

    A try that fails is noted for the address, and for the reply: four digits are soon guessed.
    """
    from_address = note_of(address)
    refuse_guessing(from_address, TRIES_FROM_ADDRESS)
    found = _find(body, typed)
    if found and found.withdrawn_on:
        raise AlreadyWithdrawn(day=found.withdrawn_on)
    on_reply = codes.digest("attempt", f"reply {found.id}") if found else None
    if on_reply:
        refuse_guessing(on_reply, TRIES_FOR_ACCOUNT)
    digits = Checks(Quotas(())).of("own", own)
    if found and not digits.code and digits.value == found.own:
        return found
    session.add_all(SignInAttempt(subject=one) for one in (from_address, on_reply) if one)
    return None


def _find(body: Body, typed: str) -> Respondent | None:
    try:
        secret = personal.write_secret(personal.read_secret(typed))
    except DrawError:
        letter = queries.find_invitation(body, typed)
        return queries.find_reply(letter) if letter else None
    return queries.find_secret(body, secret)


def withdraw_reply(respondent: Respondent) -> None:
    """Withdraw a reply, whose letter stays answered.

    Before the freeze all that was answered goes. After it the lists are fixed: the contact goes,
    and a seat that is drawn becomes a vacancy.
    """
    recruitment = session.get_one(Recruitment, respondent.recruitment_id)
    record.read_anew(recruitment)
    mark = update(Respondent).where(
        Respondent.id == respondent.id, Respondent.withdrawn_on.is_(None)
    )
    if not is_changed(mark.values(withdrawn_on=today())):
        raise AlreadyWithdrawn(day=today())
    session.refresh(respondent)
    respondent.contact = None
    if not queries.is_frozen(recruitment):
        erase(respondent)
    session.flush()
    record.append("reply_withdrawn", {"recruitment": recruitment.id}, recruitment.body_id)


def withdraw_for(recruitment: Recruitment, typed: str, name: str) -> Respondent:
    """Withdraw for somebody who lost code or digits: the letter and the name must fit together."""
    letter = find_typed_letter(recruitment, typed)
    found = queries.find_reply(letter)
    if found and found.withdrawn_on:
        raise AlreadyWithdrawn(day=found.withdrawn_on)
    if found is None or found.contact is None or fold(found.contact.name) != fold(name):
        raise NameDoesNotFit
    withdraw_reply(found)
    return found


def erase(respondent: Respondent) -> None:
    """Blank what entered the draw; only the day of the reply and its channel stay."""
    respondent.features, respondent.is_eligible = {}, False
    respondent.secret = respondent.own = respondent.nonce = respondent.pid = ""


def leave_out_withdrawn(recruitment: Recruitment) -> None:
    """Leave out, when a pool is committed to again, who withdrew while it was frozen before."""
    withdrawn = queries.list_withdrawn(recruitment)
    for respondent in withdrawn:
        erase(respondent)
    session.flush()
