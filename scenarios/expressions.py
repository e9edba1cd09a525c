"""Amounts and instants as a scenario writes them: `award_fen + 1`, `day 3, 10:00`, `2022-10-17 17:29:59`."""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING

from notice.civil import DAY, instant
from notice.errors import InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_LENGTH = 200
_OPERATORS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.floordiv,
}
_OFFSET = re.compile(r"day (\d+), (\d\d:\d\d(?::\d\d)?)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*")


def amount(text: str, names: Mapping[str, int]) -> int:
    """The whole number that `text` says: numbers, `names`, + - * / and brackets; a division rounds down.

    Raises `InputError` for anything else.
    """
    if len(text) > MAX_LENGTH:
        raise InputError(f"the amount is longer than {MAX_LENGTH} characters", instead="write a shorter one")
    try:
        return _value(ast.parse(text, mode="eval").body, names)
    except SyntaxError:
        raise InputError(f"'{text}' is no amount", instead="write one like award_fen / 2 + 1") from None
    except ZeroDivisionError:
        raise InputError(f"'{text}' divides by zero", instead="divide by a number that is not zero") from None


def _value(node: ast.expr, names: Mapping[str, int]) -> int:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise InputError(f"no amount is called '{node.id}'", instead=nearest(node.id, names))
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    raise InputError(f"'{ast.unparse(node)}' cannot stand in an amount", instead="use numbers, names, + - * / ( )")


def is_instant(text: str) -> bool:
    """Whether `text` looks like an instant rather than an amount."""
    return text.startswith("day ") or _DATE.fullmatch(text) is not None


def moment(text: str, start_at: int) -> int:
    """Seconds of `day N, HH:MM[:SS]`, counted from the day that begins at `start_at`, or of a date with time.

    Raises `InputError` for anything else.
    """
    if not text.startswith("day "):
        return instant(text)
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise InputError(f"'{text}' is no instant", instead="write 'day 3, 10:00' or 2022-10-17 17:29:59")
    return start_at + int(found[1]) * DAY + instant(f"1970-01-01T{found[2]}")
