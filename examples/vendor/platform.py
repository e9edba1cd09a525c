"""某省政采贷服务平台: an example vendor's platform with an API of its own.

Standard library only, nothing of the harness is used. Start it with

    python examples/vendor/platform.py --port 8790
"""

from __future__ import annotations

import sys
from pathlib import Path

if not __package__:
    # Started as a file: its folder leads the search path, where this file would hide the library's `platform`.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from examples.vendor.server import main

if __name__ == "__main__":
    main()
