"""Draw 2: freeze the pool, and let dice thrown in public open one panel."""

import secrets

from sqlalchemy import update

from observatory import record
from observatory.database import is_changed, now, session
from observatory.errors import N_, RuleBroken
from observatory.jobs import request_job
from observatory.lottery import queries
from observatory.lottery.models import Draw
from observatory.lottery.services.bundles import keep_bundle
from observatory.lottery.services.committing import commit_pool, shown_moment
from observatory.lottery.services.fixed import published, refuse_changed
from observatory.lottery.services.signing import operator_keys
from observatory.lottery.services.solving import refuse_early, salt_key
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import count_confirmations, list_quotas
from observatory.recruitment.rules import OBJECTIVE
from observatory.recruitment.services.ceremonies import WitnessesNeeded
from observatory.recruitment.services.dice import read_twice
from observatory.recruitment.services.quotas import digest_of, refuse_unlocked
from observatory.recruitment.services.replies.withdrawing import leave_out_withdrawn
from sortition import draw as protocol
from sortition import proofs
from sortition.errors import DrawError


class QuotasChanged(RuleBroken):
    """The quotas of a draw are those that were locked, or made wider, in public."""

    code = "quotas_changed"
    message = N_("The quotas are not those that were locked. Call the administrator.")


class ReasonNeeded(RuleBroken):
    """Whoever draws again tells the public why."""

    code = "reason_needed"
    message = N_("This pool was frozen before. Write why it is frozen again; everybody reads it.")


class UnconfirmedReplies(RuleBroken):
    """Somebody who may not take part would be in the draw."""

    code = "unconfirmed_replies"
    message = N_(
        "Replies that the register holder has not confirmed: %(waiting)s. Wait for the answer, "
        "or write why the pool is frozen without it; everybody reads it."
    )


class AlreadyDrawn(RuleBroken):
    """A drawn panel stays drawn."""

    code = "already_drawn"
    message = N_("This panel is drawn. A drawn panel never changes.")


class NotSolved(RuleBroken):
    """Dice choose among panels that are fixed before."""

    code = "not_solved"
    message = N_("The panels are not fixed yet. The dice come after that.")


class PanelDoesNotOpen(RuleBroken):
    """The kept panels are not those that were committed to."""

    code = "panel_does_not_open"
    message = N_(
        "Panel %(number)s is not the one that was fixed. Nothing is drawn. Call the administrator."
    )


def freeze_draw(recruitment: Recruitment, reason: str = "", unconfirmed_reason: str = "") -> Draw:
    """Commit to the pool as it is now; have its panels computed once nobody can object any more.

    A further attempt needs why; so does a pool with replies that were not confirmed.
    """
    record.take_turn()
    # Replies under way are waited for, and they for the freeze: see replies.saving.save_reply.
    session.refresh(recruitment, with_for_update=True)
    former, waiting = queries.find_draw(recruitment), _waiting(recruitment)
    leave_out_withdrawn(recruitment)
    _refuse_freezing(recruitment, former, reason.strip())
    if waiting and not unconfirmed_reason.strip():
        raise UnconfirmedReplies(waiting=waiting)
    draw = Draw(
        recruitment=recruitment,
        attempt=former.attempt + 1 if former else 1,
        reason=reason.strip() if former else None,
        unconfirmed=waiting,
        unconfirmed_reason=unconfirmed_reason.strip() if waiting else None,
        objective=OBJECTIVE,
        salt_key=secrets.token_hex(32),
    )
    members = commit_pool(draw)
    recruitment.frozen_at = now()
    session.add(draw)
    session.flush()
    if draw.objections_until is None:
        draw.job_id = request_job("lottery.solve_draw", draw.id).id
    content = {
        **queries.identify_draw(draw),
        "commit": draw.commitment_digest,
        "objections_until": shown_moment(draw.objections_until),
        "pool": members,
        "seats": recruitment.seats,
        "panels": draw.panels,
        "reason": proofs.nfc(draw.reason or ""),
        "unconfirmed": waiting,
        "unconfirmed_reason": proofs.nfc(draw.unconfirmed_reason or ""),
    }
    record.append("pool_frozen", content, recruitment.body_id)
    return draw


def _waiting(recruitment: Recruitment) -> int:
    return count_confirmations(recruitment).waiting


def _refuse_freezing(recruitment: Recruitment, former: Draw | None, reason: str) -> None:
    refuse_unlocked(recruitment)
    locked = recruitment.quotas_digest
    if locked and locked != digest_of(list_quotas(recruitment)):
        raise QuotasChanged
    if former and (former.result or published(former, "result")):
        raise AlreadyDrawn
    if former and not reason:
        raise ReasonNeeded


def repeat_solving(draw: Draw) -> None:
    """Have the panels of a frozen draw computed, after objections or where the work broke off."""
    record.read_anew(draw)
    if draw.state == "frozen" and not queries.is_solving(draw):
        refuse_early(draw)
        draw.job_id = request_job("lottery.solve_draw", draw.id).id


def dice_needed(draw: Draw) -> int:
    """Return how many dice name a panel and feed the seed."""
    return protocol.number_digits(draw.panels) + protocol.SEED_DIGITS


def draw_panel(draw: Draw, dice: str, dice_again: str, witnesses: str) -> Draw:
    """Open the panel that the dice name; a second submission of the same dice changes nothing."""
    if draw.panels_record is None or queries.is_superseded(draw):
        raise NotSolved
    thrown = read_twice(dice, dice_again, dice_needed(draw))
    if not witnesses.strip():
        raise WitnessesNeeded
    if draw.result:
        if draw.dice != thrown:
            raise AlreadyDrawn
        return draw
    if published(draw, "result"):
        raise AlreadyDrawn
    refuse_changed(draw, "commit", "panels")
    operator_keys(draw)
    _take(draw)
    draw.dice, draw.witnesses, draw.drawn_at = thrown, witnesses.strip(), now()
    _open(draw)
    keep_bundle(draw)
    return draw


def _take(draw: Draw) -> None:
    """Let only one of two submissions at the same moment go on."""
    solved = update(Draw).where(Draw.id == draw.id, Draw.state == "solved")
    if not is_changed(solved.values(state="drawn")):
        raise AlreadyDrawn
    session.refresh(draw)


def _open(draw: Draw) -> None:
    """Write result.json, and tell each place whether it was drawn and its rank."""
    commit, panels = draw.commitment.encode(), (draw.panels_record or "").encode()
    places = queries.list_places(draw)
    pid_of = {place.respondent_id: place.respondent.pid for place in places}
    members = [[pid_of[one] for one in panel] for panel in draw.lottery or []]
    try:
        result = protocol.result(commit, panels, draw.dice or "", members, salt_key(draw))
    except DrawError as error:
        raise PanelDoesNotOpen(**error.params) from error
    draw.result = proofs.canonical(result).decode()
    draw.result_digest = proofs.sha256(draw.result.encode()).hex()
    draw.panel_number = result["number"]
    order = protocol.order_of(bytes.fromhex(result["seed"]), pid_of.values())
    rank_of = {own: rank for rank, own in enumerate(order, start=1)}
    drawn = {own for own, _ in result["seats"]}
    for place in places:
        place.rank = rank_of[pid_of[place.respondent_id]]
        place.is_drawn = pid_of[place.respondent_id] in drawn
    session.flush()
    _record_result(draw)


def _record_result(draw: Draw) -> None:
    content = {
        **queries.identify_draw(draw),
        "commit": draw.commitment_digest,
        "panels": draw.panels_digest,
        "result": draw.result_digest,
        "dice": draw.dice,
        "number": draw.panel_number,
        "witnesses": len((draw.witnesses or "").splitlines()),  # their names stand in the minutes
    }
    record.append("panel_drawn", content, draw.recruitment.body_id)
