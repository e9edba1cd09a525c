"""The application: every command by name. Of the commands only the one that is called gets imported."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from conformance.names import Lang
from zcd.console import SETTING

COMMANDS = {
    "demo": "The main job: a market, two reforms, two certifications, one report. · 主流程演示",
    "simulate": "Plays one market and judges replication 0; writes its logs and the truth. · 仿真一个市场并审计其日志",
    "compare": "Plays the notice and reforms in the same worlds: paired differences. · 通知与改革方案配对比较",
    "audit": "Judges a log by the notice: exit 1 if anything FAILs. · 以通知审计日志",
    "convert": "Writes a log in another format, or a foreign one in the vocabulary. · 转换日志格式",
    "certify": "Plays every case against a platform: exit 1 if it failed, 3 if incomplete. · 认证平台",
    "verify": "Checks a certificate offline; exit 3 if its issuer is unknown. · 离线核验证书",
    "mutants": "Is the suite sharp? Exit 1 if a mutant survives or a lawful platform fails. · 变异体检验",
    "serve": "Serves the reference platform (OpenAPI at /openapi.json). · 启动参考平台",
    "clauses": "Clause against parameter, norm, duty and mutant. · 条款与参数、规范、平台义务、变异体的对应",
    "doctor": "Checks fonts, calendar, name clashes and packages; exit 4 if something is wrong. · 检查安装",
    "report": "Makes page and charts of a run again from its result.json. · 重新生成报告",
    "policy": "The law as cited values. · 以条文为据的参数",
}


def application(words: Sequence[str]) -> typer.Typer:
    """The command line for `words`; commands that they do not name are listed, not loaded (charts and servers cost)."""
    app = typer.Typer(
        name="zcd",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        help="Simulation and conformance tests for procurement contract financing (政采贷). · 政府采购合同融资的仿真与合规测试",
    )
    app.callback()(options)
    called = next((word for word in words if word in COMMANDS), "")
    for name, told in COMMANDS.items():
        command = _loaded(name) if name == called else _listed
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, help=told)
        else:
            app.command(name, help=told)(command)
    return app


def options(
    lang: Annotated[
        Lang, typer.Option(envvar="ZCD_LANG", help="Language of what is printed. · 输出语言")
    ] = SETTING.lang,
) -> None:
    """Options before the command."""
    SETTING.lang = lang


def _loaded(name: str) -> Any:
    """A command's function, or the application of its subcommands."""
    module = import_module(f"zcd.commands.{name}")
    return getattr(module, "app", None) or getattr(module, name)


def _listed() -> None:
    """Stands for a command that is only listed."""
