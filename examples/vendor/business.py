"""办理: what each call of the API demands and writes. Every demand stands before the first write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from examples.vendor.books import ENDED, PARTS, Books, Party, Record, Rejected, moment, money, need, show
from examples.vendor.firms import known, small_or_medium

IN_FORCE = datetime(2022, 9, 29)
AMENDMENTS_PUBLISHED = date(2023, 12, 15)
CONSENTED = {"征信报告", "基本信息", "中标内容"}
PUSHED = ["基本信息", "中标内容", "征信授权"]
CONDITIONS = {"交叉销售", "最低存款", "代发工资", "购买保险", "排他", "其他条件"}

Route = tuple[str, str, tuple[str, ...], str]
ROUTES: list[Route] = []
"""Method, path, who may call it, and the name of the function below."""


def call(method: str, path: str, *parties: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Registers a call of the API for these kinds of parties."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        ROUTES.append((method, path, parties, function.__name__))
        return function

    return register


class Business(Books):
    """The calls of the API. `who` is the party of the token, `at` the time of the act, `body` what was sent."""

    # --- 采购 ---

    @call("POST", "/项目", "采购人", "采购中心")
    def award(self, who: Party, at: datetime, body: Record) -> None:
        """中标（成交）通知书."""
        need(body["编号"] not in self.projects, "ZC0410", "项目已登记")
        need(who[0] != "采购人" or who[1] == body["采购人"], "ZC0402", "不是本单位的项目")
        names = ("编号", "供应商", "采购人", "采购人性质", "资金性质", "采购类别", "区县")
        self.projects[body["编号"]] = {
            **{name: body[name] for name in names},
            "中标金额": money(body["中标金额"]), "中标时间": at, "作废时间": None,
            "合同": None, "回款账户": None, "冻结": [], "用款计划": [], "支付指令": [], "支付": [],
            "时限": [], "逾期记录": [], "违规提示": [], "说明": [],
        }

    @call("POST", "/规模声明", "供应商")
    def declare_size(self, who: Party, at: datetime, body: Record) -> None:
        """中小企业声明函, made with the bid: before there is an award."""
        need(body["企业"] == who[1], "ZC0402", "只能代表本企业声明")
        need(known(body["行业"]), "ZC0400", "无此行业")
        fits = small_or_medium(body["行业"], body["主体类型"], int(body["从业人员"]), money(body["营业收入"]),
                               money(body["资产总额"]), bool(body["大企业控制"]))
        told = {name: body[name] for name in ("项目编号", "企业", "用途")}
        self.declarations.append({**told, "中小微": fits, "时间": at})

    @call("POST", "/项目/{}/作废", "财政部门", "采购中心")
    def void(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """中标作废: applications end, debts run on."""
        project = self.project(number)
        need(project["作废时间"] is None, "ZC0410", "已作废")
        project["作废时间"] = at
        for application in self.of_project(number):
            if application["状态"] not in (*ENDED, "已放款"):
                self._end(application, "已作废", at)

    @call("POST", "/项目/{}/合同", "采购人")
    def sign(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """政府采购合同."""
        project = self._own_project(who, number)
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(project["合同"] is None, "ZC0410", "合同已签订")
        parts = [{"批次": each["批次"], "金额": money(each["金额"]), "起算": each["起算"],
                  "约定日": each["约定日"] and moment(each["约定日"]), "交货时间": None, "验收时间": None,
                  "拒收时间": None, "验收期满": None}
                 for each in body["分期"]]
        terms = {key: body[key] for key in ("须验收", "验收天数")}
        account = project["回款账户"]
        project["合同"] = {
            "合同号": body["合同号"], "金额": money(body["金额"]), "签订时间": at, "公开记录": [], "变更": [],
            "账号": body["账号"], "银行": body["银行"], "分期": parts, **terms,
            "付款天数": min(30 if body["付款天数"] is None else int(body["付款天数"]), 60),
        }
        if account and account["账号"] != body["账号"]:
            self._flag(project, "合同未载明约定账户", ("采购人", who[1]), at)
        self.start(project, "合同公开", body["合同号"], who, at)
        for part in parts:
            if part["起算"] == "签订":
                self.payment(project, part, at)
            elif part["起算"] != "交货":
                self.payment(project, part, part["约定日"], days=0)

    @call("POST", "/项目/{}/合同/公开", "采购人", "采购中心")
    def publish(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """合同公开, of the contract or of a change."""
        contract = self._contract(who, number)
        change = body["变更号"]
        if change is not None:
            self._pick(contract["变更"], "变更号", change)
        contract["公开记录"].append({"变更号": change, "时间": at})
        self.finish(self.projects[number], "变更公开" if change else "合同公开", change or contract["合同号"])

    @call("POST", "/项目/{}/合同/变更", "采购人")
    def amend(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """合同变更. The amount financed stays bound by the award."""
        contract, project = self._contract(who, number), self.projects[number]
        account = project["回款账户"]
        if body["账号"] is not None and account and body["账号"] != account["账号"]:
            need(account["锁定"] != "全面锁定", "ZC3004", "放款后回款账户不得变更")
            need(account["锁定"] != "企业锁定", "ZC3003", "融资协议已签订，回款账户不得变更")
        contract["变更"].append({"变更号": body["变更号"], "变更时间": at})
        contract["账号"] = body["账号"] or contract["账号"]
        if at.date() >= AMENDMENTS_PUBLISHED:
            self.start(project, "变更公开", body["变更号"], ("采购人", project["采购人"]), at)

    @call("POST", "/项目/{}/合同/交货", "供应商")
    def deliver(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """交货."""
        project = self.project(number)
        need(project["供应商"] == who[1], "ZC0402", "不是本企业的合同")
        need(project["合同"], "ZC4001", "合同未签订")
        contract, part = project["合同"], self._pick(project["合同"]["分期"], "批次", body["批次"])
        need(part["交货时间"] is None, "ZC0410", "已交货")
        part["交货时间"], part["拒收时间"] = at, None
        if part["起算"] == "交货" and not contract["须验收"]:
            self.payment(project, part, at)
        elif part["起算"] == "交货":
            last = at.date() + timedelta(days=int(contract["验收天数"]))
            part["验收期满"] = datetime(last.year, last.month, last.day) + timedelta(days=1)

    @call("POST", "/项目/{}/合同/验收", "采购人")
    def inspect(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """验收 or 拒收 of a delivery."""
        contract, project = self._contract(who, number), self.projects[number]
        part = self._pick(contract["分期"], "批次", body["批次"])
        need(part["交货时间"] and not part["验收时间"], "ZC0410", "无待验收的交货")
        if body["结论"] == "拒收":
            need(body["理由"], "ZC0400", "拒收须有理由")
            part["交货时间"] = part["验收期满"] = None
            part["拒收时间"] = at
            self.finish(project, "付款", part["批次"])
            return
        pending, part["验收期满"] = part["验收期满"], None
        part["验收时间"] = at
        if pending:
            self.payment(project, part, at)

    # --- 银行备案与产品 ---

    @call("POST", "/金融机构/{}/备案", "银行")
    def file(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """报备: anybody may file; what is missing shows when the bank wants to do business."""
        need(number == who[1], "ZC0402", "只能为本机构备案")
        empty = {"机构号": number, "产品": [], "终止时间": None, "整改": [], "时限": [], "逾期记录": []}
        bank = self.banks.setdefault(number, empty)
        bank["备案"] = {"材料": list(body["材料"]), "时间": at, "承诺": body["承诺"]}

    @call("POST", "/金融机构/{}/产品", "银行")
    def product(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """融资产品."""
        need(number == who[1], "ZC0402", "只能发布本机构产品")
        bank = self._in_business(number)
        asked = set(body["附加要求"])
        need(not asked - CONDITIONS, "ZC2004", "产品不得要求抵押或担保")
        need(not asked, "ZC2006", "产品不得附加条件")
        bank["产品"].append({"产品号": body["产品号"], "年利率": body["年利率"], "最高额度": money(body["最高额度"]),
                           "最长天数": body["最长天数"], "发布时间": at})

    # --- 融资申请 ---

    @call("POST", "/授权", "供应商")
    def consent(self, who: Party, at: datetime, body: Record) -> None:
        """征信查询授权."""
        need(body["企业"] == who[1], "ZC0402", "只能代表本企业授权")
        need(body["授权号"] not in self.consents, "ZC0410", "授权号已用")
        self.consents[body["授权号"]] = {**{name: body[name] for name in ("授权号", "项目编号", "企业", "银行", "范围")},
                                         "有效期至": moment(body["有效期至"]), "授权时间": at}

    @call("POST", "/融资申请", "供应商")
    def apply(self, who: Party, at: datetime, body: Record) -> None:
        """融资申请: pushed at once to the one bank that the firm chose."""
        need(body["企业"] == who[1], "ZC0402", "只能代表本企业申请")
        project = self.projects.get(body["项目编号"])
        need(project, "ZC1001", "无中标通知书")
        need(project["供应商"] == who[1], "ZC0402", "不是本企业中标的项目")
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(at >= IN_FORCE, "ZC1005", "通知尚未执行")
        need(project["采购人性质"] != "企业及其他" and project["资金性质"] == "财政性资金"
             and project["采购类别"] != "限额以下", "ZC1004", "不属于政府采购融资范围")
        sizes = [each["中小微"] for each in self.declarations
                 if (each["项目编号"], each["企业"], each["用途"]) == (project["编号"], who[1], "投标")]
        need(sizes and sizes[-1], "ZC1003", "不是中小微企业")
        need(body["银行"], "ZC1010", "请选择银行")
        self._in_business(body["银行"])
        need(self._consented(body, at), "ZC1009", "无有效授权")
        need(money(body["金额"]) > 0, "ZC0400", "金额须大于零")
        need(body["申请号"] not in self.applications, "ZC0410", "申请号已用")
        need(not any(each["银行"] == body["银行"] and each["状态"] not in (*ENDED, "已放款")
                     for each in self.of_project(project["编号"])), "ZC0410", "该银行有在办申请")
        self.applications[body["申请号"]] = {
            **{name: body[name] for name in ("申请号", "项目编号", "企业", "银行", "授权号")},
            "金额": money(body["金额"]), "材料": list(body["材料"]), "状态": "已推送", "提交时间": at,
            "推送记录": [{"银行": body["银行"], "内容": PUSHED, "时间": at}],
            "受理时间": None, "补正": [], "报价": None, "接受时间": None, "办结时间": None, "协议": None,
            "担保要求": [], "收费": [], "说明": [], "时限": [], "逾期记录": [],
        }

    @call("POST", "/融资申请/{}/推送", "平台运营")
    def push_again(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """补推送, by the platform's own staff when a bank says that nothing arrived: to the same bank."""
        application = self.application(number)
        need(application["状态"] == "已推送", "ZC0410", f"当前状态：{application['状态']}")
        application["推送记录"].append({"银行": application["银行"], "内容": PUSHED, "时间": at})

    @call("PATCH", "/融资申请/{}", "供应商", "银行")
    def move(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """A new 状态: taken up, sent back, withdrawn, offer accepted or refused."""
        steps: dict[str, tuple[str, tuple[str, ...], Callable[[Record, datetime, Record], None]]] = {
            "已受理": ("银行", ("已推送", "已报价", "已接受报价"), self._take_up),
            "已退回": ("银行", ("已推送", "已受理"), self._close),
            "已拒绝": ("银行", ("已推送", "已受理", "已报价", "已接受报价"), self._close),
            "已接受报价": ("供应商", ("已报价",), self._accept_offer),
            "已撤回": ("供应商", ("已推送", "已受理", "已报价", "已接受报价", "已签约"), self._close),
        }
        need(body["状态"] in steps, "ZC0400", "无此状态")
        party, states, step = steps[body["状态"]]
        need(who[0] == party, "ZC0403", f"须由{party}办理")
        application = self._own(who, number)
        need(application["状态"] in states, "ZC0410", f"当前状态：{application['状态']}")
        step(application, at, body)

    def _take_up(self, application: Record, at: datetime, body: Record) -> None:
        need(application["受理时间"] is None, "ZC0410", "已受理")
        self._in_business(application["银行"])
        application["受理时间"] = at
        if application["状态"] == "已推送":
            application["状态"] = "已受理"
        repeat = any(each["协议"] and each["协议"]["放款"] for each in self.applications.values()
                     if (each["企业"], each["银行"]) == (application["企业"], application["银行"]))
        kind, bank = "再次放款" if repeat else "首次放款", ("银行", application["银行"])
        self.start(application, kind, application["申请号"], bank, at)

    def _accept_offer(self, application: Record, at: datetime, body: Record) -> None:
        application["接受时间"], application["状态"] = at, "已接受报价"

    def _close(self, application: Record, at: datetime, body: Record) -> None:
        self._end(application, body["状态"], at)
        application["办结说明"] = body.get("说明")

    @call("POST", "/融资申请/{}/补正", "银行")
    def ask(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """补正要求: what was handed in already is not asked for again."""
        application = self._own(who, number)
        need(application["受理时间"] and application["状态"] in ("已受理", "已报价", "已接受报价"), "ZC0410", "不在审批中")
        given = {*application["材料"], *(name for each in application["补正"] for name in each["材料"])}
        missing = [name for name in body["缺件"] if name not in given]
        application["补正"].append({"缺件": missing, "要求时间": at, "材料": [], "结束时间": None})

    @call("PUT", "/融资申请/{}/补正", "供应商")
    def supplement(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """补正材料."""
        application = self._own(who, number)
        need(application["补正"] and application["状态"] not in ENDED, "ZC0410", "无补正要求")
        for each in application["补正"]:
            each["材料"] += body["材料"]
            if each["结束时间"] is None and set(each["缺件"]) <= set(each["材料"]):
                each["结束时间"] = at
        application["补正"][-1]["提交时间"] = at

    @call("PUT", "/融资申请/{}/报价", "银行")
    def quote(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """预授信: limit and rate."""
        application = self._own(who, number)
        need(application["状态"] in ("已推送", "已受理"), "ZC0410", f"当前状态：{application['状态']}")
        self._in_business(who[1])
        need(body["额度"] is not None and body["年利率"] is not None, "ZC2001", "报价须有额度和利率")
        limit = money(body["额度"])
        need(limit <= self.projects[application["项目编号"]]["中标金额"], "ZC2003", "额度超过中标金额")
        need(limit <= application["金额"], "ZC2002", "额度超过申请金额")
        application["报价"] = {"额度": limit, "年利率": body["年利率"], "期限天数": body["期限天数"], "时间": at}
        application["状态"] = "已报价"
        self._decided(application, at)

    @call("POST", "/融资申请/{}/担保", "银行")
    def security(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """任何形式的抵押或担保都不得要求."""
        self._own(who, number)
        raise Rejected("ZC2004", "不得要求任何形式的抵押或担保")

    @call("POST", "/融资申请/{}/收费", "银行")
    def fee(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """不得另行收取其他费用."""
        self._own(who, number)
        raise Rejected("ZC2005", "利息之外不得收费")

    @call("POST", "/时限说明", "银行", "采购人", "国库")
    def explain(self, who: Party, at: datetime, body: Record) -> None:
        """迟延理由, kept on file; the clock goes on."""
        record = self.application(body["申请号"]) if body["申请号"] else self.project(body["项目编号"])
        record["说明"].append({"种类": body["种类"], "理由": body["理由"], "文字": body["文字"], "时间": at})

    @call("POST", "/时限中止", "银行")
    def suspend(self, who: Party, at: datetime, body: Record) -> None:
        """A bank declares its clock suspended: the platform knows the causes itself and takes no declaration."""
        raise Rejected("ZC4007", "时限只因平台记录的事由中止，不接受申报")

    # --- 协议与回款账户 ---

    @call("POST", "/项目/{}/回款账户", "银行")
    def name_account(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """回款账户约定, before the contract is signed."""
        project = self.project(number)
        mine = [each for each in self.of_project(number) if each["银行"] == who[1] and each["状态"] not in ENDED]
        need(mine, "ZC0402", "无本行在办申请")
        contract, account = project["合同"], project["回款账户"]
        if account and account["锁定"] in ("企业锁定", "全面锁定"):
            need(body["账号"] == account["账号"], "ZC3004" if account["锁定"] == "全面锁定" else "ZC3003", "回款账户已锁定")
            return
        late = contract and all(each["提交时间"] < contract["签订时间"] for each in mine)
        need(not late, "ZC3001", "回款账户应在合同签订之前约定")
        project["回款账户"] = {"账号": body["账号"], "银行": who[1], "约定时间": at, "锁定": "未锁定", "锁定记录": [],
                           "变更": [], "解除时间": None}

    @call("POST", "/融资申请/{}/协议", "银行")
    def agree(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """融资协议: from here on the firm may not move its repayment account."""
        application = self._own(who, number)
        project = self.projects[application["项目编号"]]
        account = project["回款账户"]
        self._in_business(who[1])
        need(application["状态"] == "已接受报价" and application["受理时间"], "ZC0410", "未受理或未接受报价")
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(not body["担保"], "ZC2004", "不得要求任何形式的抵押或担保")
        need(account, "ZC0410", "未约定回款账户")
        need(body["账号"] == account["账号"], {"企业锁定": "ZC3003", "全面锁定": "ZC3004"}.get(account["锁定"], "ZC0410"),
             "不是约定的回款账户")
        need(money(body["最高金额"]) <= application["报价"]["额度"], "ZC2002", "超过报价额度")
        application["协议"] = {
            **{name: body[name] for name in ("贷款号", "账号", "年利率", "期限天数", "计息")},
            "最高金额": money(body["最高金额"]), "签订时间": at, "放款指令": [], "放款": [], "反馈": [], "还款": [],
            "结清时间": None,
        }
        application["状态"] = "已签约"
        if account["锁定"] != "全面锁定":
            self._lock(project, "企业锁定", body["贷款号"], at)

    @call("POST", "/项目/{}/回款账户/变更", "供应商", "采购人", "银行", "国库")
    def ask_change(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """回款账户变更申请."""
        project = self._party_of(who, number)
        account = project["回款账户"]
        need(account and account["账号"] == body["原账号"], "ZC0404", "不是约定的回款账户")
        lenders = self.lenders(number)
        if account["锁定"] == "企业锁定":
            need(who[0] != "供应商", "ZC3003", "融资协议签订后企业不得变更回款账户")
        if account["锁定"] == "全面锁定":
            need(body["事由"], "ZC3004", "放款后任何单位不得变更回款账户")
            need(body["事由"] == "法院冻结" and self._frozen(project, body["文号"]), "ZC3005", "例外情形无凭据")
        change = {**{name: body[name] for name in ("变更号", "原账号", "新账号", "事由", "文号")}, "申请方": show(who),
                  "申请时间": at, "同意": [], "同意时间": None, "确认时间": None, "状态": "待贷款银行同意", "完成时间": None}
        account["变更"].append(change)
        locked = account["锁定"] in ("企业锁定", "全面锁定")
        if who[0] == "银行" and who[1] in lenders:
            change["同意"].append(who[1])
        if not locked or lenders and lenders <= set(change["同意"]):
            self._change(project, change, at)

    @call("POST", "/项目/{}/回款账户/变更/{}/同意", "银行", "采购人")
    def agree_change(self, who: Party, at: datetime, body: Record, number: str, which: str) -> None:
        """The lender's consent carries the change out, if its ground still stands."""
        project = self._party_of(who, number)
        account = project["回款账户"]
        need(account, "ZC0404", "无回款账户")
        change = self._pick(account["变更"], "变更号", which)
        need(change["状态"] == "待贷款银行同意", "ZC0410", change["状态"])
        need(change["原账号"] == account["账号"], "ZC0410", "账户已另行变更")
        if who[0] == "银行":
            need(who[1] in self.lenders(number), "ZC0402", "不是贷款银行")
            need(account["锁定"] != "全面锁定" or self._frozen(project, change["文号"]), "ZC3005", "冻结已解除")
            change["同意"].append(who[1])
        change["同意时间"] = at
        if self.lenders(number) <= set(change["同意"]):
            self._change(project, change, at)

    @call("POST", "/项目/{}/回款账户/变更/{}/确认", "银行", "采购人")
    def confirm_change(self, who: Party, at: datetime, body: Record, number: str, which: str) -> None:
        """A party confirms that it, too, has moved to the new account: after the platform has, not before."""
        account = self._party_of(who, number)["回款账户"]
        need(account, "ZC0404", "无回款账户")
        change = self._pick(account["变更"], "变更号", which)
        need(change["状态"] == "已变更" and change["新账号"] == body["新账号"], "ZC0410", change["状态"])
        change["确认时间"] = at

    @call("POST", "/项目/{}/冻结", "银行", "国库")
    def freeze(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """法院冻结 of an account, as the bank or the treasury records it."""
        project = self._party_of(who, number)
        account = project["回款账户"]
        project["冻结"].append({**{name: body[name] for name in ("冻结号", "账号", "文号")}, "冻结时间": at,
                              "解除时间": None, "换户时间": None,
                              "系回款账户": bool(account and account["账号"] == body["账号"])})

    @call("POST", "/项目/{}/冻结/{}/解除", "银行", "国库")
    def unfreeze(self, who: Party, at: datetime, body: Record, number: str, which: str) -> None:
        """解除冻结."""
        frozen = self._pick(self._party_of(who, number)["冻结"], "冻结号", which)
        need(frozen["解除时间"] is None, "ZC0410", "已解除")
        frozen["解除时间"] = at

    # --- 贷款 ---

    @call("POST", "/贷款/{}/放款指令", "银行")
    def order_loan(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """放款指令: the award amount is the ceiling over all banks, paid out and ordered together."""
        application = self._own_loan(who, number)
        project, deal = self.projects[application["项目编号"]], application["协议"]
        amount = money(body["金额"])
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(project["合同"], "ZC4001", "合同未签订")
        need(application["状态"] in ("已签约", "已放款"), "ZC0410", application["状态"])
        need(deal["结清时间"] is None and amount > 0, "ZC0410", "贷款已结清或金额为零")
        every = self.of_project(project["编号"])
        taken = self.live(project["编号"]) + sum((self.reserved(each) for each in every), Decimal(0))
        need(taken + amount <= project["中标金额"], "ZC2003", "超过中标金额")
        drawn = sum((each["金额"] for each in deal["放款"]), Decimal(0)) + self.reserved(application)
        need(drawn + amount <= deal["最高金额"], "ZC4002", "超过协议金额")
        deal["放款指令"].append({"金额": amount, "时间": at, "已放款": False})

    @call("POST", "/贷款/{}/放款", "银行")
    def pay_out(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """放款: money has reached the firm; from now on nobody moves the repayment account."""
        application = self._own_loan(who, number)
        deal, amount = application["协议"], money(body["金额"])
        order = next((each for each in deal["放款指令"] if not each["已放款"] and each["金额"] == amount), None)
        need(order, "ZC0410", "无对应放款指令")
        order["已放款"] = True
        deal["放款"].append({"金额": amount, "时间": at})
        application["状态"] = "已放款"
        project = self.projects[application["项目编号"]]
        if project["回款账户"]["锁定"] != "全面锁定":
            self._lock(project, "全面锁定", number, at)
        self._lent_or_ended(application)

    @call("POST", "/贷款/{}/反馈", "银行")
    def report(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """融资信息反馈: must equal the payment that it reports."""
        deal = self._own_loan(who, number)["协议"]
        said = (money(body["金额"]), moment(body["放款时间"]))
        need(said in [(each["金额"], each["时间"]) for each in deal["放款"]] and body["年利率"] == deal["年利率"],
             "ZC4003", "反馈与放款不符")
        deal["反馈"].append({"金额": said[0], "放款时间": said[1], "时间": at})

    @call("POST", "/贷款/{}/还款", "银行")
    def collect(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """还款."""
        application = self._own_loan(who, number)
        account = self.projects[application["项目编号"]]["回款账户"]
        need(body["来源"] != "回款账户" or body["账号"] == account["账号"], "ZC4004", "不是回款账户")
        need(money(body["本金"]) <= self.owed(application), "ZC4005", "超过欠款")
        application["协议"]["还款"].append({"本金": money(body["本金"]), "利息": money(body["利息"]), "时间": at})

    @call("POST", "/贷款/{}/结清", "银行")
    def close(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """结清: the last one sets the account free."""
        application = self._own_loan(who, number)
        need(application["协议"]["结清时间"] is None, "ZC0410", "已结清")
        need(self.owed(application) == 0, "ZC0410", "尚有欠款")
        application["协议"]["结清时间"] = at
        self._release_if_free(self.projects[application["项目编号"]], at)

    # --- 国库 ---

    @call("POST", "/项目/{}/用款计划", "采购人")
    def plan(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """用款计划."""
        contract, project = self._contract(who, number), self.projects[number]
        part = self._pick(contract["分期"], "批次", body["批次"])
        self._gate(project, body["收款账号"])
        need(money(body["金额"]) == part["金额"], "ZC4006", "计划与合同不符")
        project["用款计划"].append({**{name: body[name] for name in ("计划号", "批次", "收款账号", "付款日")},
                                "金额": money(body["金额"]), "提交时间": at, "退回时间": None})

    @call("POST", "/项目/{}/用款计划/{}/退回", "国库")
    def send_back(self, who: Party, at: datetime, body: Record, number: str, which: str) -> None:
        """用款计划退回."""
        plan = self._pick(self.project(number)["用款计划"], "计划号", which)
        need(plan["退回时间"] is None, "ZC0410", "已退回")
        plan["退回时间"] = at

    @call("POST", "/项目/{}/支付指令", "国库")
    def order_payment(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """支付指令: the account is checked again, it may have moved since the plan."""
        project = self.project(number)
        self._gate(project, body["收款账号"])
        plan = self._pick(project["用款计划"], "计划号", body["计划号"])
        need(plan["退回时间"] is None, "ZC0410", "计划已退回")
        need((plan["批次"], plan["金额"]) == (body["批次"], money(body["金额"])), "ZC4006", "与计划不符")
        project["支付指令"].append({**{name: body[name] for name in ("支付号", "计划号", "批次", "收款账号")},
                                "金额": money(body["金额"]), "时间": at})

    @call("POST", "/项目/{}/支付", "国库")
    def pay(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """国库集中支付: a fact; to another account it is written down and flagged."""
        project = self.project(number)
        need(project["合同"], "ZC4001", "合同未签订")
        part = self._pick(project["合同"]["分期"], "批次", body["批次"])
        need(all(each["支付号"] != body["支付号"] for each in project["支付"]), "ZC0410", "支付号已用")
        project["支付"].append({**{name: body[name] for name in ("支付号", "批次", "收款账号")},
                              "金额": money(body["金额"]), "时间": at})
        try:
            self._gate(project, body["收款账号"])
        except Rejected:
            self._flag(project, "收款账户不符", who, at)
        paid = sum((each["金额"] for each in project["支付"] if each["批次"] == part["批次"]), Decimal(0))
        if paid >= part["金额"]:
            self.finish(project, "付款", part["批次"])

    # --- 处理 ---

    @call("POST", "/违规认定", "财政部门")
    def establish(self, who: Party, at: datetime, body: Record) -> None:
        """违规认定."""
        need(body["认定号"] not in self.findings, "ZC0410", "认定号已用")
        self.findings[body["认定号"]] = {**{name: body[name] for name in ("认定号", "当事方", "种类", "情节严重", "项目编号")},
                                         "时间": at}

    @call("POST", "/金融机构/{}/整改", "财政部门")
    def rectify(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """责令限期改正."""
        bank = self._found(number, body["认定号"])
        need(body["期限"], "ZC5004", "未定改正期限")
        limit = moment(body["期限"])
        need(limit > at, "ZC0400", "期限已过")
        bank["整改"].append({"整改号": body["整改号"], "认定号": body["认定号"], "期限": limit, "下达时间": at, "确认时间": None})
        self.start(bank, "整改", body["整改号"], ("银行", number), at, 期限=limit)

    @call("POST", "/金融机构/{}/整改/{}/确认", "财政部门")
    def confirm(self, who: Party, at: datetime, body: Record, number: str, which: str) -> None:
        """整改确认."""
        need(number in self.banks, "ZC0404", "无此机构")
        order = self._pick(self.banks[number]["整改"], "整改号", which)
        need(order["确认时间"] is None, "ZC0410", "已确认")
        order["确认时间"] = at
        self.finish(self.banks[number], "整改", which)

    @call("POST", "/金融机构/{}/终止", "财政部门")
    def terminate(self, who: Party, at: datetime, body: Record, number: str) -> None:
        """终止融资业务合作资格: only for a serious finding against this bank."""
        bank = self._found(number, body["认定号"])
        need(self.findings[body["认定号"]]["情节严重"], "ZC5003", "情节不严重")
        need(bank["终止时间"] is None, "ZC0410", "已终止")
        bank["终止时间"] = at

    # --- what several calls share ---

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
        contract: Record | None = self._own_project(who, number)["合同"]
        need(contract, "ZC4001", "合同未签订")
        return contract or {}

    def _in_business(self, number: str) -> Record:
        bank = self.banks.get(number)
        need(bank, "ZC1006", "银行未备案")
        need(PARTS <= set(bank["备案"]["材料"]), "ZC1007", "备案材料不全")
        need(bank["终止时间"] is None, "ZC1008", "银行合作资格已终止")
        return bank

    def _consented(self, body: Record, at: datetime) -> bool:
        consent = self.consents.get(body["授权号"] or "")
        return bool(consent and all(consent[name] == body[name] for name in ("项目编号", "企业", "银行"))
                    and consent["有效期至"] > at and set(consent["范围"]) >= CONSENTED)

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
        project["违规提示"].append({"序号": len(project["违规提示"]) + 1, "事由": why, "责任方": show(whom), "时间": at})
