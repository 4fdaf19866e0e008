"""Auditors: only the named ones, only after the dice, each download logged, counts published."""

import csv
import io
import json

import pytest

from observatory.lottery import queries, services
from observatory.lottery.models import Handover
from observatory.lottery.services import audits
from observatory.lottery.services.packs import PackIncomplete
from observatory.record import RecordEntry
from observatory.recruitment.models import Contact
from sortition import auditing, proofs
from sortition.bundle import read_bundle
from tests import factories
from tests.lottery import drawn


@pytest.fixture
def city(session):
    return drawn.city()


@pytest.fixture
def draw(city, session):
    made = drawn.throw(city.recruitment)
    session.commit()
    return made


def entries(session, kind):
    found = session.query(RecordEntry).filter_by(kind=kind).order_by(RecordEntry.number)
    return [json.loads(entry.content) for entry in found]


def test_the_record_counts_the_auditors_and_names_none(city, session):
    services.name_auditors(city.recruitment, [city.auditor, city.other])
    services.name_auditors(city.recruitment, [city.other, city.auditor])
    assert [one["auditors"] for one in entries(session, "auditors_named")] == [1, 2]
    assert "Nora" not in str(entries(session, "auditors_named"))
    services.name_auditors(city.recruitment, [])
    assert queries.list_auditors(city.recruitment) == []


def test_nobody_audits_their_own_work(city, session):
    factories.give_role(city.body, city.clerk, "auditor")
    with pytest.raises(audits.RunsTheDraw):
        services.name_auditors(city.recruitment, [city.clerk])


def test_an_auditor_who_becomes_a_clerk_gets_no_pack_any_more(draw, city):
    factories.give_role(city.body, city.auditor, "clerk")
    with pytest.raises(audits.RunsTheDraw):
        services.give_pack(draw, city.auditor)


def test_the_pack_of_a_web_draw_is_found_in_order(draw, city):
    given = auditing.read_pack(services.give_pack(draw, city.auditor))
    found = auditing.audit(given, read_bundle(queries.find_bundle(draw).content))
    assert found.holds, found.findings
    assert {*found.findings} == {"list", "panels", "result", "quotas", "gap"}
    assert [one.pid for one in found.sample] == queries.list_sample(draw)


def test_each_handover_is_logged_by_name_and_counted_without(draw, city, session):
    first, second = (services.give_pack(draw, city.auditor) for _ in range(2))
    services.give_calls(draw, city.auditor)
    log = [(name, row.content) for name, row in queries.list_handovers(draw)]
    assert log == [("Nora Named", "pack")] * 2 + [("Nora Named", "calls")]
    given = entries(session, "auditors_pack_given")
    assert first == second
    assert {one["pack"] for one in given} == {proofs.sha256(first).hex()}
    assert "Nora" not in str(given) + str(entries(session, "auditors_calls_given"))
    assert (queries.describe_audit(draw).packs, queries.describe_audit(draw).calls) == (2, 1)


def test_who_is_not_named_gets_nothing(draw, city, session):
    for act in (services.give_pack, services.give_calls):
        with pytest.raises(audits.NotNamed):
            act(draw, city.other)
    with pytest.raises(audits.NotNamed):
        services.report_audit(draw, city.other, "held", (0, 0, 0), "")
    assert session.query(Handover).count() == 0


def test_before_the_dice_the_pack_is_refused_because_it_shows_the_panels(city, session):
    frozen = services.freeze_draw(city.recruitment)
    session.commit()
    for act in (services.give_pack, services.give_calls):
        with pytest.raises(audits.PackTooEarly):
            act(frozen, city.auditor)


def test_who_was_erased_cannot_be_audited_any_more(draw, city):
    one = queries.list_drawn(draw)[0].respondent
    one.secret = one.own = one.nonce = one.pid = ""
    with pytest.raises(PackIncomplete) as refused:
        services.give_pack(draw, city.auditor)
    assert refused.value.params == {"missing": 1}


def test_the_list_to_call_has_contacts_and_no_features_and_runs_no_formula(draw, city, session):
    sample = queries.list_sample(draw)
    people = {place.respondent.pid: place.respondent for place in queries.list_places(draw)}
    people[sample[0]].contact = Contact(name="=HYPERLINK(Ana)", reach="+34 600 123 456")
    rows = list(csv.DictReader(io.StringIO(services.give_calls(draw, city.auditor))))
    assert [row["code"] for row in rows] == sample
    assert (rows[0]["name"], rows[0]["contact"]) == ("'=HYPERLINK(Ana)", "'+34 600 123 456")
    assert {row["note"] for row in rows[1:]} == {"withdrawn"}
    assert {"reached", "confirmed", "remarks"} <= {*rows[0]}
    assert not {"woman", "man", "young", "old"} & {cell for row in rows for cell in row.values()}


def test_what_an_auditor_found_is_published_as_counts_and_the_last_word_counts(draw, city, session):
    services.report_audit(draw, city.auditor, "held", (2, 1, 1), " One had another age. ")
    services.report_audit(draw, city.auditor, "failed", (2, 2, 0), "")
    reports = queries.describe_audit(draw).reports
    assert [(one.checks, one.confirmed, one.remarks) for one in reports] == [("failed", 2, "")]
    told = entries(session, "audit_reported")
    assert [(one["reached"], one["confirmed"], one["not_confirmed"]) for one in told] == [
        (2, 1, 1),
        (2, 2, 0),
    ]
    assert "another age" not in str(told)


@pytest.mark.parametrize("counts", [(3, 0, 0), (1, 1, 1), (-1, 0, 0), (1, -1, 0)])
def test_numbers_that_do_not_fit_are_refused(draw, city, counts):
    with pytest.raises(audits.CountsDoNotFit) as refused:
        services.report_audit(draw, city.auditor, "held", counts, "")
    assert refused.value.params == {"sample": 2}
