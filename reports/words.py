"""Words of the reports in both languages; they stand in `data/words.yaml`, not in code or templates."""

from __future__ import annotations

from functools import cache
from typing import Literal

from notice.events import Actor
from notice.policy import Text
from notice.yaml import Model, packaged

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


class _Words(Model):
    words: dict[str, Text]
    events: dict[str, Text]


@cache
def _file() -> _Words:
    return packaged("reports", "data/words.yaml").parse(_Words)


def said(text: Text, lang: Lang) -> str:
    """The sentence in one of its languages."""
    return text.zh if lang == "zh" else text.en


def word(key: str, lang: Lang, **values: object) -> str:
    """The word or sentence under `key`, its blanks filled. Raises `KeyError` for a key that the file lacks."""
    return said(_file().words[key], lang).format(**values)


def event_name(kind: str, lang: Lang) -> str:
    """A type of the event vocabulary in a few words."""
    return said(_file().events[kind], lang)


def role_name(role: str, lang: Lang) -> str:
    """A role in a few words."""
    return word(f"role_{role}", lang)


def actor_name(actor: Actor, lang: Lang) -> str:
    """'bank B1'; the platform is one and bears no id."""
    name = role_name(actor.role, lang)
    return name if actor.id == actor.role else f"{name} {actor.id}"


def listed(names: list[str], lang: Lang) -> str:
    """'a, b and c' in one line."""
    if lang == "zh":
        return "、".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
