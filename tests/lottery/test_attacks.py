"""The attacks that the protocol names, each tried on a draw of the web as its operator could.

The operator has the database, the files and the signing key; what they do not have is the hash
that was read aloud before the dice, the record as others saw it, and what people hold in hand.
"""

import json

import pytest
from sqlalchemy import update

from observatory import keys, record
from observatory.bodies.models import Body
from observatory.lottery import queries, services
from observatory.lottery.services import draws, fixed, solving
from observatory.recruitment.models import Respondent
from sortition import proofs, verify_draw
from sortition.bundle import bundle
from sortition.signatures import signatures_record
from tests import factories
from tests.lottery.reading import files_of

DICE = "137141592653589793238462"
OTHER = "777" + DICE[3:]


@pytest.fixture
def recruitment(session):
    return factories.pooled(factories.body("town"))


@pytest.fixture
def clerk(recruitment, session, client):
    body = session.get_one(Body, recruitment.body_id)
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def solved(recruitment, session):
    draw = services.freeze_draw(recruitment)
    session.commit()
    return draw


@pytest.fixture
def drawn(solved, session):
    services.draw_panel(solved, DICE, DICE, "Ana Secretary")
    session.commit()
    return solved


def room(draw, rest):
    return f"/en/town/recruitments/{draw.recruitment_id}/{rest}"


def public(app, draw):
    reader = app.test_client()
    pages = ["/en/town/draws", f"/en/town/draws/{draw.recruitment_id}/{draw.attempt}"]
    return " ".join(reader.get(page).text for page in pages)


def throw(clerk, draw, dice):
    typed = {"dice": dice, "dice_again": dice, "witnesses": "Ana"}
    return clerk.post(room(draw, "ceremony"), data=typed)


def signed(files):
    """Sign again, as whoever has the operator's key can."""
    three = {name: data for name, data in files.items() if name != "signatures.json"}
    record_of = signatures_record(three, [keys.signing_key()])
    return bundle({**three, "signatures.json": proofs.canonical(record_of)})


def seen(data, **asked):
    """Return the field in which the verifier sees that something is wrong."""
    with pytest.raises(verify_draw.RecordError) as caught:
        verify_draw.verify(data, asked)
    return caught.value.field


def changed(draw, name, **changes):
    content = json.loads(files_of(draw)[f"{name}.json"]) | changes
    return {**files_of(draw), f"{name}.json": proofs.canonical(content)}


def test_a_draw_of_the_web_holds_before_any_attack(drawn):
    asked = {"evidence": drawn.panels_digest, "dice": DICE}
    assert verify_draw.verify(bundle(files_of(drawn)), asked)[0] == verify_draw.VERIFIED


def test_roll_the_seed_again(clerk, drawn):
    first = drawn.result
    throw(clerk, drawn, OTHER)
    assert queries.find_draw(drawn.recruitment).result == first
    with pytest.raises(draws.AlreadyDrawn):
        services.draw_panel(drawn, OTHER, OTHER, "Ana")
    assert seen(signed(changed(drawn, "result", seed="0" * 64))) == "result.json seed"


def test_commit_after_the_seed(clerk, drawn):
    page = clerk.post(room(drawn, "draw"), data={"reason": "The panel does not please us."})
    assert page.status_code == 409
    assert len(queries.list_attempts(drawn.recruitment)) == 1


def test_swap_the_panels_after_they_were_read_aloud(solved, session):
    # The operator changes file and hash together; the record still has the former hash.
    content = json.loads(solved.panels_record)
    content["roots"] = content["roots"][::-1]
    solved.panels_record = proofs.canonical(content).decode()
    with pytest.raises(fixed.FilesChanged):
        services.draw_panel(solved, DICE, DICE, "Ana")
    solved.panels_digest = proofs.sha256(solved.panels_record.encode()).hex()
    with pytest.raises(fixed.FilesChanged):
        services.draw_panel(solved, DICE, DICE, "Ana")


def test_swap_the_panels_after_the_dice(drawn):
    evidence = drawn.panels_digest
    roots = json.loads(drawn.panels_record)["roots"]
    swapped = changed(drawn, "panels", roots=roots[::-1])
    assert seen(signed(swapped), evidence=evidence) == "result.json panels"


def test_choose_among_several_lists_of_panels(app, clerk, solved, session):
    # Each list needs a public reason, and every one stays on the public page with its hash.
    first = solved.panels_digest
    services.solve_draw(solved, lambda stage, fraction: None)
    assert solved.panels_digest == first
    assert clerk.post(room(solved, "draw")).status_code == 409
    clerk.post(room(solved, "draw"), data={"reason": "We would like another list."})
    session.expire_all()
    assert [one.state for one in queries.list_attempts(solved.recruitment)] == ["solved"] * 2
    assert "We would like another list." in public(app, queries.find_draw(solved.recruitment))
    assert first[:4] in public(app, solved)
    with pytest.raises(draws.NotSolved):
        services.draw_panel(solved, DICE, DICE, "Ana")


def test_reorder_the_pool(drawn, recruitment, session):
    pool = json.loads(drawn.commitment)["pool"]
    assert pool == sorted(pool)
    reordered = changed(drawn, "commit", pool=pool[::-1])
    assert seen(signed(reordered)) == "commit.json pool[1]"


def test_reorder_the_pool_before_the_panels(recruitment, session):
    draw = services.freeze_draw(recruitment)
    content = json.loads(draw.commitment)
    draw.commitment = proofs.canonical(content | {"pool": content["pool"][::-1]}).decode()
    with pytest.raises(fixed.FilesChanged):
        services.solve_draw(draw, lambda stage, fraction: None)


def test_tune_the_quotas_after_the_replies(clerk, session):
    made = factories.pooled(session.query(Body).one(), quotas=factories.PAIRS)
    made.quotas_digest = draws.digest_of(draws.list_quotas(made))
    session.commit()
    typed = {"rows-0-feature": "sex", "rows-0-value": "woman"}
    typed |= {"rows-0-minimum": "5", "rows-0-maximum": "5"}
    page = clerk.post(f"/en/town/recruitments/{made.id}/quotas", data=typed)
    assert page.status_code == 409
    made.quotas[0].maximum = 5
    with pytest.raises(draws.QuotasChanged):
        services.freeze_draw(made)


def test_one_secret_for_two_people_with_the_same_digits(clerk, recruitment, session):
    first, second = session.query(Respondent).limit(2)
    second.secret, second.own, second.pid = first.secret, first.own, first.pid
    session.commit()
    page = clerk.post(room_of(recruitment, "draw"))
    assert queries.find_draw(recruitment) is None
    assert first.pid in page.text


def room_of(recruitment, rest):
    return f"/en/town/recruitments/{recruitment.id}/{rest}"


def test_one_secret_for_two_people_with_their_own_digits(drawn, session):
    # The operator hands the secret of one to somebody else, who chose other digits.
    holder = session.query(Respondent).first()
    asked = {"evidence": drawn.panels_digest, "secret": holder.secret}
    data = bundle(files_of(drawn))
    assert verify_draw.verify(data, {**asked, "own": holder.own})[0] == verify_draw.VERIFIED
    assert seen(data, **asked, own="98765") == "secret"


def test_withhold_a_result(app, drawn, solved):
    # The result is public with the dice, and an attempt without one stays there as such.
    assert "dice picked panel 137" in public(app, drawn)
    entry = json.loads(last_entry("panel_drawn").content)
    assert entry["result"] == proofs.sha256(drawn.result.encode()).hex()


def test_withhold_a_result_and_say_that_it_was_never_drawn(app, drawn, session):
    drawn.result, drawn.state, drawn.dice, drawn.drawn_at = None, "solved", None, None
    session.commit()
    with pytest.raises(draws.AlreadyDrawn):
        services.draw_panel(drawn, OTHER, OTHER, "Ana")
    with pytest.raises(draws.AlreadyDrawn):
        services.freeze_draw(drawn.recruitment, "It was never drawn.")


def last_entry(kind):
    found = record.session.query(record.RecordEntry).filter_by(kind=kind)
    return found.order_by(record.RecordEntry.number.desc()).first()


def test_replace_a_member_by_choice(drawn):
    result = json.loads(drawn.result)
    result["seats"][0][0], result["order"][0] = result["order"][0], result["seats"][0][0]
    data = signed(changed(drawn, "result", seats=result["seats"], order=result["order"]))
    assert seen(data) == "result.json seats"


def test_edit_a_record_and_sign_again(drawn):
    evidence, commit = drawn.panels_digest, changed(drawn, "commit", objective="nash")
    stale = bundle({**commit, "signatures.json": files_of(drawn)["signatures.json"]})
    assert seen(stale) == "panels.json commit"
    assert seen(signed(commit), evidence=evidence) == "panels.json commit"
    panels = json.loads(drawn.panels_record)
    panels["commit"] = proofs.sha256(commit["commit.json"]).hex()
    again = {**commit, "panels.json": proofs.canonical(panels)}
    result = json.loads(drawn.result)
    for name in ("commit", "panels"):
        result[name] = proofs.sha256(again[f"{name}.json"]).hex()
    data = signed({**again, "result.json": proofs.canonical(result)})
    assert seen(data, evidence=evidence) == "result.json seed"


def test_two_draws_of_one_name(drawn, recruitment, session):
    body = session.get_one(Body, recruitment.body_id)
    second = services.freeze_draw(factories.pooled(body))
    session.commit()
    services.draw_panel(second, DICE, DICE, "Ana")
    names = {json.loads(one.commitment)["draw"] for one in (drawn, second)}
    assert len(names) == 2
    assert seen(bundle(files_of(second)), evidence=drawn.panels_digest) == "evidence"


def test_back_date_the_end_of_the_objections(recruitment, session):
    # The moment that counts is the one in the published commitment, not the one in a column.
    recruitment.objection_days = 5
    draw = services.freeze_draw(recruitment)
    draw.objections_until = draw.created_at
    with pytest.raises(solving.ObjectionsOpen):
        services.repeat_solving(draw)
    commit = json.loads(draw.commitment) | {"objections": {"days": 0, "until": None}}
    draw.commitment = proofs.canonical(commit).decode()
    with pytest.raises(fixed.FilesChanged):
        services.solve_draw(draw, lambda stage, fraction: None)


def test_back_date_an_entry_of_the_record(drawn):
    entry = last_entry("pool_frozen")
    content = json.loads(entry.content) | {"objections_until": "2020-01-01T00:00Z"}
    assert content != json.loads(entry.content)
    text = proofs.canonical(content)
    assert record.chain_digest(entry.number, entry.kind, text, entry.previous) != entry.digest


@pytest.mark.parametrize("name", ["commit", "panels", "result", "signatures"])
def test_splice_in_a_file_of_another_draw(drawn, recruitment, session, name):
    body = session.get_one(Body, recruitment.body_id)
    other = services.freeze_draw(factories.pooled(body))
    session.commit()
    services.draw_panel(other, DICE, DICE, "Ana")
    spliced = {**files_of(drawn), f"{name}.json": files_of(other)[f"{name}.json"]}
    assert seen(bundle(spliced))


def test_splice_in_the_panels_of_another_draw_before_the_dice(solved, recruitment, session):
    body = session.get_one(Body, recruitment.body_id)
    other = services.freeze_draw(factories.pooled(body))
    session.commit()
    solved.panels_record, solved.lottery = other.panels_record, other.lottery
    with pytest.raises(fixed.FilesChanged):
        services.draw_panel(solved, DICE, DICE, "Ana")


def test_change_features_after_the_freeze(recruitment, session):
    draw = services.freeze_draw(recruitment)
    session.execute(update(Respondent).values(features={"sex": "man", "age": "old"}))
    with pytest.raises(solving.PoolChanged):
        services.solve_draw(draw, lambda stage, fraction: None)
