"""Pages: self-contained, in both languages, true to their data, and quiet where nothing was observed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest

from conformance.judge import Judgement
from conformance.logs.log import Log
from conformance.measures.figures import figures
from conformance.names import LANGS, Lang, said
from conformance.verdicts import Outcome, Verdict
from notice.catalogue import catalogue
from notice.events import Actor
from notice.law import Law
from notice.policy import baseline
from notice.trace import Gap, Observation, Trace
from reports.audit import audit_page, readings
from reports.certificate import by_basis, certificate_page
from reports.certification import CertificationSummary
from reports.gallery import experiment_gallery
from reports.inputs import Audited, Detection, Judged, Reproduction
from reports.page import clause_verdicts, report_page
from reports.words import word
from sim.results import Estimate, PolicyInfo, Result

VOID = {"meta", "input", "img", "br", "link"}

EVERY = len(catalogue().duties)


class Page(HTMLParser):
    """What a browser would make of a page: its text by language, and everything that it would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.main = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.fetched += [str(given[name]) for name in ("src", "href", "srcset", "data", "action") if name in given]
        if tag == "main":
            self.main = str(given["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "main":
            self.main = ""

    def handle_data(self, data: str) -> None:
        self.text[self.main] = self.text.get(self.main, "") + data


@pytest.fixture
def report(
    result: Result,
    trace: Trace,
    judgement: Judgement,
    certifications: list[CertificationSummary],
    reproduction: Reproduction,
) -> str:
    judged = Judged(trace=trace, judgement=judgement)
    return report_page(
        result,
        reproduction,
        judged=judged,
        detections=[Detection(norm="no-fees", planted=12, found=11, found_by_platform=3)],
        certifications=certifications,
    )


@pytest.fixture
def audit(trace: Trace, judgement: Judgement, reproduction: Reproduction) -> str:
    return audited("city.jsonl", trace, judgement, reproduction)


def audited(target: str, trace: Trace, judgement: Judgement, reproduction: Reproduction) -> str:
    cases = {getattr(event, "award", None) for event in trace.events} - {None}
    audited = Audited(
        target=target,
        log=Log(trace, len(trace.events)),
        judgement=judgement,
        policy=baseline(),
        events=len(trace.events),
        cases=len(cases),
        measures=figures(trace, Law()),
    )
    return audit_page(audited, reproduction)


@pytest.mark.parametrize("lang", LANGS)
def test_an_audit_shows_every_measure_with_its_observations(audit: str, lang: Lang) -> None:
    text = Page(audit).text[lang]
    assert word("counted", lang) in text and word("counted_how", lang)[:20] in text
    assert all(said(measure.title, lang) in text for measure in catalogue().measures.values())


def reported(result: Result, reproduction: Reproduction) -> str:
    return report_page(result, reproduction)


@pytest.fixture
def certificate(certifications: list[CertificationSummary], reproduction: Reproduction) -> str:
    return certificate_page(certifications[1], reproduction)


@pytest.fixture(params=["report", "audit", "certificate"])
def page(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_a_page_fetches_nothing(page: str) -> None:
    read = Page(page)
    assert all(one.startswith("data:") for one in read.fetched)
    assert not {"script", "iframe", "link", "object", "embed"} & set(read.tags)
    assert re.findall(r"url\((?!\"data:)", page) == [] and "@import" not in page
    assert re.findall(r"https?:", page) == []


def test_a_page_is_well_formed_and_holds_both_languages(page: str) -> None:
    read = Page(page)
    assert read.open == []
    zh, en = read.text["zh"], read.text["en"]
    assert "政府采购合同融资" in zh and "Contract financing for government procurement" in en
    assert page.count('<input type="radio"') == 2 and page.count(" checked") == 1


def test_the_same_input_gives_the_same_page(
    certifications: list[CertificationSummary], reproduction: Reproduction, certificate: str
) -> None:
    assert certificate_page(certifications[1], reproduction) == certificate


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_language_is_the_one_asked_for(
    lang: Lang, certifications: list[CertificationSummary], reproduction: Reproduction
) -> None:
    page = certificate_page(certifications[0], reproduction, first=lang)
    assert f'id="lang-{lang}" checked' in page
    assert f"<title>{word('certificate_title', lang)}</title>" in page


def test_the_report_answers_with_figures_of_the_data(report: str) -> None:
    text = " ".join(Page(report).text["en"].split())
    assert "the money of a first loan arrives 1.31 working days sooner (95% interval 1.29 to 1.33)" in text
    assert "the money of a first loan arrives 0.40 working days later" in text
    assert "borrowing 1 million yuan costs 3,104 yuan less (95% interval 3,032 to 3,176)" in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_says_that_nothing_is_kunming_data(lang: Lang, report: str, result: Result) -> None:
    text = Page(report).text[lang]
    assert word("not_kunming", lang) in text
    for figure in result.assumptions:
        assert figure.meaning[lang] in text and word(f"status_{figure.status}", lang) in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_can_be_reproduced_from_itself(
    lang: Lang, report: str, result: Result, reproduction: Reproduction
) -> None:
    text = Page(report).text[lang]
    assert reproduction.command in text and str(result.seed) in text and reproduction.notice_sha256 in text
    assert all(policy.hash in text for policy in result.policies)
    assert "first_sla_working_days: 5 → 3" in text


def test_the_report_shows_every_clause_and_what_was_planted(report: str) -> None:
    text = Page(report).text["zh"]
    assert all(clause.article in text for clause in catalogue().clauses.values())
    assert re.search(r"no-fees\s+12\s*11\s*3\s", text)


def test_a_mutant_s_findings_name_the_duty_that_it_breaks(report: str, certificate: str) -> None:
    for lang in LANGS:
        title = said(catalogue().duties["D-computes-due"].title, lang)
        assert title in Page(report).text[lang] and title in Page(certificate).text[lang]
    assert (
        "NOT CERTIFIED" in Page(certificate).text["en"]
        and f"{EVERY - 1} of {EVERY} duties met" in Page(certificate).text["en"]
    )


def test_a_report_without_anything_observed_says_so(result: Result, reproduction: Reproduction) -> None:
    nothing = Estimate(unit="working_days", estimate=None, low=None, high=None, replications=0)
    empty = msgspec.structs.replace(
        result,
        policies=result.policies[:2],
        estimates={policy.name: {"disbursement_working_days_first": nothing} for policy in result.policies[:2]},
        differences={},
        durations={},
        assumptions=(),
        runs=(),
    )
    text = Page(reported(empty, reproduction)).text
    assert word("not_observed", "en") in text["en"] and word("not_observed", "zh") in text["zh"]
    assert word("judged", "en") not in text["en"] and word("certifications", "en") not in text["en"]


def test_a_baseline_alone_is_a_report(result: Result, reproduction: Reproduction) -> None:
    alone = msgspec.structs.replace(result, policies=result.policies[:1], differences={})
    assert "18,123" in Page(reported(alone, reproduction)).text["en"]


def test_titles_and_names_are_text_and_never_markup(result: Result, reproduction: Reproduction) -> None:
    wicked = '<script>alert(1)</script>"&'
    policy = PolicyInfo(name="x", title={"en": wicked, "zh": wicked}, origin={}, hash="h", changes={wicked: ("a", "b")})
    page = reported(msgspec.structs.replace(result, policies=(result.policies[0], policy)), reproduction)
    assert "script" not in Page(page).tags and wicked in Page(page).text["en"]


def test_an_audit_says_what_was_judged_and_what_was_not_seen(
    audit: str, trace: Trace, judgement: Judgement, reproduction: Reproduction
) -> None:
    text = Page(audit).text["en"]
    assert "city.jsonl" in text and "events 22, awards 1" in text and baseline().hash in text
    assert "Types not reported completely: Refused" in text
    whole = Observation(vantage="source", until=9, gaps=(Gap(1, 2),))
    seen = msgspec.structs.replace(judgement, observation=whole)
    page = audited("x", Trace(whole, trace.events), seen, reproduction)
    assert "Gap: 1970-01-01 00:00 to 1970-01-01 00:00" in Page(page).text["en"]


def test_an_audit_reads_many_findings_of_a_kind_as_one_line(audit: str) -> None:
    text = Page(audit).text["en"]
    findings = text.split("Verdict by clause")[0].split("By actor")[0]
    assert len(re.findall("first-loan-in-time", findings)) == 1
    assert re.search(r"bank B2\s+3\s", text) and "2023-10-19" in text


def test_of_a_thousand_blamed_a_page_names_a_few_and_counts_the_rest(
    trace: Trace, judgement: Judgement, reproduction: Reproduction
) -> None:
    late = next(one for one in judgement.findings(Verdict.FAIL) if one.id == "first-loan-in-time")
    many = tuple(msgspec.structs.replace(late, blames=(Actor("bank", f"X{number}"),)) for number in range(1_000))
    norm = msgspec.structs.replace(judgement.norms[late.id], findings=many)
    text = Page(audited("x", trace, msgspec.structs.replace(judgement, norms={late.id: norm}), reproduction)).text["en"]
    assert text.count("and 980 more, all of them in verdicts.json") == 2
    assert len(set(re.findall(r"bank X\d+", text))) < 60


def test_an_audit_lists_every_chosen_reading(audit: str) -> None:
    text = Page(audit).text["zh"]
    chosen = readings(baseline())
    assert len(chosen) >= 15 and all(name in text and entry.meaning.zh in text for name, entry in chosen.items())


def test_an_audit_without_findings_says_so(trace: Trace, judgement: Judgement, reproduction: Reproduction) -> None:
    clean = msgspec.structs.replace(judgement, norms={})
    text = Page(audited("x", trace, clean, reproduction)).text
    assert word("no_findings", "en") in text["en"] and word("no_findings", "zh") in text["zh"]


def test_every_outcome_of_a_certification_is_shown(
    certifications: list[CertificationSummary], reproduction: Reproduction
) -> None:
    for outcome in Outcome:
        summary = msgspec.structs.replace(certifications[0], outcome=outcome, waived=("D-computes-due",))
        text = Page(certificate_page(summary, reproduction)).text["zh"]
        assert word(f"outcome_{outcome.name}", "zh") in text and word("waived", "zh") in text


def test_results_by_basis_stand_apart(certifications: list[CertificationSummary]) -> None:
    bases = by_basis(certifications[1])
    assert sum(every for _, every in bases.values()) == len(catalogue().duties)
    failed = catalogue().duties["D-computes-due"].basis
    assert {basis for basis, (met, every) in bases.items() if met < every} == {failed}


def test_a_clause_that_no_judged_norm_stands_for_has_no_verdict(trace: Trace, judgement: Judgement) -> None:
    verdicts = clause_verdicts(Judged(trace=trace, judgement=judgement))
    assert list(verdicts) == list(catalogue().clauses)
    assert verdicts["4.2.a"] == Verdict.FAIL and verdicts["1.1.c"] is None


def test_charts_that_were_drawn_already_give_the_same_page(result: Result, reproduction: Reproduction) -> None:
    drawn = experiment_gallery(result)
    assert report_page(result, reproduction, gallery=drawn) == report_page(result, reproduction)
