"""The demonstration tells its pool: some read their e-mail, everybody else gets a letter."""

from datetime import date
from itertools import islice

from observatory.bodies.models import Body
from observatory.database import session
from observatory.home.demo.working import finish
from observatory.lottery.models import Draw
from observatory.lottery.services import notices
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import confirm_address
from observatory.recruitment.services.replies.addresses import seal_address

READERS = 40  # who open the link in their e-mail; all others are written to by letter


def confirm_addresses(body: Body, recruitment: Recruitment) -> None:
    """Let some who answered on the web open the link that proves their address."""
    web = (one.contact for one in list_pool(recruitment) if one.channel == "web" and one.contact)
    for contact in islice(web, READERS):
        confirm_address(body, seal_address(contact))
    session.flush()


def tell(draw: Draw, occasion: str, answer_by: date | None = None) -> None:
    """Send the e-mails of an announcement, and put its letters into a printing."""
    announcement = notices.tell(draw, occasion, answer_by=answer_by)
    finish(announcement.job_id)
    notices.print_notices(announcement)
    session.commit()
