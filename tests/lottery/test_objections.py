"""Objections: taken until a fixed minute, decided in public, corrected by a superseding list."""

import json
from datetime import timedelta

import pytest
import time_machine
from flask_babel import force_locale

from observatory.jobs import Job
from observatory.lottery import queries, services
from observatory.lottery.services import correcting, objections, solving
from observatory.lottery.services.draws import NotSolved
from observatory.record import RecordEntry
from observatory.recruitment.queries import list_pool
from sortition import proofs, verify_draw
from tests import factories

DICE = "137141592653589793238462"
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def recruitment(session):
    made = factories.pooled(factories.body("town"))
    made.objection_days = 5
    return made


@pytest.fixture
def draw(recruitment, session):
    """A frozen draw whose list is open to objections for five days."""
    frozen = services.freeze_draw(recruitment)
    session.commit()
    return frozen


def after(draw, by=AN_HOUR):
    """Let the time for objections be over."""
    return time_machine.travel(draw.objections_until + by, tick=False)


def object_to(draw, text="My age was recorded wrongly."):
    return services.enter_objection(draw, "pool", text)


def letter_of(recruitment):
    """Return the letter of somebody young."""
    young = next(one for one in list_pool(recruitment) if one.features["age"] == "young")
    return str(young.invitation.number)


def entries(session, kind):
    return [json.loads(one.content) for one in session.query(RecordEntry).filter_by(kind=kind)]


def test_a_list_open_to_objections_is_published_and_its_panels_wait(draw, session):
    commit = proofs.read_canonical(draw.commitment.encode())
    assert (draw.state, draw.job_id, draw.panels_record) == ("frozen", None, None)
    assert commit["objections"]["days"] == 5
    assert commit["objections"]["until"] == f"{draw.objections_until:%Y-%m-%dT%H:%MZ}"
    assert entries(session, "pool_frozen")[0]["objections_until"] == commit["objections"]["until"]


def test_the_panels_are_refused_up_to_the_minute_and_taken_after_it(draw, session):
    with after(draw, -timedelta(seconds=1)), pytest.raises(solving.ObjectionsOpen):
        services.repeat_solving(draw)
    assert draw.job_id is None
    with after(draw, timedelta(0)):
        services.repeat_solving(draw)
        session.commit()
    assert (draw.state, session.get(Job, draw.job_id).state) == ("solved", "done")


def test_even_a_job_that_somebody_starts_early_computes_no_panels(draw):
    with pytest.raises(solving.ObjectionsOpen):
        services.solve_draw(draw, lambda stage, fraction: None)
    assert draw.panels_record is None


def test_the_panels_wait_for_every_decision(draw, session):
    objection = object_to(draw)
    with after(draw):
        with pytest.raises(solving.ObjectionsUndecided):
            services.repeat_solving(draw)
        services.refuse_objection(objection, "The register holder confirmed the age.")
        services.repeat_solving(draw)
        session.commit()
    assert draw.state == "solved"


def test_an_objection_after_the_minute_is_not_taken(draw, session):
    with after(draw, timedelta(0)), pytest.raises(objections.ObjectionsOver) as refused:
        object_to(draw)
    with force_locale("en"):
        assert "Objections were taken until" in refused.value.sentence()
    assert not queries.list_objections(draw)


def test_objection_and_decision_enter_the_record_without_a_name(draw, session):
    services.refuse_objection(object_to(draw), " Checked. ")
    (received,), (decided,) = (
        entries(session, f"objection_{one}") for one in ("received", "decided")
    )
    assert (received["objection"], received["from"]) == (1, "pool")
    text = b"My age was recorded wrongly."
    assert received["text_sha256"] == proofs.sha256(text).hex()
    assert (decided["decision"], decided["reason"]) == ("refused", "Checked.")
    assert decided["commit"] == draw.commitment_digest


def test_a_decision_needs_a_reason_and_stays(draw):
    objection = object_to(draw)
    with pytest.raises(objections.ReasonForDecision):
        services.refuse_objection(objection, "  ")
    services.refuse_objection(objection, "Checked.")
    with pytest.raises(objections.AlreadyDecided):
        services.refuse_objection(objection, "Checked again.")


def test_a_correction_supersedes_the_list_which_stays_with_the_reason(draw, recruitment, session):
    first, number = draw.commitment, letter_of(recruitment)
    right = correcting.Correction("features", number, {"age": "old"})
    services.accept_objection(object_to(draw), "The form was read wrongly.", right)
    commit = proofs.read_canonical(draw.commitment.encode())
    (former,) = queries.list_former(draw)
    assert (former.commitment, former.digest) == (first, proofs.sha256(first.encode()).hex())
    assert commit["attempt"] == 1
    assert commit["former"] == [
        {"attempt": 1, "commit": former.digest, "reason": "The form was read wrongly."}
    ]
    (entry,) = entries(session, "commitment_superseded")
    assert (entry["supersedes"], entry["commit"]) == (former.digest, draw.commitment_digest)


def test_a_corrected_list_is_open_to_objections_as_long_as_the_first(draw, recruitment):
    first, number = draw.objections_until, letter_of(recruitment)
    with time_machine.travel(first - AN_HOUR, tick=False):
        right = correcting.Correction("features", number, {"age": "old"})
        services.accept_objection(object_to(draw), "The form was read wrongly.", right)
    assert draw.objections_until - first > timedelta(days=4, hours=22)


def test_only_the_corrected_person_has_another_code_in_the_list(draw, recruitment):
    before = dict(proofs.read_canonical(draw.commitment.encode())["pool"])
    person = list_pool(recruitment)[3]
    other = "old" if person.features["age"] == "young" else "young"
    right = correcting.Correction("features", str(person.invitation.number), {"age": other})
    services.accept_objection(object_to(draw), "The form was read wrongly.", right)
    after_it = dict(proofs.read_canonical(draw.commitment.encode())["pool"])
    assert {pid for pid in before if before[pid] != after_it[pid]} == {person.pid}


@pytest.mark.parametrize(("kind", "refusal"), [("not_eligible", "excluded"), ("withdrawn", "")])
def test_somebody_is_taken_off_the_list(draw, recruitment, kind, refusal):
    person = list_pool(recruitment)[0]
    pid, number = person.pid, str(person.invitation.number)
    wrong = correcting.Correction(kind, number, refusal=refusal)
    services.accept_objection(object_to(draw), "The register holder said so.", wrong)
    pool = [own for own, _ in proofs.read_canonical(draw.commitment.encode())["pool"]]
    assert len(pool) == 23
    assert pid not in pool
    assert not person.is_eligible


def test_somebody_missing_is_added(recruitment, session):
    person = list_pool(recruitment)[0]
    person.is_eligible, person.refusal = False, "unknown"
    draw = services.freeze_draw(recruitment)
    session.commit()
    missing = correcting.Correction("admitted", str(person.invitation.number))
    services.accept_objection(object_to(draw), "The register holder found the person.", missing)
    pool = [own for own, _ in proofs.read_canonical(draw.commitment.encode())["pool"]]
    assert person.pid in pool
    assert (len(pool), person.refusal) == (24, None)


@pytest.mark.parametrize(
    ("kind", "letter", "given", "refusal"),
    [
        ("features", "", {}, correcting.LetterNeeded),
        ("features", "1", {}, correcting.NothingCorrected),
        ("admitted", "1", {}, correcting.NothingCorrected),
        ("not_eligible", "1", {}, correcting.RefusalNeeded),
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(
    draw, recruitment, kind, letter, given, refusal
):
    number = letter and letter_of(recruitment)
    first = draw.commitment_digest
    with pytest.raises(refusal):
        services.accept_objection(
            object_to(draw), "A reason.", correcting.Correction(kind, number, given)
        )
    assert draw.commitment_digest == first


def test_a_corrected_draw_goes_on_to_the_dice_and_is_verified(draw, recruitment, session):
    right = correcting.Correction("not_eligible", letter_of(recruitment), refusal="excluded")
    services.accept_objection(object_to(draw), "The person is a councillor.", right)
    with after(draw):
        services.repeat_solving(draw)
        session.commit()
        services.draw_panel(draw, DICE, DICE, "Ana Secretary")
    asked = {"evidence": draw.panels_digest, "dice": DICE}
    verdict, found = verify_draw.verify(queries.find_bundle(draw).content, asked)
    commit = found["read"]["commit.json"]
    assert (verdict, commit["attempt"], commit["pool_size"]) == (0, 1, 23)
    assert commit["former"][0]["reason"] == "The person is a councillor."


def test_nothing_is_corrected_once_the_panels_are_on_their_way(draw, session):
    objection = object_to(draw)
    services.refuse_objection(objection, "Checked.")
    with after(draw):
        services.repeat_solving(draw)
        session.commit()
        with pytest.raises(objections.NoObjections):
            object_to(draw)


def test_a_draw_without_days_for_objections_takes_none(session):
    draw = services.freeze_draw(factories.pooled(factories.body()))
    with pytest.raises(objections.NoObjections):
        object_to(draw)
    session.commit()
    assert draw.state == "solved"


def test_a_further_attempt_names_the_corrected_lists_of_the_one_before(draw, recruitment, session):
    right = correcting.Correction("features", letter_of(recruitment), {"age": "old"})
    services.accept_objection(object_to(draw), "The form was read wrongly.", right)
    with after(draw):
        services.repeat_solving(draw)
        session.commit()
        second = services.freeze_draw(recruitment, "A letter was lost.")
    commit = proofs.read_canonical(second.commitment.encode())
    assert [(one["attempt"], one["reason"]) for one in commit["former"]] == [
        (1, "The form was read wrongly."),
        (1, "A letter was lost."),
    ]
    with pytest.raises(NotSolved):
        services.draw_panel(draw, DICE, DICE, "Ana")
