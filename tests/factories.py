"""Rows for tests, each with as little as the test needs; real rows, saved and flushed."""

from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from flask.testing import FlaskClient

from observatory.accounts.models import Account
from observatory.accounts.services import create_account, hasher
from observatory.bodies.models import Body
from observatory.bodies.services import create_body, give_role
from observatory.database import now, session
from observatory.deliberation.models import Evidence, File
from observatory.evaluation.models import Recommendation
from observatory.followup.models import Delivery
from observatory.lottery.models import Draw, Place
from observatory.panel.models import Seat
from observatory.recruitment import queries
from observatory.recruitment.models import Invitation, Quota, Recruitment, Respondent
from sortition import personal

numbers = count(1)
PASSWORD = "a long enough password"  # noqa: S105


def save(row: Any) -> Any:
    """Add and flush a row."""
    session.add(row)
    session.flush()
    return row


def body(slug: str = "", seats: int = 5, name: str = "Observatory of the City") -> Body:
    return create_body(slug or f"city-{next(numbers)}", name, "Metropolis", seats)


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once: to make it is slow on purpose."""
    return hasher.hash(PASSWORD)


def staff(body: Body, *roles: str) -> Account:
    """An account with a password and the given roles."""
    account = create_account("Staff Person", email=f"staff{next(numbers)}@example.org")
    account.password_hash = password_hash()
    for role in roles:
        give_role(body, account, role)
    return account


def sign_in(client: FlaskClient, account: Account) -> FlaskClient:
    """Let a browser carry an account's session cookie."""
    with client.session_transaction() as cookie:
        cookie["_user_id"] = str(account.id)
    return client


def recruitment(body: Body, quotas: list[tuple[str, str, int, int]] | None = None) -> Recruitment:
    """A recruitment with (feature, value, minimum, maximum) quotas, not locked."""
    made = save(Recruitment(body_id=body.id, title="First panel", seats=body.seats))
    for position, (feature, value, minimum, maximum) in enumerate(quotas or []):
        made.quotas.append(
            Quota(position=position, feature=feature, value=value, minimum=minimum, maximum=maximum)
        )
    session.flush()
    return made


def respondent(recruitment: Recruitment, **features: str) -> Respondent:
    """Somebody of the pool, with the invitation they answered."""
    number = next(numbers)
    secret, own = personal.write_secret(number.to_bytes(16, "big")), "0000"
    invitation = save(
        Invitation(
            recruitment_id=recruitment.id,
            number=number,
            household=f"h{number}",
            stratum="",
            rank=number,
            leaf=f"{number:064x}",
        )
    )
    return save(
        Respondent(
            recruitment_id=recruitment.id,
            invitation_id=invitation.id,
            features=features,
            channel="web",
            replied_on=date(2026, 11, 1),
            confirmed_on=date(2026, 11, 2),
            secret=secret,
            own=own,
            nonce="",
            pid=personal.pid(queries.draw_name(recruitment), secret, own),
        )
    )


PAIRS = [("sex", "woman", 2, 3), ("sex", "man", 2, 3), ("age", "young", 2, 3), ("age", "old", 2, 3)]


def pooled(
    body: Body, people: int = 24, quotas: list[tuple[str, str, int, int]] | None = None
) -> Recruitment:
    """A recruitment with locked quotas and a pool, a third of it young, half of it women."""
    made = recruitment(body, quotas or PAIRS)
    made.quotas_locked_at = now()
    for number in range(people):
        age = "young" if number % 3 == 0 else "old"
        respondent(made, sex=("woman", "man")[number % 2], age=age)
    return made


def seat(body: Body) -> Seat:
    """A seat filled by a draw, with its member's account."""
    number = next(numbers)
    found = session.query(Draw).join(Recruitment).where(Recruitment.body_id == body.id).first()
    draw = found or save(
        Draw(
            recruitment_id=recruitment(body).id,
            state="seated",
            commitment='{"quotas":[]}',
            commitment_digest="0" * 64,
        )
    )
    person = respondent(session.get_one(Recruitment, draw.recruitment_id))
    place = save(Place(draw_id=draw.id, respondent_id=person.id, chances=100, is_drawn=True))
    account = create_account(f"Seat {number}")
    return save(
        Seat(
            body_id=body.id,
            number=number,
            account_id=account.id,
            place_id=place.id,
            seated_on=now().date(),
        )
    )


def file(body: Body, state: str = "open", evidence: int = 1) -> File:
    """A file under review with the given number of pieces of evidence."""
    number = next(numbers)
    made = save(
        File(
            body_id=body.id,
            number=number,
            title="Buses at night",
            policy="The night bus network of 2025",
            asked_by="City council",
            question="Do the night buses reach the people who need them?",
            state=state,
        )
    )
    author = create_account("Facilitator")
    for index in range(1, evidence + 1):
        made.evidence.append(
            Evidence(
                number=index,
                title=f"Report {index}",
                author="Transport department",
                origin="department",
                dated_on=date(2026, 5, 1),
                link="https://example.org/report",
                interest="Runs the service",
                summary="Rides by line and hour.",
                added_by=author.id,
            )
        )
    session.flush()
    return made


def recommendation(file: File, number: int = 1) -> Recommendation:
    """A recommendation that was not put to a vote."""
    return save(
        Recommendation(
            file_id=file.id,
            number=number,
            text=f"Run line {number} until three.",
            owner="Transport department",
        )
    )


def delivery(file: File, on: date = date(2026, 11, 1), days: int = 90) -> Delivery:
    """The delivery of a file's statement, which starts the clock."""
    return save(Delivery(file_id=file.id, delivered_on=on, due_on=on + timedelta(days=days)))
