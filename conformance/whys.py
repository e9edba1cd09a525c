"""Why a finding came out as it did, as a sentence in either language."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Literal

from conformance.finding import Finding
from notice.civil import rfc3339
from notice.errors import InputError, nearest
from notice.policy import Text
from notice.yaml import Model, packaged

Language = Literal["en", "zh"]


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


def sentence(finding: Finding, lang: Language) -> str:
    """The finding's reason in one sentence. A detail that it does not have reads '?'.

    Raises `InputError` for a code without a sentence.
    """
    texts = whys()
    if finding.why not in texts:
        raise InputError(f"no sentence says '{finding.why}'", instead=nearest(finding.why, texts))
    return getattr(texts[finding.why], lang).format_map(defaultdict(lambda: "?", _words(finding)))  # type: ignore[no-any-return]  # getattr by language


def _words(finding: Finding) -> dict[str, str | int]:
    """What a sentence may quote of a finding."""
    instants = {"since_at": finding.since_at, "at": finding.at, "due_at": finding.due_at}
    return {
        "subject": finding.subject,
        "blames": ", ".join(map(str, finding.blames)) or "?",
        **{name: rfc3339(second)[:16].replace("T", " ") for name, second in instants.items() if second is not None},
        **finding.details,
    }
