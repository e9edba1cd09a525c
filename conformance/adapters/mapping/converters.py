"""Converters: the declared translations between the platform's way to write a value and the vocabulary's.

Each works in both directions and raises `ValueError` for what it cannot translate; it never guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from notice.civil import DAY, date_of, instant, rfc3339
from notice.clocks import due_day
from notice.errors import InputError
from notice.money import fen_of_yuan


class Converter(NamedTuple):
    """`write` turns the vocabulary's value into the platform's, `read` the other way round. None stays None."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def words(entries: Mapping[str, tuple[str, ...]]) -> Converter:
    """A table: our word to the platform's words. The word `none` stands for nothing (null)."""
    ours = {theirs: None if word == "none" else word for word, all_of in entries.items() for theirs in all_of}

    def write(value: Any) -> str:
        if str(value) not in entries:
            raise ValueError(f"no word for '{value}'")
        return entries[str(value)][0]

    def read(value: Any) -> str | None:
        if str(value) not in ours:
            raise ValueError(f"unknown word '{value}'")
        return ours[str(value)]

    return Converter(write, read)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def _fen(yuan: Any) -> int:
    return _checked(fen_of_yuan, str(yuan))


def _local(at: int) -> str:
    return rfc3339(at)[:19].replace("T", " ")


def _instant(text: Any) -> int:
    return _checked(instant, str(text))


def _due_at(text: Any) -> int:
    """A bare date is the last lawful day, so the first unlawful instant is the midnight after it."""
    bare = len(str(text)) == len("2022-10-17")
    return _instant(text) + DAY if bare else _instant(text)


def _percent(bp: int) -> str:
    return f"{bp // 100}.{bp % 100:02}%"


def _bp(percent: Any) -> int:
    try:
        bp = Decimal(str(percent).removesuffix("%")) * 100
    except InvalidOperation:
        raise ValueError(f"'{percent}' is no percentage") from None
    if bp != int(bp):
        raise ValueError(f"'{percent}' is no whole number of basis points")
    return int(bp)


def _checked(read: Callable[[str], int], text: str) -> int:
    try:
        return read(text)
    except InputError as error:
        raise ValueError(error.what) from None


CONVERTERS: dict[str, Converter] = {
    "yuan": Converter(_yuan, _fen),
    "datetime": Converter(_local, _instant),
    "date": Converter(lambda at: date_of(at // DAY).isoformat(), _instant),
    "due": Converter(lambda due_at: date_of(due_day(due_at)).isoformat(), _due_at),
    "percent": Converter(_percent, _bp),
}
"""Fen, civil seconds and basis points against: decimal yuan, local date-time, date, the last lawful day, per cent."""
