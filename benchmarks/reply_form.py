"""How many first pages of the reply form a server gives, beside the same server's bare "hello".

    .venv/bin/python -m benchmarks.reply_form [--requests 4000]

Both run under gunicorn with two workers of eight threads, as script/server does. Seconds of the
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
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

CONNECTIONS = 16
GUNICORN = ("--workers", "2", "--threads", "8", "--worker-class", "gthread", "--no-control-socket")
ADDRESS = "/en/town/reply"
CORES = 2


def hello() -> object:
    """Return the smallest application of Flask."""
    from flask import Flask

    app = Flask(__name__)
    app.add_url_rule(ADDRESS, "hello", lambda: "hello")
    return app


def prepare(folder: Path) -> None:
    """Make a database with a body whose replies are taken."""
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
        session.commit()


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


async def ask(port: int, requests: int) -> int:
    """Send requests over one connection; return the bytes of a page."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {ADDRESS} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    length = 0
    for _ in range(requests):
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if " 200 " not in head.partition("\r\n")[0]:
            raise SystemExit(head)
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        await reader.readexactly(length)
    writer.close()
    return length


async def load(port: int, requests: int) -> tuple[float, int]:
    """Return the seconds that many requests took over all connections, and a page's bytes."""
    start = time.perf_counter()
    sizes = await asyncio.gather(*(ask(port, requests // CONNECTIONS) for _ in range(CONNECTIONS)))
    return time.perf_counter() - start, sizes[0]


def measure(application: str, folder: Path, requests: int) -> float:
    """Print an application's figures; return its CPU seconds a request."""
    with served(application, folder) as (port, server):
        asyncio.run(load(port, 20 * CONNECTIONS))
        before = cpu_of(server)
        seconds, size = asyncio.run(load(port, requests))
        cpu = (cpu_of(server) - before) / requests
    print(  # noqa: T201
        f"{application:32} {size:6} bytes  {requests / seconds:7.0f} a second by the clock  "
        f"{cpu * 1000:6.2f} ms of CPU each: {CORES / cpu:7.0f} a second on {CORES} free cores"
    )
    return cpu


def main() -> None:
    """Measure the form, the bare application, and say the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=4000)
    requests = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        form = measure("wsgi:app", folder, requests)
        bare = measure("benchmarks.reply_form:hello()", folder, requests)
    print(f"The form costs {form / bare:.1f} times a bare hello.")  # noqa: T201


if __name__ == "__main__":
    main()
