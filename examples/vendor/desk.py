"""柜台: what a call is, who may make it, and what several calls share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from examples.vendor.books import PARTS, Books, Party, Record, Rejected, need, show

Found = TypeVar("Found")
Route = tuple[str, str, tuple[str, ...], str]
ROUTES: list[Route] = []
"""Method, path, who may call it, and the name of the method that does it."""


@dataclass(frozen=True)
class Act:
    """What somebody does: the party of the token, the time of the act, and what was sent."""

    who: Party
    at: datetime
    body: Record

    def __getitem__(self, field: str) -> Any:
        """One of the fields sent."""
        return self.body[field]


def call(method: str, path: str, *parties: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a call of the API for these kinds of parties. Every demand stands before the first write."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        ROUTES.append((method, path, parties, function.__name__))
        return function

    return register


def have(found: Found | None, code: str, text: str) -> Found:
    """The thing, if there is one."""
    if not found:
        raise Rejected(code, text)
    return found


class Desk(Books):
    """What several calls share."""

    @staticmethod
    def _pick(records: list[Record], key: str, value: object) -> Record:
        for record in records:
            if record[key] == value:
                return record
        raise Rejected("ZC0404", f"无此记录：{value}")

    def _own(self, who: Party, number: str) -> Record:
        application = self.application(number)
        need(who[1] == application["银行" if who[0] == "银行" else "企业"], "ZC0402", "不是本方的申请")
        return application

    def _own_loan(self, who: Party, number: str) -> Record:
        application = self.loan(number)
        need(application["银行"] == who[1], "ZC0402", "不是本行的贷款")
        return application

    def _own_project(self, who: Party, number: str) -> Record:
        project = self.project(number)
        need(who[0] != "采购人" or project["采购人"] == who[1], "ZC0402", "不是本单位的项目")
        return project

    def _party_of(self, who: Party, number: str) -> Record:
        project = self._own_project(who, number)
        banks = {each["银行"] for each in self.of_project(number)}
        need(who[0] != "供应商" or project["供应商"] == who[1], "ZC0402", "不是本企业的项目")
        need(who[0] != "银行" or who[1] in banks, "ZC0402", "无本行申请")
        return project

    def _contract(self, who: Party, number: str) -> Record:
        contract: Record = have(self._own_project(who, number)["合同"], "ZC4001", "合同未签订")
        return contract

    def _in_business(self, number: str) -> Record:
        bank = have(self.banks.get(number), "ZC1006", "银行未备案")
        need(set(bank["备案"]["材料"]) >= PARTS, "ZC1007", "备案材料不全")
        need(bank["终止时间"] is None, "ZC1008", "银行合作资格已终止")
        return bank

    def _found(self, number: str, finding: str) -> Record:
        need(finding in self.findings, "ZC5001", "无违规认定")
        need(self.findings[finding]["当事方"] == show(("银行", number)), "ZC5002", "认定对象不是该银行")
        need(number in self.banks, "ZC0404", "无此机构")
        return self.banks[number]

    def _end(self, application: Record, state: str, at: datetime) -> None:
        application["状态"], application["办结时间"] = state, at
        self._decided(application, at)
        self._lent_or_ended(application)
        self._release_if_free(self.projects[application["项目编号"]], at)

    def _lent_or_ended(self, application: Record) -> None:
        for kind in ("首次放款", "再次放款"):
            self.finish(application, kind, application["申请号"])

    @staticmethod
    def _decided(application: Record, at: datetime) -> None:
        for each in application["补正"]:
            each["结束时间"] = each["结束时间"] or at

    def _lock(self, project: Record, lock: str, loan: str, at: datetime) -> None:
        account = project["回款账户"]
        account["锁定"] = lock
        account["锁定记录"].append({"锁定": lock, "贷款号": loan, "账号": account["账号"], "时间": at})

    def _release_if_free(self, project: Record, at: datetime) -> None:
        account = project["回款账户"]
        if account and account["锁定"] in ("企业锁定", "全面锁定") and not self.lenders(project["编号"]):
            account["锁定"], account["解除时间"] = "已解除", at

    @staticmethod
    def _frozen(project: Record, order: object) -> bool:
        account = project["回款账户"]["账号"]
        return any(each["账号"] == account and each["文号"] == order and each["解除时间"] is None
                   for each in project["冻结"])

    @staticmethod
    def _change(project: Record, change: Record, at: datetime) -> None:
        account = project["回款账户"]
        for each in project["冻结"]:
            if each["账号"] == account["账号"] and each["解除时间"] is None:
                each["换户时间"] = at
        account["账号"], change["状态"], change["完成时间"] = change["新账号"], "已变更", at

    @staticmethod
    def _gate(project: Record, payee: object) -> None:
        account = project["回款账户"]
        locked = account and account["锁定"] in ("企业锁定", "全面锁定")
        need(not locked or payee == account["账号"], "ZC3007", "收款账户不是回款账户")

    @staticmethod
    def _flag(project: Record, why: str, whom: Party, at: datetime) -> None:
        flags = project["违规提示"]
        flags.append({"序号": len(flags) + 1, "事由": why, "责任方": show(whom), "时间": at})
