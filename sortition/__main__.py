"""The command line: `python -m sortition COMMAND ...`."""

import os
import sys

from sortition.commands import main

if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (as `head`) has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    sys.exit(code)
