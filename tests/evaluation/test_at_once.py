"""Two facilitators at the same moment: the second is told, and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import select

from observatory.ballots.models import Ballot
from observatory.bodies.models import Body
from observatory.database import session as db
from observatory.deliberation.models import File
from observatory.errors import RuleBroken
from observatory.evaluation import queries, services
from observatory.panel.models import Seat
from observatory.panel.queries import list_seats
from tests.evaluation import acts


def test_a_vote_opened_twice_at_once_is_one_vote(
    app: Flask, session: Any, body: Body, file: File, seats: list[Seat]
) -> None:
    acts.grade(file, seats[:1], [3])
    acts.draft(file)
    session.commit()
    file_id, body_id = file.id, body.id
    session.commit()

    def open_it(_: int) -> str:
        with app.app_context():
            try:
                seats = list_seats(db.get_one(Body, body_id))
                services.open_vote(db.get_one(File, file_id), seats)
                db.commit()
            except RuleBroken as error:
                db.rollback()
                return error.code
            return "opened"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(open_it, range(4)))
    assert answers == ["move_refused"] * 3 + ["opened"]
    ballot = session.scalars(select(Ballot)).one()
    assert queries.find_ballot(session.get_one(File, file_id)) is ballot
