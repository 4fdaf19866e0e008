"""One warm process without threads, which forks a fresh copy of itself for each attempt.

Orders come as lines of JSON on standard input; each is answered by a line: how the copy ended,
and what it said before.
"""

import gc
import io
import json
import os
import resource
import sys
from contextlib import redirect_stderr, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import update

from observatory import create_app, database, inspection, jobs
from sortition.commands import main as main_of_sortition
from tests.conftest import Config
from tests.crash import facts, steps
from tests.crash.acts import NOON, Clerk, Step, address
from tests.crash.points import Points

Order = dict[str, Any]
points = Points()


def prepare(app: Flask, order: Order) -> None:
    """Bring everything to where the first step begins."""
    with app.app_context():
        steps.prepare()
    steps.work(app)


def attempt(app: Flask, order: Order) -> Any:
    """Take a step, and be harmed at a point of it; say which points there were."""
    step = steps.STEPS[order["step"]]
    clerk = steps.browser(app, step)
    with points.counted(order["harm"], order["at"]) as names:
        answer = step.act(clerk)
        with suppress(Exception):  # as the worker does, which goes on after a fault
            steps.work(app)
    resource.setrlimit(resource.RLIMIT_FSIZE, 2 * resource.getrlimit(resource.RLIMIT_FSIZE)[1:])
    return {"points": names, "status": answer.status_code, "text": answer.text}


def walk(app: Flask, order: Order) -> Any:
    """Take a step undisturbed, and look at its pages: copies find all that read and compiled."""
    done = attempt(app, {**order, "harm": "kill", "at": 0})
    step = steps.STEPS[order["step"]]
    look(steps.browser(app, step), step)
    return done | {"wanted": report(app, order)}


def repeat(app: Flask, order: Order) -> Any:
    """Do what people and the worker do after a crash; say what each of them met."""
    step = steps.STEPS[order["step"]]
    clerk = steps.browser(app, step)
    met = {"before": look(clerk, step), "shown": shown(app)}
    met["repeated"] = []
    if order["is_patient"]:
        wait_a_minute(app)
    for act in (step.act, step.again):
        if act:
            met["repeated"].append(act(clerk).status_code)
            steps.work(app)
    if not order["is_patient"]:
        wait_a_minute(app)
    return met | {"still": shown(app), **report(app, order)}


def wait_a_minute(app: Flask) -> None:
    """Let a minute pass, after which the worker does jobs whose worker fell silent."""
    sweep(app)
    steps.work(app)


def sweep(app: Flask) -> None:
    """Let a minute pass, and look for jobs whose worker fell silent."""
    with app.app_context():
        silent = database.now() - 2 * jobs.SILENT - timedelta(seconds=1)
        is_open = jobs.Job.state.in_(("queued", "running"))
        database.session.execute(update(jobs.Job).where(is_open).values(heartbeat_at=silent))
        database.session.commit()
        jobs.sweep()


def die_at_work(app: Flask, order: Order) -> None:
    """Let the worker that takes a job again a minute later be killed in the midst of it."""
    sweep(app)
    with points.counted("kill", order["at"]):
        steps.work(app)


def read_later(app: Flask, order: Order) -> Any:
    """Return what stands on a page a minute later."""
    sweep(app)
    return steps.browser(app, steps.STEPS[order["step"]]).get(address(order["page"])).text


def look(clerk: Clerk, step: Step) -> dict[str, int]:
    """Open every page that somebody may be looking at."""
    return {page: clerk.get(address(page)).status_code for page in step.pages}


def shown(app: Flask) -> list[str]:
    """Return every hash that somebody may have read by now."""
    with app.app_context():
        return facts.shown()


def report(app: Flask, order: Order) -> Any:
    """Return all that stands in the database and the folder."""
    chance = steps.STEPS[order["step"]].chance
    with app.app_context():
        found = facts.everything(Path(app.config["DATA_DIR"]), chance)
        faults = [fault.code for fault in inspection.check()]
        return {"faults": faults, "facts": found}


def command(app: Flask, order: Order) -> Any:
    """Run a command line, and be killed at a point of what it does to its folder."""
    points.watch_files(Path(order["folder"]))
    with points.counted("kill", order["at"]) as names, redirect_stderr(io.StringIO()) as told:
        code = main_of_sortition(order["arguments"])
    return {"points": names, "code": code, "told": told.getvalue()}


# These leave the process as it is, and the state: what follows begins there.
LASTING = {own.__name__: own for own in (prepare, walk)}
ORDERS = {own.__name__: own for own in (attempt, repeat, command, die_at_work, read_later)}


def keep_on(app: Flask, order: Order) -> dict[str, Any]:
    """Carry out an order in this process, which its copies share afterwards."""
    said = LASTING[order["do"]](app, order)
    let_go(app)
    return {"ended": 0, "said": said}


def carry_out(app: Flask, order: Order) -> dict[str, Any]:
    """Let a copy of this process carry out an order; return how it ended and what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = ORDERS[order["do"]](app, order)
        let_go(app)
        with os.fdopen(writer, "w") as pipe:
            json.dump(said, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"ended": os.waitstatus_to_exitcode(status), "said": json.loads(said) if said else None}


def let_go(app: Flask) -> None:
    """Close what a copy may not share."""
    app.extensions["database"].dispose()
    app.extensions["huey"].storage.close()


def make_app(url: str, folder: str) -> Flask:
    """Make the application as in production: jobs wait for the worker, faults become pages."""
    settings = {
        "DATABASE_URL": url,
        "DATA_DIR": folder,
        "MAIL_URL": f"folder://{folder}/mail",
        "WTF_CSRF_ENABLED": False,
        "JOBS_IMMEDIATE": False,
        "PROPAGATE_EXCEPTIONS": False,
    }
    app = create_app(type("CrashConfig", (Config,), settings))
    app.extensions["huey"].storage.close()  # a copy opens its own
    return app


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # HiGHS greets there
    gc.disable()  # looking for garbage takes long, and copies memory that a copy shares
    time_machine.travel(NOON).start()  # from then on the clock goes on as any other
    app = make_app(*sys.argv[1:])
    points.watch(app)
    for line in sys.stdin:
        order = json.loads(line)
        answer = keep_on if order["do"] in LASTING else carry_out
        json.dump(answer(app, order), answers)
        print(file=answers, flush=True)


if __name__ == "__main__":
    main()
