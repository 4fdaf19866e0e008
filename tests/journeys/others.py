"""The members who need no screen: the same forms and rules, sent by a plain client."""

import re
from collections.abc import Iterable

from flask import Flask
from flask.testing import FlaskClient

# Each criterion is graded in another mood.
GRADES = ("2344543", "45534", "1223142", "343452", "1214231", "3322445")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")
NAMES = re.compile(r'name="(grade_\w+|question_\d+)"')


def take_token(client: FlaskClient, address: str) -> tuple[str, list[str]]:
    """Open a form; return its token and the names of its questions."""
    page = client.get(address).text
    token = TOKEN.search(page)
    return token.group(1) if token else "", list(dict.fromkeys(NAMES.findall(page)))


def sign_in(app: Flask, code: str) -> FlaskClient:
    """Sign a member in with the code of the letter."""
    client = app.test_client()
    token, _ = take_token(client, "/en/sign-in")
    answer = client.post("/en/sign-in", data={"csrf_token": token, "sign_in_code": code})
    assert answer.status_code == 302
    return client


def grade(members: Iterable[FlaskClient], address: str) -> None:
    """Let each member grade, each a little differently."""
    for place, member in enumerate(members):
        token, names = take_token(member, address)
        moods = zip(names, GRADES, strict=True)
        grades = {name: mood[place % len(mood)] for name, mood in moods}
        sent = member.post(address, data={"csrf_token": token, "act": "send", **grades})
        assert sent.status_code == 302


def vote(
    app: Flask, members: Iterable[FlaskClient], ballot: str, booth: str, refused: int = 0
) -> None:
    """Let each member collect a code and cast it, as nobody; most refuse one question."""
    for place, member in enumerate(members):
        token, _ = take_token(member, ballot)
        found = CODE.search(member.post(ballot, data={"csrf_token": token}).text)
        assert found
        nobody = app.test_client()
        sent = {"voting_code": found.group(), "act": "cast"}
        sent |= choices(nobody, booth, place, refused)
        assert "Receipt" in nobody.post(booth, data=sent).text


def choices(client: FlaskClient, booth: str, place: int, refused: int) -> dict[str, str]:
    """Choose of each question's own options: mostly the first, of the refused one the third."""
    page = client.get(booth).text
    chosen = {}
    for number, name in enumerate(dict.fromkeys(NAMES.findall(page)), start=1):
        options = re.findall(rf'name="{name}"[^>]*value="(\w+)"', page)
        usual = options[2] if number == refused else options[0]
        chosen[name] = usual if (place + number) % 5 else options[place // 5 % len(options)]
    return chosen
