"""Replies: one for each letter, all problems of a file at once, names kept apart."""

from datetime import timedelta

import pytest

from observatory.database import now
from observatory.formats import today
from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.models import Contact, Respondent
from observatory.recruitment.services import RepliesClosed
from observatory.recruitment.services.replies.importing import NoLetters
from sortition import personal
from sortition.errors import InputError
from tests.recruitment import cases

GOOD = "1,Woman,Ana Ruiz,ana@example.org,web,2025-11-20,2468"


def test_a_reply_becomes_a_member_of_the_pool(session):
    made, data = cases.replies_of(
        cases.with_letters(), GOOD, "2,man,Li,600123456,phone,20/11/2025,"
    )
    assert services.import_replies(made, data, "replies.csv") == 2
    ana = next(member for member in queries.list_pool(made) if member.own == "2468")
    assert ana.features == {"sex": "woman"}
    assert ana.contact.reach == "ana@example.org"
    assert ana.pid == personal.pid(queries.draw_name(made), ana.secret, "2468")


def test_names_and_contacts_stay_out_of_the_record(session):
    made, data = cases.replies_of(cases.with_letters(), GOOD)
    services.import_replies(made, data, "replies.csv")
    entry = session.query(RecordEntry).filter_by(kind="replies_imported").one()
    assert "Ana" not in entry.content


def test_all_problems_of_a_file_come_at_once_and_nothing_is_saved(session):
    made, data = cases.replies_of(
        cases.with_letters(),
        GOOD,
        "1,man,Bo,b@example.org,web,2025-11-20,1234",
        "99,man,,c@example.org,fax,soon,12",
        ",,Di,d@example.org,web,2025-11-20,",
    )
    with pytest.raises(InputError) as refused:
        services.import_replies(made, data, "replies.csv")
    found = [(problem.line, problem.code) for problem in refused.value.problems]
    assert found == [
        (3, "second_reply"),
        (4, "blank_name"),
        (4, "unknown_letter"),
        (4, "unknown_channel"),
        (4, "not_a_date"),
        (4, "bad_own_digits"),
        (5, "blank_name"),
        (5, "blank_value"),
    ]
    assert session.query(Respondent).count() == session.query(Contact).count() == 0


def test_days_that_cannot_be_are_named_row_by_row(session):
    day = today()
    days = (day - timedelta(days=9), day, day + timedelta(days=1), day + timedelta(days=9))
    rows = [f"{n},man,Bo,b@example.org,paper,{one},1234" for n, one in enumerate(days, start=1)]
    made, data = cases.replies_of(cases.with_letters(), *rows)
    made.replies_open_at = now() - timedelta(hours=1)
    made.replies_close_at = now() + timedelta(days=5)
    with pytest.raises(InputError) as refused:
        services.import_replies(made, data, "replies.csv")
    found = [(problem.line, problem.code) for problem in refused.value.problems]
    assert found == [(2, "early_reply"), (4, "day_to_come"), (5, "late_reply")]


def test_a_letter_is_answered_once(session):
    made, data = cases.replies_of(cases.with_letters(), GOOD)
    services.import_replies(made, data, "replies.csv")
    with pytest.raises(InputError) as refused:
        services.import_replies(made, data, "replies.csv")
    assert [problem.code for problem in refused.value.problems] == ["already_answered"]


def test_missing_columns_are_named_together(session):
    made, _ = cases.replies_of(cases.with_letters())
    with pytest.raises(InputError) as refused:
        services.import_replies(made, b"letter,name\n1,Ana\n", "replies.csv")
    assert [p.column for p in refused.value.problems] == ["sex", "contact", "channel", "replied_on"]


def test_a_file_without_rows_is_refused(session):
    made, data = cases.replies_of(cases.with_letters())
    with pytest.raises(InputError) as refused:
        services.import_replies(made, data, "replies.csv")
    assert [problem.code for problem in refused.value.problems] == ["no_rows"]


def test_replies_need_letters_and_an_open_pool(session):
    with pytest.raises(NoLetters):
        services.import_replies(cases.recruitment(), b"", "replies.csv")
    made, data = cases.replies_of(cases.with_letters(), GOOD)
    made.frozen_at = now()
    with pytest.raises(RepliesClosed):
        services.import_replies(made, data, "replies.csv")


def test_the_pool_is_counted_against_each_quota(session):
    made, data = cases.replies_of(cases.with_letters(), GOOD)
    services.import_replies(made, data, "replies.csv")
    needs = services.cover_quotas(made)["sex"]
    assert [(need.quota.value, need.pool, need.wanted, need.state) for need in needs] == [
        ("woman", 1, 3, "weak"),
        ("man", 0, 3, "missing"),
    ]
