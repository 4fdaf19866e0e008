"""Making what only the named auditors see: the pack of a draw, and the list of people to call."""

import io

from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.lottery.services.solving import salt_key
from observatory.recruitment.models import Respondent
from observatory.recruitment.queries import list_respondents
from sortition import draw as protocol
from sortition import proofs
from sortition.auditing import Member, pack
from sortition.tables import write_table

CALLS_HEADER = ("number", "code", "name", "contact", "language", "note")
TO_FILL_IN = ("reached", "confirmed", "remarks")


class PackIncomplete(RuleBroken):
    """Who was erased cannot be audited any more."""

    code = "pack_incomplete"
    message = N_(
        "The answers of %(missing)s people of the pool are erased. "
        "The auditors’ pack of this draw cannot be made any more."
    )


def make_pack(draw: Draw) -> bytes:
    """Return auditors.json of a drawn panel."""
    commit, panels = draw.commitment.encode(), (draw.panels_record or "").encode()
    name = proofs.read_canonical(commit)["draw"]
    people = _committed(draw)
    pid_of = {one.id: own for own, one in people.items()}
    lottery = [[pid_of[one] for one in panel] for panel in draw.lottery or []]
    members = [
        Member(
            member=own,
            pid=own,
            nonce=one.nonce,
            opener=protocol.opener(name, one.secret, one.own),
            features=one.features,
        )
        for own, one in people.items()
    ]
    files = {"commit.json": commit, "panels.json": panels}
    return proofs.canonical(pack(files, members, lottery, salt_key(draw)))


def _committed(draw: Draw) -> dict[str, Respondent]:
    """Return the people of the frozen pool by pid, in the order of the commitment."""
    stored = {one.pid: one for one in list_respondents(draw.recruitment) if one.secret}
    pids = [own for own, _ in proofs.read_canonical(draw.commitment.encode())["pool"]]
    missing = sum(own not in stored for own in pids)
    if missing:
        raise PackIncomplete(missing=missing)
    return {own: stored[own] for own in pids}


def make_calls(draw: Draw) -> str:
    """Return the people to call as CSV: how to reach them, and columns to fill in, no features.

    Their features stand in the pack under the same code, so that no file has both.
    """
    stored = {one.pid: one for one in list_respondents(draw.recruitment)}
    sample, out = queries.list_sample(draw), io.StringIO()
    rows = ((i, *_call(own, stored.get(own))) for i, own in enumerate(sample, start=1))
    write_table(out, (*CALLS_HEADER, *TO_FILL_IN), ((*row, "", "", "") for row in rows))
    return out.getvalue()


def _call(own: str, person: Respondent | None) -> tuple[str, str, str, str, str]:
    contact = person.contact if person else None
    if contact is None:
        return own, "", "", "", "withdrawn"  # their contact went with the withdrawal
    return own, contact.name, contact.reach, contact.language, ""
