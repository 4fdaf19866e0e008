"""The ceremony of draw 2 on the projector: a step a page, codes only, once, and rehearsed apart."""

import re

import pytest

from observatory.bodies.models import Body
from observatory.lottery import queries, services
from observatory.lottery.models import Place
from observatory.record import RecordEntry
from observatory.recruitment.models import Ceremony, Contact, Respondent
from observatory.recruitment.queries import find_ceremony
from tests import factories
from tests.recruitment.holding import PEOPLE, hold, lead_to_dice, type_dice

DICE = "137 141592653589793238462"
THROWN = DICE.replace(" ", "")
OTHER = THROWN[:5] + "0" + THROWN[6:]


@pytest.fixture
def recruitment(session):
    return factories.pooled(factories.body())


@pytest.fixture
def draw(recruitment, session):
    """A draw whose panels are fixed."""
    made = services.freeze_draw(recruitment)
    session.commit()
    return made


@pytest.fixture
def clerk(recruitment, session, client):
    """A clerk's browser."""
    body = session.get(Body, recruitment.body_id)
    return factories.sign_in(client, factories.staff(body, "clerk"))


@pytest.fixture
def address(recruitment, session):
    body = session.get(Body, recruitment.body_id)
    return f"/en/{body.slug}/recruitments/{recruitment.id}/ceremony"


def ceremony_of(draw):
    return find_ceremony(draw_id=draw.id)


def test_a_clerk_leads_through_the_ceremony_to_the_panel(clerk, draw, address):
    assert "Begin the ceremony" in clerk.get(address).text
    page = hold(clerk, address, DICE)
    assert "The dice chose panel 137" in page.text
    assert "5 people are drawn." in page.text
    assert "The panel meets every quota." in page.text
    for place in queries.list_drawn(draw):
        pid = place.respondent.pid
        assert f"{pid[:4]} {pid[4:8]}" in page.text
    assert (draw.dice, draw.witnesses) == (THROWN, PEOPLE["witnesses"])
    kept = ceremony_of(draw)
    assert kept.began_at < kept.read_aloud_at < kept.ended_at
    assert "--evidence " + draw.panels_digest in clerk.get(f"{address}/result?screen=next").text


def test_both_fingerprints_are_shown_before_the_dice_and_what_the_dice_mean(clerk, draw, address):
    page = clerk.post(f"{address}/people", data=PEOPLE, follow_redirects=True).text
    for digest in (draw.commitment_digest, draw.panels_digest):
        assert all(digest[i : i + 4] in page for i in range(0, 64, 4))
    assert "The first 3 dice name the panel. The 21 after them" in page
    assert "24" in page


def test_what_the_first_person_typed_is_hidden_until_both_agree(clerk, draw, address):
    lead_to_dice(clerk, address)
    page = type_dice(clerk, address, "first", DICE).text
    assert "Hugo Clerk types" in page
    assert THROWN not in page
    page = type_dice(clerk, address, "second", OTHER).text
    assert "The two readings differ at digit 6" in page
    assert THROWN not in page
    assert OTHER not in page
    page = clerk.get(f"{address}/dice?who=second").text
    assert OTHER in page
    assert THROWN not in page
    page = type_dice(clerk, address, "second", DICE).text
    assert "Open panel 137" in page
    assert draw.result is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("123", "Digits needed: 24. Typed: 3. Missing: 21."),
        ("a" + THROWN, "Dice show only digits, but character 1 is “a”."),
    ],
)
def test_dice_that_cannot_count_get_a_sentence(clerk, draw, address, typed, sentence):
    lead_to_dice(clerk, address)
    page = type_dice(clerk, address, "first", typed)
    assert page.status_code == 409
    assert sentence in page.text
    assert f'value="{typed}"' in page.text


def test_a_step_that_is_not_its_turn_leads_to_the_one_that_is(clerk, draw, address):
    for step in ("fixed", "dice", "open", "result", "again", "incident"):
        assert clerk.get(f"{address}/{step}").location.endswith("/people")
    lead_to_dice(clerk, address)
    assert clerk.get(f"{address}/people").status_code == 200
    type_dice(clerk, address, "first", DICE)
    for step in ("people", "fixed"):
        assert clerk.get(f"{address}/{step}").location.endswith("/dice")


def test_going_back_after_the_dice_changes_nothing_and_keeps_what_was_typed(clerk, draw, address):
    lead_to_dice(clerk, address)
    type_dice(clerk, address, "first", DICE)
    page = clerk.post(f"{address}/people", data=PEOPLE | {"witnesses": "Nobody else"})
    assert page.status_code == 409
    assert "Nobody else" in page.text
    assert ceremony_of(draw).witnesses == PEOPLE["witnesses"]


def test_a_first_reading_sent_twice_is_not_the_second_persons(clerk, draw, address):
    lead_to_dice(clerk, address)
    for _ in range(2):
        page = type_dice(clerk, address, "first", DICE)
    assert "Hugo Clerk types" in page.text
    assert ceremony_of(draw).second_dice is None
    assert clerk.post(f"{address}/dice", data={"dice": DICE}).status_code == 400


def test_two_clicks_open_one_panel(clerk, draw, address, session):
    hold(clerk, address, DICE)
    first = draw.result, draw.drawn_at
    hold(clerk, address, "9" * 24)
    clerk.post(f"{address}/open", data={"dice": THROWN})
    assert (draw.result, draw.drawn_at) == first
    assert session.query(RecordEntry).filter_by(kind="panel_drawn").count() == 1


def test_both_misread_and_type_again_before_anything_is_opened(clerk, draw, address):
    lead_to_dice(clerk, address)
    for who in ("first", "second"):
        type_dice(clerk, address, who, OTHER)
    why = {"text": "A 1 was read as 0."}
    page = clerk.post(f"{address}/again", data=why, follow_redirects=True)
    assert "Iris Clerk types" in page.text
    assert "The dice chose panel 137" in hold(clerk, address, DICE).text
    assert f"A 1 was read as 0. ({OTHER})" in ceremony_of(draw).incidents


def test_the_pages_name_nobody_of_the_pool(clerk, draw, address, session):
    for number, one in enumerate(session.query(Respondent)):
        session.add(
            Contact(
                respondent_id=one.id,
                name=f"Zacarias Pool{number}",
                reach=f"zacarias{number}@example.org",
            )
        )
    lead_to_dice(clerk, address)
    texts = [clerk.get(f"{address}/{step}").text for step in ("people", "fixed", "dice")]
    texts.append(hold(clerk, address, DICE).text)
    texts += [clerk.get(f"{address}/{rest}").text for rest in ("result?screen=next", "incident")]
    texts.append(clerk.get(address).text)
    assert all("zacarias" not in text.casefold() for text in texts)
    assert "Luis Notary" in texts[0]


def test_the_ceremony_says_what_must_come_first_and_can_be_rehearsed(clerk, address):
    page = clerk.get(address).text
    assert "The panels are not fixed yet." in page
    assert clerk.get(f"{address}/people").location.endswith("/ceremony")
    assert "panel 137" in hold(clerk, f"{address}/rehearsal", DICE).text


def test_a_rehearsal_marks_every_page_and_changes_nothing(clerk, draw, address, session):
    before = session.query(RecordEntry).count(), draw.state
    base = f"{address}/rehearsal"
    lead_to_dice(clerk, base)
    pages = [clerk.get(f"{base}/{step}") for step in ("people", "fixed", "dice")]
    pages.append(hold(clerk, base, DICE))
    pages += [clerk.get(f"{base}/{rest}") for rest in ("result?screen=next", "incident")]
    assert all("REHEARSAL" in page.text for page in pages)
    assert (session.query(RecordEntry).count(), draw.state) == before
    assert draw.dice is None
    assert not session.query(Place).filter_by(is_drawn=True).count()
    clerk.post(f"{base}/end")
    assert session.query(Ceremony).count() == 0


def test_a_rehearsal_tells_nothing_about_the_real_panels(clerk, draw, address, session):
    pages = hold(clerk, f"{address}/rehearsal", DICE).text
    pages += clerk.get(f"{address}/rehearsal/result?screen=next").text
    for place in session.query(Place).filter_by(draw_id=draw.id):
        assert place.respondent.pid[:8] not in pages.replace(" ", "")
    assert draw.panels_digest not in pages
    assert "REHEARSAL" not in hold(clerk, address, DICE).text


def test_another_bodys_ceremony_is_not_found(clerk, draw, address, session):
    other = services.freeze_draw(factories.pooled(factories.body()))
    stolen = address.replace(f"/{draw.recruitment_id}/", f"/{other.recruitment_id}/")
    for rest in ("", "/people", "/rehearsal/people"):
        assert clerk.get(stolen + rest).status_code == 404


def test_a_large_panel_takes_several_screens_on_which_everybody_stands_once(client, session):
    body = factories.body(seats=110)
    made = factories.recruitment(body)
    clerk = factories.sign_in(client, factories.staff(body, "clerk"))
    base = f"/en/{body.slug}/recruitments/{made.id}/ceremony/rehearsal"
    hold(clerk, base, DICE)
    screens = [clerk.get(f"{base}/result?screen={number}").text for number in (1, 2, 3)]
    assert "Codes 75 to 110:" in screens[2]
    codes = [code for screen in screens for code in re.findall(r"<code>(.{9})</code>", screen)]
    assert len(set(codes)) == len(codes) == 110
    assert codes == sorted(codes)
    for unusual in ("0", "99", "x", "²"):
        assert clerk.get(f"{base}/result?screen={unusual}").status_code == 200
