"""The demonstration's first recruitment: the same services and files that a clerk uses."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from observatory import codes, jobs
from observatory.bodies.models import Body
from observatory.database import now, session
from observatory.home.demo.city import HEADER, TODAY, make_register
from observatory.home.demo.confirming import answers_csv
from observatory.home.demo.holding import PEOPLE, hold
from observatory.home.demo.simulating import choose_replies, simulate
from observatory.home.demo.texts import LETTERS
from observatory.lottery import services
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


def write_register(path: Path) -> None:
    """Write the made-up city's register to a file, once."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADER, *make_register()))
    part.replace(path)


def replies_csv(recruitment: Recruitment) -> str:
    """Return made-up replies as the file that the page of replies takes."""
    out = io.StringIO()
    header = columns_of(list_quotas(recruitment))
    replies = choose_replies(recruitment, make_register(), RATE, SEED, DAYS)
    write_table(out, header, ([reply[name] for name in header] for reply in replies))
    return out.getvalue()


def finish(job_id: int | None) -> None:
    """Commit, and do a job at once instead of waiting for the worker."""
    session.commit()
    if job_id is None:
        return
    jobs.run(job_id)
    job = session.get_one(jobs.Job, job_id)
    if job.state == "failed":
        raise RuntimeError(f"{job.name} failed: {job.error} {job.detail}")


def print_out(recruitment: Recruitment) -> dict[str, str]:
    """Return what one made-up person of the pool holds to check themselves: code and digits."""
    one = list_pool(recruitment)[0]
    return {"code": codes.show(one.secret), "digits": one.own}


def recruit(body: Body, register: Path, say: Callable[[str], Any]) -> None:
    """Lead a body from quotas to a drawn panel."""
    recruitment = create_recruitment(body, "Primer panel", body.seats)
    use_preset(recruitment, "madrid_2019")
    lock_quotas(recruitment)
    with register.open("rb") as stream:
        snapshot = import_register(recruitment, stream, register.name, TODAY)
        finish(snapshot.job_id)
    say("  register imported")
    letters = prepare_invitations(recruitment, 12_000, "district")
    finish(letters.job_id)
    hold(recruitment, "letters", LETTER_DICE, invitation_draw_id=letters.id)
    draw_invitations(letters, LETTER_DICE)
    finish(letters.job_id)
    open_replies(recruitment, now() - timedelta(days=DAYS), now() + A_MOMENT)
    simulate(recruitment, make_register(), RATE, SEED, DAYS)
    save_settings(recruitment, **LETTERS)
    say("  letters drawn and answered")
    import_confirmations(recruitment, answers_csv(recruitment).encode(), "answer.csv")
    say("  replies confirmed by the register holder")
    draw = services.freeze_draw(recruitment)
    finish(draw.job_id)
    hold(recruitment, "panel", PANEL_DICE, draw_id=draw.id)
    services.draw_panel(draw, PANEL_DICE, PANEL_DICE, PEOPLE.witnesses)
    session.commit()
    say("  panel drawn")
