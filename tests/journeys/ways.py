"""Short ways through the forms, for tests that begin further on."""

from flask.testing import FlaskClient

from observatory.bodies.models import Body
from observatory.database import session
from tests import factories
from tests.journeys import others
from tests.journeys.sending import do
from tests.recruitment import cases
from tests.recruitment.holding import steps

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
SCRIPT = "<script>alert(1)</script>"
QUOTAS = b"feature,value,min,max\nsex,woman,1,1\nsex,man,1,1\n"
REPLIES = (
    b"letter,sex,name,contact,channel,replied_on,own\n"
    b"1,woman,Ana,ana@example.org,web,2025-11-02,1234\n"
    b"2,man,Luis,luis@example.org,web,2025-11-02,1234\n"
    b"3,woman,Eva,eva@example.org,web,2025-11-02,1234\n"
)
DICE = "31415926535897932384"
PANEL_DICE = "493161803398874989484820"
FILE = {"title": SCRIPT, "policy": SCRIPT, "asked_by": SCRIPT, "question": SCRIPT}
SOURCE = {
    **{"title": SCRIPT, "author": SCRIPT, "summary": SCRIPT, "interest": SCRIPT},
    **{"origin": "press", "has_interest": "yes", "link": "City archive, box 12"},
    **{"dated_on-day": "1", "dated_on-month": "5", "dated_on-year": "2025"},
}


def take_register(clerk: FlaskClient) -> None:
    """A register sent, its columns and rules set, tried, and taken over."""
    cases.send_register(clerk, "/en/town/recruitments/1")
    do(clerk, "recruitments/1/register/take")


def begin(clerk: FlaskClient) -> None:
    """A recruitment of two seats, its quotas locked, its register read."""
    do(clerk, "recruitments/new", title="Panel", seats="2")
    do(clerk, "recruitments/1/quotas/file", QUOTAS)
    do(clerk, "recruitments/1/quotas/lock", objection_days="0")
    take_register(clerk)


def hold_ceremony(clerk: FlaskClient, room: str, dice: str) -> None:
    """All steps of a ceremony, each of which must be taken."""
    for step, data in steps(dice):
        do(clerk, f"recruitments/1/{room}/{step}", **data)


def draw_letters(clerk: FlaskClient) -> None:
    """Four letters, drawn."""
    do(clerk, "recruitments/1/letters", letters="4", stratum="none")
    hold_ceremony(clerk, "letters/dice", DICE)


def confirm(clerk: FlaskClient) -> None:
    """The register holder says yes to the three replies, with an account of their own."""
    body = session.query(Body).filter_by(slug="town").one()
    holder = factories.sign_in(
        clerk.application.test_client(), factories.staff(body, "register_holder")
    )
    do(holder, "recruitments/1/confirm", b"letter,eligible\n1,yes\n2,yes\n3,yes\n")


def seat(clerk: FlaskClient) -> None:
    """The panel of two, drawn and seated."""
    do(clerk, "recruitments/1/replies", REPLIES)
    confirm(clerk)
    do(clerk, "recruitments/1/draw")
    hold_ceremony(clerk, "ceremony", PANEL_DICE)
    do(clerk, "recruitments/1/seats")


def open_file(facilitator: FlaskClient) -> None:
    """A file with one piece of evidence, whose every text is a script."""
    do(facilitator, "files/new", **FILE)
    do(facilitator, "files/1/evidence/new", **SOURCE)


def write_everything(facilitator: FlaskClient, members: list[FlaskClient]) -> None:
    """Lead a file to its publication; every text is a script."""
    argument = {"side": "for", "text": SCRIPT, "evidence": "1"}
    do(members[0], "files/1/arguments/new", **argument)
    do(facilitator, "files/1/criteria", criteria_set="oecd_dac")
    do(facilitator, "files/1/grades", act="open")
    others.grade(members, "/en/town/files/1/grades/mine")
    do(facilitator, "files/1/grades", act="close")
    do(facilitator, "files/1/findings/new", text=SCRIPT, evidence="1")
    do(facilitator, "files/1/recommendations/new", text=SCRIPT, owner=SCRIPT)
    do(facilitator, "files/1/vote", act="open")


def finish(facilitator: FlaskClient) -> None:
    """Close the vote, write the statement and publish it."""
    do(facilitator, "files/1/vote", act="close")
    do(facilitator, "files/1/statement/edit", how_it_worked=SCRIPT, not_established=SCRIPT)
    do(facilitator, "files/1/publish")
