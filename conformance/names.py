"""What people call roles, actors, verdicts, events and the values of their fields, in both languages; from `data/names.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from conformance.verdicts import Verdict
from notice.events import Actor
from notice.policy import Text
from notice.yaml import Model, packaged

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


class _Names(Model):
    roles: dict[str, Text]
    verdicts: dict[str, Text]
    events: dict[str, Text]
    values: dict[str, Text]


@cache
def _file() -> _Names:
    return packaged("conformance", "data/names.yaml").parse(_Names)


def said(text: Text, lang: Lang) -> str:
    """The sentence in one of its languages."""
    return text.zh if lang == "zh" else text.en


def role_name(role: str, lang: Lang) -> str:
    """A role in a few words; also 'anyone' and 'districts', whom clauses bind."""
    return said(_file().roles[role], lang)


def actor_name(actor: Actor, lang: Lang) -> str:
    """'bank B1'; the platform is one and bears no id."""
    name = role_name(actor.role, lang)
    return name if actor.id == actor.role else f"{name} {actor.id}"


def verdict_name(verdict: Verdict, lang: Lang) -> str:
    """A verdict in a word or two."""
    return said(_file().verdicts[verdict.name], lang)


def event_name(kind: str, lang: Lang) -> str:
    """A type of the event vocabulary in a few words."""
    return said(_file().events[kind], lang)


def value_name(value: str, lang: Lang) -> str:
    """A value of a field, such as 'property_mortgage', in a few words; one without a name stands for itself."""
    text = _file().values.get(value)
    return value if text is None else said(text, lang)


def listed(names: list[str], lang: Lang) -> str:
    """'a, b and c' in one line."""
    if lang == "zh":
        return "、".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
