"""Quotas: set, refused where no panel can meet them, locked before the letters."""

import json

import pytest

from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from sortition.errors import InputError
from sortition.quotas import Quota, Quotas
from tests import factories

SEXES = Quotas((Quota("sex", "woman", 2, 3), Quota("sex", "man", 2, 3)))


def test_quotas_come_back_as_they_were_set(session):
    made = services.create_recruitment(factories.body(), "First panel", 5)
    services.set_quotas(made, Quotas((Quota("age", "16-29", 1, 2),)))
    services.set_quotas(made, SEXES)
    assert queries.list_quotas(made) == SEXES


def test_locking_enters_the_digest_in_the_record(session):
    made = services.create_recruitment(factories.body(), "First panel", 5)
    services.set_quotas(made, SEXES)
    services.lock_quotas(made)
    entry = session.query(RecordEntry).one()
    assert (entry.kind, entry.body_id) == ("quotas_locked", made.body_id)
    assert json.loads(entry.content)["digest"] == made.quotas_digest


def test_locked_quotas_never_change(session):
    made = services.create_recruitment(factories.body(), "First panel", 5)
    services.set_quotas(made, SEXES)
    services.lock_quotas(made)
    with pytest.raises(services.QuotasLocked):
        services.set_quotas(made, SEXES)
    with pytest.raises(services.QuotasLocked):
        services.lock_quotas(made)


def test_quotas_that_no_panel_can_meet_are_not_locked(session):
    made = services.create_recruitment(factories.body(), "First panel", 9)
    services.set_quotas(made, SEXES)
    with pytest.raises(InputError) as refused:
        services.lock_quotas(made)
    assert [problem.code for problem in refused.value.problems] == ["sum_of_maxima"]
    assert made.quotas_locked_at is None
