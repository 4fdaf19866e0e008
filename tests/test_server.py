"""script/server starts the whole thing, says where, and stops it all; needs no network."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 300
STEP = re.compile(r"```bash\n(.*?)```\n```text\n(.*?)```", re.DOTALL)  # of docs/verify.md
Server = subprocess.Popen[str]


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[object], Server]]:
    """Starts script/server on a port, with its data in the test's folder."""
    started: list[Server] = []

    def start_server(port: object) -> Server:
        server = subprocess.Popen(
            ["script/server"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port), "DATA_DIR": str(tmp_path / "data")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        started.append(server)
        return server

    yield start_server
    for server in started:
        if is_left(server):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


def is_left(server: Server) -> bool:
    """Tell whether any process of a server's group is still there."""
    try:
        os.killpg(server.pid, 0)
    except ProcessLookupError:
        return False
    return True


def read_until(server: Server, text: str) -> str:
    assert server.stdout is not None
    read = ""
    for line in server.stdout:
        read += line
        if text in line:
            return read
    raise AssertionError(f"{text!r} was not said:\n{read}")


def stop_with_control_c(server: Server) -> None:
    """Stop a server as its terminal does; nothing of it may be left."""
    os.killpg(server.pid, signal.SIGINT)
    last, _ = server.communicate()
    assert server.returncode == 0, last
    assert not is_left(server)


def run_steps(folder: Path, port: int, script: str) -> subprocess.CompletedProcess[str]:
    """Run what a document says, in a folder of its own, against the server on a port."""
    (folder / "bin").mkdir()
    (folder / "bin" / "python3").symlink_to(sys.executable)
    own = {"SITE": f"http://127.0.0.1:{port}", "DATA_DIR": str(folder / "data")}
    env = {**os.environ, **own, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    command = ["sh", "-c", script]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def assert_the_public_sees_what_happened(draws: str) -> None:
    """See minutes, a named auditor who has the pack, and a list that an objection corrected."""
    drawn = read_page(f"{draws}/1/1")
    assert "Sorteo del panel, versión 1 (PDF)" in drawn
    assert "Hay 1 persona auditora nombrada." in drawn
    assert "se entregó 1 vez" in drawn
    objections = read_page(f"{draws}/2/1/objections")
    assert "Objeción 2" in objections
    assert "Se corrigieron características" in objections
    assert "former/1.json" in objections
    told = "Se comunicó a todas las personas del sorteo la huella digital de la lista"
    assert read_page(draws.replace("draws", "record")).count(told) == 3


def read_page(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return " ".join(answer.read().decode().split())


def verify_as_the_document_says(folder: Path, port: int) -> None:
    """Do what docs/verify.md says, and read there what it says."""
    steps = STEP.findall((ROOT / "docs" / "verify.md").read_text(encoding="utf-8"))
    ended = run_steps(folder, port, "\necho =====\n".join(step for step, _ in steps))
    said = ended.stdout.split("=====\n")
    assert len(said) == len(steps) == 3, ended.stderr
    for (step, expected), answer in zip(steps, said, strict=True):
        missing = [line for line in expected.splitlines() if line not in answer]
        assert not missing, f"{step}\nsaid:\n{answer}{ended.stderr}"


@pytest.mark.timeout(SECONDS)
def test_a_stranger_verifies_the_demonstration_draw_and_control_c_stops_it_all(start, tmp_path):
    port = free_port()
    server, address = start(port), f"http://127.0.0.1:{port}"
    assert f"Ready: {address}\n" in read_until(server, "Ready: ")
    with urllib.request.urlopen(f"{address}/health") as answer:
        assert answer.status == 200
    verify_as_the_document_says(tmp_path, port)
    assert_the_public_sees_what_happened(f"{address}/es/muestra/draws")
    assert any((tmp_path / "data" / "mail").iterdir())
    stop_with_control_c(server)


def test_a_port_in_use_is_said_in_a_sentence(start):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        said, _ = start(port).communicate(timeout=SECONDS)
    assert f"Port {port} is in use." in said
    assert "Traceback" not in said


def test_a_port_that_is_no_number_is_said_in_a_sentence(start):
    server = start("eighty")
    said, _ = server.communicate(timeout=SECONDS)
    assert "PORT is 'eighty'; it must be a whole number from 1 to 65535." in said
    assert server.returncode == 1
