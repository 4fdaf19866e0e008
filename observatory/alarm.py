"""The alarm of the public record: checked every night, told by e-mail, log and in public.

What was found stands in a file outside the database, which may be the one that is wrong.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, BinaryIO

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from observatory import heads, inspection, jobs, key_change, keys, mail, record, storage
from observatory.database import now, session
from observatory.errors import RuleBroken
from observatory.inspection import Fault
from sortition import proofs

log = logging.getLogger(__name__)
FILE = "record-alarm.json"


def find_faults() -> tuple[datetime, list[Fault]] | None:
    """Return since when the record does not hold and why; None while all is well."""
    path = storage.locate(FILE)
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
        faults = [Fault(one["code"], one["params"]) for one in found["faults"]]
        since = datetime.fromisoformat(found["since"])
        _ = [fault.sentence() for fault in faults]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError):  # the disk may be what is damaged
        since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return since, [Fault("alarm_unreadable", {"file": FILE})]
    return since, faults


@jobs.nightly
def check_record() -> None:
    """Check the whole record beside the list of heads; raise the alarm or end it."""
    record.take_turn()
    record.sign_former()
    faults = inspection.check()
    if faults:
        raise_alarm(faults)
    else:
        storage.drop(FILE)


@jobs.task(record.CHECK)
def check_soon(job: jobs.Job) -> None:
    """Check the record when something is odd at an entry; who knows already hears at night."""
    if find_faults() is None:
        check_record()


def raise_alarm(faults: list[Fault]) -> None:
    """Keep the faults for the public page, write them to the log, tell the administrator."""
    former = find_faults()
    since = former[0] if former else now()
    kept = {"since": since.isoformat(), "faults": [vars(fault) for fault in faults]}
    storage.write(FILE, json.dumps(kept).encode())
    for fault in faults:
        log.error("The public record does not hold: %s %s", fault.code, fault.params)
    language, address = current_app.config["LANGUAGES"][0], current_app.config["ADMIN_MAIL"]
    message = mail.write("record_alarm", language, address, faults=faults, since=since)
    try:
        mail.send(message)
    except mail.MailNotSent:
        log.exception("the alarm of the public record was not sent")


def restart(reason: str) -> None:
    """Declare in public that entries are gone, and begin a new list of heads."""
    lost = max(heads.list_kept(), key=lambda head: int(head["size"]), default=None)
    head = record.find_head()
    content = {
        "reason": proofs.nfc(reason),
        "kept": head["size"] if head else 0,
        "lost_size": lost["size"] if lost else 0,
        "lost_root": lost["root"] if lost else "",
    }
    record.append("record_restored", content)  # may be refused: the list still stands then
    heads.put_aside()
    session.commit()
    check_record()


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(commands)


@contextmanager
def refusals_said() -> Iterator[None]:
    """End a command with the sentence of a rule that it broke."""
    try:
        yield
    except RuleBroken as refused:
        raise click.ClickException(refused.sentence()) from None


commands = AppGroup("record", help="Check and mirror the public record.")


@commands.command("check")
@click.option("--anchor", type=click.File("rb"), help="A head that was kept elsewhere.")
def check(anchor: BinaryIO | None) -> None:
    """Compute chain, tree and signatures anew, beside the list of heads and an anchor."""
    faults = inspection.check(anchor.read() if anchor else None)
    for fault in faults:
        click.echo(fault.sentence())
    if faults:
        raise SystemExit(1)
    head = record.find_head()
    click.echo(f"The record holds: {head['size'] if head else 0} entries.")
    if anchor:
        click.echo("It continues the anchor.")


@commands.command("anchor")
@click.argument("file", type=click.File("wb"))
def write_anchor(file: BinaryIO) -> None:
    """Write the signed head of the record to FILE, to be kept elsewhere (- prints it)."""
    head = record.find_head()
    if head is None:
        raise click.ClickException("The record is empty: there is nothing to anchor.")
    file.write(heads.as_file(head))


@commands.command("change-key")
@click.option("--reason", required=True, help="Why the key changes; everybody can read it.")
@click.option("--lost", is_flag=True, help="The old key is lost or stolen: it signs no more.")
def change_key(reason: str, lost: bool) -> None:
    """Announce a new signing key in public, and put it into force."""
    if not reason.strip():
        raise click.ClickException("Give the reason: everybody will read it.")
    with refusals_said():
        key = key_change.change_key(reason.strip(), is_lost=lost)
    check_record()
    if key is None:
        click.echo("A change that was broken off is finished now. Nothing else was changed.")
    click.echo(f"The key in force is {keys.public_key()}.")
    former = keys.FORMER.format(name="*")
    click.echo(f"Keep {keys.FILE} and {former} in the backup and nowhere else.")


@commands.command("restart")
@click.option("--reason", required=True, help="Why entries are gone; everybody can read it.")
def restart_record(reason: str) -> None:
    """Declare in public that a backup had to be brought back, and end the alarm about it."""
    if not reason.strip():
        raise click.ClickException("Give the reason: everybody will read it.")
    with refusals_said():
        restart(reason.strip())
    click.echo("Declared. The gap stands in the record for good.")
