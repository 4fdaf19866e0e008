"""The public page of a draw: what a stranger needs, the same bytes, a verifier that is shut in."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile

import pytest

from observatory.lottery import queries, services
from observatory.publication.rules import policy_of
from sortition.bundle import ENCLOSED
from tests import factories
from tests.lottery import drawn
from tests.publication import web_draw


@pytest.fixture
def city(session):
    made = drawn.city()
    made.draw = drawn.throw(made.recruitment)
    session.commit()
    return made


def test_everybody_gets_the_same_bundle_with_the_hash_and_size_on_the_page(client, city):
    page = client.get(city.public).text
    first, second = (client.get(f"{city.public}/bundle.zip") for _ in range(2))
    assert first.data == second.data
    assert first.mimetype == "application/zip"
    assert hashlib.sha256(first.data).hexdigest() in page
    assert f"{len(first.data):,}" in page
    assert "Set-Cookie" not in first.headers


def test_the_page_says_the_result_then_what_was_fixed_then_how_to_check(client, city):
    page = client.get(city.public).text
    headings = re.findall(r"<h[23][^>]*>\s*(.*?)\s*</h[23]>", page[page.index("<main") :])
    assert headings[:5] == [
        "What was fixed before the dice",
        "Check it yourself",
        "In your browser",
        "With one command",
        "Ask the auditors",
    ]
    assert page.index("dice picked panel 137 of 1,000") < page.index(headings[0])
    assert "All attempts" in headings
    assert "<script" not in page


def test_every_file_stands_on_the_page_with_its_size_and_hash(client, city):
    page = client.get(city.public).text
    for name in ("commit", "panels", "result"):
        data = client.get(f"{city.public}/{name}.json").data
        assert hashlib.sha256(data).hexdigest() in page
        assert f"{len(data):,}" in page


def test_all_attempts_stay_listed_with_their_reasons(client, session):
    made = drawn.city()
    services.freeze_draw(made.recruitment)
    session.commit()
    drawn.throw(made.recruitment, "Three replies by <post> were missing.")
    session.commit()
    for attempt in (1, 2):
        page = client.get(f"/en/madrid/draws/{made.recruitment.id}/{attempt}").text
        assert "Three replies by &lt;post&gt; were missing." in page
        assert "Replaced by the next attempt" in page
        assert f"Attempt {3 - attempt}</a>" in page


def test_before_the_dice_nothing_is_offered_that_is_not_there(client, session):
    made = drawn.city()
    services.freeze_draw(made.recruitment)
    session.commit()
    page = client.get(made.public).text
    assert "The dice have not been thrown yet." in page
    assert "bundle.zip" not in page
    assert client.get(f"{made.public}/bundle.zip").status_code == 404


def test_another_bodys_bundle_is_not_found(client, city):
    factories.body("elsewhere")
    address = city.public.replace("madrid", "elsewhere")
    assert client.get(f"{address}/bundle.zip").status_code == 404


def test_the_verifier_is_the_one_of_the_bundle_under_its_own_policy(client, city):
    answer = client.get("/en/madrid/draws/verify.html")
    assert answer.data == ENCLOSED["verify.html"].read_bytes()
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"} <= {*policy}
    assert not [one for one in policy if "'self'" in one or "unsafe" in one or "http" in one]
    with zipfile.ZipFile(io.BytesIO(client.get(f"{city.public}/bundle.zip").data)) as archive:
        assert archive.read("verify.html") == answer.data
        script = client.get("/en/madrid/draws/verify_draw.py")
        assert archive.read("verify_draw.py") == script.data


def test_a_page_without_a_policy_is_never_served_as_a_verifier():
    with pytest.raises(ValueError, match="no policy"):
        policy_of("<html></html>")


@pytest.fixture
def town(app, session):
    return web_draw.drawn(app, factories.body("town", seats=2))


def test_everybody_checks_themselves_with_their_print_out_of_the_web_form(town, client, tmp_path):
    draw, printed = town
    address = f"/en/town/draws/{draw.recruitment_id}/1"
    (tmp_path / "bundle.zip").write_bytes(client.get(f"{address}/bundle.zip").data)
    (tmp_path / "verify.py").write_bytes(client.get("/en/town/draws/verify_draw.py").data)
    command = [sys.executable, "-I", "verify.py", "bundle.zip", "--evidence", draw.panels_digest]
    seen = []
    for one in printed:
        asked = [*command, "--dice", web_draw.DICE, *one.as_arguments]
        ended = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout.split("\n")[0]) == (0, "VERIFIED"), ended.stdout
        assert "You were recorded with these features." in ended.stdout
        said = re.search(r"Your chance was (\d+) in 1,?000", ended.stdout)
        seen.append((int(said.group(1)), "were not drawn" not in ended.stdout))
    places = {place.respondent.own: place for place in queries.list_places(draw)}
    assert seen == [(places[one.own].chances, places[one.own].is_drawn) for one in printed]


def test_other_features_than_those_recorded_are_found_out(town, client, tmp_path):
    draw, printed = town
    address = f"/en/town/draws/{draw.recruitment_id}/1"
    (tmp_path / "bundle.zip").write_bytes(client.get(f"{address}/bundle.zip").data)
    asked = [*printed[0].as_arguments[:-1], "man"]
    command = [sys.executable, "-I", str(ENCLOSED["verify_draw.py"]), "bundle.zip", *asked]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "these are not the features that were recorded" in ended.stdout
