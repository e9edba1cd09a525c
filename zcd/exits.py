"""Exit codes, the same for every command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command's end means to a script."""

    AS_IT_SHOULD_BE = 0
    FAIL_FOUND = 1
    BAD_INPUT = 2
    INCOMPLETE = 3
    HARNESS_FAILED = 4
    INTERRUPTED = 130
