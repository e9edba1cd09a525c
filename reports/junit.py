"""A certification as JUnit XML, so that a vendor's CI shows the duties as test cases.

Only PASS and WARN are green: a duty that was not exercised or not decided is an error, for a suite that ran nothing
must not look like one that passed.
"""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from conformance.duties import DutyVerdict
from conformance.names import Lang, said
from conformance.tally import counted
from conformance.verdicts import Verdict
from conformance.whys import sentence
from notice.catalogue import catalogue
from reports.certification import CertificationSummary
from reports.groups import grouped
from reports.words import word

_GREEN = (Verdict.PASS, Verdict.WARN)


def junit(summary: CertificationSummary, lang: Lang = "en") -> bytes:
    """One suite, a test case a duty; a waived duty that is not met is skipped, with its verdict."""
    suite = Xml.Element("testsuite", name=f"zcd certify {summary.target}", tests=str(len(summary.duties)))
    for duty in summary.duties:
        _case(suite, duty, waived=duty.id in summary.waived, lang=lang)
    for kind in ("failure", "error", "skipped"):
        plural = kind if kind == "skipped" else f"{kind}s"
        suite.set(plural, str(len(suite.findall(f"testcase/{kind}"))))
    root = Xml.Element("testsuites")
    root.append(suite)
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _case(suite: Xml.Element, duty: DutyVerdict, *, waived: bool, lang: Lang) -> None:
    entry = catalogue().duties[duty.id]
    case = Xml.SubElement(suite, "testcase", classname=f"{entry.profile}.{entry.basis}", name=duty.id)
    if duty.verdict in _GREEN:
        return
    kind = "skipped" if waived else "failure" if duty.verdict == Verdict.FAIL else "error"
    title = said(entry.title, lang)
    problem = Xml.SubElement(case, kind, type=duty.verdict.name, message=f"{title}: {_verdict(duty, lang)}")
    problem.text = "\n".join(
        f"{group.first.subject}: {sentence(group.first, lang)} (x{group.number})"
        for group in grouped(counted(duty.findings), without=_GREEN)
    )


def _verdict(duty: DutyVerdict, lang: Lang) -> str:
    means = word(f"verdict_means_{duty.verdict.name}", lang)
    return means if not duty.missing else f"{means} ({', '.join(duty.missing)})"
