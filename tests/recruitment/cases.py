"""Small real files, and recruitments brought as far as a test needs them."""

import io
import re
from datetime import date
from typing import Any

from flask.testing import FlaskClient

from observatory.database import session
from observatory.recruitment import queries, services
from observatory.recruitment.models import InvitationDraw, Recruitment, RegisterSnapshot
from sortition.quotas import Quota, Quotas
from tests import factories

ON = date(2026, 11, 1)
DICE = "31415926535897932384"
# Six households; H5's only person is too young, and one row has no household.
REGISTER = b"""household,person,district,section,sex,born
H1,P1,North,01,woman,1980-05-01
H1,P2,North,01,man,2015-01-01
H2,P3,North,01,man,1950-05-01
H3,P4,South,02,woman,1999-12-31
H4,P5,South,02,man,31/12/1999
H5,P6,South,03,woman,2012-01-01
H6,P7,South,03,man,2010-11-01
,P8,South,03,man,1970-01-01
H7,P9,South,03,man,
"""
ROLES = re.compile(r'id="(c-\d+)"(?:(?!</select>).)*?value="(\w*)" selected', re.DOTALL)
SET = {"on_date-day": "1", "on_date-month": "11", "on_date-year": "2026", "age_from": "16"}
QUOTAS = Quotas((Quota("sex", "woman", 1, 1), Quota("sex", "man", 1, 1)))


def recruitment(is_locked: bool = True) -> Recruitment:
    """A recruitment of two seats with quotas by sex."""
    made = services.create_recruitment(factories.body(seats=2), "First panel", 2)
    services.set_quotas(made, QUOTAS)
    if is_locked:
        services.lock_quotas(made)
    return made


def with_register(made: Recruitment, register: bytes = REGISTER) -> RegisterSnapshot:
    """Import a register, and let its job run."""
    snapshot = services.import_register(made, io.BytesIO(register), "register.csv", ON)
    session.commit()
    session.expire_all()
    return snapshot


def send_register(
    client: FlaskClient,
    address: str,
    register: bytes = REGISTER,
    name: str = "register.csv",
    **typed: Any,
) -> Any:
    """Send a register from its page, say what its columns hold, and have it read through."""
    data = {"file": (io.BytesIO(register), name)}
    answer = client.post(f"{address}/register", data=data, follow_redirects=True)
    if "Columns and rules" not in answer.text:
        return answer
    roles = re.findall(
        r'id="(c-\d+)"(?:(?!</select>).)*?value="(\w*)" selected', answer.text, re.DOTALL
    )
    return client.post(
        f"{address}/register/columns", data=dict(roles) | SET | typed, follow_redirects=True
    )


def with_letters(letters: int = 4, stratum: str | None = "district") -> InvitationDraw:
    """Draw the letters of a recruitment of its own."""
    return with_letters_of(recruitment(is_locked=False), letters, stratum)


def with_letters_of(
    made: Recruitment, letters: int = 4, stratum: str | None = "district"
) -> InvitationDraw:
    """Lock the quotas, import a register and draw the letters."""
    services.lock_quotas(made)
    with_register(made)
    draw = services.prepare_invitations(made, letters, stratum)
    session.commit()
    session.expire_all()
    services.draw_invitations(draw, DICE)
    session.commit()
    session.expire_all()
    return draw


def replies_of(draw: InvitationDraw, *rows: str) -> tuple[Recruitment, bytes]:
    """A file of replies under the right header."""
    made = session.get_one(Recruitment, draw.recruitment_id)
    header = "letter,sex,name,contact,channel,replied_on,own"
    return made, "\n".join([header, *rows]).encode()


def confirm_all(made: Recruitment) -> None:
    """Let the register holder say yes to every reply."""
    rows = [f"{number},yes" for number in queries.map_replies(made)]
    services.import_confirmations(made, "\n".join(["letter,eligible", *rows]).encode(), "yes.csv")


def job_of(row: InvitationDraw | RegisterSnapshot) -> object:
    """The job that worked on a row."""
    return queries.find_job(row.job_id)
