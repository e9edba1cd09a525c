"""Memory of an audit: ten times the log of the same actors, who break everything, takes a few bytes more an event."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from notice.events import BankFiled
from notice.trace import Observation, encode
from tests.conformance.builders import UNTIL
from tests.conformance.stories import broken

BANKS, SUPPLIERS = 97, 500
MOST_BYTES = 100
"""Of memory an event: 17 of the index, and the place of its award there, some 45 in all. Its findings take 800."""

CHILD = """
import sys
from pathlib import Path
from notice.policy import baseline
from zcd import audits

audits.LARGE_BYTES = 0
log, listed = map(Path, sys.argv[1:])
found = audits.audited(log, baseline(), "jsonl", None, workers=2, findings=listed)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
print(found.events, sum(found.judgement.number(verdict) for verdict in audits.listing.LISTED), peak)
"""


def of_awards(path: Path, number: int) -> Path:
    """A log of so many awards, over some banks and suppliers; all that these do is forbidden."""
    names = {"award": "A~", "application": "L~", "loan": "D~", "contract": "C~", "supplier": "S%", "bank": "B^"}
    told = broken(**names).events
    filed = [encode(event).decode() for event in told if isinstance(event, BankFiled)]
    case = [encode(event).decode() for event in told if not isinstance(event, BankFiled)]
    business = "\n".join(case).replace('"S1"', '"S%"').replace('"S9"', '"R%"')
    with path.open("w") as file:
        file.write(msgspec.json.encode(Observation(vantage="world", until=UNTIL)).decode() + "\n")
        for bank in range(BANKS):
            file.write("\n".join(filed).replace("^", str(bank)).replace("~", f"bank{bank}") + "\n")
        for award in range(number):
            actors = business.replace("^", str(award % BANKS)).replace("%", str(award % SUPPLIERS))
            file.write(actors.replace("~", str(award)) + "\n")
    return path


def audit(log: Path) -> tuple[int, int, int]:
    """Events, findings that are no PASS, and the most memory that the main process held, in bytes."""
    listed = log.with_suffix(".csv")
    done = subprocess.run([sys.executable, "-c", CHILD, log, listed], capture_output=True, text=True, check=True)
    events, findings, peak = map(int, done.stdout.split())
    with listed.open("rb") as rows:
        assert sum(1 for _ in islice(rows, 1, None)) == findings
    return events, findings, peak * 1024


@pytest.mark.long
@pytest.mark.timeout(1_200)  # a million events and as many findings: minutes on a busy machine
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says there how much memory was held")
def test_memory_follows_neither_events_nor_breaches(tmp_path: Path) -> None:
    small, large = (audit(of_awards(tmp_path / f"{awards}.jsonl", awards)) for awards in (4_350, 43_500))
    assert large[0] > 1_000_000 and large[1] > 500_000, large
    assert (large[2] - small[2]) / (large[0] - small[0]) < MOST_BYTES, (small, large)
