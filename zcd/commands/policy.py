"""`zcd policy show|diff|check|list`: the law as cited values; what a reform changes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Annotated

import typer

from notice.catalogue import Duty, Norm, catalogue
from notice.errors import InputError
from notice.policy import MarketChange, Parameter, Policy, Reading, Text, baseline, shown_value
from reports.words import word
from scenarios.reforms import names, reform
from zcd.console import ERR, OUT, SETTING, as_json, say, table, told
from zcd.exits import Exit
from zcd.options import policy_of

app = typer.Typer(no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")]
Reform = Annotated[
    str, typer.Argument(help="A reform's name or a .yaml file; 'a+b' stacks two. · 改革方案名或 .yaml 文件")
]

_PARTS = {
    "附": Text(en="Entry into force", zh="附 施行"),
    "一": Text(en="1  Principles", zh="一、基本原则"),
    "二": Text(en="2  Form, parties, process", zh="二、主要内容"),
    "三": Text(en="3  Who owes what", zh="三、各方职责"),
    "四": Text(en="4  What marks the policy", zh="四、政策特点"),
    "五": Text(en="5  Safeguards", zh="五、保障措施"),
}
"""Parts of the notice by the first character of an article, in its order; every other article is higher law."""
_HIGHER = Text(en="Higher law", zh="上位法")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A reform, or nothing for the notice. · 改革方案，缺省为通知原文")] = "",
    json: Json = False,
) -> None:
    """The annotated law: each value with its article, words, source and readings. · 附注释的规定：取值、条款、原文、依据与读法"""
    policy = policy_of(name)
    if json:
        as_json({one: policy.parameter(one).model_dump(mode="json") for one in policy.ids})
        return
    OUT.print(f"[bold]{told(policy.title)}[/]  sha256 {policy.hash}")
    if policy.origin:
        OUT.print(told(policy.origin))
    ordered = sorted(policy.ids, key=lambda one: (_part(policy, one), _in_order(policy.parameter(one).article), one))
    for number, ids in groupby(ordered, lambda one: _part(policy, one)):
        heading = [*_PARTS.values(), _HIGHER][number]
        OUT.print(f"\n[bold underline]{told(heading)}[/]")
        for one in ids:
            _show(one, policy.parameter(one))


def _part(policy: Policy, name: str) -> int:
    """The number of the part of the notice in which a parameter's article stands."""
    parts = list(_PARTS)
    first = policy.parameter(name).article[0]
    return parts.index(first) if first in parts else len(parts)


def _in_order(article: str) -> str:
    """An article so written that sorting keeps the order of the notice."""
    return article.translate(str.maketrans("一二三四五", "12345"))


def _show(name: str, entry: Parameter) -> None:
    OUT.print(f"\n[bold]{name}[/] = [cyan]{_valued(entry)}[/]   {told(entry.meaning)}")
    if entry.quote:
        OUT.print(f"    {entry.article}「{entry.quote}」", style="dim")
    for line in _notes(name, entry):
        OUT.print(f"    {line}", style="dim")


def _valued(entry: Parameter) -> str:
    if entry.value is None:
        return say("no number", "未规定") if entry.unit not in ("reading", "flag") else say("not said", "未规定")
    shown = shown_value(entry.value)
    if entry.unit in ("flag", "reading", "date", "dates"):
        return shown
    return word(f"unit_{entry.unit}", SETTING.lang, value=shown)


def _notes(name: str, entry: Parameter) -> Iterable[str]:
    yield (
        say("status: ", "依据：")
        + word(f"status_{entry.status}", SETTING.lang)
        + (f"; {entry.source or entry.article}" if entry.source or not entry.quote else "")
    )
    if entry.valid_from or entry.valid_to:
        yield say("in force: ", "适用期间：") + f"{entry.valid_from or '…'} – {entry.valid_to or '…'}"
    if entry.bounds:
        low, high = entry.bounds
        yield say(f"bounds: {low:,} to {high:,}", f"取值范围：{low:,} 至 {high:,}")
    for reading in entry.readings:
        yield from _reading(reading, entry)
    if norms := [norm.id for norm in catalogue().norms.values() if name in norm.parameters]:
        yield say("read by: ", "适用规范：") + ", ".join(norms)


def _reading(reading: Reading, entry: Parameter) -> Iterable[str]:
    """One reading with its sentence; the one in force is marked."""
    mark = "→" if reading.value == entry.value else "·"
    only = say(" (a reform only)", "（仅可由改革方案采用）") if reading.reforms_only else ""
    yield f"{mark} {shown_value(reading.value)}{only}{say(': ', '：')}{told(reading.means)}"
    if reading.strained:
        yield "    " + say("not borne by the words: ", "原文难以支持：") + told(reading.strained)


@app.command()
def diff(name: Reform, json: Json = False) -> None:
    """What a reform changes, and which norms and duties that touches. · 改革改变了什么，涉及哪些规范和平台义务"""
    policy = policy_of(name)
    changes = baseline().differences(policy)
    norms = [norm for norm in catalogue().norms.values() if set(norm.parameters) & set(changes)]
    duties = _touched(norms)
    if json:
        touched = {"norms": [norm.id for norm in norms], "duties": [duty.id for duty in duties]}
        market = {one: placed.change.model_dump() for one, placed in policy.market_changes.items()}
        as_json({"reform": name, "changes": changes, "market": market, **touched})
        return
    OUT.print(f"[bold]{told(policy.title)}[/]")
    if policy.origin:
        OUT.print(told(policy.origin))
    rows = table(
        *(
            say(*two)
            for two in (
                ("parameter", "参数"),
                ("notice", "通知"),
                ("reform", "改革"),
                ("article", "条款"),
                ("why", "理由"),
            )
        )
    )
    for parameter, (old, new) in changes.items():
        entry = policy.parameter(parameter)
        why = entry.source if entry.source != baseline().parameter(parameter).source else ""
        rows.add_row(parameter, shown_value(old), shown_value(new), entry.article, why)
    for figure, placed in policy.market_changes.items():
        rows.add_row(figure, "", _moved(placed.change), say("market", "市场"), placed.change.source)
    OUT.print(rows if rows.row_count else say("changes nothing", "没有改变任何参数"))
    OUT.print(say("norms touched: ", "涉及的规范：") + (", ".join(norm.id for norm in norms) or "–"))
    OUT.print(say("duties touched: ", "涉及的平台义务：") + (", ".join(duty.id for duty in duties) or "–"))


def _touched(norms: list[Norm]) -> list[Duty]:
    """Duties of a platform that stand on a clause whose norm is touched."""
    clauses = {clause for norm in norms for clause in (*norm.clauses, *norm.cites)}
    return [duty for duty in catalogue().duties.values() if clauses & set(duty.clauses)]


def _moved(change: MarketChange) -> str:
    """What becomes of a figure of the market."""
    if change.percent is not None:
        return f"x {change.percent} %"
    value = change.value
    return ", ".join(f"{key} {part}" for key, part in value.items()) if isinstance(value, dict) else shown_value(value)


@app.command()
def check(files: Annotated[list[str], typer.Argument(help="Reforms or .yaml files. · 改革方案")]) -> int:
    """Reads reforms and says what is wrong, with file, line and column. · 检查改革文件并指出错误位置"""
    found = Exit.AS_IT_SHOULD_BE
    for name in files:
        try:
            OUT.print(f"{name}: {say('good', '无误')}, sha256 {policy_of(name).hash}")
        except InputError as error:
            ERR.print(str(error), markup=False)
            found = Exit.BAD_INPUT
    return found


@app.command("list")
def list_reforms() -> None:
    """The reforms that ship with zcd. · 自带的改革方案"""
    rows = table(say("reform", "改革"), say("title", "名称"), say("changes", "改动"))
    for name in names():
        policy = reform(name)
        law = [f"{one} {shown_value(new)}" for one, (_, new) in baseline().differences(policy).items()]
        market = [f"{figure} {_moved(placed.change)}" for figure, placed in policy.market_changes.items()]
        rows.add_row(name, told(policy.title), ", ".join(law + market))
    OUT.print(rows)
