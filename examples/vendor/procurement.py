"""采购与国库: award notice, contract, delivery, and payment through the treasury."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from examples.vendor.books import ENDED, Rejected, moment, money, need
from examples.vendor.desk import Act, Desk, call

AMENDMENTS_PUBLISHED = date(2023, 12, 15)


class Procurement(Desk):
    """The calls of purchasers, suppliers and the treasury about a contract."""

    # --- 采购 ---

    @call("POST", "/项目", "采购人", "采购中心")
    def award(self, act: Act) -> None:
        """中标（成交）通知书."""
        need(act["编号"] not in self.projects, "ZC0410", "项目已登记")
        need(act.who[0] != "采购人" or act.who[1] == act["采购人"], "ZC0402", "不是本单位的项目")
        names = ("编号", "供应商", "采购人", "采购人性质", "资金性质", "采购类别", "区县")
        self.projects[act["编号"]] = {
            **{name: act[name] for name in names},
            "中标金额": money(act["中标金额"]), "中标时间": act.at, "作废时间": None,
            "合同": None, "回款账户": None, "冻结": [], "用款计划": [], "支付指令": [], "支付": [],
            "时限": [], "逾期记录": [], "违规提示": [], "说明": [], "财政担保": [],
        }
        self.start(self.projects[act["编号"]], "签订合同", act["编号"], ("采购人", act["采购人"]), act.at, 天数=30)

    @call("POST", "/项目/{}/作废", "财政部门", "采购中心")
    def void(self, act: Act, number: str) -> None:
        """中标作废: applications end, debts run on."""
        project = self.project(number)
        need(project["作废时间"] is None, "ZC0410", "已作废")
        project["作废时间"] = act.at
        self.finish(project, "签订合同", number)
        for application in self.of_project(number):
            if application["状态"] not in (*ENDED, "已放款"):
                self._end(application, "已作废", act.at)

    @call("POST", "/项目/{}/合同", "采购人")
    def sign(self, act: Act, number: str) -> None:
        """政府采购合同."""
        project = self._own_project(act.who, number)
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(project["合同"] is None, "ZC0410", "合同已签订")
        parts = [{"批次": each["批次"], "金额": money(each["金额"]), "起算": each["起算"],
                  "约定日": each["约定日"] and moment(each["约定日"]), "交货时间": None, "验收时间": None,
                  "拒收时间": None, "验收期满": None}
                 for each in act["分期"]]
        need(not act["须验收"] or act["验收天数"] is not None, "ZC0400", "须验收的合同应有验收天数")
        terms = {key: act[key] for key in ("须验收", "验收天数")}
        account = project["回款账户"]
        project["合同"] = {
            "合同号": act["合同号"], "金额": money(act["金额"]), "签订时间": act.at, "公开记录": [], "备案时间": None, "变更": [],
            "账号": act["账号"], "银行": act["银行"], "分期": parts, **terms,
            "付款天数": min(30 if act["付款天数"] is None else int(act["付款天数"]), 60),
        }
        if account and (account["账号"], account["银行"]) != (act["账号"], act["银行"]):
            self._flag(project, "合同未载明约定账户", ("采购人", act.who[1]), act.at)
        self.finish(project, "签订合同", number)
        self.start(project, "合同公开", act["合同号"], act.who, act.at)
        self.start(project, "合同备案", act["合同号"], act.who, act.at)
        for part in parts:
            if part["起算"] == "签订":
                self.payment(project, part, act.at)
            elif part["起算"] != "交货":
                self.payment(project, part, part["约定日"], days=0)

    @call("POST", "/项目/{}/合同/公开", "采购人", "采购中心")
    def publish(self, act: Act, number: str) -> None:
        """合同公开, of the contract or of a change."""
        contract = self._contract(act.who, number)
        change = act["变更号"]
        if change is not None:
            self._pick(contract["变更"], "变更号", change)
        contract["公开记录"].append({"变更号": change, "时间": act.at})
        self.finish(self.projects[number], "变更公开" if change else "合同公开", change or contract["合同号"])

    @call("POST", "/项目/{}/合同/备案", "采购人")
    def file_contract(self, act: Act, number: str) -> None:
        """合同备案."""
        contract = self._contract(act.who, number)
        need(contract["备案时间"] is None, "ZC0410", "已备案")
        contract["备案时间"] = act.at
        self.finish(self.projects[number], "合同备案", contract["合同号"])

    @call("POST", "/项目/{}/合同/变更", "采购人")
    def amend(self, act: Act, number: str) -> None:
        """合同变更. The amount financed stays bound by the award."""
        contract, project = self._contract(act.who, number), self.projects[number]
        account = project["回款账户"]
        if act["账号"] is not None and account and act["账号"] != account["账号"]:
            need(account["锁定"] != "全面锁定", "ZC3004", "放款后回款账户不得变更")
            need(account["锁定"] != "企业锁定", "ZC3003", "融资协议已签订，回款账户不得变更")
        contract["变更"].append({"变更号": act["变更号"], "变更时间": act.at})
        contract["账号"] = act["账号"] or contract["账号"]
        if act.at.date() >= AMENDMENTS_PUBLISHED:
            self.start(project, "变更公开", act["变更号"], ("采购人", project["采购人"]), act.at)

    @call("POST", "/项目/{}/合同/交货", "供应商")
    def deliver(self, act: Act, number: str) -> None:
        """交货."""
        project = self.project(number)
        need(project["供应商"] == act.who[1], "ZC0402", "不是本企业的合同")
        need(project["合同"], "ZC4001", "合同未签订")
        contract, part = project["合同"], self._pick(project["合同"]["分期"], "批次", act["批次"])
        need(part["交货时间"] is None, "ZC0410", "已交货")
        part["交货时间"], part["拒收时间"] = act.at, None
        if part["起算"] == "交货" and not contract["须验收"]:
            self.payment(project, part, act.at)
        elif part["起算"] == "交货":
            last = act.at.date() + timedelta(days=int(contract["验收天数"]))
            part["验收期满"] = datetime(last.year, last.month, last.day) + timedelta(days=1)

    @call("POST", "/项目/{}/合同/验收", "采购人")
    def inspect(self, act: Act, number: str) -> None:
        """验收 or 拒收 of a delivery."""
        contract, project = self._contract(act.who, number), self.projects[number]
        part = self._pick(contract["分期"], "批次", act["批次"])
        need(part["交货时间"] and not part["验收时间"], "ZC0410", "无待验收的交货")
        if act["结论"] == "拒收":
            need(act["理由"], "ZC0400", "拒收须有理由")
            part["交货时间"] = part["验收期满"] = None
            part["拒收时间"] = act.at
            self.finish(project, "付款", part["批次"])
            return
        pending, part["验收期满"] = part["验收期满"], None
        part["验收时间"] = act.at
        if pending:
            self.payment(project, part, act.at)

    # --- 国库 ---

    @call("POST", "/项目/{}/用款计划", "采购人")
    def plan(self, act: Act, number: str) -> None:
        """用款计划."""
        contract, project = self._contract(act.who, number), self.projects[number]
        part = self._pick(contract["分期"], "批次", act["批次"])
        self._gate(project, act["收款账号"])
        need(money(act["金额"]) == part["金额"], "ZC4006", "计划与合同不符")
        project["用款计划"].append({**{name: act[name] for name in ("计划号", "批次", "收款账号", "付款日")},
                                "金额": money(act["金额"]), "提交时间": act.at, "退回时间": None})

    @call("POST", "/项目/{}/用款计划/{}/退回", "国库")
    def send_back(self, act: Act, number: str, which: str) -> None:
        """用款计划退回."""
        plan = self._pick(self.project(number)["用款计划"], "计划号", which)
        need(plan["退回时间"] is None, "ZC0410", "已退回")
        plan["退回时间"] = act.at

    @call("POST", "/项目/{}/支付指令", "国库")
    def order_payment(self, act: Act, number: str) -> None:
        """支付指令: the account is checked again, it may have moved since the plan."""
        project = self.project(number)
        self._gate(project, act["收款账号"])
        plan = self._pick(project["用款计划"], "计划号", act["计划号"])
        need(plan["退回时间"] is None, "ZC0410", "计划已退回")
        need((plan["批次"], plan["金额"]) == (act["批次"], money(act["金额"])), "ZC4006", "与计划不符")
        project["支付指令"].append({**{name: act[name] for name in ("支付号", "计划号", "批次", "收款账号")},
                                "金额": money(act["金额"]), "时间": act.at})

    @call("POST", "/项目/{}/支付", "国库")
    def pay(self, act: Act, number: str) -> None:
        """国库集中支付: a fact; to another account it is written down and flagged."""
        project = self.project(number)
        need(project["合同"], "ZC4001", "合同未签订")
        part = self._pick(project["合同"]["分期"], "批次", act["批次"])
        need(all(each["支付号"] != act["支付号"] for each in project["支付"]), "ZC0410", "支付号已用")
        project["支付"].append({**{name: act[name] for name in ("支付号", "批次", "收款账号")},
                              "金额": money(act["金额"]), "时间": act.at})
        try:
            self._gate(project, act["收款账号"])
        except Rejected:
            self._flag(project, "收款账户不符", act.who, act.at)
        paid = sum((each["金额"] for each in project["支付"] if each["批次"] == part["批次"]), Decimal(0))
        if paid >= part["金额"]:
            self.finish(project, "付款", part["批次"])
