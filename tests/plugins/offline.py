"""Runs tests without a network: `python -m tests.plugins.offline TEST`.

The process may speak to this machine only. As root on Linux it stands, with its browser, in a
network namespace of its own that has nothing but the loopback; where that is not allowed, the
browser's watch (tests/plugins/browser.py) and the refusal below are what holds.
"""

import fcntl
import os
import socket
import struct
import subprocess
import sys
from typing import Any

import pytest

HERE = {"", "localhost", "127.0.0.1", "::1", None}
IFF_UP, SIOCSIFFLAGS = 1, 0x8914


def refuse_elsewhere(event: str, args: tuple[Any, ...]) -> None:
    """Stop whatever wants to reach, or look up, another machine."""
    if event == "socket.connect" and isinstance(args[1], tuple) and args[1][0] not in HERE:
        raise RuntimeError(f"a connection to {args[1][0]}")
    if event == "socket.getaddrinfo" and args[0] not in HERE:
        raise RuntimeError(f"a look-up of {args[0]}")


def raise_loopback() -> None:
    """Switch the new namespace's loopback on, which is its only network."""
    names = [name for _, name in socket.if_nameindex()]
    assert names == ["lo"], f"not alone with the loopback: {names}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tool:
        fcntl.ioctl(tool, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP))


def can_be_alone() -> bool:
    """Tell whether this machine lets a process have a network namespace."""
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    return tried.returncode == 0


def run_offline(test: str) -> subprocess.CompletedProcess[str]:
    """Run a test in a process without a network."""
    alone = can_be_alone()
    command = [sys.executable, "-m", "tests.plugins.offline", "--alone" if alone else "", test]
    if alone:
        command = ["unshare", "--net", "--", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    if "--alone" in sys.argv:
        raise_loopback()
    sys.addaudithook(refuse_elsewhere)
    for name in [name for name in os.environ if name.startswith(("PYTEST_", "COV_"))]:
        del os.environ[name]
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", sys.argv[-1]]))
