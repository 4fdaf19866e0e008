"""Auditors: who is named, what they are given, what they report."""

from collections.abc import Sequence

from sqlalchemy import select

from observatory import record
from observatory.accounts.models import Account
from observatory.bodies.models import Body
from observatory.bodies.queries import has_role
from observatory.database import session
from observatory.errors import N_, RuleBroken
from observatory.lottery import queries
from observatory.lottery.models import Auditor, AuditReport, Draw, Handover
from observatory.lottery.services.packs import make_calls, make_pack
from observatory.recruitment.models import Recruitment
from sortition import proofs


class NotNamed(RuleBroken):
    """The pack is for those alone whom the record counts."""

    code = "not_named"
    status = 403
    message = N_(
        "You are not named as an auditor of this draw. The secretariat names the auditors."
    )


class RunsTheDraw(RuleBroken):
    """Nobody checks their own work."""

    code = "runs_the_draw"
    message = N_("%(name)s works in the secretariat, which runs the draw, and cannot audit it.")


class PackTooEarly(RuleBroken):
    """Whoever sees the panels before the dice can foresee what each number means."""

    code = "pack_too_early"
    message = N_(
        "The dice have not been thrown. Before that, this file would show the panels, "
        "and whoever has it would know what each number means. You get it after the dice."
    )


class CountsDoNotFit(RuleBroken):
    """Nobody is called who is not on the list, and nobody confirms who was not reached."""

    code = "counts_do_not_fit"
    message = N_(
        "These numbers do not fit: %(sample)s people are on the list. You can reach no more than "
        "that, and those who confirm and who do not confirm are among those you reached."
    )


def name_auditors(recruitment: Recruitment, accounts: Sequence[Account]) -> None:
    """Let these accounts, and no others, audit the draws of a recruitment."""
    for account in accounts:
        _refuse_clerk(recruitment, account)
    wanted = {account.id for account in accounts}
    statement = select(Auditor).where(Auditor.recruitment_id == recruitment.id)
    named = {row.account_id: row for row in session.scalars(statement)}
    for row in [row for account_id, row in named.items() if account_id not in wanted]:
        session.delete(row)
    for account_id in wanted - named.keys():
        session.add(Auditor(recruitment_id=recruitment.id, account_id=account_id))
    if wanted != named.keys():
        content = {"recruitment": recruitment.id, "auditors": len(wanted)}
        record.append("auditors_named", content, recruitment.body_id)
    session.flush()


def give_pack(draw: Draw, account: Account) -> bytes:
    """Return auditors.json for a named auditor; the log says who has it, the record how often."""
    _refuse(draw, account)
    content = make_pack(draw)
    _log(draw, account, "pack", "auditors_pack_given", proofs.sha256(content).hex())
    return content


def give_calls(draw: Draw, account: Account) -> str:
    """Return the people to call for a named auditor; the log says who has it."""
    _refuse(draw, account)
    content = make_calls(draw)
    _log(draw, account, "calls", "auditors_calls_given", len(queries.list_sample(draw)))
    return content


def report_audit(
    draw: Draw, account: Account, checks: str, counts: tuple[int, int, int], remarks: str
) -> AuditReport:
    """Publish what an auditor found: counts are people reached, confirmed, not confirmed."""
    _refuse(draw, account)
    sample, (reached, confirmed, not_confirmed) = len(queries.list_sample(draw)), counts
    if min(counts) < 0 or reached > sample or confirmed + not_confirmed > reached:
        raise CountsDoNotFit(sample=sample)
    numbers = {
        "sample": sample,
        "reached": reached,
        "confirmed": confirmed,
        "not_confirmed": not_confirmed,
    }
    report = AuditReport(
        draw_id=draw.id, account_id=account.id, checks=checks, remarks=remarks.strip(), **numbers
    )
    session.add(report)
    content = {**queries.identify_draw(draw), "checks": checks, **numbers}
    record.append("audit_reported", content, draw.recruitment.body_id)
    return report


def refuse_unnamed(recruitment: Recruitment, account: Account) -> None:
    """Refuse who is not named for the draws of a recruitment, or runs them since."""
    if not queries.is_auditor(recruitment, account):
        raise NotNamed
    _refuse_clerk(recruitment, account)


def _refuse_clerk(recruitment: Recruitment, account: Account) -> None:
    if has_role(account, session.get_one(Body, recruitment.body_id), "clerk"):
        raise RunsTheDraw(name=account.label)


def _refuse(draw: Draw, account: Account) -> None:
    refuse_unnamed(draw.recruitment, account)
    if not draw.result:
        raise PackTooEarly


def _log(draw: Draw, account: Account, content: str, kind: str, what: str | int) -> None:
    session.add(Handover(draw_id=draw.id, account_id=account.id, content=content))
    entry = {**queries.identify_draw(draw), content: what}
    record.append(kind, entry, draw.recruitment.body_id)
