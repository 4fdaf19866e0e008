"""Signed copies of fixed minutes, and finding out which minutes a file is."""

from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO

from observatory import record, storage
from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Minutes, SignedCopy
from observatory.lottery.queries import Found
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import draw_name
from sortition.documents import hash_stream

FOLDER = "minutes"
ABANDONED = timedelta(days=1)
PDF = b"%PDF-"
Signer = tuple[str, str]


class NotPdf(RuleBroken):
    """A signed copy is kept for decades: one form that every reader opens."""

    code = "not_pdf"
    message = N_("This is not a PDF file. Scan the signed minutes as PDF.")


class CopyThere(RuleBroken):
    """The same file once."""

    code = "copy_there"
    message = N_("This file is here already.")


class NobodySigned(RuleBroken):
    """A signed copy has at least one signature."""

    code = "nobody_signed"
    message = N_("Say who signed: choose at least one person.")


def list_signers(minutes: Minutes) -> list[Signer]:
    """Return (role, name) of everybody who can sign: whoever the minutes name."""
    listed = [("presides", minutes.presided_by), ("certifies", minutes.certified_by)]
    listed += [("witness", name) for name in minutes.witnesses.splitlines()]
    listed += [("present", name) for name in minutes.attended_by.splitlines()]
    return [(role, name) for role, name in listed if name]


def add_copy(
    recruitment: Recruitment,
    minutes: Minutes,
    stream: BinaryIO,
    signers: Sequence[Signer],
    account: Account | None,
) -> SignedCopy:
    """Keep minutes as people signed them; hash and roles of the signers enter the record."""
    if not signers:
        raise NobodySigned
    if stream.read(len(PDF)) != PDF:
        raise NotPdf
    stream.seek(0)
    digest = hash_stream(stream)
    if any(copy.digest == digest for copy in minutes.copies):
        raise CopyThere
    size = stream.tell()
    stream.seek(0)
    copy = SignedCopy(
        number=len(minutes.copies) + 1,
        path=storage.keep(FOLDER, stream, digest),
        digest=digest,
        size=size,
        signers="\n".join(f"{role}: {name}" for role, name in signers),
        added_by=account.id if account else None,
    )
    minutes.copies.append(copy)
    session.flush()
    _enter(recruitment, minutes, copy, signers)
    return copy


def _enter(
    recruitment: Recruitment, minutes: Minutes, copy: SignedCopy, signers: Sequence[Signer]
) -> None:
    content = {
        "recruitment": recruitment.id,
        "draw": draw_name(recruitment),
        "minutes": minutes.kind,
        "version": minutes.version,
        "copy": copy.number,
        "sha256": copy.digest,
        "signers": [role for role, _ in signers],  # their names stand in the minutes
    }
    record.append("minutes_signed", content, recruitment.body_id)


def drop_lost_copies() -> int:
    """Remove the files of requests that broke off: no signed copy names them."""
    return storage.drop_lost(FOLDER, queries.list_copy_paths(), now() - ABANDONED)


def identify(body: Body, stream: BinaryIO) -> tuple[str, Found | None]:
    """Return a file's SHA-256, and which minutes it is; nothing of the file is kept."""
    digest = hash_stream(stream)
    return digest, queries.find_by_digest(body, digest)
