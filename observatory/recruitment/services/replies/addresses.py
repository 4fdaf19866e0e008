"""An e-mail address is asked to confirm itself: whoever reads its mail has the sealed token."""

from cryptography.fernet import InvalidToken

from observatory import codes, mail
from observatory.bodies.models import Body
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.formats import today
from observatory.jobs import request_job
from observatory.pages import public_address
from observatory.recruitment import queries
from observatory.recruitment.models import Contact, Recruitment, Respondent
from observatory.recruitment.queries.addresses import ASKING
from observatory.recruitment.services.replies.checking import is_email

PURPOSE = "reply address"


class BadAddressToken(RuleBroken):
    """Not a token of ours, or one of an address that changed or was deleted since."""

    code = "bad_address_token"
    message = N_("This code confirms no address. Copy the whole link from our e-mail.")


def ask_address(respondent: Respondent) -> None:
    """Write to the e-mail address of a reply; a confirmed or deleted one is left in peace."""
    contact = respondent.contact
    if contact is None or contact.reach_confirmed_on or not is_email(contact.reach):
        return
    recruitment = session.get_one(Recruitment, respondent.recruitment_id)
    body = session.get_one(Body, recruitment.body_id)
    page = public_address(contact.language, body.slug, "reply", "address")
    link = f"{page}#{seal_address(contact)}"
    mail.send(
        mail.write("confirm_address", contact.language, contact.reach, body=body.name, link=link)
    )


def ask_again(recruitment: Recruitment) -> int:
    """Have the messages sent again that failed; return how many. A second click finds none."""
    waiting = queries.list_unasked(recruitment)
    for respondent_id in waiting:
        request_job(ASKING, respondent_id)
    return len(waiting)


def seal_address(contact: Contact) -> str:
    """Return the token of an address: of this reply and this address only."""
    return codes.seal(PURPOSE, f"{contact.respondent_id} {contact.reach}")


def confirm_address(body: Body, typed: str) -> None:
    """Note that an address is right; the token may be the whole link. Twice is as good as once."""
    try:
        number, reach = codes.unseal(PURPOSE, typed.strip().rpartition("#")[2]).split(" ", 1)
    except InvalidToken as error:
        raise BadAddressToken from error
    contact = session.get(Contact, int(number))
    if contact is None or contact.reach != reach or _body_of(contact) != body.id:
        raise BadAddressToken
    contact.reach_confirmed_on = contact.reach_confirmed_on or today()


def _body_of(contact: Contact) -> int:
    respondent = session.get_one(Respondent, contact.respondent_id)
    return session.get_one(Recruitment, respondent.recruitment_id).body_id
