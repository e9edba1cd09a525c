"""Words of the reports in both languages; they stand in `data/words.yaml`, not in code or templates."""

from __future__ import annotations

from functools import cache

from conformance.names import Lang, said
from notice.policy import Text
from notice.yaml import Model, packaged


class _Words(Model):
    words: dict[str, Text]


@cache
def _file() -> _Words:
    return packaged("reports", "data/words.yaml").parse(_Words)


def word(key: str, lang: Lang, **values: object) -> str:
    """The word or sentence under `key`, its blanks filled. Raises `KeyError` for a key that the file lacks."""
    return said(_file().words[key], lang).format(**values)
