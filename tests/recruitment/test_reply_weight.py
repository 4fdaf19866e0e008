"""The reply form is light: at most 100 KB for a first visit, few questions to the database."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from observatory.database import engine
from tests.recruitment.replying import ADDRESS, Walker, opened

MOST = 100_000
FILE = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def fetch(client, path: str, coding: str) -> tuple[bytes, str]:
    """A file's bytes and how they are packed; the file is closed, as a server does."""
    with client.get(path, headers={"Accept-Encoding": coding}) as answer:
        assert answer.status_code == 200
        return answer.data, answer.headers.get("Content-Encoding", "")


def weight(client, html: str) -> int:
    """The bytes of a page and its files, as a browser that takes gzip gets them."""
    files = [fetch(client, path, "gzip")[0] for path in FILE.findall(html)]
    assert len(files) >= 4
    return len(html.encode()) + sum(map(len, files))


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database in the meantime."""
    asked: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield asked
    event.remove(engine(), "before_cursor_execute", note)


def test_every_page_of_a_first_visit_is_light(client, body):
    walker = Walker(client, opened(body).codes[0])
    pages = [client.get(ADDRESS).text, walker.text, walker.fill().text, walker.press("send").text]
    assert all(weight(client, html) <= MOST for html in pages)


def test_the_packed_style_sheet_is_the_style_sheet(client):
    path = "/static/vendor/govuk-frontend/govuk-frontend.min.css"
    packed, coding = fetch(client, path, "gzip")
    assert coding == "gzip"
    assert gzip.decompress(packed) == fetch(client, path, "identity")[0]


def test_the_first_page_is_rendered_once_for_each_state(app, client, body):
    assert "No replies are taken now." in client.get(ADDRESS).text
    opened(body)
    assert client.get(ADDRESS).text == client.get(ADDRESS).text
    assert "You can answer until" in client.get(ADDRESS).text
    assert "Puede responder" in client.get(ADDRESS.replace("/en/", "/es/")).text
    assert len(app.extensions["first_pages"]) == 3


def test_the_first_page_asks_the_database_twice_and_sets_no_cookie(app, client, body):
    opened(body)
    client.get(ADDRESS)
    with app.app_context(), statements() as asked:
        answer = client.get(ADDRESS)
    assert len(asked) == 2  # the body; the recruitment with its questions
    assert "Set-Cookie" not in answer.headers


def test_a_question_asks_the_database_for_what_it_shows_alone(app, client, body):
    walker = Walker(client, opened(body).codes[0])
    with app.app_context(), statements() as asked:
        walker.press(question_0="woman")
    tables = [re.search(r"FROM (\w+)", statement).group(1) for statement in asked]
    assert tables == ["body", "sign_in_attempt", "invitation", "reply_question", "respondent"]
