"""The pages of the audit: who may see which, what downloads leave behind, what is public."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from observatory.lottery import queries
from observatory.lottery.models import Handover
from tests import factories
from tests.lottery import drawn

ROOT = Path(__file__).parents[2]
FOUND = {"checks": "held", "reached": "2", "confirmed": "2", "not_confirmed": "0", "remarks": ""}


@pytest.fixture
def city(session):
    made = drawn.city()
    made.draw = drawn.throw(made.recruitment)
    session.commit()
    return made


def sign_in(app, account):
    return factories.sign_in(app.test_client(), account)


def test_the_clerk_names_auditors_and_sees_the_bundle_and_the_log(app, city, session):
    clerk = sign_in(app, city.clerk)
    page = clerk.get(f"{city.address}/auditors").text
    assert "Nora Named" in page
    assert queries.find_bundle(city.draw).digest[:4] in page
    both = {"auditors": [city.auditor.id, city.other.id]}
    clerk.post(f"{city.address}/auditors", data=both)
    assert len(queries.list_auditors(city.recruitment)) == 2
    sign_in(app, city.auditor).post(f"{city.address}/audit/auditors.json")
    assert "Who was given what" in clerk.get(f"{city.address}/auditors").text


def test_somebody_without_the_role_cannot_be_named(app, city):
    clerk = sign_in(app, city.clerk)
    clerk.post(f"{city.address}/auditors", data={"auditors": [city.clerk.id]})
    assert [one.id for one in queries.list_auditors(city.recruitment)] == [city.auditor.id]


def test_the_pack_and_the_list_are_stored_nowhere_on_the_way(app, city, session):
    auditor = sign_in(app, city.auditor)
    for name in ("auditors.json", "calls.csv"):
        answer = auditor.post(f"{city.address}/audit/{name}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert f"filename={name}" in answer.headers["Content-Disposition"]
        assert auditor.get(f"{city.address}/audit/{name}").status_code == 405
    assert session.query(Handover).count() == 2


@pytest.mark.parametrize("who", ["clerk", "other", "nobody"])
@pytest.mark.parametrize("name", ["auditors.json", "calls.csv"])
def test_nobody_else_gets_a_byte(app, city, who, name, session):
    client = app.test_client() if who == "nobody" else sign_in(app, getattr(city, who))
    answer = client.post(f"{city.address}/audit/{name}")
    assert answer.status_code == (302 if who == "nobody" else 403)
    assert city.draw.panels_digest not in answer.text
    assert session.query(Handover).count() == 0


def test_another_bodys_auditor_finds_no_such_recruitment(app, city, session):
    elsewhere = factories.body("elsewhere")
    auditor = sign_in(app, factories.staff(elsewhere, "auditor"))
    address = f"/en/elsewhere/recruitments/{city.recruitment.id}/audit"
    assert auditor.get(address).status_code == 404
    assert auditor.post(f"{address}/auditors.json").status_code == 404


def test_before_the_dice_the_page_says_why_there_is_no_pack(app, session):
    early = drawn.city()
    auditor = sign_in(app, early.auditor)
    assert "The dice have not been thrown yet" in auditor.get(f"{early.address}/audit").text
    assert auditor.post(f"{early.address}/audit/auditors.json").status_code == 404
    factories.session.commit()
    clerk = sign_in(app, early.clerk)
    clerk.post(f"{early.address}/draw")
    refused = auditor.post(f"{early.address}/audit/auditors.json")
    assert refused.status_code == 409
    assert "would know what each number means" in refused.text


def test_the_draw_waits_in_the_auditors_list_until_they_report(app, city):
    auditor, other = sign_in(app, city.auditor), sign_in(app, city.other)
    assert "Check the draw" in auditor.get("/en/madrid/tasks").text
    assert "Check the draw" not in other.get("/en/madrid/tasks").text
    auditor.post(f"{city.address}/audit", data=FOUND)
    assert "Check the draw" not in auditor.get("/en/madrid/tasks").text


def test_what_was_found_is_public_without_a_name(app, city, client):
    auditor = sign_in(app, city.auditor)
    sent = auditor.post(f"{city.address}/audit", data=FOUND | {"remarks": "All <b>well</b>."})
    assert sent.status_code == 302
    page = client.get(city.public).text
    assert "All &lt;b&gt;well&lt;/b&gt;." in page
    assert "Auditor 1" in page
    assert "Nora" not in page


def test_wrong_numbers_show_the_form_again_with_what_was_typed(app, city):
    auditor = sign_in(app, city.auditor)
    answer = auditor.post(f"{city.address}/audit", data=FOUND | {"reached": "9"})
    assert answer.status_code == 409
    assert 'value="9"' in answer.text
    assert "2 people are on the list" in answer.text


def test_the_command_says_ok_to_what_the_pages_give(app, city, client, tmp_path):
    auditor = sign_in(app, city.auditor)
    pack = auditor.post(f"{city.address}/audit/auditors.json").data
    (tmp_path / "auditors.json").write_bytes(pack)
    (tmp_path / "bundle.zip").write_bytes(client.get(f"{city.public}/bundle.zip").data)
    command = [sys.executable, "-m", "sortition", "audit", "--json", "--pack"]
    command += [str(tmp_path / "auditors.json"), "--bundle", str(tmp_path / "bundle.zip")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["holds"] is True


def test_a_draw_from_before_bundles_gets_one_from_the_clerk(app, city, session, client):
    session.delete(queries.find_bundle(city.draw))
    session.commit()
    assert client.get(f"{city.public}/bundle.zip").status_code == 404
    clerk = sign_in(app, city.clerk)
    assert "Make the bundle" in clerk.get(f"{city.address}/auditors").text
    clerk.post(f"{city.address}/bundle")
    assert client.get(f"{city.public}/bundle.zip").data.startswith(b"PK")
