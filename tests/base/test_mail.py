"""E-mail goes where it should, by a real server too, and nobody adds a header to it."""

import socket
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from observatory import mail

WORDS = {"body": "Observatorio <b>", "link": "https://city.example/es/town/reply/address#abc"}


class Kept(Message):
    """A server's handler that keeps what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.messages = []

    def handle_message(self, message):
        self.messages.append(message)


@pytest.fixture
def server():
    """A real mail server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Kept(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


def written(app, to="ana@example.org", language="es"):
    return mail.write("confirm_address", language, to, **WORDS)


def test_a_mail_server_gets_the_message(app, session, server):
    app.config["MAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    mail.send(written(app))
    (got,) = server.handler.messages
    assert got["To"] == "ana@example.org"
    assert got["From"] == "observatory@city.example"
    assert "Confirme" in str(message_from_bytes(bytes(got), policy=policy.default)["Subject"])


@pytest.mark.parametrize(
    ("language", "said"), [("es", "correo"), ("en", "e-mail address"), ("fr", "adresse e-mail")]
)
def test_a_message_is_in_the_readers_language(app, session, language, said):
    message = written(app, language=language)
    assert said in message["Subject"]
    assert WORDS["link"] in message.get_content()


def test_a_text_is_no_markup(app, session):
    assert "Observatorio <b>" in written(app).get_content()


@pytest.mark.parametrize("to", ["ana@example.org\nBcc: all@example.org", "a@b.c\r\nX: y"])
def test_nobody_adds_a_header(app, session, to):
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        written(app, to=to)


def test_a_folder_keeps_each_message_once(app, session, tmp_path):
    app.config["MAIL_URL"] = f"folder://{tmp_path}/mail"
    for _ in range(2):
        mail.send(written(app))
    (path,) = Path(tmp_path, "mail").iterdir()
    assert message_from_bytes(path.read_bytes())["To"] == "ana@example.org"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_server_that_is_away_is_named_without_the_address(app, session):
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    with pytest.raises(mail.MailNotSent) as refused:
        mail.send(written(app))
    assert refused.value.params == {"reason": "ConnectionRefusedError"}
    assert refused.value.__suppress_context__
