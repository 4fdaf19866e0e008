"""Paper: a template and data become a PDF that a screen reader can read (PDF/UA-1).

Data goes in as JSON and stays text: nothing that somebody typed can become markup.
"""

import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import segno
from flask import current_app

from observatory.errors import N_, RuleBroken

FOLDER = Path(__file__).resolve().parent
TYPESETTER = FOLDER / "typesetter.py"
FONTS = FOLDER / "fonts"
TEMPLATES = FOLDER.parent / "templates" / "letters"
SECONDS = 600
# A fixed mask and version: choosing them takes four times as long, and every reader takes any.
MASK = 3
_UNKNOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)


class NotPrintable(RuleBroken):
    """A letter with an empty box in a name is no letter to that person."""

    code = "not_printable"
    message = N_(
        "The fonts have no sign for “%(text)s”. Ask the administrator to add a font that has it."
    )


class TypesettingError(RuntimeError):
    """The template and its data do not fit: a fault of ours."""


def typeset(template: str, data: Mapping[str, Any], moment: datetime) -> bytes:
    """Return the PDF of a template (templates/letters); same data and moment, same bytes."""
    return _run(template, data, {"format": "pdf", "moment": int(moment.timestamp())})


def picture(template: str, data: Mapping[str, Any], ppi: int = 96) -> bytes:
    """Return the first page as PNG."""
    return _run(template, data, {"format": "png", "ppi": ppi})


def _run(template: str, data: Mapping[str, Any], how: dict[str, Any]) -> bytes:
    # Letters in scripts that ours lack: fonts put into DATA_DIR/fonts are used where needed.
    fonts = [FONTS, *Path(current_app.config["DATA_DIR"]).glob("fonts")]
    job = {
        "template": str(TEMPLATES / template),
        "root": str(TEMPLATES),
        "fonts": [str(folder) for folder in fonts],
        "data": data,
        **how,
    }
    done = subprocess.run(  # noqa: S603  (our own script, its input as JSON)
        [sys.executable, str(TYPESETTER)],
        input=json.dumps(job).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise _explain(done.stderr.decode(errors="replace"))
    return done.stdout


def _explain(reason: str) -> Exception:
    unknown = _UNKNOWN.search(reason)
    return NotPrintable(text=unknown[1]) if unknown else TypesettingError(reason)


def qr_code(text: str) -> str:
    """Return a QR code as SVG, with its quiet zone; it survives 15 % of damage (level M)."""
    stream = io.BytesIO()
    made = segno.make_qr(text, error="m", boost_error=False, mask=MASK)
    made.save(stream, kind="svg", border=4, xmldecl=False, omitsize=True)
    return stream.getvalue().decode()
