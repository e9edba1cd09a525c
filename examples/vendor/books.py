"""台账: the records of one environment, the clocks that run on them, and who may see which."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from examples.vendor.deadlines import Pause, due_in_days, due_in_working_days, end_of

Record = dict[str, Any]
Party = tuple[str, str]
"""身份 and 编号."""

ENDED = ("已退回", "已撤回", "已拒绝", "已作废")
PARTS = {
    "单位概况", "申请及承诺", "融资产品", "具体方案", "业务流程", "贷款利率", "优惠措施", "风险控制", "平台对接",
}


class Rejected(Exception):
    """办理不成功: a business code and words; nothing was written."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


def need(holds: object, code: str, text: str) -> None:
    """Goes on only if the condition holds."""
    if not holds:
        raise Rejected(code, text)


def money(value: object) -> Decimal:
    """元, as a decimal string with at most two places."""
    try:
        amount = Decimal(value) if isinstance(value, str) else Decimal("NaN")
        need(amount >= 0 and amount == amount.quantize(Decimal("0.01")), "ZC0400", f"金额格式不对：{value}")
    except InvalidOperation:
        raise Rejected("ZC0400", f"金额格式不对：{value}") from None
    return amount


def moment(value: object) -> datetime:
    """年-月-日 时:分:秒."""
    try:
        return datetime.strptime(str(value), "%Y-%m-%d %H:%M:%S")
    except ValueError:
        raise Rejected("ZC0400", f"时间格式不对：{value}") from None


class Books:
    """The records of one environment. Money is Decimal yuan, time naive local time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.treasury: Party | None = None
        self.projects: dict[str, Record] = {}
        self.applications: dict[str, Record] = {}
        self.consents: dict[str, Record] = {}
        self.banks: dict[str, Record] = {}
        self.findings: dict[str, Record] = {}
        self.bad_records: dict[str, Record] = {}
        self.declarations: list[Record] = []

    # --- finding records ---

    def project(self, number: str) -> Record:
        """The project; an unknown one is no record."""
        need(number in self.projects, "ZC0404", f"无此项目：{number}")
        return self.projects[number]

    def application(self, number: str) -> Record:
        """The application; an unknown one is no record."""
        need(number in self.applications, "ZC0404", f"无此申请：{number}")
        return self.applications[number]

    def loan(self, number: str) -> Record:
        """The application under whose agreement the loan runs."""
        for application in self.applications.values():
            if application["协议"] and application["协议"]["贷款号"] == number:
                return application
        raise Rejected("ZC0404", f"无此贷款：{number}")

    def of_project(self, number: str) -> list[Record]:
        """All applications on a project."""
        return [each for each in self.applications.values() if each["项目编号"] == number]

    # --- sums ---

    @staticmethod
    def owed(application: Record) -> Decimal:
        """存续本金 of one application's loan."""
        deal = application["协议"]
        if not deal or deal["结清时间"]:
            return Decimal(0)
        return sum((each["金额"] for each in deal["放款"]), Decimal(0)) - sum(
            (each["本金"] for each in deal["还款"]), Decimal(0)
        )

    @staticmethod
    def reserved(application: Record) -> Decimal:
        """What is ordered and not yet paid out."""
        deal = application["协议"]
        orders = deal["放款指令"] if deal else []
        return sum((each["金额"] for each in orders if not each["已放款"]), Decimal(0))

    def live(self, number: str) -> Decimal:
        """存续本金 on a project, over all banks."""
        return sum((self.owed(each) for each in self.of_project(number)), Decimal(0))

    def taken(self, number: str) -> Decimal:
        """What of a project's ceiling is taken: paid out and owed, or ordered, over all banks."""
        return self.live(number) + sum((self.reserved(each) for each in self.of_project(number)), Decimal(0))

    def lenders(self, number: str) -> set[str]:
        """Banks to which money is owed on a project, or may be under an agreement."""
        return {
            each["银行"]
            for each in self.of_project(number)
            if each["协议"] and not each["协议"]["结清时间"] and each["状态"] in ("已签约", "已放款")
        }

    # --- clocks ---

    def start(self, record: Record, kind: str, subject: str, bearer: Party, began: datetime, **of: Any) -> None:
        """Starts a clock on a record; `of` holds what its kind needs: 批次, 天数 or 期限."""
        clock = {"种类": kind, "标的": subject, "批次": None, "承担方": show(bearer), "起算时间": began,
                 "状态": "计时中", "中止事由": None, **of}
        clock["原定截止"] = self.due(clock, [])
        clock["截止"] = self.due(clock, self.pauses(record))
        record["时限"].append(clock)

    def finish(self, record: Record, kind: str, subject: str) -> None:
        """Ends the running clock of a kind; a missed one stays missed."""
        for clock in record["时限"]:
            if (clock["种类"], clock["标的"]) == (kind, subject) and clock["状态"] in ("计时中", "中止"):
                clock["状态"] = "已办结"

    def tick(self, to: datetime) -> None:
        """Moves the clock; what falls due on the way is written down as missed at its own time."""
        self.now = to
        for project in self.projects.values():
            self._deem_accepted(project)
        for record in (*self.projects.values(), *self.applications.values(), *self.banks.values()):
            for clock in record["时限"]:
                if clock["状态"] in ("计时中", "中止"):
                    self._run(record, clock)

    def _run(self, record: Record, clock: Record) -> None:
        pauses = self.pauses(record)
        due = clock["截止"] = self.due(clock, pauses)
        clock["状态"] = "计时中" if due else "中止"
        clock["中止事由"] = None if due else next(why for _, end, why in pauses if end is None)
        late_from = due if due is None or isinstance(due, datetime) else end_of(due)
        if late_from and late_from <= self.now:
            clock["状态"] = "已逾期"
            told = {key: clock[key] for key in ("种类", "标的", "批次", "截止")}
            record["逾期记录"].append({**told, "责任方": self._late_party(record, clock), "登记时间": late_from})

    def _late_party(self, record: Record, clock: Record) -> Record:
        """Who is late: the treasury, where a plan to pay the instalment in time lay with it; else the clock's bearer."""
        plans = record.get("用款计划", ()) if clock["种类"] == "付款" else ()
        planned = [each for each in plans if each["批次"] == clock["批次"] and each["退回时间"] is None]
        if planned and self.treasury and all(str(each["付款日"]) <= str(clock["截止"]) for each in planned):
            return show(self.treasury)
        late: Record = clock["承担方"]
        return late

    def _deem_accepted(self, project: Record) -> None:
        """验收期满视同验收: the period of acceptance ran out without a word, so payment is due from then on."""
        for part in project["合同"]["分期"] if project["合同"] else ():
            if part["验收期满"] and part["验收期满"] <= self.now:
                began, part["验收期满"] = part["验收期满"], None
                self.payment(project, part, began)

    def payment(self, project: Record, part: Record, began: datetime, days: int | None = None) -> None:
        """Starts the clock of paying one instalment, of as many days as the contract gives unless told."""
        days = project["合同"]["付款天数"] if days is None else days
        bearer = ("采购人", project["采购人"])
        self.start(project, "付款", part["批次"], bearer, began, 批次=part["批次"], 天数=days)

    @staticmethod
    def due(clock: Record, pauses: list[Pause]) -> date | datetime | None:
        """The last day of a clock, or its moment where an order set one."""
        began, kind = clock["起算时间"], clock["种类"]
        if kind in ("首次放款", "再次放款"):
            return due_in_working_days(began, 5 if kind == "首次放款" else 3, pauses)
        if kind in ("合同公开", "变更公开", "合同备案"):
            return due_in_working_days(began, 7 if kind == "合同备案" else 2, [])
        if kind == "签订合同":
            return due_in_days(began, clock["天数"], [])
        return due_in_days(began, clock["天数"], pauses) if kind == "付款" else clock["期限"]

    def pauses(self, record: Record) -> list[Pause]:
        """When the clocks of a record stand still."""
        if "申请号" in record:
            return self._file_elsewhere(record)
        return self._frozen_times(record) if "编号" in record else []

    def _file_elsewhere(self, application: Record) -> list[Pause]:
        """When the file lies with somebody else than the bank."""
        project = self.projects[application["项目编号"]]
        asked = [each for each in application["补正"] if each["缺件"]]
        pauses: list[Pause] = [(each["要求时间"], each["结束时间"], "待补正") for each in asked]
        quote, taken, account = application["报价"], application["接受时间"], project["回款账户"]
        if quote:
            pauses.append((quote["时间"], taken or application["办结时间"], "待接受报价"))
        if taken and account:
            contract = project["合同"]
            begin = max(taken, account["约定时间"])
            end = contract["签订时间"] if contract else project["作废时间"]
            if end is None or end > begin:
                pauses.append((begin, end, "待签合同"))
        return pauses + self._frozen_times(project)

    @staticmethod
    def _frozen_times(project: Record) -> list[Pause]:
        """When the repayment account was frozen by a court."""
        frozen = [each for each in project["冻结"] if each["系回款账户"]]
        return [(each["冻结时间"], each["解除时间"] or each["换户时间"], "法院冻结") for each in frozen]

    # --- views ---

    def view(self, kind: str, who: Party) -> list[Record]:
        """The records of a kind that a party may read."""
        return list({"项目": self._projects, "融资申请": self._applications, "授权": self._consents,
                     "金融机构": self._banks, "违规认定": self._findings, "规模声明": self._declarations,
                     "不良行为记录": lambda _: self.bad_records.values()}[kind](who))

    def _projects(self, who: Party) -> Iterator[Record]:
        for project in self.projects.values():
            own = who[0] not in ("供应商", "采购人") or who[1] == project[who[0]]
            if not own or (who[0] == "银行" and who[1] not in self.banks):
                continue
            mine = [each for each in self.of_project(project["编号"]) if each["银行"] == who[1]]
            if who[0] == "银行" and not mine:
                # 公开采购信息 without the financing of others
                yield {**project, "回款账户": None, "冻结": [], "违规提示": [], "存续本金": None, **self._public(project)}
            else:
                amounts = who[0] not in ("采购人", "国库")
                yield {**project, "存续本金": self.live(project["编号"]) if amounts else None}

    @staticmethod
    def _public(project: Record) -> Record:
        """Contract, plans and payments without the bank and the accounts that they name."""
        contract = project["合同"]
        return {
            "合同": contract and {**contract, "银行": None, "账号": None},
            **{kind: [{**each, "收款账号": None} for each in project[kind]] for kind in ("用款计划", "支付指令", "支付")},
        }

    def _applications(self, who: Party) -> Iterator[Record]:
        for each in self.applications.values():
            if who[0] in ("财政部门", "审计") or who in (("供应商", each["企业"]), ("银行", each["银行"])):
                yield each

    def _consents(self, who: Party) -> Iterator[Record]:
        for each in self.consents.values():
            if who[0] in ("财政部门", "审计") or who in (("供应商", each["企业"]), ("银行", each["银行"])):
                yield each

    def _banks(self, who: Party) -> Iterator[Record]:
        for bank in self.banks.values():
            inside = who[0] in ("财政部门", "审计") or who == ("银行", bank["机构号"])
            yield bank if inside else {**bank, "整改": [], "时限": [], "逾期记录": []}

    def _findings(self, who: Party) -> Iterator[Record]:
        for each in self.findings.values():
            if who[0] in ("财政部门", "审计") or show(who) == each["当事方"]:
                yield each

    def _declarations(self, who: Party) -> Iterator[Record]:
        for each in self.declarations:
            if who[0] != "供应商" or who[1] == each["企业"]:
                yield each


def show(party: Party) -> Record:
    """A party as it is written in records."""
    return {"身份": party[0], "编号": party[1]}
