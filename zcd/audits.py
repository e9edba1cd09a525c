"""Auditing a log: read, judged, and what a report shows of it; small logs in one piece, large ones by parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from conformance import listing, volume
from conformance.judge import Judgement, judge
from conformance.logs.log import Log
from conformance.logs.sources import format_of, read
from conformance.measures.figures import Figure, figures
from conformance.readings import OtherReading
from conformance.verdict_table import audit_document
from conformance.worst import STORIES, worst_subjects
from notice.civil import day_of
from notice.errors import InputError
from notice.law import Law
from notice.policy import Policy
from notice.trace import read_header
from reports.inputs import Audited
from sim.executor import finished
from zcd.console import SETTING, progress

LARGE_BYTES = 200_000_000
"""From this size on a log in JSON Lines is judged by parts on disk."""


class Audit(NamedTuple):
    """A log with its verdicts. `log.trace` holds of a large log only what its report tells; `events` and `cases` count all."""

    log: Log
    judgement: Judgement
    law: Law
    events: int
    cases: int
    measures: tuple[Figure, ...]
    """What was counted."""

    @property
    def is_whole(self) -> bool:
        """Whether all its events are at hand, and not only those that its report tells."""
        return self.events == len(self.log.trace.events)


def audited(
    path: Path,
    policy: Policy,
    form: str,
    mapping: Path | None,
    workers: int = 1,
    platform_log: Path | None = None,
    *,
    findings: Path | None = None,
) -> Audit:
    """The audit of a log by a policy, under the calendar as it was known when the log ends.

    `platform_log`: the platform's own, to be compared with it. Raises `InputError` if that is asked of a large log.
    `findings`: where to list all findings that are no PASS.
    """
    if format_of(path, form) == "jsonl" and path.is_file() and path.stat().st_size >= LARGE_BYTES:
        if platform_log is not None:
            raise InputError("too large to be compared", where=str(path), instead="cut the log, or audit it alone")
        return _large(path, policy, workers, findings)
    log = read(path, form, mapping)
    law = _law(policy, log.trace.observation.until)
    cases = {getattr(event, "award", None) for event in log.trace.events} - {None}
    platform = read(platform_log, "", None).trace if platform_log else None
    judgement = judge(log.trace, law, platform=platform)
    if findings:
        listing.write(findings, judgement.kept())
    return Audit(log, judgement, law, len(log.trace.events), len(cases), figures(log.trace, law))


def _law(policy: Policy, until: int) -> Law:
    return Law(policy).as_known_on(day_of(until))


def _large(path: Path, policy: Policy, workers: int, findings: Path | None) -> Audit:
    law = _law(policy, read_header(path).until)
    found = volume.judged(path, law, over=_over(workers), findings=findings)
    subjects = set(worst_subjects(found.judgement.kept(), STORIES))
    cited = {key for finding in found.judgement.kept() if finding.subject in subjects for key in finding.evidence}
    told = volume.events_about(path, subjects, cited)
    return Audit(Log(told, found.events), found.judgement, law, found.events, found.cases, found.measures)


def _over(workers: int) -> volume.Map:
    def over(
        function: Callable[[volume.Part], volume.Outcome], parts: Sequence[volume.Part]
    ) -> Iterator[volume.Outcome]:
        with progress("judging", "判定") as step:
            yield from (outcome for _, outcome in finished(function, parts, workers, step))

    return over


def write(out: Path, name: str, audit: Audit, others: tuple[OtherReading, ...] | None, scratch: Path) -> None:
    """Writes verdicts.json, report.html, charts, and the findings.csv that is in `scratch`. `name`: the log's.

    `scratch`: a folder for what is too large for memory. Raises `InputError` if `out` cannot be written.
    """
    # charts take longer to import than most logs to judge
    from reports.audit import audit_page
    from reports.files import audit_files, document_parts, write_files
    from reports.gallery import audit_gallery
    from zcd.rundir import manifest, reproduction

    log, judgement, law = audit.log, audit.judgement, audit.law
    gallery = audit_gallery(log.trace, judgement)
    judged = Audited(
        target=name,
        log=log,
        judgement=judgement,
        policy=law.policy,
        events=audit.events,
        cases=audit.cases,
        others=others,
        measures=audit.measures,
    )
    page = audit_page(judged, reproduction(), gallery=gallery, first=SETTING.lang)
    document = audit_document(name, judgement, law, log=log, others=others, measures=audit.measures)
    with (scratch / "verdicts.json").open("wb") as file:
        file.writelines(document_parts(document))
    files = audit_files(scratch, page, log.trace, judgement, gallery=gallery)
    write_files(out, manifest([law.policy], files, log=name))
