"""Anybody can check that a letter's mark was in the list before the dice."""

import hashlib
import json

import pytest

from observatory import storage
from observatory.recruitment import queries, services
from observatory.recruitment.services.letters.proofs import path_of
from tests import factories
from tests.recruitment import cases


@pytest.fixture
def made(made):
    cases.with_letters_of(made)
    return made


def page(made, mark: str = "") -> str:
    return f"/en/town/draws/letters/{made.id}" + (f"?mark={mark}" if mark else "")


def test_each_letter_of_the_draw_is_proven(made):
    draw = queries.find_invitation_draw(made)
    proofs = [services.proof_of(draw, queries.get_letter(made, number)) for number in (1, 2, 3, 4)]
    assert all(services.is_proven(draw, proof) for proof in proofs)
    assert len({proof.place for proof in proofs}) == 4


def test_the_mark_as_printed_finds_place_and_proof_without_a_cookie(client, made):
    leaf = queries.get_letter(made, 2).leaf
    answer = client.get(page(made, f"{leaf[:4]}+{leaf[4:8]}+{leaf[8:12]}+{leaf[12:16]}".upper()))
    assert "This letter was drawn fairly" in answer.text
    assert "2 of 2 in North" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_stranger_repeats_the_proof_from_the_published_files(client, made):
    leaf = queries.get_letter(made, 3).leaf
    proof = client.get(f"{page(made)}/{leaf}.json").json
    commit = client.get(f"{page(made)}/commit1.json").data
    assert hashlib.sha256(commit).hexdigest() == proof["commit1_sha256"]
    node, place, size = (
        hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest(),
        *(proof[name] for name in ("place", "size")),
    )
    path = [bytes.fromhex(step) for step in proof["path"]]
    while size > 1:
        if place % 2 or place + 1 < size:
            pair = (path.pop(0), node) if place % 2 else (node, path.pop(0))
            node = hashlib.sha256(b"\1" + b"".join(pair)).digest()
        place, size = place // 2, (size + 1) // 2
    assert node.hex() == json.loads(commit)["root"]


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [("0" * 16, "No letter has this mark."), ("xyz", "Write the 16 characters as printed")],
)
def test_a_mark_that_nobody_has_is_said_in_words(client, made, mark, sentence):
    assert sentence in client.get(page(made, mark)).text


def test_a_proof_that_was_not_kept_is_said_in_words(client, made):
    storage.drop(path_of(queries.find_invitation_draw(made)))
    leaf = queries.get_letter(made, 1).leaf
    assert "was not kept" in client.get(page(made, leaf)).text
    assert client.get(f"{page(made)}/{leaf}.json").status_code == 404


def test_letters_that_are_not_drawn_or_another_bodys_do_not_exist(client, session, made):
    other = services.create_recruitment(factories.body("village"), "Panel", 2)
    assert client.get(page(other)).status_code == 404
    bare = services.create_recruitment(session.get_one(factories.Body, made.body_id), "New", 2)
    assert client.get(page(bare)).status_code == 404
