"""The command line: `python -m sortition COMMAND ...`."""

import sys

from sortition.commands import main

if __name__ == "__main__":
    sys.exit(main())
