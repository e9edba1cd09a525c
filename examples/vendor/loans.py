"""贷款与回款账户: agreement, the account that is locked, and the money."""

from __future__ import annotations

from decimal import Decimal

from examples.vendor.books import ENDED, moment, money, need, show
from examples.vendor.desk import Act, Desk, call, have

LOCKED = {"企业锁定": "ZC3003", "全面锁定": "ZC3004"}
"""The locks, and the code that each answers with."""


class Loans(Desk):
    """The calls about loan agreements, repayment accounts and loans."""

    # --- 协议与回款账户 ---

    @call("POST", "/项目/{}/回款账户", "银行")
    def name_account(self, act: Act, number: str) -> None:
        """回款账户约定, before the contract is signed."""
        project = self.project(number)
        mine = [each for each in self.of_project(number) if each["银行"] == act.who[1] and each["状态"] not in ENDED]
        need(mine, "ZC0402", "无本行在办申请")
        contract, account = project["合同"], project["回款账户"]
        if account and account["锁定"] in LOCKED:
            need(act["账号"] == account["账号"], LOCKED[account["锁定"]], "回款账户已锁定")
            return
        late = contract and all(each["提交时间"] < contract["签订时间"] for each in mine)
        need(not late, "ZC3001", "回款账户应在合同签订之前约定")
        project["回款账户"] = {"账号": act["账号"], "银行": act.who[1], "约定时间": act.at, "锁定": "未锁定",
                           "锁定记录": [], "变更": [], "解除时间": None}

    @call("POST", "/融资申请/{}/协议", "银行")
    def agree(self, act: Act, number: str) -> None:
        """融资协议: from here on the firm may not move its repayment account."""
        application = self._own(act.who, number)
        project = self.projects[application["项目编号"]]
        account = have(project["回款账户"], "ZC0410", "未约定回款账户")
        self._in_business(act.who[1])
        need(application["状态"] == "已接受报价" and application["受理时间"], "ZC0410", "未受理或未接受报价")
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(not act["担保"], "ZC2004", "不得要求任何形式的抵押或担保")
        need(act["账号"] == account["账号"], LOCKED.get(account["锁定"], "ZC0410"), "不是约定的回款账户")
        need(money(act["最高金额"]) <= application["报价"]["额度"], "ZC2002", "超过报价额度")
        application["协议"] = {
            **{name: act[name] for name in ("贷款号", "账号", "年利率", "期限天数", "计息")},
            "最高金额": money(act["最高金额"]), "签订时间": act.at, "放款指令": [], "放款": [], "反馈": [], "还款": [],
            "结清时间": None,
        }
        application["状态"] = "已签约"
        if account["锁定"] != "全面锁定":
            self._lock(project, "企业锁定", act["贷款号"], act.at)

    @call("POST", "/项目/{}/回款账户/变更", "供应商", "采购人", "银行", "国库")
    def ask_change(self, act: Act, number: str) -> None:
        """回款账户变更申请."""
        project = self._party_of(act.who, number)
        account = project["回款账户"]
        need(account and account["账号"] == act["原账号"], "ZC0404", "不是约定的回款账户")
        lenders = self.lenders(number)
        if account["锁定"] == "企业锁定":
            need(act.who[0] != "供应商", "ZC3003", "融资协议签订后企业不得变更回款账户")
        if account["锁定"] == "全面锁定":
            need(act["事由"], "ZC3004", "放款后任何单位不得变更回款账户")
            need(act["事由"] == "法院冻结" and self._frozen(project, act["文号"]), "ZC3005", "例外情形无凭据")
        named = {name: act[name] for name in ("变更号", "原账号", "新账号", "事由", "文号")}
        change = {**named, "申请方": show(act.who), "申请时间": act.at, "状态": "待贷款银行同意", "同意": [],
                  "同意时间": None, "完成时间": None, "确认时间": None}
        account["变更"].append(change)
        if act.who[0] == "银行" and act.who[1] in lenders:
            change["同意"].append(act.who[1])
        if account["锁定"] not in LOCKED or (lenders and lenders <= set(change["同意"])):
            self._change(project, change, act.at)

    @call("POST", "/项目/{}/回款账户/变更/{}/同意", "银行", "采购人")
    def agree_change(self, act: Act, number: str, which: str) -> None:
        """The lender's consent carries the change out, if its ground still stands."""
        project = self._party_of(act.who, number)
        account = project["回款账户"]
        need(account, "ZC0404", "无回款账户")
        change = self._pick(account["变更"], "变更号", which)
        need(change["状态"] == "待贷款银行同意", "ZC0410", change["状态"])
        need(change["原账号"] == account["账号"], "ZC0410", "账户已另行变更")
        if act.who[0] == "银行":
            need(act.who[1] in self.lenders(number), "ZC0402", "不是贷款银行")
            need(account["锁定"] != "全面锁定" or self._frozen(project, change["文号"]), "ZC3005", "冻结已解除")
            change["同意"].append(act.who[1])
        change["同意时间"] = act.at
        if self.lenders(number) <= set(change["同意"]):
            self._change(project, change, act.at)

    @call("POST", "/项目/{}/回款账户/变更/{}/确认", "银行", "采购人")
    def confirm_change(self, act: Act, number: str, which: str) -> None:
        """A party confirms that it, too, has moved to the new account: after the platform has, not before."""
        account = self._party_of(act.who, number)["回款账户"]
        need(account, "ZC0404", "无回款账户")
        change = self._pick(account["变更"], "变更号", which)
        need(change["状态"] == "已变更" and change["新账号"] == act["新账号"], "ZC0410", change["状态"])
        change["确认时间"] = act.at

    @call("POST", "/项目/{}/冻结", "银行", "国库")
    def freeze(self, act: Act, number: str) -> None:
        """法院冻结 of an account, as the bank or the treasury records it."""
        project = self._party_of(act.who, number)
        account = project["回款账户"]
        project["冻结"].append({**{name: act[name] for name in ("冻结号", "账号", "文号")}, "冻结时间": act.at,
                              "解除时间": None, "换户时间": None,
                              "系回款账户": bool(account and account["账号"] == act["账号"])})

    @call("POST", "/项目/{}/冻结/{}/解除", "银行", "国库")
    def unfreeze(self, act: Act, number: str, which: str) -> None:
        """解除冻结."""
        frozen = self._pick(self._party_of(act.who, number)["冻结"], "冻结号", which)
        need(frozen["解除时间"] is None, "ZC0410", "已解除")
        frozen["解除时间"] = act.at

    # --- 贷款 ---

    @call("POST", "/贷款/{}/放款指令", "银行")
    def order_loan(self, act: Act, number: str) -> None:
        """放款指令: the award amount is the ceiling over all banks, paid out and ordered together."""
        application = self._own_loan(act.who, number)
        project, deal = self.projects[application["项目编号"]], application["协议"]
        amount = money(act["金额"])
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(project["合同"], "ZC4001", "合同未签订")
        need(application["状态"] in ("已签约", "已放款"), "ZC0410", application["状态"])
        need(deal["结清时间"] is None and amount > 0, "ZC0410", "贷款已结清或金额为零")
        need(self.taken(project["编号"]) + amount <= project["中标金额"], "ZC2003", "超过中标金额")
        drawn = sum((each["金额"] for each in deal["放款"]), Decimal(0)) + self.reserved(application)
        need(drawn + amount <= deal["最高金额"], "ZC4002", "超过协议金额")
        deal["放款指令"].append({"金额": amount, "时间": act.at, "已放款": False})

    @call("POST", "/贷款/{}/放款", "银行")
    def pay_out(self, act: Act, number: str) -> None:
        """放款: money has reached the firm; from now on nobody moves the repayment account."""
        application = self._own_loan(act.who, number)
        deal, amount = application["协议"], money(act["金额"])
        waiting = [each for each in deal["放款指令"] if not each["已放款"] and each["金额"] == amount]
        need(waiting, "ZC0410", "无对应放款指令")
        waiting[0]["已放款"] = True
        deal["放款"].append({"金额": amount, "时间": act.at})
        application["状态"] = "已放款"
        project = self.projects[application["项目编号"]]
        if project["回款账户"]["锁定"] != "全面锁定":
            self._lock(project, "全面锁定", number, act.at)
        self._lent_or_ended(application)

    @call("POST", "/贷款/{}/反馈", "银行")
    def report(self, act: Act, number: str) -> None:
        """融资信息反馈: must equal the payment that it reports."""
        deal = self._own_loan(act.who, number)["协议"]
        said = (money(act["金额"]), moment(act["放款时间"]))
        need(said in [(each["金额"], each["时间"]) for each in deal["放款"]] and act["年利率"] == deal["年利率"],
             "ZC4003", "反馈与放款不符")
        deal["反馈"].append({"金额": said[0], "放款时间": said[1], "时间": act.at})

    @call("POST", "/贷款/{}/还款", "银行")
    def collect(self, act: Act, number: str) -> None:
        """还款."""
        application = self._own_loan(act.who, number)
        account = self.projects[application["项目编号"]]["回款账户"]
        need(act["来源"] != "回款账户" or act["账号"] == account["账号"], "ZC4004", "不是回款账户")
        need(money(act["本金"]) <= self.owed(application), "ZC4005", "超过欠款")
        application["协议"]["还款"].append({"本金": money(act["本金"]), "利息": money(act["利息"]), "时间": act.at})

    @call("POST", "/贷款/{}/结清", "银行")
    def close(self, act: Act, number: str) -> None:
        """结清: the last one sets the account free."""
        application = self._own_loan(act.who, number)
        need(application["协议"]["结清时间"] is None, "ZC0410", "已结清")
        need(self.owed(application) == 0, "ZC0410", "尚有欠款")
        application["协议"]["结清时间"] = act.at
        self._release_if_free(self.projects[application["项目编号"]], act.at)
