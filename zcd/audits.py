"""Writing the directory of an audit: verdicts, page and charts."""

from __future__ import annotations

from pathlib import Path

from conformance.judge import Judgement
from conformance.verdict_table import audit_document
from notice.law import Law
from notice.trace import Trace
from reports.audit import audit_page
from reports.files import audit_files, write_files
from reports.gallery import audit_gallery
from zcd.console import SETTING
from zcd.rundir import manifest, reproduction


def write(out: Path, name: str, trace: Trace, judgement: Judgement, law: Law) -> None:
    """Writes verdicts.json, report.html and charts. `name`: the log's. Raises `InputError` if `out` cannot be."""
    gallery = audit_gallery(trace, judgement)
    page = audit_page(name, trace, judgement, law.policy, reproduction(), gallery=gallery, first=SETTING.lang)
    files = audit_files(audit_document(name, judgement, law), page, trace, judgement, gallery=gallery)
    write_files(out, manifest([law.policy], files, log=name))
