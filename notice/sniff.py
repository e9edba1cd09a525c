"""What a file is when it is not the text it should be: told by its first bytes, for messages only."""

from __future__ import annotations

import codecs

from notice.errors import InputError

_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive", "unpack it first"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"PAR1", "a Parquet file", "name it .parquet, or give --format parquet"),
    (codecs.BOM_UTF16_LE, "text in UTF-16", "save it as UTF-8"),
    (codecs.BOM_UTF16_BE, "text in UTF-16", "save it as UTF-8"),
)
_LOOKED_AT = 1000


def mistaken(head: bytes, where: str) -> InputError | None:
    """What to say of a text that begins with these bytes and is none."""
    for sign, what, instead in _SIGNS:
        if head.startswith(sign):
            return InputError(f"this is {what}", where=where, instead=instead)
    head = head[:_LOOKED_AT]
    if b"\0" not in head:
        return None
    if len(head) // 3 < head.count(0) and not (head[::2].count(0) and head[1::2].count(0)):
        return InputError("this seems to be text in UTF-16", where=where, instead="save it as UTF-8")
    return InputError(
        "there are NUL bytes, and no text has them", where=where, instead="hand in the file as it was written"
    )


def not_utf8(text: bytes, where: str) -> InputError | None:
    """What to say of bytes that are no UTF-8, or begin with a byte order mark."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        what = f"the text is not UTF-8 (byte {error.start + 1})"
        return mistaken(text, where) or InputError(what, where=where, instead="save it as UTF-8")
    if text.startswith(codecs.BOM_UTF8):
        return InputError("a byte order mark", where=where, instead="save it as UTF-8 without BOM")
    return mistaken(text, where)


def fault(error: Exception) -> str:
    """What a decoder found, in words of ours where its own are of no help."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return "it breaks off in the middle" if _is_cut(error) else str(error)


def advice(error: Exception, usual: str) -> str:
    """What to do about it: `usual`, unless the rest is missing."""
    return "hand in the whole file" if _is_cut(error) else usual


def _is_cut(error: Exception) -> bool:
    return "truncated" in str(error)
