"""The database itself seats nobody who was not drawn, and two clerks fill a seat once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from observatory.database import session as db
from observatory.errors import RuleBroken
from observatory.formats import today
from observatory.lottery import queries as lottery
from observatory.lottery.models import Draw, PanelChange, Place
from observatory.panel import queries, services
from observatory.panel.models import Seat
from tests import factories
from tests.panel import vacating
from tests.panel.vacating import coming, leave

SEAT = """
    INSERT INTO seat (body_id, number, account_id, place_id, seated_on)
    VALUES (:body, 99, :account, :place, '2026-11-23')
"""


@pytest.fixture
def body(session):
    return factories.body()


@pytest.fixture
def draw(body):
    return vacating.seated_panel(body)


def insert_seat(session, body, place):
    account = factories.create_account("Seat 99")
    session.execute(text(SEAT), {"body": body.id, "account": account.id, "place": place.id})


def test_the_database_refuses_a_seat_for_somebody_who_was_not_drawn(session, body, draw):
    undrawn = lottery.list_alternates(draw)[0]
    with pytest.raises(DBAPIError, match="drawn or comes next"):
        insert_seat(session, body, undrawn)


def test_the_database_refuses_a_seat_for_somebody_drawn_for_another_body(session, draw):
    other = vacating.drawn_panel(factories.body())
    with pytest.raises(DBAPIError, match="drawn or comes next"):
        insert_seat(session, factories.body(), lottery.list_drawn(other)[0])


def test_the_database_refuses_a_seat_for_somebody_who_left_before(session, body):
    draw = vacating.drawn_panel(body)
    place = lottery.list_sitting(draw)[0]
    leave(draw, place)
    with pytest.raises(DBAPIError, match="drawn or comes next"):
        insert_seat(session, body, place)


def test_the_database_refuses_to_move_a_seat_to_somebody_undrawn(session, draw):
    undrawn = lottery.list_alternates(draw)[0].id
    move = text("UPDATE seat SET place_id = :place WHERE number = 1")
    with pytest.raises(DBAPIError, match="drawn or comes next"):
        session.execute(move, {"place": undrawn})


def test_a_drawn_place_can_be_seated_in_the_database(session, body):
    draw = vacating.drawn_panel(body)
    insert_seat(session, body, lottery.list_drawn(draw)[0])
    assert session.query(Seat).count() == 1


def at_once(app, act, items):
    """Do an act for all items in threads, each with a connection of its own."""

    def do(item):
        with app.app_context():
            try:
                act(item)
                db.commit()
            except (RuleBroken, IntegrityError) as error:
                db.rollback()
                return getattr(error, "code", "collision")
            return "saved"

    with ThreadPoolExecutor(len(items)) as pool:
        return list(pool.map(do, items))


def take(draw_id):
    return lambda place: services.take_seat(db.get_one(Draw, draw_id), db.get_one(Place, place))


def test_two_clerks_who_fill_one_vacancy_at_once_fill_it_once(app, session, body, draw):
    leave(draw, lottery.list_sitting(draw)[0])
    [following], draw_id = coming(draw), draw.id
    session.commit()
    answers = at_once(app, take(draw_id), [following.id] * 6)
    session.expire_all()
    assert answers.count("saved") == 1
    assert len(queries.list_seats(body)) == 5
    assert session.query(PanelChange).filter_by(act="replaced").count() == 1


def test_two_clerks_who_fill_two_vacancies_at_once_seat_nobody_twice(app, session, body, draw):
    for place in lottery.list_sitting(draw)[:2]:
        leave(draw, place)
    following, draw_id = [place.id for place in coming(draw)], draw.id
    session.commit()
    answers = at_once(app, take(draw_id), following * 3)
    session.expire_all()
    saved = answers.count("saved")
    assert 1 <= saved <= 2
    assert len(queries.list_seats(body)) == 3 + saved
    numbers = [one.number for one in lottery.list_changes(draw)]
    assert numbers == list(range(1, 3 + saved))


def test_taking_a_seat_and_declining_it_at_once_does_one_of_both(app, session, draw):
    leave(draw, lottery.list_sitting(draw)[0])
    place, draw_id = coming(draw)[0].id, draw.id
    session.commit()

    def act(takes):
        if takes:
            return take(draw_id)(place)
        own = db.get_one(Draw, draw_id), db.get_one(Place, place)
        return services.leave_seat(*own, "declined", today())

    answers = at_once(app, act, [True, False] * 3)
    session.expire_all()
    acts = [one.act for one in lottery.list_changes(session.get_one(Draw, draw_id))]
    assert acts[:2] in (["vacated", "replaced"], ["vacated", "declined"])
    assert answers.count("saved") == len(acts) - 1
