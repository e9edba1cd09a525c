"""Everything that a page or a sentence calls by a name has one, in both languages."""

from __future__ import annotations

from typing import get_args

import pytest

from conformance.names import LANGS, Lang, event_name, listed, role_name, value_name, verdict_name
from conformance.verdicts import Verdict
from notice.events import EVENT_TYPES
from notice.size import SizeClass
from notice.vocabulary import Condition, FilingPart, OutreachKind, Purpose, ReviewInput, Role, Security

QUOTED = (Condition, FilingPart, OutreachKind, Purpose, ReviewInput, Security, SizeClass)


@pytest.mark.parametrize("lang", LANGS)
def test_every_event_type_role_and_verdict_has_a_name(lang: Lang) -> None:
    assert all(event_name(kind, lang) for kind in EVENT_TYPES)
    assert all(role_name(role, lang) for role in (*get_args(Role), "anyone", "districts"))
    assert all(verdict_name(verdict, lang) for verdict in Verdict)


@pytest.mark.parametrize("value", [value for kind in QUOTED for value in get_args(kind)])
def test_every_value_that_a_sentence_quotes_has_a_name(value: str) -> None:
    assert value_name(value, "zh") != value


def test_what_has_no_name_stands_for_itself() -> None:
    assert value_name("wuhua", "zh") == "wuhua"


def test_lists_read_as_lists() -> None:
    assert listed(["a"], "en") == "a"
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["a", "b", "c"], "zh") == "a、b、c"
