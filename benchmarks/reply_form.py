"""How many pages of the reply form a server gives, beside a constant page of the same size.

    .venv/bin/python -m benchmarks.reply_form [--requests 4000]

All run under gunicorn with two workers of eight threads, as script/server does. Seconds of the
clock depend on what else the machine does; the workers' own CPU seconds hardly do.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

CONNECTIONS = 16
GUNICORN = ("--workers", "2", "--threads", "8", "--worker-class", "gthread", "--no-control-socket")
ADDRESS = "/en/town/reply"
CORES = 2
WARM = 20 * CONNECTIONS
GET = f"GET {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
PERSON = {"name": "Ana Ruiz", "contact": "600 123 456", "own": "2468", "helped": "no"}


def constant(size: int) -> object:
    """Return the smallest application of Flask, whose page has so many bytes."""
    from flask import Flask

    app = Flask(__name__)
    app.add_url_rule(ADDRESS, "constant", lambda: "x" * size)
    return app


def prepare(folder: Path, letters: int) -> list[dict[str, str]]:
    """Make a database with a body whose replies are taken; return the answers to each letter."""
    os.environ["DATA_DIR"] = str(folder)
    from alembic import command

    from config import Config
    from observatory import create_app
    from observatory.bodies.services import create_body
    from observatory.database import alembic_config, now, session
    from observatory.recruitment import services

    command.upgrade(alembic_config(Config.DATABASE_URL), "head")
    with create_app(Config).app_context():
        made = services.create_recruitment(create_body("town", "Town", "Town", 49), "Panel", 49)
        services.use_preset(made, "madrid_2019")
        services.lock_quotas(made)
        services.open_replies(made, now() - timedelta(hours=1), now() + timedelta(days=30))
        answered = answers(made, letters)
        session.commit()
    return answered


def answers(made: Any, letters: int) -> list[dict[str, str]]:
    """Add letters to a recruitment; return what is answered to each."""
    from observatory.database import session
    from observatory.recruitment import queries
    from observatory.recruitment.models import Invitation
    from observatory.recruitment.services.letters.codes import first_code_digest, write_code

    fields = {
        f"question_{own.position}": next(iter(own.labels)) for own in queries.list_questions(made)
    }
    for number in range(1, letters + 1):
        row = {"household": str(number), "stratum": "", "rank": number, "leaf": f"{number:064x}"}
        digest = first_code_digest(made.id, number)
        session.add(Invitation(recruitment_id=made.id, number=number, code_digest=digest, **row))
    return [
        {"code": write_code(made.id, number, 0), **fields, **PERSON}
        for number in range(1, letters + 1)
    ]


def post(fields: dict[str, str], page: str) -> bytes:
    """Return the request that sends a page of the form."""
    body = urlencode({**fields, "page": page, "act": "next"}).encode()
    kind = "Content-Type: application/x-www-form-urlencoded"
    head = f"POST {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\n{kind}\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n".encode() + body


@contextmanager
def served(application: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve an application; give the port and the server's process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", *GUNICORN, "--log-level", "warning"]
    settings = {**os.environ, "DATA_DIR": str(folder)}
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", application], env=settings)  # noqa: S603
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Wait until a port answers."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def cpu_of(server: int) -> float:
    """Return the CPU seconds that a server's workers have used."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    fields = [Path(f"/proc/{own}/stat").read_text().rpartition(")")[2].split() for own in children]
    return sum(int(own[11]) + int(own[12]) for own in fields) / os.sysconf("SC_CLK_TCK")


async def ask(port: int, requests: Sequence[bytes]) -> int:
    """Send requests over one connection; return the bytes of a page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    length = 0
    for request in requests:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if " 200 " not in head.partition("\r\n")[0]:
            raise SystemExit(head)
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        await reader.readexactly(length)
    writer.close()
    return length


async def load(port: int, requests: Sequence[bytes]) -> tuple[float, int]:
    """Return the seconds that many requests took over all connections, and a page's bytes."""
    start = time.perf_counter()
    shares = (requests[own::CONNECTIONS] for own in range(CONNECTIONS))
    sizes = await asyncio.gather(*(ask(port, share) for share in shares))
    return time.perf_counter() - start, sizes[0]


def measure(name: str, served_at: tuple[int, int], requests: Sequence[bytes]) -> tuple[float, int]:
    """Print a page's figures; return its CPU seconds a request, and its bytes."""
    port, server = served_at
    asyncio.run(load(port, requests[:WARM]))
    before = cpu_of(server)
    seconds, size = asyncio.run(load(port, requests[WARM:]))
    count = len(requests) - WARM
    cpu = (cpu_of(server) - before) / count
    print(  # noqa: T201
        f"{name:16} {size:6} bytes  {count / seconds:7.0f} a second by the clock  "
        f"{cpu * 1000:6.2f} ms of CPU each: {CORES / cpu:7.0f} a second on {CORES} free cores"
    )
    return cpu, size


def pages(answered: list[dict[str, str]]) -> dict[str, list[bytes]]:
    """Return the requests of each kind of page, by its name."""
    count, one = len(answered), answered[-1]
    last = max(name for name in one if name.startswith("question_"))
    return {
        "first page": [GET] * count,
        "after the code": [post({"code": one["code"]}, "start")] * count,
        "after a question": [post(one, last)] * count,
        "confirmation": [post(own, "check") for own in answered],
    }


def main() -> None:
    """Measure the pages of the form and a constant page, and say the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=4000)
    count = parser.parse_args().requests + WARM
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = pages(prepare(folder, count))
        with served("wsgi:app", folder) as at:
            costs = {kind: measure(kind, at, requests) for kind, requests in kinds.items()}
        with served(f"benchmarks.reply_form:constant({costs['first page'][1]})", folder) as at:
            least, _ = measure("constant page", at, [GET] * count)
    for kind, (cost, _) in costs.items():
        print(f"{kind}: {cost / least:.1f} times the constant page")  # noqa: T201


if __name__ == "__main__":
    main()
