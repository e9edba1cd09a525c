"""Why a finding came out as it did, as a sentence in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, cast, get_args

from conformance.finding import Finding
from conformance.names import Lang, actor_name, event_name, listed, said, value_name, verdict_name
from conformance.verdicts import Verdict
from notice.civil import rfc3339
from notice.errors import InputError, nearest
from notice.events import EVENT_TYPES, Actor
from notice.money import yuan
from notice.policy import Text
from notice.vocabulary import Role
from notice.yaml import Model, packaged


class _Whys(Model):
    whys: dict[str, Text]


@cache
def whys() -> dict[str, Text]:
    """The sentences of all codes, from every `data/whys*.yaml`. Raises `InputError` for a code given twice."""
    found: dict[str, Text] = {}
    for name in sorted(file.name for file in (files("conformance") / "data").iterdir()):
        if not (name.startswith("whys") and name.endswith(".yaml")):
            continue
        document = packaged("conformance", f"data/{name}")
        for code, text in document.parse(_Whys).whys.items():
            if code in found:
                raise document.error(("whys", code), f"'{code}' has a sentence already", "give each code one sentence")
            found[code] = text
    return found


def sentence(finding: Finding, lang: Lang) -> str:
    """The finding's reason in one sentence. A detail that it does not have reads '?'.

    Raises `InputError` for a code without a sentence.
    """
    texts = whys()
    if finding.why not in texts:
        raise InputError(f"no sentence says '{finding.why}'", instead=nearest(finding.why, texts))
    return _Speech(lang).vformat(said(texts[finding.why], lang), (), _words(finding, lang))


def _words(finding: Finding, lang: Lang) -> dict[str, str | int]:
    """What a sentence may quote of a finding."""
    instants = {"since_at": finding.since_at, "at": finding.at, "due_at": finding.due_at}
    return {
        "subject": _subject(finding.subject, lang),
        "blames": listed([actor_name(actor, lang) for actor in finding.blames], lang) or "?",
        **{name: rfc3339(second)[:16].replace("T", " ") for name, second in instants.items() if second is not None},
        **finding.details,
    }


def _subject(subject: str, lang: Lang) -> str:
    """An award or a filing by its id; a party, written 'bank:B1', by its name."""
    role, colon, name = subject.partition(":")
    return actor_name(Actor(cast("Role", role), name), lang) if colon and role in get_args(Role) else subject


def _named(values: str, lang: Lang) -> str:
    """Words of the vocabulary, separated by commas, as people say them."""
    return listed([_name(value, lang) for value in values.split(", ")], lang)


def _name(value: str, lang: Lang) -> str:
    if value in Verdict.__members__:
        return verdict_name(Verdict[value], lang)
    return event_name(value, lang) if value in EVENT_TYPES else value_name(value, lang)


def _yuan(fen: int, lang: Lang) -> str:
    return f"{yuan(fen)} 元" if lang == "zh" else f"{yuan(fen)} yuan"


def _percent(bp: int, _lang: Lang) -> str:
    return f"{bp / 100:.2f}%"


_SHAPES: dict[str, Callable[[Any, Lang], str]] = {"named": _named, "yuan": _yuan, "percent": _percent}


class _Speech(Formatter):
    """Fills the blanks of a sentence: `{kinds:named}`, `{value:yuan}` of fen, `{value:percent}` of basis points."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def get_value(self, key: int | str, _args: Sequence[Any], words: Mapping[str, Any]) -> Any:
        return words.get(str(key), "?")

    def format_field(self, value: Any, shape: str) -> str:
        return str(value) if value == "?" or not shape else _SHAPES[shape](value, self.lang)
