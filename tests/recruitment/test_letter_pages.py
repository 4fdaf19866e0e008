"""The clerk's pages for letters on paper: text, print, returned, lost codes, addresses."""

import io
from datetime import date

import pytest
from sqlalchemy import select

from observatory import codes
from observatory.jobs import GIVEN_UP, Job
from observatory.record import RecordEntry
from observatory.recruitment import queries, services
from observatory.recruitment.models import Address, Invitation, LetterBatch
from tests import factories
from tests.recruitment import cases, paper

TEXT = {
    "sender": "Plaza Mayor 1",
    "phone": "010",
    "hours_es": "de 9 a 14 h",
    "help_es": "Ocho sábados al año.",
    "help_en": "",
    "window": "right",
}
PAGES = ["text", "print", "returned", "find", "addresses", "1", "sample-es.pdf", "sample-es.png"]


@pytest.fixture
def made(made):
    cases.with_letters_of(made)
    return paper.ready(made)


@pytest.fixture
def holder(app, body):
    return factories.sign_in(app.test_client(), factories.staff(body, "register_holder"))


def at(made, place: str) -> str:
    return f"/en/town/recruitments/{made.id}/letters/{place}"


def csv(text: str) -> dict:
    return {"file": (io.BytesIO(text.encode()), "addresses.csv")}


@pytest.mark.parametrize("place", PAGES)
def test_every_page_opens(clerk, made, place):
    assert clerk.get(at(made, place)).status_code == 200


@pytest.mark.parametrize("place", PAGES)
def test_another_bodys_letters_do_not_exist(clerk, session, place):
    other = services.create_recruitment(factories.body("village"), "Panel", 2)
    assert clerk.get(at(other, place)).status_code == 404


@pytest.mark.parametrize("place", PAGES[:5])
def test_pages_without_letters_say_what_to_do_first(clerk, session, body, place):
    bare = services.create_recruitment(body, "Panel", 2)
    assert clerk.get(at(bare, place)).status_code == 200


def test_the_text_is_saved_and_shown_again(clerk, made):
    clerk.post(at(made, "text"), data=TEXT)
    settings = queries.find_settings(made)
    assert settings.help == {"es": "Ocho sábados al año."}
    assert settings.window == "right"
    assert not settings.keeps_addresses
    assert "Ocho sábados al año." in clerk.get(at(made, "text")).text


def test_a_text_without_phone_keeps_what_was_typed(clerk, made):
    answer = clerk.post(at(made, "text"), data={**TEXT, "phone": ""}).text
    assert "Write a phone number" in answer
    assert "de 9 a 14 h" in answer


def test_letters_are_printed_downloaded_and_removed(clerk, made, session):
    order = {"kind": "letters", "whom": "all", "languages": ["es", "en"]}
    clerk.post(at(made, "print"), data=order)
    batch = session.scalars(select(LetterBatch)).one()
    assert "letters-00001-00004.pdf" in clerk.get(at(made, "print")).text
    answer = clerk.get(at(made, f"print/{batch.id}/1"))
    assert len(paper.texts(answer.data)) == 4 * 4
    answer.close()
    clerk.post(at(made, f"print/{batch.id}/remove"))
    assert clerk.get(at(made, f"print/{batch.id}/1")).status_code == 404
    assert "The files were removed" in clerk.get(at(made, "print")).text


def test_letters_whose_printing_was_given_up_say_why(clerk, made, session):
    job = factories.save(Job(name="none", subject=1, state="failed", error=GIVEN_UP))
    order = {"kind": "letters", "languages": ["en"], "is_reminder": False, "job_id": job.id}
    factories.save(LetterBatch(recruitment_id=made.id, **order))
    assert "This work was begun three times" in clerk.get(at(made, "print")).text


@pytest.mark.parametrize("place", ["0", "2"])
def test_a_batch_has_only_its_own_files(clerk, made, session, place):
    services.request_batch(made, "list", ["es"])
    session.commit()
    batch = session.scalars(select(LetterBatch)).one()
    assert clerk.get(at(made, f"print/{batch.id}/{place}")).status_code == 404


def test_an_order_without_language_is_refused(clerk, made):
    answer = clerk.post(at(made, "print"), data={"kind": "letters", "whom": "all"})
    assert "Choose at least one language" in answer.text


def test_a_reminder_goes_to_who_has_not_answered_and_can_be_reached(clerk, made, session):
    row = "2,woman,Ana,ana@example.org,web,2025-11-20,1234"
    draw = queries.find_invitation_draw(made)
    services.import_replies(*cases.replies_of(draw, row), "replies.csv")
    clerk.post(at(made, "returned"), data={"numbers": "3"})
    order = {"kind": "letters", "whom": "reminder", "languages": ["en"]}
    clerk.post(at(made, "print"), data=order)
    batch = session.scalars(select(LetterBatch)).one()
    assert batch.letters == 2
    answer = clerk.get(at(made, f"print/{batch.id}/1"))
    fronts = paper.texts(answer.data)[::2]
    assert ["Letter 00001" in fronts[0], "Letter 00004" in fronts[1]] == [True, True]
    assert all("There is still time to answer" in front for front in fronts)
    answer.close()


def test_returned_letters_are_counted_by_stratum(clerk, made, session):
    answer = clerk.post(
        at(made, "returned"), data={"numbers": "00001, 3\n4 4"}, follow_redirects=True
    )
    assert "3 letters are noted." in answer.text
    assert queries.count_returned(made) == {"North": 1, "South": 2}


def test_a_letter_that_came_back_is_noted_once_and_keeps_its_day(made, session):
    first, later = date(2026, 11, 20), date(2026, 11, 24)
    assert services.mark_returned(made, "1 2 3", first) == 3
    assert services.mark_returned(made, "1,2;3 4", later) == 1
    assert services.mark_returned(made, "4", later) == 0
    days = [services.find_letter(made, number).returned_on for number in (1, 2, 3, 4)]
    assert days == [first, first, first, later]


@pytest.mark.parametrize(("typed", "named"), [("1 99", "99"), ("1 two", "two")])
def test_a_wrong_number_saves_nothing_and_keeps_the_text(clerk, made, typed, named):
    answer = clerk.post(at(made, "returned"), data={"numbers": typed})
    assert answer.status_code == 409
    assert f": {named}. Nothing was saved." in answer.text
    assert typed in answer.text
    assert queries.count_returned(made) == {}


def test_a_letter_that_came_back_by_mistake_is_taken_back(clerk, made):
    clerk.post(at(made, "returned"), data={"numbers": "1"})
    assert "It did not come back" in clerk.get(at(made, "1")).text
    clerk.post(at(made, "1/arrived"))
    assert queries.count_returned(made) == {}


def test_a_lost_code_is_replaced_by_a_new_one_shown_once(clerk, made, session, body):
    old = services.code_of(queries.get_letter(made, 1))
    found = clerk.get(at(made, "find?number=1"))
    assert found.location == at(made, "1")
    shown = clerk.post(at(made, "1/code")).text
    new = services.code_of(queries.get_letter(made, 1))
    assert codes.show(new) in shown
    assert codes.show(new) not in clerk.get(at(made, "1")).text
    assert queries.find_invitation(body, old) is None
    assert codes.show(new) in paper.texts(clerk.get(at(made, "1/letter-en.pdf")).data)[0]


def test_a_number_without_letter_is_said_in_words(clerk, made):
    answer = clerk.get(at(made, "find?number=77"))
    assert "There is no letter with this number: 77." in answer.text
    assert 'value="77"' in answer.text


def test_addresses_are_refused_unless_switched_on(holder, made):
    answer = holder.post(at(made, "addresses"), data=csv("letter,name\n1,Ana\n"))
    assert "Addresses are not kept here." in answer.text


def test_addresses_are_kept_printed_and_deleted(holder, made, session):
    services.save_settings(made, keeps_addresses=True)
    rows = "household,stratum,name,street\n" + "".join(
        f"{letter.household},x,Family {letter.number},Street 1\n"
        for letter in session.scalars(select(Invitation))
    )
    answer = holder.post(at(made, "addresses"), data=csv(rows), follow_redirects=True)
    assert "4 addresses are saved." in answer.text
    assert session.scalars(select(Address)).first().lines[1] == "Street 1"
    assert "Family 1" in paper.texts(holder.get(at(made, "sample-en.pdf")).data)[0]
    holder.post(at(made, "addresses/delete"))
    assert session.scalars(select(Address)).all() == []
    kinds = [entry.kind for entry in session.scalars(select(RecordEntry))]
    assert kinds[-2:] == ["addresses_imported", "addresses_deleted"]


def test_a_file_of_addresses_is_refused_whole_with_every_problem(holder, made, session):
    services.save_settings(made, keeps_addresses=True)
    bad = "letter,a,b\n1,Ana,\n1,Eva,\n9,Bea,\n2,,\n3," + "x" * 130 + ",\n"
    shown = holder.post(at(made, "addresses"), data=csv(bad)).text
    assert "There are 4 problems. Nothing was saved." in shown
    assert "This letter already has an address on line 2." in shown
    assert "No letter with this number was drawn." in shown
    assert "This line has no address." in shown
    assert "at most 7 lines of 120 characters" in shown
    assert session.scalars(select(Address)).all() == []


def test_the_drawn_letters_lead_on_to_paper(clerk, made):
    shown = clerk.get(f"/en/town/recruitments/{made.id}/letters").text
    assert all(at(made, place) in shown for place in PAGES[:5])
