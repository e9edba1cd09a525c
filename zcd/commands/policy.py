"""`zcd policy show|diff|check`: the law as cited values; what a reform changes."""

from __future__ import annotations

from typing import Annotated

import typer

from notice.catalogue import catalogue
from notice.policy import Policy, Value, baseline
from scenarios.reforms import names, reform
from zcd.console import OUT, as_json, say, table, told

app = typer.Typer(no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON. · 输出 JSON")]
Reform = Annotated[str, typer.Argument(help="A reform's name or a .yaml file. · 改革方案名或 .yaml 文件")]


def _shown(value: Value) -> str:
    return "–" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A reform, or nothing for the notice. · 改革方案，缺省为通知原文")] = "",
    json: Json = False,
) -> None:
    """Every parameter with its value, article, words and status. · 每个参数的取值、条款、原文与依据"""
    policy = reform(name) if name else baseline()
    if json:
        as_json({one: policy.parameter(one).model_dump(mode="json") for one in policy.ids})
        return
    OUT.print(f"[bold]{told(policy.title)}[/]  sha256 {policy.hash}\n")
    for one in policy.ids:
        _show(policy, one)


def _show(policy: Policy, name: str) -> None:
    entry = policy.parameter(name)
    value = _shown(entry.value) + ("" if entry.unit in ("flag", "reading", "date") else f" {entry.unit}")
    OUT.print(f"[bold]{name}[/] = [cyan]{value}[/]   {entry.status}   {entry.article or entry.source}")
    OUT.print(f"    {told(entry.meaning)}")
    if entry.quote:
        OUT.print(f"    「{entry.quote}」", style="dim")
    if entry.readings:
        OUT.print(
            "    " + say("readings: ", "可选读法：") + ", ".join(_shown(one) for one in entry.readings), style="dim"
        )


@app.command()
def diff(name: Reform, json: Json = False) -> None:
    """What a reform changes, and which norms and duties that touches. · 改革改变了什么，涉及哪些规范"""
    policy = reform(name)
    changes = baseline().differences(policy)
    touched = [norm.id for norm in catalogue().norms.values() if set(norm.parameters) & set(changes)]
    if json:
        as_json({"reform": name, "changes": changes, "norms": touched})
        return
    OUT.print(f"[bold]{told(policy.title)}[/]")
    rows = table(say("parameter", "参数"), say("notice", "通知"), say("reform", "改革"), say("article", "条款"))
    for parameter, (old, new) in changes.items():
        rows.add_row(parameter, _shown(old), _shown(new), policy.parameter(parameter).article)
    OUT.print(rows if changes else say("changes nothing", "没有改变任何参数"))
    OUT.print(say("norms touched: ", "涉及的规范：") + (", ".join(touched) or "–"))


@app.command()
def check(files: Annotated[list[str], typer.Argument(help="Reforms or .yaml files. · 改革方案")]) -> None:
    """Reads reforms and says what is wrong, with file, line and column. · 检查改革文件并指出错误位置"""
    for name in files:
        OUT.print(f"{name}: {say('good', '无误')}, sha256 {reform(name).hash}")


@app.command("list")
def list_reforms() -> None:
    """The reforms that ship with zcd. · 自带的改革方案"""
    rows = table(say("reform", "改革"), say("title", "名称"))
    for name in names():
        rows.add_row(name, told(reform(name).title))
    OUT.print(rows)
