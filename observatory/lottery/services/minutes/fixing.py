"""Fixing minutes: every language as PDF and text, hashed, signed, and entered in the record."""

from collections.abc import Sequence
from typing import Any

from observatory import keys, record
from observatory.accounts.models import Account
from observatory.database import now, session
from observatory.lottery import queries
from observatory.lottery.models import Minutes, MinutesFile
from observatory.lottery.services.minutes.paper import to_pdf
from observatory.lottery.services.minutes.text import to_text
from observatory.lottery.services.minutes.writing import compose_minutes, moment_of, take_draft
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import draw_name
from sortition import documents, proofs

MAKERS = {"pdf": to_pdf, "txt": to_text}
SIGNATURE = "minutes.sig.json"


def fix_minutes(
    recruitment: Recruitment, minutes: Minutes, account: Account | None, languages: Sequence[str]
) -> Minutes:
    """Make all files of minutes, sign their hashes, and enter both in the record; once."""
    moment_of(recruitment, minutes.kind)
    take_draft(minutes, fixed_at=now())
    minutes.fixed_by = account.id if account else None
    for language in languages:
        document = compose_minutes(recruitment, minutes, language)
        for form, make in MAKERS.items():
            name = f"{_name(recruitment, minutes)}-{language}.{form}"
            minutes.files.append(_file(language, form, name, make(document)))
    about = _about(recruitment, minutes)
    files = {file.name: file.data for file in minutes.files}
    content = documents.sign_documents(files, about, keys.signing_key())
    minutes.signed = proofs.canonical(content).decode()
    session.flush()
    _enter(recruitment, minutes, content)
    return minutes


def _name(recruitment: Recruitment, minutes: Minutes) -> str:
    return f"minutes-{draw_name(recruitment)}-{minutes.kind}-v{minutes.version}"


def _file(language: str, form: str, name: str, data: bytes) -> MinutesFile:
    digest = proofs.sha256(data).hex()
    return MinutesFile(
        language=language, form=form, name=name, digest=digest, size=len(data), data=data
    )


def _about(recruitment: Recruitment, minutes: Minutes) -> dict[str, Any]:
    """Return what is signed beside the hashes, so that no other draw's minutes can stand in."""
    draw = queries.find_draw(recruitment) if minutes.kind == "panel" else None
    former = queries.list_minutes(recruitment, minutes.kind)[: minutes.version - 1]
    before = former[-1].signed if former else None
    return {
        "draw": draw_name(recruitment),
        "minutes": minutes.kind,
        "attempt": draw.attempt if draw else None,
        "version": minutes.version,
        "supersedes": proofs.sha256(before.encode()).hex() if before else None,
    }


def _enter(recruitment: Recruitment, minutes: Minutes, content: dict[str, Any]) -> None:
    entry = {
        "recruitment": recruitment.id,
        **content["about"],
        "reason": proofs.nfc(minutes.reason),
        "hashes": content["hashes"],
        "signed": proofs.sha256((minutes.signed or "").encode()).hex(),
        "key": content["key"],
        "signature": content["signature"],
    }
    record.append("minutes_fixed", entry, recruitment.body_id)
