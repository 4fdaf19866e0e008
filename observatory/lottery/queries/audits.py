"""Finding who audits a draw, what they were given, and what they found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from observatory.accounts.models import Account
from observatory.bodies.models import Body, Role
from observatory.database import session
from observatory.lottery.models import Auditor, AuditReport, Draw, Handover
from observatory.recruitment.models import Recruitment
from sortition import proofs


def list_candidates(body: Body) -> Sequence[Account]:
    """Return the accounts with the role of an auditor, by name."""
    statement = (
        select(Account)
        .join(Role, Role.account_id == Account.id)
        .where(Role.body_id == body.id, Role.name == "auditor", Account.is_active)
    )
    return session.scalars(statement.order_by(Account.label, Account.id)).all()


def list_auditors(recruitment: Recruitment) -> Sequence[Account]:
    """Return who is named to audit the draws of a recruitment, by name."""
    statement = (
        select(Account)
        .join(Auditor, Auditor.account_id == Account.id)
        .where(Auditor.recruitment_id == recruitment.id)
    )
    return session.scalars(statement.order_by(Account.label, Account.id)).all()


def is_auditor(recruitment: Recruitment, account: Any) -> bool:
    """Tell whether an account is named to audit the draws of a recruitment."""
    statement = select(Auditor.id).where(
        Auditor.recruitment_id == recruitment.id, Auditor.account_id == account.id
    )
    return session.scalar(statement) is not None


def list_audited(account: Any, body: Body) -> Sequence[Recruitment]:
    """Return the recruitments of a body whose draws an account audits."""
    statement = (
        select(Recruitment)
        .join(Auditor, Auditor.recruitment_id == Recruitment.id)
        .where(Auditor.account_id == account.id, Recruitment.body_id == body.id)
    )
    return session.scalars(statement.order_by(Recruitment.id)).all()


def list_sample(draw: Draw) -> list[str]:
    """Return the pids of those whom the auditors call, in the order of result.json."""
    return [str(own) for own in proofs.read_canonical((draw.result or "").encode())["audit"]]


def find_report(draw: Draw, account: Any) -> AuditReport | None:
    """Return what an auditor found last."""
    return {one.account_id: one for one in list_reports(draw)}.get(account.id)


def list_reports(draw: Draw) -> list[AuditReport]:
    """Return the last report of each auditor of a draw, the earliest auditor first."""
    statement = select(AuditReport).where(AuditReport.draw_id == draw.id)
    latest: dict[int, AuditReport] = {}
    for report in session.scalars(statement.order_by(AuditReport.id)):
        latest[report.account_id] = report
    return list(latest.values())


def list_handovers(draw: Draw) -> list[tuple[str, Handover]]:
    """Return the private log of a draw: (name, what was given), the earliest first."""
    statement = (
        select(Account.label, Handover)
        .join(Account, Account.id == Handover.account_id)
        .where(Handover.draw_id == draw.id)
    )
    return [(label, row) for label, row in session.execute(statement.order_by(Handover.id))]


@dataclass(frozen=True)
class AuditFacts:
    """What the public reads of an audit: numbers, and no name."""

    named: int
    packs: int
    calls: int
    sample: int
    reports: list[AuditReport]


def describe_audit(draw: Draw) -> AuditFacts:
    """Return what everybody may know of the audit of a draw."""
    statement = select(Handover.content, func.count()).where(Handover.draw_id == draw.id)
    given = {row[0]: row[1] for row in session.execute(statement.group_by(Handover.content))}
    return AuditFacts(
        named=len(list_auditors(draw.recruitment)),
        packs=given.get("pack", 0),
        calls=given.get("calls", 0),
        sample=len(list_sample(draw)) if draw.result else 0,
        reports=list_reports(draw),
    )
