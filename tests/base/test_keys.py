"""The operator's key: one for all processes, readable by nobody else."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask

from observatory import ROOT, keys, storage

pytestmark = pytest.mark.usefixtures("session")

ASK = """
import sys
from flask import Flask
from observatory import keys
app = Flask("asks")
app.config["DATA_DIR"] = sys.argv[1]
sys.stdin.readline()
with app.app_context():
    print(keys.public_key())
"""


def test_the_key_signs_and_stays_the_same():
    signature = keys.signing_key().sign(b"a public act")
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(keys.public_key()))
    public.verify(signature, b"a public act")
    assert keys.public_key() == keys.public_key()


def test_only_the_owner_may_read_the_key():
    keys.signing_key()
    assert storage.locate(keys.FILE).stat().st_mode & 0o777 == 0o600


def test_four_processes_that_start_together_get_one_key(app: Flask):
    command = [sys.executable, "-c", ASK, app.config["DATA_DIR"]]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) for _ in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda process: process.communicate("go\n")[0].strip(), started)
    assert set(answers) == {keys.public_key()}
    assert [path.name for path in storage.locate("").glob("signing-key*")] == [keys.FILE]


@pytest.mark.parametrize("content", [b"", b"no key at all", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_key_that_cannot_be_read_is_said_and_not_replaced(content: bytes):
    storage.locate(keys.FILE).write_bytes(content)
    with pytest.raises(keys.KeyUnreadable) as caught:
        keys.signing_key()
    assert "signing-key.pem" in caught.value.sentence()
    assert storage.locate(keys.FILE).read_bytes() == content
