"""The record: every entry bound to the one before."""

import pytest
from sqlalchemy import update

from observatory import record
from observatory.database import session

pytestmark = pytest.mark.usefixtures("session")


def test_entries_form_a_chain():
    first = record.append("quotas_locked", {"seats": 49})
    second = record.append("draw", {"panel": "043"})
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.digest
    assert record.is_sound()


def test_a_changed_entry_is_noticed():
    record.append("quotas_locked", {"seats": 49})
    record.append("draw", {"panel": "043"})
    session.execute(
        update(record.RecordEntry)
        .where(record.RecordEntry.number == 1)
        .values(content='{"seats":50}')
    )
    session.expire_all()
    assert not record.is_sound()


def test_a_removed_entry_is_noticed():
    for number in range(3):
        record.append("draw", {"panel": str(number)})
    session.query(record.RecordEntry).filter_by(number=2).delete()
    assert not record.is_sound()
