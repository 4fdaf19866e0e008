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

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from observatory import create_app, database, inspection, jobs
from sortition.commands import main as main_of_sortition
from tests.conftest import Config
from tests.crash import facts, steps
from tests.crash.points import Points

Order = dict[str, Any]
FINE = (200, 302, 303, 409)  # done, or a sentence that says why not


def prepare(app: Flask, order: Order) -> Any:
    """Bring everything to where the first step begins."""
    with app.app_context():
        steps.prepare()
    steps.work(app)
    return look(app, steps.browser(app))


def attempt(app: Flask, order: Order) -> Any:
    """Take a step, and be harmed at a point of it; say which points there were."""
    step, client = steps.STEPS[order["step"]], steps.browser(app)
    points = Points(order["harm"], order["at"])
    points.watch(app)
    answer = step.act(client)
    with suppress(Exception):  # as the worker does, which goes on after a fault
        steps.work(app)
    resource.setrlimit(resource.RLIMIT_FSIZE, 2 * resource.getrlimit(resource.RLIMIT_FSIZE)[1:])
    return {"points": points.names, "status": answer.status_code, "text": answer.text}


def repeat(app: Flask, order: Order) -> Any:
    """Do what people and the worker do after a crash; say what each of them met."""
    step, client = steps.STEPS[order["step"]], steps.browser(app)
    met = {"before": look(app, client), "shown": shown(app)}
    met["repeated"] = []
    if order["is_patient"]:
        wait_a_minute(app)
    for act in (step.act, step.again):
        if act:
            met["repeated"].append(act(client).status_code)
            steps.work(app)
    if not order["is_patient"]:
        wait_a_minute(app)
    return met | {"still": shown(app), **report(app, order)}


def wait_a_minute(app: Flask) -> None:
    """Let a minute pass, after which the worker looks for jobs whose worker fell silent."""
    with app.app_context():
        silent = database.now() - 2 * jobs.SILENT - timedelta(seconds=1)
        is_open = jobs.Job.state.in_(("queued", "running"))
        database.session.execute(update(jobs.Job).where(is_open).values(heartbeat_at=silent))
        database.session.commit()
        jobs.sweep()
    steps.work(app)


def look(app: Flask, client: FlaskClient) -> dict[str, int]:
    """Open every page that somebody may be looking at."""
    return {page: client.get(steps.address(page)).status_code for page in steps.PAGES}


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
    points = Points("kill", order["at"])
    points.watch_files(Path(order["folder"]))
    with redirect_stderr(io.StringIO()) as told:
        code = main_of_sortition(order["arguments"])
    return {"points": points.names, "code": code, "told": told.getvalue()}


ORDERS = {own.__name__: own for own in (prepare, attempt, repeat, report, command)}


def carry_out(app: Flask, order: Order) -> dict[str, Any]:
    """Let a copy of this process carry out an order; return how it ended and what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = ORDERS[order["do"]](app, order)
        app.extensions["database"].dispose()
        app.extensions["huey"].storage.close()
        with os.fdopen(writer, "w") as pipe:
            json.dump(said, pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"ended": os.waitstatus_to_exitcode(status), "said": json.loads(said) if said else None}


def warm_up(app: Flask) -> dict[str, Any]:
    """Open the pages in this process, so that its copies find the templates read."""
    look(app, steps.browser(app))
    gc.collect()
    gc.freeze()  # a copy then shares the memory of what is there
    app.extensions["database"].dispose()
    app.extensions["huey"].storage.close()
    return {"ended": 0, "said": None}


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
    app = make_app(*sys.argv[1:])
    for line in sys.stdin:
        order = json.loads(line)
        json.dump(warm_up(app) if order["do"] == "warm_up" else carry_out(app, order), answers)
        print(file=answers, flush=True)


if __name__ == "__main__":
    main()
