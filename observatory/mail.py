"""E-mail: written from templates/emails, sent from a job after the commit, never in a request.

MAIL_URL says where it goes: smtp://[user:password@]host[:port], smtps:// the same over TLS,
folder:///a/folder (one file a message), or memory:// (MEMORY, for tests).
"""

import hashlib
import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app, render_template

from observatory.errors import N_, RuleBroken
from observatory.formats import in_language

SECONDS = 30
SHUTTING_DOWN = 421  # replies of a mail server (RFC 5321, 4.2): from 500 on they are final
FOR_GOOD = 500
MEMORY: list[EmailMessage] = []


class MailNotSent(RuleBroken):
    """The mail server refused or is away; the reason names no address, for it is kept."""

    code = "mail_not_sent"
    message = N_("The e-mail could not be sent: %(reason)s.")


class AddressBusy(MailNotSent):
    """The server works, but takes nothing for this address now."""

    code = "address_busy"


class AddressRefused(MailNotSent):
    """The server takes nothing for this address, now or later: trying again is of no use."""

    code = "address_refused"


def write(name: str, language: str, to: str, **context: Any) -> EmailMessage:
    """Return a message from templates/emails/<name>.txt: a subject, a blank line, the text.

    Raises ValueError where a header would hold a line break: nobody adds a header of their own.
    """
    with in_language(language):
        text = render_template(f"emails/{name}.txt", **context)
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage()
    message["To"] = to
    message["From"] = current_app.config["MAIL_FROM"]
    message["Subject"] = subject.strip()
    message["Auto-Submitted"] = "auto-generated"
    # The same message sent again, after a worker died, has the same id: readers show it once.
    digest = hashlib.sha256(f"{to}\0{text}".encode()).hexdigest()
    message["Message-ID"] = f"<{digest[:32]}@observatory>"
    message.set_content(body.strip() + "\n")
    return message


def send(message: EmailMessage) -> None:
    """Send a message where MAIL_URL says, or raise MailNotSent without a word of its content.

    AddressBusy and AddressRefused are about this address only; otherwise the server is away.
    """
    address = urlsplit(current_app.config["MAIL_URL"])
    try:
        BACKENDS[address.scheme](address, message)
    except (OSError, smtplib.SMTPException) as error:
        raise _refusal(error)(reason=type(error).__name__) from None


def _refusal(error: Exception) -> type[MailNotSent]:
    """Tell by the server's answer what failed: this address for good, for now, or the server."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPDataError):
        codes = [error.smtp_code]
    elif isinstance(error, smtplib.SMTPNotSupportedError):  # letters the server cannot deliver to
        return AddressRefused
    else:
        return MailNotSent
    if any(code == SHUTTING_DOWN for code in codes):
        return MailNotSent
    return AddressRefused if min(codes) >= FOR_GOOD else AddressBusy


def _by_smtp(address: SplitResult, message: EmailMessage) -> None:
    kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    with kind(address.hostname or "localhost", address.port or 0, timeout=SECONDS) as server:
        if address.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)


def _in_folder(address: SplitResult, message: EmailMessage) -> None:
    folder = Path(unquote(address.path))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{message['Message-ID'].strip('<>').partition('@')[0]}.eml"
    path.touch(mode=0o600)
    path.write_bytes(bytes(message))


def _in_memory(address: SplitResult, message: EmailMessage) -> None:
    MEMORY.append(message)


BACKENDS = {"smtp": _by_smtp, "smtps": _by_smtp, "folder": _in_folder, "memory": _in_memory}
