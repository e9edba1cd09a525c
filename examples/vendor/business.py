"""办理: all calls of the API; what the authority does about violations."""

from __future__ import annotations

from examples.vendor.applications import Applications
from examples.vendor.books import Record, moment, need, show
from examples.vendor.desk import Act, call, have
from examples.vendor.loans import Loans
from examples.vendor.procurement import Procurement


class Business(Procurement, Applications, Loans):
    """Everything that can be done on the platform."""

    @call("POST", "/违规认定", "财政部门")
    def establish(self, act: Act) -> None:
        """违规认定."""
        need(act["认定号"] not in self.findings, "ZC0410", "认定号已用")
        names = ("认定号", "当事方", "种类", "情节严重", "涉嫌犯罪", "承诺编号", "项目编号")
        own = {**{name: act[name] for name in names}, "时间": act.at, "移送时间": None, "处理": []}
        self.findings[act["认定号"]] = own

    @call("POST", "/财政担保")
    def guarantee(self, act: Act) -> None:
        """财政部门不提供任何形式的担保: nobody may make this call."""

    @call("POST", "/不良行为记录", "财政部门")
    def list_bad_record(self, act: Act) -> None:
        """列入不良行为记录名单: a supplier that was found to have won by false material."""
        finding = self._found_of(act["认定号"], ("虚假投标材料",))
        need(finding["当事方"] == show(("供应商", act["供应商"])), "ZC5002", "认定对象不是该供应商")
        need(act["认定号"] not in self.bad_records, "ZC0410", "已列入名单")
        self.bad_records[act["认定号"]] = {"认定号": act["认定号"], "供应商": act["供应商"], "列入时间": act.at}

    @call("POST", "/违规认定/{}/移送", "财政部门")
    def refer(self, act: Act, number: str) -> None:
        """移送司法机关: a suspected crime."""
        need(number in self.findings and self.findings[number]["涉嫌犯罪"], "ZC5001", "无涉嫌犯罪的认定")
        need(self.findings[number]["当事方"] == act["当事方"], "ZC5002", "认定对象不是该当事方")
        self.findings[number]["移送时间"] = act.at

    @call("POST", "/违规认定/{}/处理", "财政部门")
    def sanction(self, act: Act, number: str) -> None:
        """依法处理 a purchaser: on a finding, naming the law; late filing is none of this notice's matters."""
        own = ("不配合", "迟签合同", "不公开合同", "无故拖延付款")
        finding = self._found_of(number, own if act["依据条款"] else (*own, "迟延备案"))
        need(finding["当事方"] == act["当事方"] and act["当事方"]["身份"] == "采购人", "ZC5002", "认定对象不是该采购人")
        need(act["法律依据"], "ZC5005", "未载明法律依据")
        finding["处理"].append({"措施": act["措施"], "法律依据": act["法律依据"], "时间": act.at})

    def _found_of(self, number: str, kinds: tuple[str, ...]) -> Record:
        finding = have(self.findings.get(number), "ZC5001", "无违规认定")
        need(finding["种类"] in kinds, "ZC5001", "认定的种类不符")
        return finding

    @call("POST", "/金融机构/{}/整改", "财政部门")
    def rectify(self, act: Act, number: str) -> None:
        """责令限期改正."""
        bank = self._found(number, act["认定号"])
        need(act["期限"], "ZC5004", "未定改正期限")
        limit = moment(act["期限"])
        need(limit > act.at, "ZC0400", "期限已过")
        named = {name: act[name] for name in ("整改号", "认定号")}
        bank["整改"].append({**named, "期限": limit, "下达时间": act.at, "确认时间": None})
        self.start(bank, "整改", act["整改号"], ("银行", number), act.at, 期限=limit)

    @call("POST", "/金融机构/{}/整改/{}/确认", "财政部门")
    def confirm(self, act: Act, number: str, which: str) -> None:
        """整改确认."""
        need(number in self.banks, "ZC0404", "无此机构")
        order = self._pick(self.banks[number]["整改"], "整改号", which)
        need(order["确认时间"] is None, "ZC0410", "已确认")
        order["确认时间"] = act.at
        self.finish(self.banks[number], "整改", which)

    @call("POST", "/金融机构/{}/终止", "财政部门")
    def terminate(self, act: Act, number: str) -> None:
        """终止融资业务合作资格: only for a serious finding against this bank."""
        bank = self._found(number, act["认定号"])
        need(self.findings[act["认定号"]]["情节严重"], "ZC5003", "情节不严重")
        need(bank["终止时间"] is None, "ZC0410", "已终止")
        bank["终止时间"] = act.at
