"""The files of a run directory: computed without touching the disk, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from conformance.judge import Judgement
from notice.errors import InputError
from notice.trace import Trace
from reports.certification import CertificationSummary
from reports.charts.canvas import Chart
from reports.charts.cost import cost_chart
from reports.charts.disbursement import disbursement_chart
from reports.charts.timeline import timeline_chart
from reports.charts.verdicts import verdict_chart
from reports.inputs import Judged
from reports.junit import junit
from reports.story import story, worst_subjects
from reports.tables import comparison, summary
from reports.words import LANGS
from sim.results import Result

Files = dict[str, bytes]
"""Contents by path inside the run directory."""


def experiment_files(result: Result, page: str, *, wall_s: float, judged: Judged | None = None) -> Files:
    """`report.html`, `summary.json`, `comparison.json` and the charts of an experiment."""
    files = {
        "report.html": page.encode(),
        "summary.json": document(summary(result, judged.judgement if judged else None, wall_s)),
        "comparison.json": document(comparison(result)),
    }
    for lang in LANGS:
        files |= _chart(f"disbursement.{lang}", disbursement_chart(result, lang))
        files |= _chart(f"cost.{lang}", cost_chart(result, lang))
    return files | (_judged_charts(judged.trace, judged.judgement) if judged else {})


def audit_files(verdicts: Mapping[str, Any], page: str, trace: Trace, judgement: Judgement) -> Files:
    """`report.html`, `verdicts.json` and the charts of an audit; `verdicts` is the audit's document."""
    files = {"report.html": page.encode(), "verdicts.json": document(verdicts)}
    return files | _judged_charts(trace, judgement)


def certification_files(verdicts: Mapping[str, Any], page: str, summary: CertificationSummary) -> Files:
    """`report.html`, `verdicts.json` and `junit.xml` of a certification; `verdicts` is the certification's document."""
    return {"report.html": page.encode(), "verdicts.json": document(verdicts), "junit.xml": junit(summary)}


def document(content: object) -> bytes:
    """A JSON document for readers: indented, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes every file under its name only when it is whole. Raises `InputError` if the folder cannot be written."""
    for name, content in files.items():
        path = folder / name
        temporary = path.with_name(path.name + ".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(path)
        except OSError as error:
            raise InputError(
                f"cannot be written ({error.strerror})", where=str(path), instead="name another folder"
            ) from None
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _judged_charts(trace: Trace, judgement: Judgement) -> Files:
    files: Files = {}
    for lang in LANGS:
        files |= _chart(f"verdicts.{lang}", verdict_chart(judgement, lang))
        for subject in worst_subjects(judgement, 1):
            files |= _chart(f"case.{lang}", timeline_chart(story(trace, judgement, subject), lang))
    return files


def _chart(name: str, chart: Chart) -> Files:
    return {f"charts/{name}.svg": chart.svg(), f"charts/{name}.png": chart.png()}
