"""融资申请: filing, consent, application, quote and decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from examples.vendor.books import ENDED, Record, Rejected, moment, money, need
from examples.vendor.desk import Act, Desk, call, have
from examples.vendor.firms import known, small_or_medium

IN_FORCE = datetime(2022, 9, 29)
CONSENTED = {"征信报告", "基本信息", "中标内容"}
PUSHED = ["基本信息", "中标内容", "征信授权"]
CONDITIONS = {"交叉销售", "最低存款", "代发工资", "购买保险", "排他", "其他条件"}


class Applications(Desk):
    """The calls of suppliers and banks up to the loan agreement."""

    # --- 银行备案与产品 ---

    @call("POST", "/金融机构/{}/备案", "银行")
    def file(self, act: Act, number: str) -> None:
        """报备: anybody may file; what is missing shows when the bank wants to do business."""
        need(number == act.who[1], "ZC0402", "只能为本机构备案")
        empty: Record = {"机构号": number, "产品": [], "终止时间": None, "整改": [], "时限": [], "逾期记录": []}
        filing = {"材料": list(act["材料"]), "承诺": act["承诺"], "时间": act.at}
        self.banks.setdefault(number, empty)["备案"] = filing

    @call("POST", "/金融机构/{}/产品", "银行")
    def product(self, act: Act, number: str) -> None:
        """融资产品."""
        need(number == act.who[1], "ZC0402", "只能发布本机构产品")
        bank = self._in_business(number)
        asked = set(act["附加要求"])
        need(not asked - CONDITIONS, "ZC2004", "产品不得要求抵押或担保")
        need(not asked, "ZC2006", "产品不得附加条件")
        bank["产品"].append({"产品号": act["产品号"], "年利率": act["年利率"], "最高额度": money(act["最高额度"]),
                           "最长天数": act["最长天数"], "发布时间": act.at})

    # --- 融资申请 ---

    @call("POST", "/规模声明", "供应商")
    def declare_size(self, act: Act) -> None:
        """中小企业声明函, made with the bid: before there is an award."""
        need(act["企业"] == act.who[1], "ZC0402", "只能代表本企业声明")
        need(known(act["行业"]), "ZC0400", "无此行业")
        fits = small_or_medium(act["行业"], act["主体类型"], int(act["从业人员"]), money(act["营业收入"]),
                               money(act["资产总额"]), bool(act["大企业控制"]))
        told = {name: act[name] for name in ("项目编号", "企业", "用途")}
        self.declarations.append({**told, "中小微": fits, "时间": act.at})

    @call("POST", "/授权", "供应商")
    def consent(self, act: Act) -> None:
        """征信查询授权."""
        need(act["企业"] == act.who[1], "ZC0402", "只能代表本企业授权")
        need(act["授权号"] not in self.consents, "ZC0410", "授权号已用")
        self.consents[act["授权号"]] = {**{name: act[name] for name in ("授权号", "项目编号", "企业", "银行", "范围")},
                                         "有效期至": moment(act["有效期至"]), "授权时间": act.at, "撤回时间": None}

    @call("POST", "/授权/{}/撤回", "供应商")
    def withdraw_consent(self, act: Act, number: str) -> None:
        """撤回授权."""
        consent = have(self.consents.get(number), "ZC0404", f"无此授权：{number}")
        need(consent["企业"] == act.who[1], "ZC0402", "不是本企业的授权")
        need(consent["撤回时间"] is None, "ZC0410", "已撤回")
        consent["撤回时间"] = act.at

    @call("POST", "/融资申请", "供应商")
    def apply(self, act: Act) -> None:
        """融资申请: pushed at once to the one bank that the firm chose."""
        need(act["企业"] == act.who[1], "ZC0402", "只能代表本企业申请")
        project = have(self.projects.get(act["项目编号"]), "ZC1001", "无中标通知书")
        need(project["供应商"] == act.who[1], "ZC0402", "不是本企业中标的项目")
        need(project["作废时间"] is None, "ZC1002", "中标已作废")
        need(act.at >= IN_FORCE, "ZC1005", "通知尚未执行")
        need(project["采购人性质"] != "企业及其他" and project["资金性质"] == "财政性资金"
             and project["采购类别"] != "限额以下", "ZC1004", "不属于政府采购融资范围")
        sizes = [each["中小微"] for each in self.declarations
                 if (each["项目编号"], each["企业"], each["用途"]) == (project["编号"], act.who[1], "投标")]
        need(sizes and sizes[-1], "ZC1003", "不是中小微企业")
        need(act["银行"], "ZC1010", "请选择银行")
        self._in_business(act["银行"])
        need(self._consented(act), "ZC1009", "无有效授权")
        need(money(act["金额"]) > 0, "ZC0400", "金额须大于零")
        need(act["申请号"] not in self.applications, "ZC0410", "申请号已用")
        need(not any(each["银行"] == act["银行"] and each["状态"] not in (*ENDED, "已放款")
                     for each in self.of_project(project["编号"])), "ZC0410", "该银行有在办申请")
        self.applications[act["申请号"]] = {
            **{name: act[name] for name in ("申请号", "项目编号", "企业", "银行", "授权号")},
            "金额": money(act["金额"]), "材料": list(act["材料"]), "状态": "已推送", "提交时间": act.at,
            "推送记录": [{"银行": act["银行"], "内容": PUSHED, "时间": act.at}],
            "受理时间": None, "补正": [], "报价": None, "接受时间": None, "办结时间": None, "协议": None,
            "担保要求": [], "收费": [], "附加条件": [], "说明": [], "时限": [], "逾期记录": [],
        }

    @call("POST", "/融资申请/{}/推送", "平台运营")
    def push_again(self, act: Act, number: str) -> None:
        """补推送, by the platform's own staff when a bank says that nothing arrived: to the same bank."""
        application = self.application(number)
        need(application["状态"] == "已推送", "ZC0410", f"当前状态：{application['状态']}")
        application["推送记录"].append({"银行": application["银行"], "内容": PUSHED, "时间": act.at})

    @call("PATCH", "/融资申请/{}", "供应商", "银行")
    def move(self, act: Act, number: str) -> None:
        """A new 状态: taken up, sent back, withdrawn, offer accepted or refused."""
        steps: dict[str, tuple[str, tuple[str, ...], Callable[[Record, Act], None]]] = {
            "已受理": ("银行", ("已推送", "已报价", "已接受报价"), self._take_up),
            "已退回": ("银行", ("已推送", "已受理"), self._close),
            "已拒绝": ("银行", ("已推送", "已受理", "已报价", "已接受报价"), self._close),
            "已接受报价": ("供应商", ("已报价",), self._accept_offer),
            "已撤回": ("供应商", ("已推送", "已受理", "已报价", "已接受报价", "已签约"), self._close),
        }
        need(act["状态"] in steps, "ZC0400", "无此状态")
        party, states, step = steps[act["状态"]]
        need(act.who[0] == party, "ZC0403", f"须由{party}办理")
        application = self._own(act.who, number)
        need(application["状态"] in states, "ZC0410", f"当前状态：{application['状态']}")
        step(application, act)

    def _take_up(self, application: Record, act: Act) -> None:
        need(application["受理时间"] is None, "ZC0410", "已受理")
        self._in_business(application["银行"])
        application["受理时间"] = act.at
        if application["状态"] == "已推送":
            application["状态"] = "已受理"
        repeat = any(each["协议"] and each["协议"]["放款"] for each in self.applications.values()
                     if (each["企业"], each["银行"]) == (application["企业"], application["银行"]))
        kind, bank = "再次放款" if repeat else "首次放款", ("银行", application["银行"])
        self.start(application, kind, application["申请号"], bank, act.at)

    def _accept_offer(self, application: Record, act: Act) -> None:
        application["接受时间"], application["状态"] = act.at, "已接受报价"

    def _close(self, application: Record, act: Act) -> None:
        self._end(application, act["状态"], act.at)
        application["办结说明"] = act.body.get("说明")

    @call("POST", "/融资申请/{}/补正", "银行")
    def ask(self, act: Act, number: str) -> None:
        """补正要求: what was handed in already is not asked for again."""
        application = self._own(act.who, number)
        reviewing = application["状态"] in ("已受理", "已报价", "已接受报价")
        need(application["受理时间"] and reviewing, "ZC0410", "不在审批中")
        given = {*application["材料"], *(name for each in application["补正"] for name in each["材料"])}
        missing = [name for name in act["缺件"] if name not in given]
        application["补正"].append({"缺件": missing, "要求时间": act.at, "材料": [], "结束时间": None})

    @call("PUT", "/融资申请/{}/补正", "供应商")
    def supplement(self, act: Act, number: str) -> None:
        """补正材料."""
        application = self._own(act.who, number)
        need(application["补正"] and application["状态"] not in ENDED, "ZC0410", "无补正要求")
        for each in application["补正"]:
            each["材料"] += act["材料"]
            if each["结束时间"] is None and set(each["缺件"]) <= set(each["材料"]):
                each["结束时间"] = act.at
        application["补正"][-1]["提交时间"] = act.at

    @call("PUT", "/融资申请/{}/报价", "银行")
    def quote(self, act: Act, number: str) -> None:
        """预授信: limit and rate."""
        application = self._own(act.who, number)
        need(application["状态"] in ("已推送", "已受理"), "ZC0410", f"当前状态：{application['状态']}")
        self._in_business(act.who[1])
        need(act["额度"] is not None and act["年利率"] is not None, "ZC2001", "报价须有额度和利率")
        limit = money(act["额度"])
        need(limit <= self.projects[application["项目编号"]]["中标金额"], "ZC2003", "额度超过中标金额")
        need(limit <= application["金额"], "ZC2002", "额度超过申请金额")
        application["报价"] = {"额度": limit, "年利率": act["年利率"], "期限天数": act["期限天数"], "时间": act.at}
        application["状态"] = "已报价"
        self._decided(application, act.at)

    @call("POST", "/融资申请/{}/担保", "银行")
    def security(self, act: Act, number: str) -> None:
        """任何形式的抵押或担保都不得要求."""
        self._own(act.who, number)
        raise Rejected("ZC2004", "不得要求任何形式的抵押或担保")

    @call("POST", "/融资申请/{}/条件", "银行")
    def condition(self, act: Act, number: str) -> None:
        """不得附加其他条件."""
        self._own(act.who, number)
        raise Rejected("ZC2006", "不得附加其他条件")

    @call("POST", "/融资申请/{}/收费", "银行")
    def fee(self, act: Act, number: str) -> None:
        """不得另行收取其他费用."""
        self._own(act.who, number)
        raise Rejected("ZC2005", "利息之外不得收费")

    @call("POST", "/时限说明", "银行", "采购人", "国库")
    def explain(self, act: Act) -> None:
        """迟延理由, kept on file; the clock goes on."""
        record = self.application(act["申请号"]) if act["申请号"] else self.project(act["项目编号"])
        record["说明"].append({"种类": act["种类"], "理由": act["理由"], "文字": act["文字"], "时间": act.at})

    @call("POST", "/时限中止", "银行")
    def suspend(self, act: Act) -> None:
        """A bank declares its clock suspended: the platform knows the causes itself and takes no declaration."""
        self._own(act.who, act["申请号"])
        raise Rejected("ZC4007", "时限只因平台记录的事由中止，不接受申报")

    def _consented(self, act: Act) -> bool:
        consent = self.consents.get(act["授权号"] or "")
        return bool(consent and all(consent[name] == act[name] for name in ("项目编号", "企业", "银行"))
                    and consent["有效期至"] > act.at and consent["撤回时间"] is None and set(consent["范围"]) >= CONSENTED)
