"""Stand-alone: reads a job as JSON, writes a PDF or picture (observatory.pdf starts it).

In a process of its own because the typesetter keeps all it ever set in memory (1 MB a letter).
"""

import json
import sys
from typing import Any

import typst


def typeset(job: dict[str, Any]) -> bytes:
    """Return a PDF that a screen reader can read (PDF/UA-1), or the first page as a picture."""
    common = {
        "root": job["root"],
        "font_paths": job["fonts"],
        "ignore_system_fonts": True,  # the same bytes on every machine
        "sys_inputs": {"data": json.dumps(job["data"])},
    }
    if job["format"] == "png":
        found: Any = typst.compile(job["template"], format="png", ppi=job["ppi"], **common)
        return found[0] if isinstance(found, list) else found
    return typst.compile(
        job["template"], format="pdf", pdf_standards=["ua-1"], timestamp=job["moment"], **common
    )


def main() -> int:
    """Do the job of standard input; what is wrong goes to standard error."""
    try:
        sys.stdout.buffer.write(typeset(json.load(sys.stdin)))
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
