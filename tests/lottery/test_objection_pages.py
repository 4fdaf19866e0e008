"""Pages of objections: the clerk takes and decides them, everybody reads how."""

import json

import pytest
from flask_babel import force_locale

from observatory.bodies.models import Body
from observatory.formats import show_minute
from observatory.lottery import queries, services
from observatory.record import RecordEntry
from observatory.recruitment.queries import list_pool
from observatory.recruitment.services import save_settings
from tests import factories
from tests.lottery.test_objections import after
from tests.recruitment import paper

TEXT = "I answered and my code is not on the list."
REASON = "The register holder found the person."


@pytest.fixture
def recruitment(session):
    made = factories.pooled(factories.body("town"))
    made.objection_days = 5
    return made


@pytest.fixture
def clerk(recruitment, session, client):
    body = session.get_one(Body, recruitment.body_id)
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def draw(recruitment, session):
    frozen = services.freeze_draw(recruitment)
    session.commit()
    return frozen


def room(draw, rest=""):
    return f"/en/town/recruitments/{draw.recruitment_id}/draw{rest}"


def public(draw, rest=""):
    return f"/en/town/draws/{draw.recruitment_id}/{draw.attempt}{rest}"


def take(clerk, draw, text=TEXT):
    typed = {"role": "pool", "text": text, "attempt": draw.attempt}
    return clerk.post(room(draw, "/objections"), data=typed, follow_redirects=True)


def decide(clerk, draw, **typed):
    typed = {"decision": "refused", "reason": REASON, "attempt": draw.attempt} | typed
    return clerk.post(room(draw, "/objections/1"), data=typed, follow_redirects=True)


def test_the_frozen_list_is_published_with_its_hash_and_how_to_object(app, clerk, draw):
    page = clerk.get(room(draw)).text
    assert "The list is public. Objections are taken until" in page
    assert "draw/solve" not in page
    reader = app.test_client()
    told = reader.get(public(draw, "/objections")).text
    assert "You can object until" in told
    assert draw.commitment_digest[:4] in told
    assert "You can object until" in reader.get(public(draw)).text
    assert reader.get(public(draw, "/commit.json")).data.decode() == draw.commitment


WAYS = (
    "By telephone: 010",
    "(Monday to Friday, 9:00 to 14:00)",
    "By e-mail: panel@metropolis.example",
    "By letter: Plaza Mayor 1 · 28001 Metropolis. It must be there before that minute.",
    "Have your letter at hand and say its number",
)


@pytest.mark.parametrize("rest", ["", "/objections"])
def test_a_resident_reads_until_when_to_whom_and_what_to_bring(app, draw, session, rest):
    reader = app.test_client()
    assert (
        "At the secretariat of Observatory of the City, Metropolis"
        in reader.get(public(draw, rest)).text
    )
    save_settings(draw.recruitment, **paper.SETTINGS)
    with force_locale("en_GB"):
        until = f"You can object until {show_minute(draw.objections_until)}."
    page = " ".join(reader.get(public(draw, rest)).text.split())
    assert [way for way in (until, *WAYS) if way not in page] == []
    with after(draw):
        assert "You can object" not in reader.get(public(draw, rest)).text


def test_an_attempt_that_a_later_one_replaced_takes_no_objections(app, draw, session):
    services.freeze_draw(draw.recruitment, "A letter was lost.")
    session.commit()
    for rest in ("", "/objections"):
        assert "You can object" not in app.test_client().get(public(draw, rest)).text


def test_an_objection_and_its_decision_can_be_read_by_everybody(app, clerk, draw):
    assert "The objection is on the public list." in take(clerk, draw, TEXT + "<b>").text
    told = app.test_client().get(public(draw, "/objections")).text
    assert f"{TEXT}&lt;b&gt;" in told
    assert "Not decided yet" in told
    assert "The decision is public." in decide(clerk, draw).text
    told = app.test_client().get(public(draw, "/objections")).text
    assert "The list stayed as it was" in told
    assert REASON in told


def test_a_correction_lists_the_former_file_with_its_exact_bytes(app, clerk, draw, recruitment):
    former, person = draw.commitment, list_pool(recruitment)[0]
    take(clerk, draw)
    letter = str(person.invitation.number)
    page = decide(clerk, draw, decision="not_eligible", letter=letter, refusal="double")
    assert "A corrected list has taken the place of the former one." in page.text
    reader = app.test_client()
    assert "commit-1.json" in reader.get(public(draw, "/objections")).text
    assert reader.get(public(draw, "/former/1.json")).data.decode() == former
    now_public = json.loads(reader.get(public(draw, "/commit.json")).data)
    assert now_public["former"][0]["reason"] == REASON
    assert reader.get(public(draw, "/former/2.json")).status_code == 404


def test_features_are_corrected_from_the_page(clerk, draw, recruitment, session):
    person = next(one for one in list_pool(recruitment) if one.features["age"] == "young")
    take(clerk, draw)
    fields = {"letter": str(person.invitation.number), "feature_1": "old"}
    decide(clerk, draw, decision="features", **fields)
    session.expire_all()
    assert person.features == {**person.features, "age": "old"}
    assert len(queries.list_former(draw)) == 1


def test_a_correction_without_a_letter_keeps_what_was_typed(clerk, draw):
    take(clerk, draw)
    page = decide(clerk, draw, decision="admitted")
    assert page.status_code == 409
    assert "Write the number or the code of the person’s letter." in page.text
    assert REASON in page.text
    assert queries.list_former(draw) == []


def test_the_panels_are_computed_by_a_button_once_the_time_is_over(clerk, draw, session):
    take(clerk, draw)
    early = clerk.post(room(draw, "/solve"), follow_redirects=True)
    assert early.status_code == 409
    with after(draw):
        assert "1 objection waits for a decision." in clerk.get(room(draw)).text
        assert "Objections were taken until" in take(clerk, draw).text
        decide(clerk, draw)
        assert "draw/solve" in clerk.get(room(draw)).text
        page = clerk.post(room(draw, "/solve"), follow_redirects=True)
    assert "1,000 panels are fixed" in page.text


def test_another_bodys_objections_are_not_found(clerk, draw, session):
    other = factories.pooled(factories.body())
    services.freeze_draw(other)
    session.commit()
    for address in (room(draw, "/objections"), public(draw, "/objections")):
        stolen = address.replace(f"/{draw.recruitment_id}/", f"/{other.id}/")
        assert clerk.get(stolen).status_code == 404
    assert clerk.get(room(draw, "/objections/9")).status_code == 404


def test_the_rules_are_locked_with_the_quotas_and_published(clerk, recruitment, session):
    made = factories.recruitment(session.get_one(Body, recruitment.body_id), factories.PAIRS)
    address = f"/en/town/recruitments/{made.id}/quotas/lock"
    assert 'value="5"' in clerk.get(address).text
    rules = {"objection_days": "7", "signed_by": "Secretary of the City"}
    rules |= {f"replacements_until-{part}": value for part, value in DAY.items()}
    page = clerk.post(address, data=rules, follow_redirects=True).text
    assert "7 days after the pool is frozen" in page
    assert "31 December 2099" in page
    entry = last_entry(session)
    assert entry["rules"]["objection_days"] == 7
    assert entry["rules"]["replacements"] == {"rule": "first_fitting", "until": "2099-12-31"}
    assert entry["rules"]["signers"][0]["name"] == "Secretary of the City"


DAY = {"day": "31", "month": "12", "year": "2099"}


def last_entry(session):
    entry = session.query(RecordEntry).filter_by(kind="quotas_locked").one()
    return json.loads(entry.content)


@pytest.mark.parametrize("days", ["", "-1", "61", "five"])
def test_days_that_are_none_are_refused_and_nothing_is_locked(clerk, recruitment, session, days):
    made = factories.recruitment(session.get_one(Body, recruitment.body_id), factories.PAIRS)
    address = f"/en/town/recruitments/{made.id}/quotas/lock"
    page = clerk.post(address, data={"objection_days": days}).text
    assert "Write a number of days from 0 to 60" in page
    assert made.quotas_locked_at is None
