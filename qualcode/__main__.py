"""``python -m qualcode``."""

from __future__ import annotations

import sys

from qualcode.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
