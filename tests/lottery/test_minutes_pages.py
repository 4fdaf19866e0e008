"""The pages of minutes: a clerk writes, looks, fixes, keeps the signed copy; anybody checks."""

import io
import re

import pytest

from observatory.bodies.models import Body
from observatory.database import session as database
from observatory.lottery import queries
from observatory.lottery.services import minutes as services
from observatory.lottery.views import minutes_public
from observatory.record import RecordEntry
from tests import factories
from tests.lottery import minuting


@pytest.fixture
def made(session):
    return minuting.drawn()


def slug(made):
    return database.get_one(Body, made.body_id).slug


@pytest.fixture
def clerk(made, client):
    body = database.get_one(Body, made.body_id)
    return factories.sign_in(client, factories.staff(body, "clerk"))


def page(made, rest="", language="en"):
    return f"/{language}/{slug(made)}/recruitments/{made.id}/minutes{rest}"


def fixed(made):
    minutes = services.write_minutes(made, "panel", minuting.TYPED)
    return services.fix_minutes(made, minutes, None, minuting.LANGUAGES)


def send(client, made, data, name="minutes.pdf", language="en"):
    sent = {"file": (io.BytesIO(data), name)}
    return client.post(f"/{language}/{slug(made)}/draws/minutes", data=sent)


def test_a_clerk_writes_looks_and_fixes(clerk, made):
    assert "Write the minutes" in clerk.get(page(made)).text
    shown = clerk.post(page(made, "/panel"), data=minuting.SENT, follow_redirects=True)
    assert "Salón de Plenos, Plaza de la Villa 4" in shown.text
    assert "Fixing makes PDF and text" in shown.text
    assert queries.find_fixed(made, "panel") is None
    done = clerk.post(page(made, "/panel/preview"), follow_redirects=True)
    assert "No letter of them can change any more" in done.text
    minutes = queries.find_fixed(made, "panel")
    for file in minutes.files:
        address = f"/en/{slug(made)}/draws/{made.id}/minutes/panel/1/{file.name}"
        answer = clerk.get(address)
        assert answer.data == queries.get_minutes_file(minutes, file.name).data
        assert "Set-Cookie" not in answer.headers


def test_the_preview_speaks_the_language_of_its_address(clerk, made):
    clerk.post(page(made, "/panel"), data=minuting.SENT)
    assert "Acta del sorteo del panel" in clerk.get(page(made, "/panel/preview", "es")).text
    assert "Procès-verbal du tirage du panel" in clerk.get(page(made, "/panel/preview", "fr")).text


def test_what_was_typed_stays_when_something_is_wrong(clerk, made):
    wrong = minuting.SENT | {"began": "half past ten", "held_on-month": "13"}
    answer = clerk.post(page(made, "/panel"), data=wrong)
    assert "Write hours and minutes" in answer.text
    assert "Write a real date" in answer.text
    assert "half past ten" in answer.text
    assert "One die fell on the floor." in answer.text
    answer = clerk.post(page(made, "/panel"), data=minuting.SENT | {"ended": "9:00"})
    assert "The act ends before it begins" in answer.text
    assert queries.list_minutes(made, "panel") == []


def test_hostile_names_do_no_harm_on_the_page(clerk, made):
    typed = minuting.SENT | {"witnesses": "<script>alert(1)</script>\nZoë \u202eevil"}
    shown = clerk.post(page(made, "/panel"), data=typed, follow_redirects=True).text
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "\u202e" not in shown
    assert "Zoë [U+202E]evil" in shown


def test_a_name_that_no_font_can_print_is_refused_before_anything_is_fixed(clerk, made):
    clerk.post(page(made, "/panel"), data=minuting.SENT | {"place": "Plaza 𐎠"})
    answer = clerk.post(page(made, "/panel/preview"), follow_redirects=True)
    assert "The fonts have no sign for" in answer.text
    assert queries.find_fixed(made, "panel") is None
    assert queries.find_written(made, "panel").files == []


def test_a_second_click_leads_to_the_fixed_minutes_or_says_why_not(clerk, made, session):
    clerk.post(page(made, "/panel"), data=minuting.SENT)
    clerk.post(page(made, "/panel/preview"))
    again = clerk.post(page(made, "/panel/preview"))
    assert "These minutes are fixed" in again.text
    assert session.query(RecordEntry).filter_by(kind="minutes_fixed").count() == 1


def test_the_form_of_a_correction_that_is_sent_again_begins_no_further_version(clerk, made):
    fixed(made)
    correction = minuting.SENT | {"reason": "The place was wrong.", "once": "token-of-the-page"}
    assert 'name="once"' in clerk.get(page(made, "/panel")).text
    clerk.post(page(made, "/panel"), data=correction)
    clerk.post(page(made, "/panel/preview"))
    clerk.post(page(made, "/panel"), data=correction)
    assert [one.version for one in queries.list_minutes(made, "panel")] == [1, 2]
    assert queries.find_written(made, "panel") is None


def test_a_correction_asks_for_its_reason(clerk, made):
    fixed(made)
    answer = clerk.post(page(made, "/panel"), data=minuting.SENT)
    assert "Write why there is a new version" in answer.text
    reason = {"reason": "The place was wrong.", "place": "Sala 2"}
    clerk.post(page(made, "/panel"), data=minuting.SENT | reason)
    clerk.post(page(made, "/panel/preview"))
    old = clerk.get(page(made, "/panel/1")).text
    assert "A newer version corrects these minutes: version 2" in old
    public = clerk.get(f"/en/{slug(made)}/draws/{made.id}/minutes").text
    assert "version 1" in public
    assert "The place was wrong." in public
    draw = clerk.get(f"/en/{slug(made)}/draws/{made.id}/1").text
    assert "minutes/panel/2/minutes-" in draw


def test_a_signed_copy_is_kept_for_clerk_and_auditor_only(clerk, made, app):
    fixed(made)
    scan = {"file": (io.BytesIO(b"%PDF-1.7 scan"), "scan.pdf"), "signers": ["0", "2"]}
    answer = clerk.post(page(made, "/panel/1"), data=scan, follow_redirects=True)
    assert "The signed copy is kept" in answer.text
    with clerk.get(page(made, "/panel/1/signed-1.pdf")) as copy:
        assert copy.data == b"%PDF-1.7 scan"
    public = app.test_client().get(f"/en/{slug(made)}/draws/{made.id}/minutes").text
    assert "María Núñez, alcaldesa" in public
    assert "signed-1.pdf" not in public
    assert app.test_client().get(page(made, "/panel/1/signed-1.pdf")).status_code == 302


def test_a_copy_that_is_no_pdf_or_names_nobody_is_refused(clerk, made):
    minutes = fixed(made)
    for sent, reason in (
        ({"file": (io.BytesIO(b"GIF89a"), "scan.pdf"), "signers": ["0"]}, "not a PDF file"),
        ({"file": (io.BytesIO(b"%PDF-1"), "scan.pdf")}, "choose at least one person"),
        ({"signers": ["0"]}, "Choose a file"),
        ({"file": (io.BytesIO(b"%PDF-1"), "scan.pdf"), "signers": ["99"]}, "not a valid choice"),
    ):
        answer = clerk.post(page(made, "/panel/1"), data=sent)
        assert reason in answer.text or "99" in str(sent)
    assert minutes.copies == []


def test_an_auditor_reads_and_writes_nothing(made, client):
    fixed(made)
    body = database.get_one(Body, made.body_id)
    auditor = factories.sign_in(client, factories.staff(body, "auditor"))
    assert "Version 1" in auditor.get(page(made)).text
    assert auditor.get(page(made, "/panel")).status_code == 403
    scan = {"file": (io.BytesIO(b"%PDF-1.7"), "scan.pdf"), "signers": ["0"]}
    answer = auditor.post(page(made, "/panel/1"), data=scan)
    assert "The signed copy is kept" not in answer.text
    assert queries.find_fixed(made, "panel").copies == []


def test_a_stranger_is_told_which_minutes_a_file_is(made, client):
    minutes = fixed(made)
    for file in minutes.files:
        answer = send(client, made, queries.get_minutes_file(minutes, file.name).data)
        assert "These are our minutes, to the last byte" in answer.text
        assert file.name in answer.text
        assert "Set-Cookie" not in answer.headers


def test_a_stranger_is_told_that_a_changed_file_is_none_of_ours(made, client):
    minutes = fixed(made)
    name = next(file.name for file in minutes.files if file.name.endswith("-es.pdf"))
    data = queries.get_minutes_file(minutes, name).data
    for at in range(0, len(data), len(data) // 20):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert "This file is none of our minutes" in send(client, made, changed).text
    for other in (data + b"\n", data[:-1], b""):
        assert "This file is none of our minutes" in send(client, made, other).text


def test_a_stranger_who_sends_no_file_is_asked_for_one(made, client):
    address = f"/es/{slug(made)}/draws/minutes"
    assert "Comprobar un acta" in client.get(address).text
    assert "Elija un archivo" in client.post(address).text


def test_a_file_that_is_too_big_is_refused(made, client, monkeypatch):
    monkeypatch.setattr(minutes_public, "MOST_BYTES", 1000)
    assert send(client, made, b"x" * 2000).status_code == 413


def test_the_signature_is_offered_beside_the_files(made, client):
    minutes = fixed(made)
    base = f"/en/{slug(made)}/draws/{made.id}/minutes"
    assert client.get(f"{base}/panel/1/minutes.sig.json").data == minutes.signed.encode()
    listed = client.get(base)
    shown = re.sub(r"\s|<[^>]*>", "", listed.text)
    assert all(file.digest in shown for file in minutes.files)
    assert "Set-Cookie" not in listed.headers


def test_minutes_of_another_body_are_not_found(made, client):
    minutes = fixed(made)
    other = factories.body()
    clerk = factories.sign_in(client, factories.staff(other, "clerk"))
    rests = ("", "/panel", "/panel/preview", "/panel/1", "/panel/1/signed-1.pdf")
    addresses = [f"/en/{other.slug}/recruitments/{made.id}/minutes{rest}" for rest in rests]
    name = minutes.files[0].name
    addresses += [f"/en/{other.slug}/draws/{made.id}/minutes"]
    addresses += [f"{addresses[-1]}/panel/1/{name}", f"{addresses[-1]}/panel/1/minutes.sig.json"]
    assert [clerk.get(address).status_code for address in addresses] == [404] * 8
    assert "none of our minutes" in send(clerk, made_in(other), minutes.signed.encode()).text


def made_in(body):
    return factories.recruitment(body)


def test_unwritten_minutes_and_unknown_files_are_not_found(clerk, made):
    assert clerk.get(page(made, "/panel/preview")).status_code == 404
    assert clerk.get(page(made, "/panel/1")).status_code == 404
    fixed(made)
    base = f"/en/{slug(made)}/draws/{made.id}/minutes/panel/1/"
    for name in ("minutes.pdf", "minutes-es.pdf", "x"):
        assert clerk.get(base + name).status_code == 404


def test_before_the_dice_the_page_says_what_is_missing(session, client):
    made = factories.pooled(factories.body())
    body = session.get_one(Body, made.body_id)
    clerk = factories.sign_in(client, factories.staff(body, "clerk"))
    assert "The dice have not been thrown yet" in clerk.get(page(made)).text
    assert clerk.get(page(made, "/panel")).status_code == 409
    public = client.get(f"/en/{body.slug}/draws/{made.id}/minutes").text
    assert "There are no minutes yet." in public
