"""`zcd`, or `python -m zcd`."""

from __future__ import annotations

import os
import sys

import typer
from typer.exceptions import TyperException

from notice.errors import InputError
from zcd.app import application
from zcd.console import ERR, say
from zcd.exits import Exit


def main() -> None:
    """Runs the command line. Bad input ends with one clear message and exit 2, never with a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Runs one command and says how it ended (`zcd.exits`)."""
    try:
        return int(application(words)(words, standalone_mode=False) or 0)
    except InputError as error:
        ERR.print(f"zcd: {error}", markup=False)
        return Exit.BAD_INPUT
    except typer.Exit as ended:
        return ended.exit_code
    except TyperException as error:
        ERR.print(f"zcd: {_wording(error)}", markup=False)
        return Exit.BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        ERR.print(say("zcd: interrupted", "zcd：已中断"))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  # the reader went away; nothing is left to say
        return Exit.AS_IT_SHOULD_BE
    except Exception as crash:  # the last line of defence: a crash of the harness itself is exit 4
        if os.environ.get("ZCD_DEBUG"):
            raise
        ERR.print(
            f"zcd: the harness itself failed ({type(crash).__name__}: {crash}); set ZCD_DEBUG=1 to see where",
            markup=False,
        )
        return Exit.HARNESS_FAILED


def _wording(error: TyperException) -> str:
    """The message with the option or argument that it is about."""
    return str(error.format_message()) if hasattr(error, "format_message") else str(error)


if __name__ == "__main__":
    main()
