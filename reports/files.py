"""The files of a run directory: computed without touching the disk, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import copyfile
from typing import Any

import msgspec

from conformance.judge import Judgement
from notice.errors import InputError
from notice.trace import Trace
from reports.certification import CertificationSummary
from reports.gallery import Gallery, audit_gallery, experiment_gallery
from reports.inputs import Judged
from reports.junit import junit
from reports.tables import comparison, summary
from sim.results import Result

Files = dict[str, bytes | Path]
"""Contents by path inside the run directory: bytes, or the file elsewhere that holds them."""


def experiment_files(
    result: Result, page: str, *, wall_s: float, judged: Judged | None = None, gallery: Gallery | None = None
) -> Files:
    """`report.html`, `summary.json`, `comparison.json` and the charts (`gallery`: if drawn already)."""
    return {
        "report.html": page.encode(),
        "summary.json": document(summary(result, judged.judgement if judged else None, wall_s)),
        "comparison.json": document(comparison(result)),
    } | _charts(gallery or experiment_gallery(result, judged))


def audit_files(
    folder: Path, page: str, trace: Trace, judgement: Judgement, *, gallery: Gallery | None = None
) -> Files:
    """`report.html`, the charts (`gallery`: if drawn already), and what `folder` holds: `verdicts.json` (the audit's
    document) and `findings.csv` (all findings that are no PASS)."""
    files: Files = {"report.html": page.encode()} | {name: folder / name for name in ("verdicts.json", "findings.csv")}
    return files | _charts(gallery or audit_gallery(trace, judgement))


def certification_files(verdicts: Mapping[str, Any], page: str, summary: CertificationSummary) -> Files:
    """`report.html`, `verdicts.json` and `junit.xml` of a certification; `verdicts` is the certification's document."""
    return {"report.html": page.encode(), "verdicts.json": document(verdicts), "junit.xml": junit(summary)}


def document(content: object) -> bytes:
    """A JSON document for readers: indented, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def document_parts(content: Mapping[str, Any]) -> Iterator[bytes]:
    """`document` by parts, for what is large: the rows of an iterator are taken one by one, and stand in a list."""
    opening = b"{"
    for name, value in content.items():
        yield opening + b"\n  " + msgspec.json.encode(name) + b": "
        if isinstance(value, Iterator):
            yield from _rows(value)
        else:
            yield _shown(value, b"\n  ")
        opening = b","
    yield b"\n}\n"


def _rows(rows: Iterator[Any]) -> Iterator[bytes]:
    opening = b"["
    for row in rows:
        yield opening + b"\n    " + _shown(row, b"\n    ")
        opening = b","
    yield b"[]" if opening == b"[" else b"\n  ]"


def _shown(content: object, newline: bytes) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=2).replace(b"\n", newline)


def write_files(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Writes every file under its name only when it is whole. Raises `InputError` if the folder cannot be written."""
    for name, content in files.items():
        path = folder / name
        temporary = path.with_name(path.name + ".part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Path):
                copyfile(content, temporary)
            else:
                temporary.write_bytes(content)
            temporary.replace(path)
        except OSError as error:
            raise InputError(
                f"cannot be written ({error.strerror})", where=str(path), instead="name another folder"
            ) from None
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _charts(gallery: Gallery) -> Files:
    files: Files = {}
    for name, charts in gallery.items():
        for lang, chart in charts.items():
            files[f"charts/{name}.{lang}.svg"] = chart.svg()
            files[f"charts/{name}.{lang}.png"] = chart.png()
    return files
