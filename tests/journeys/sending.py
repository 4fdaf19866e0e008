"""Sending forms as a browser without script does: once, twice, with the wrong file."""

import io
import re
from typing import Any

from flask.testing import FlaskClient

from observatory.ballots.models import Ballot, Slip
from observatory.database import session
from observatory.deliberation.models import Argument, Evidence, File
from observatory.evaluation.models import Evaluation, Finding, Grade, Recommendation, Statement
from observatory.followup.models import Delivery, Response
from observatory.jobs import Job
from observatory.lottery.models import Draw
from observatory.panel.models import Seat
from observatory.publication.models import Version
from observatory.record import RecordEntry
from observatory.recruitment.models import (
    Ceremony,
    Invitation,
    InvitationDraw,
    Quota,
    Recruitment,
    RegisterSnapshot,
    Respondent,
)

TAG = re.compile("<[^>]*>")
KINDS = (
    *(Argument, Ballot, Ceremony, Delivery, Draw, Evaluation, Evidence, File, Finding, Grade),
    *(Invitation, InvitationDraw, Job, Quota, Recommendation, Recruitment, RecordEntry),
    *(RegisterSnapshot, Respondent, Response, Seat, Slip, Statement, Version),
)


def count_rows() -> dict[str, int]:
    """Count what is saved, table by table."""
    return {kind.__tablename__: session.query(kind).count() for kind in KINDS}


def send(client: FlaskClient, path: str, upload: bytes | None = None, **data: str) -> Any:
    """Send a form and follow where it leads: a page comes back, whatever was in the form."""
    fields: dict[str, Any] = dict(data)
    if upload is not None:
        fields["file"] = (io.BytesIO(upload), "table.csv")
    answer = client.post(f"/en/town/{path}", data=fields, follow_redirects=True)
    assert answer.status_code in (200, 400, 403, 404, 409), f"{path}: {answer.status}"
    return answer


def do(client: FlaskClient, path: str, upload: bytes | None = None, **data: str) -> None:
    """Send a form that must be taken."""
    answer = send(client, path, upload, **data)
    assert answer.status_code == 200, f"{path}: {sentence(answer)}"
    assert 'id="error-summary"' not in answer.text, f"{path}: {sentence(answer)}"


def send_again(client: FlaskClient, path: str, upload: bytes | None = None, **data: str) -> Any:
    """Send a form, then once more as a second click or a way back does: it is saved once."""
    before = count_rows()
    first = send(client, path, upload, **data)
    saved = count_rows()
    assert first.status_code == 200, f"{path}: {first.status}: {sentence(first)}"
    answer = send(client, path, upload, **data)
    assert count_rows() == saved, f"{path}: saved twice, after {before}"
    return answer


def refuse(client: FlaskClient, path: str, upload: bytes | None = None, **data: str) -> str:
    """Send what cannot be used; nothing is saved, and the page has a sentence, returned."""
    before = count_rows()
    answer = send(client, path, upload, **data)
    assert count_rows() == before, f"{path}: half-saved"
    return sentence(answer)


def sentence(answer: Any) -> str:
    """Return what stands in the box of errors, or the page where there is none."""
    text = str(answer.text)
    start = text.find('id="error-summary"')
    if start < 0:
        return text
    return " ".join(TAG.sub(" ", text[start : text.find("</ul>", start)]).split())
