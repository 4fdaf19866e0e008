"""Pages: the ceremony of draw 2 on the projector, its rehearsal, and what came out for the desk."""

from typing import Any

from flask import g, redirect, request, url_for

from observatory.access import allow
from observatory.lottery import blueprint, queries, rules, services
from observatory.lottery.models import Draw
from observatory.lottery.services import rehearsing
from observatory.lottery.views.draws import describe_draw
from observatory.recruitment.models import Ceremony, Recruitment
from observatory.recruitment.queries import find_ceremony, find_rehearsal, get_recruitment
from observatory.recruitment.services.rehearsing import invent_dice
from observatory.recruitment.views.ceremonies import STEPS, Act, Answer, show
from observatory.recruitment.views.showing import room_page
from sortition import proofs
from sortition.draw import SEED_DIGITS, number_digits

# Of those who follow the seats, the desk's page shows so many; result.json has them all.
ALTERNATES_SHOWN = 150
PER_SCREEN = 52  # codes that a hall can read at once
PAGE = "/recruitments/<int:recruitment_id>/ceremony"


@blueprint.route(PAGE)
@allow("clerk")
def show_ceremony(recruitment_id: int) -> str:
    """Begin the ceremony, go on with it, or rehearse; after the dice show what came out."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw = queries.find_draw(recruitment)
    name = "ceremony_result" if draw and draw.result else "ceremony"
    context = describe_draw(recruitment)
    if draw:
        context |= _describe_outcome(draw)
    return room_page(name, recruitment, None, **context).render()


def _describe_outcome(draw: Draw) -> dict[str, Any]:
    digits = number_digits(draw.panels)
    return {
        "ceremony": find_ceremony(draw_id=draw.id),
        "number": digits,
        "number_shown": (draw.dice or "")[:digits],
        "drawn": queries.list_drawn(draw),
        "alternates": queries.list_alternates(draw),
        "most": ALTERNATES_SHOWN,
        "meets_quotas": queries.meets_quotas(draw),
    }


@blueprint.route(f"{PAGE}/<{STEPS}:step>", methods=["GET", "POST"])
@allow("clerk")
def hold_ceremony(recruitment_id: int, step: str) -> Answer:
    """Lead through the ceremony on a projector, one step a page."""
    recruitment = get_recruitment(g.body, recruitment_id)
    draw = queries.find_draw(recruitment)
    if draw is None or draw.panels_record is None:
        return redirect(_home(recruitment))
    return show(_act_of(recruitment, draw), step)


@blueprint.route(f"{PAGE}/rehearsal/<{STEPS}:step>", methods=["GET", "POST"])
@allow("clerk")
def rehearse_ceremony(recruitment_id: int, step: str) -> Answer:
    """Lead through the same pages with invented people."""
    return show(_rehearsal_of(get_recruitment(g.body, recruitment_id)), step)


def _home(recruitment: Recruitment) -> str:
    return url_for("lottery.show_ceremony", recruitment_id=recruitment.id)


def _act_of(recruitment: Recruitment, draw: Draw) -> Act:
    def take(ceremony: Ceremony) -> None:
        dice = ceremony.first_dice or "", ceremony.second_dice or ""
        services.draw_panel(draw, *dice, ceremony.witnesses)

    def describe(step: str) -> dict[str, Any]:
        result = draw.result.encode() if draw.result else None
        files = draw.commitment.encode(), (draw.panels_record or "").encode(), result
        return _describe(step, *files, queries.meets_quotas(draw) if result else True)

    return Act(
        recruitment=recruitment,
        ceremony=find_ceremony(draw_id=draw.id),
        kind="panel",
        is_rehearsal=False,
        is_over=bool(draw.result),
        endpoint="lottery.hold_ceremony",
        home=_home(recruitment),
        templates="lottery/projected",
        needed=number_digits(draw.panels) + SEED_DIGITS,
        named=number_digits(draw.panels),
        subject={"draw_id": draw.id},
        take=take,
        describe=describe,
    )


def _rehearsal_of(recruitment: Recruitment) -> Act:
    ceremony = find_rehearsal(recruitment, "panel")

    def describe(step: str) -> dict[str, Any]:
        if ceremony is None or step not in ("fixed", "dice", "result"):
            return {}
        if step == "dice":
            return {"invented": invent_dice(ceremony, rehearsing.DICE)}
        made = rehearsing.practice_of(recruitment, ceremony)
        result = None
        if step == "result":
            result = proofs.canonical(made.result(ceremony.first_dice or ""))
        return _describe(step, made.commit, made.panels, result, True)

    return Act(
        recruitment=recruitment,
        ceremony=ceremony,
        kind="panel",
        is_rehearsal=True,
        is_over=False,
        endpoint="lottery.rehearse_ceremony",
        home=_home(recruitment),
        templates="lottery/projected",
        needed=rehearsing.DICE,
        named=rehearsing.DICE - SEED_DIGITS,
        subject={},
        take=lambda ceremony: None,  # the dice of a rehearsal do nothing
        describe=describe,
    )


def _describe(
    step: str, commit: bytes, panels: bytes, result: bytes | None, meets_quotas: bool
) -> dict[str, Any]:
    """Return what the projector shows of the protocol's files: hashes and codes, no names."""
    if step not in ("fixed", "result"):
        return {}
    committed = proofs.read_canonical(commit)
    shown = {
        "pool": committed["pool_size"],
        "panels": committed["panels"],
        "commit_digest": proofs.sha256(commit).hex(),
        "panels_digest": proofs.sha256(panels).hex(),
        "meets_quotas": meets_quotas,
    }
    if result is None:
        return shown
    return shown | _describe_panel(committed, proofs.read_canonical(result))


def _describe_panel(committed: dict[str, Any], opened: dict[str, Any]) -> dict[str, Any]:
    length = rules.short_length([own for own, _ in committed["pool"]])
    codes = sorted(own[:length] for own, _ in opened["seats"])
    screens = -(-len(codes) // PER_SCREEN)
    asked = request.args.get("screen", "1")
    return {
        "dice": opened["dice"],
        "number": str(opened["number"]).zfill(committed["dice"]["number"]),
        "codes": codes,
        "screens": screens,
        "per_screen": -(-len(codes) // screens),
        "screen": asked if asked == "next" else _screen(asked, screens),
    }


def _screen(asked: str, screens: int) -> int:
    return min(max(int(asked), 1), screens) if asked.isdecimal() and len(asked) < 4 else 1
