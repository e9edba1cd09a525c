"""The application: every command by name."""

from __future__ import annotations

from typing import Annotated

import typer

from zcd.commands.audit import audit
from zcd.commands.certify import certify
from zcd.commands.clauses import clauses
from zcd.commands.compare import compare
from zcd.commands.demo import demo
from zcd.commands.doctor import doctor
from zcd.commands.mutants import mutants
from zcd.commands.policy import app as policy
from zcd.commands.report import report
from zcd.commands.serve import serve
from zcd.commands.simulate import simulate
from zcd.commands.verify import verify
from zcd.console import SETTING, Lang

app = typer.Typer(
    name="zcd",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Simulation and conformance tests for procurement contract financing (政采贷). · 政府采购合同融资的仿真与合规测试",
)


@app.callback()
def options(
    lang: Annotated[
        Lang, typer.Option(envvar="ZCD_LANG", help="Language of what is printed. · 输出语言")
    ] = SETTING.lang,
) -> None:
    """Options before the command."""
    SETTING.lang = lang


for command in (demo, simulate, compare, audit, certify, verify, mutants, serve, clauses, doctor, report):
    app.command(command.__name__)(command)
app.add_typer(policy, name="policy")
