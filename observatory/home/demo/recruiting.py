"""The demonstration's first recruitment: the same services and files that a clerk uses."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, cast

from flask import current_app

from observatory import codes
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.formats import today
from observatory.home.demo.accounts import find_staff
from observatory.home.demo.city import HEADER, TODAY, Row, make_register
from observatory.home.demo.confirming import answers_csv
from observatory.home.demo.holding import PEOPLE, hold
from observatory.home.demo.simulating import choose_replies, simulate
from observatory.home.demo.telling import confirm_addresses, tell
from observatory.home.demo.texts import LETTERS, PUBLIC
from observatory.home.demo.working import finish
from observatory.lottery import services
from observatory.lottery.models import Draw
from observatory.lottery.services import minutes
from observatory.recruitment.models import Recruitment
from observatory.recruitment.queries import list_pool, list_quotas
from observatory.recruitment.services import (
    create_recruitment,
    draw_invitations,
    import_confirmations,
    import_register,
    lock_quotas,
    open_replies,
    prepare_invitations,
    save_settings,
    use_preset,
)
from observatory.recruitment.services.replies.reading import columns_of
from sortition.tables import write_table

# Real dice would be thrown in public; these make every demonstration city alike.
LETTER_DICE = "31415 26535 89793 23846"
PANEL_DICE = "043 271828182845904523536"
RATE, SEED, DAYS = 0.06, 1, 14
A_MOMENT = timedelta(minutes=1)  # replies may close only in the future
TO_ANSWER = timedelta(days=14)


def write_register(path: Path, persons: int | None = None) -> None:
    """Write the made-up city's register to a file, once; or the beginning of it."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *islice(make_register(), persons)))
    part.replace(path)


def read_register(path: Path) -> Iterator[Row]:
    """Yield the rows of such a file, which is faster than to make them up again."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from (cast("Row", tuple(row)) for row in islice(csv.reader(file), 1, None))


def replies_csv(recruitment: Recruitment) -> str:
    """Return made-up replies as the file that the page of replies takes."""
    out = io.StringIO()
    header = columns_of(list_quotas(recruitment))
    replies = choose_replies(recruitment, make_register(), RATE, SEED, DAYS)
    write_table(out, header, ([reply[name] for name in header] for reply in replies))
    return out.getvalue()


def print_out(recruitment: Recruitment) -> dict[str, str]:
    """Return what one made-up person of the pool holds to check themselves: code and digits."""
    one = list_pool(recruitment)[0]
    return {"code": codes.show(one.secret), "digits": one.own}


def recruit(body: Body, register: Path, say: Callable[[str], Any]) -> Recruitment:
    """Lead a body from quotas to a drawn panel that everybody was told, with minutes."""
    recruitment = create_recruitment(body, "Primer panel", body.seats)
    use_preset(recruitment, "madrid_2019")
    lock_quotas(recruitment)
    gather(recruitment, register, 12_000)
    say("  letters drawn and answered, replies confirmed by the register holder")
    confirm_addresses(body, recruitment)
    draw = services.freeze_draw(recruitment)
    tell(draw, "pool")
    finish(draw.job_id)
    services.name_auditors(recruitment, [find_staff(body, "auditor")])
    hold(recruitment, "panel", PANEL_DICE, draw_id=draw.id)
    services.draw_panel(draw, PANEL_DICE, PANEL_DICE, PEOPLE.witnesses)
    session.commit()
    say("  panel drawn")
    close(body, draw)
    say("  everybody told, minutes fixed, the pack given to the auditor")
    return recruitment


def gather(recruitment: Recruitment, register: Path, letters: int) -> None:
    """Lead a recruitment from its locked quotas to a pool that the register holder confirmed."""
    with register.open("rb") as stream:
        snapshot = import_register(recruitment, stream, register.name, TODAY)
        finish(snapshot.job_id)
    draw = prepare_invitations(recruitment, letters, "district")
    finish(draw.job_id)
    hold(recruitment, "letters", LETTER_DICE, invitation_draw_id=draw.id)
    draw_invitations(draw, LETTER_DICE)
    finish(draw.job_id)
    open_replies(recruitment, now() - timedelta(days=DAYS), now() + A_MOMENT)
    simulate(recruitment, read_register(register), RATE, SEED, DAYS)
    save_settings(recruitment, **LETTERS)
    import_confirmations(recruitment, answers_csv(recruitment).encode(), "answer.csv")


def close(body: Body, draw: Draw) -> None:
    """Do what follows the dice: tell everybody, fix the minutes, give the auditor the pack."""
    recruitment = draw.recruitment
    tell(draw, "result", answer_by=today() + TO_ANSWER)
    for kind in ("letters", "panel"):
        written = minutes.begin(recruitment, kind)
        kept = minutes.write_minutes(recruitment, kind, {**written, "attended_by": PUBLIC})
        minutes.fix_minutes(
            recruitment, kept, find_staff(body, "clerk"), current_app.config["LANGUAGES"]
        )
    services.give_pack(draw, find_staff(body, "auditor"))
    session.commit()
