"""Writes the hashes of its own script and style into the policy of the browser verifier."""

import base64
import hashlib
import re
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "sortition" / "bundled" / "verify.html"


def hash_of(text: str, tag: str) -> str:
    """Return how a content-security policy names the one inline element of a kind."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    if len(found) != 1:
        raise SystemExit(f"{PAGE.name} must hold one <{tag}>, and holds {len(found)}")
    return "sha256-" + base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()


def sealed(text: str) -> str:
    """Return the page with the hashes of what it holds."""
    for tag in ("script", "style"):
        text = re.sub(rf"{tag}-src 'sha256-[^']*'", f"{tag}-src '{hash_of(text, tag)}'", text)
    return text


if __name__ == "__main__":
    PAGE.write_text(sealed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"sealed {PAGE.name}\n")
