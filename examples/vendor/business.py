"""办理: all calls of the API; what the authority does about violations."""

from __future__ import annotations

from examples.vendor.applications import Applications
from examples.vendor.books import moment, need
from examples.vendor.desk import Act, call
from examples.vendor.loans import Loans
from examples.vendor.procurement import Procurement


class Business(Procurement, Applications, Loans):
    """Everything that can be done on the platform."""

    @call("POST", "/违规认定", "财政部门")
    def establish(self, act: Act) -> None:
        """违规认定."""
        need(act["认定号"] not in self.findings, "ZC0410", "认定号已用")
        names = ("认定号", "当事方", "种类", "情节严重", "承诺编号", "项目编号")
        self.findings[act["认定号"]] = {**{name: act[name] for name in names}, "时间": act.at}

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
