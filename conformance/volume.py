"""Logs larger than memory: sorted into parts on disk that are judged one after the other.

A part holds whole cases, and all awards of a supplier, so that a first loan is told from a repeat loan. What concerns
banks is sorted by bank; what concerns parties on which a case is opened is one part, and what is counted on the whole
log another. So memory holds a few bytes a line and an award, what opens cases about parties, of the findings what an
abridgement keeps, and sixteen bytes for each observation of a measure.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

import msgspec
import numpy as np

from conformance import listing
from conformance.abridgement import Abridgement, abridged
from conformance.case import About
from conformance.docket import banks_of, of_a_party_in, opens, reads, stimulus, types
from conformance.judge import Judgement, NormVerdict, judge
from conformance.measures.figures import Figure, Samples, figures_of, merge, sampled
from conformance.measures.register import MEASURES, Subject
from conformance.monitors.guards import government_procurement
from notice.catalogue import catalogue
from notice.events import ApplicationEvent, AwardNoticeIssued, CaseEvent, Event
from notice.law import Law
from notice.trace import Observation, Trace, decode, encode, order, read_events, read_header, read_lines, reused, trace

PART_BYTES = 16_000_000
"""About how much of a log one part holds."""

_MOST_PARTS = 400
"""So many are open at once while a log is sorted, two files each; of a log beyond that size parts are larger."""

_NONE = -1
"""In the place of a group or bank, of a line that has none."""


class Part(NamedTuple):
    """About what its cases are, and a file of event lines. `is_listed`: whether its findings are, beside it."""

    about: About | Subject
    path: Path
    observation: Observation
    law: Law
    is_listed: bool

    @property
    def piece(self) -> Path:
        """Its list of findings."""
        return self.path.with_suffix(".findings")


class Outcome(NamedTuple):
    """How one part came out: its verdicts, abridged, and what the measures saw."""

    verdicts: dict[str, NormVerdict]
    samples: Samples


Map = Callable[[Callable[[Part], Outcome], Sequence[Part]], Iterable[Outcome]]
"""Applies a function to all parts, perhaps in several processes."""


class Volume(msgspec.Struct, frozen=True):
    """How a large log came out, what was counted on it, how many events it holds, and of how many awards it tells."""

    judgement: Judgement
    measures: tuple[Figure, ...]
    events: int
    cases: int


def judged(
    path: Path, law: Law, *, part_bytes: int = PART_BYTES, over: Map = map, findings: Path | None = None
) -> Volume:
    """Judges a log in JSON Lines by parts; the same verdicts as `judge`, whatever the size of the parts.

    `findings`: where to list all that are no PASS (`conformance.listing`). Raises `InputError` for a faulty line, and for
    an identity used twice with different content.
    """
    observation, index = read_header(path), _Index(path)
    parts = min(max(1, -(-path.stat().st_size // part_bytes)), _MOST_PARTS)
    with TemporaryDirectory(prefix="zcd-") as folder:
        files = _sorted_out(path, index, Path(folder), parts)
        tasks = [Part(about, file, observation, law, is_listed=findings is not None) for about, file in files]
        events, cases = len(index), index.cases
        del index  # the findings need its place
        whole, samples = Abridgement(), Samples()
        for outcome in over(judge_part, tasks):
            whole.add(outcome.verdicts)
            merge(samples, outcome.samples)
        if findings:
            listing.join([task.piece for task in tasks], findings)
    judgement = Judgement(observation=observation, policy=law.policy.hash, norms=whole.norms())
    return Volume(judgement, figures_of(samples, observation), events, cases)


def judge_part(part: Part) -> Outcome:
    """The verdicts on one part, abridged, and what is counted on it; its findings are listed beside it."""
    with part.path.open("rb") as lines:
        events = trace(part.observation, map(decode, lines))
    judgement = judge(events, part.law, about=[] if part.about == "log" else [part.about])
    if part.is_listed:
        listing.write_piece(part.piece, judgement.kept())
    samples = sampled(events, part.law, part.about) if part.about in ("award", "log") else {}
    return Outcome(abridged(judgement.norms), samples)


def events_about(path: Path, subjects: Collection[str], cited: Collection[str]) -> Trace:
    """The part of a log that tells of these awards, or holds evidence: what a report shows of a large log."""
    kept = (event for _, event in read_events(path) if getattr(event, "award", None) in subjects or event.key in cited)
    return trace(read_header(path), kept)


class _Index:
    """One reading of a log: every line checked, its group of awards and its bank known."""

    def __init__(self, path: Path) -> None:
        self._nodes: dict[str, int] = {}
        self._parents = array("i")
        self._groups, self._banks, self._keys = array("i"), array("i"), array("Q")
        self.beyond: list[Event] = []
        """Events that open cases about parties, or are looked up everywhere."""
        self._of_parties = bytearray()
        self.doubtful: set[str] = set()
        """Awards with a notice that may keep them out of scope, so that no bank answers for what it did there."""
        self.cases = 0
        self._counted: list[Event] = []
        self._first_dealings: dict[tuple[type[Event], str], Event] = {}
        self._read_all(path)
        _refuse_reused(path, self._keys)
        del self._keys

    def __len__(self) -> int:
        return len(self._groups)

    def group(self, line: int) -> int:
        """The group of awards a line belongs to, or `_NONE`; awards that share a supplier are one group."""
        node = self._groups[line]
        return node if node == _NONE else self._root(node)

    def bank(self, line: int) -> int:
        """The bank that a line may concern beyond its award, or `_NONE`."""
        return self._banks[line]

    def may_tell_of_parties(self, line: int) -> bool:
        """Whether a line is one that norms about parties read, if it concerns a party that has a case."""
        return bool(self._of_parties[line])

    @property
    def counted(self) -> list[Event]:
        """What the measures read that count on the whole log; of what a bank does on awards its first act of each type."""
        return [*self._counted, *self._first_dealings.values()]

    def _read_all(self, path: Path) -> None:
        norms = catalogue().norms.values()
        on_the_log = _counted_on_the_log()
        of_banks = _read_of_banks()
        of_parties = reads("party", [norm for norm in norms if norm.is_about("party")])
        kept = _looked_up() | opens("party", [norm for norm in norms if norm.is_about("party")])
        for _, event in read_events(path):
            said = stimulus(event)
            award = getattr(event, "award", None) or getattr(said, "award", None)
            is_beyond = not isinstance(said, CaseEvent)
            bank = next(iter(banks_of(event)), None) if is_beyond or type(said) in of_banks else None
            self._keys.append(_hash(event.key))
            self._groups.append(_NONE if award is None else self._joined(award, said))
            self._banks.append(_NONE if bank is None else self._node(f"bank {bank}"))
            self._of_parties.append(type(said) in of_parties and type(said) not in kept)
            if type(said) in kept:
                self.beyond.append(event)
            if type(event) in on_the_log:
                self._count(event)
            if isinstance(event, AwardNoticeIssued) and not government_procurement(event):
                self.doubtful.add(event.award)

    def _count(self, event: Event) -> None:
        if not isinstance(event, ApplicationEvent):
            self._counted.append(event)
            return
        dealing = type(event), event.bank
        first = self._first_dealings.setdefault(dealing, event)
        if order(event) < order(first):
            self._first_dealings[dealing] = event

    def _joined(self, award: str, event: Event) -> int:
        before = len(self._parents)
        node = self._node(f"award {award}")
        self.cases += len(self._parents) - before
        supplier = getattr(event, "supplier", None)
        if supplier is not None:
            self._parents[self._root(self._node(f"supplier {supplier}"))] = self._root(node)
        return node

    def _node(self, name: str) -> int:
        node = self._nodes.setdefault(name, len(self._parents))
        if node == len(self._parents):
            self._parents.append(node)
        return node

    def _root(self, node: int) -> int:
        parents = self._parents
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node


def _looked_up() -> frozenset[type[Event]]:
    """Types of events about no award that norms about awards look up: a few lines that every part needs."""
    named = types(name for norm in catalogue().norms.values() if norm.is_about("award") for name in norm.beyond)
    return frozenset(kind for kind in named if not issubclass(kind, CaseEvent))


def _read_of_banks() -> frozenset[type[Event]]:
    """Types of events on awards that norms about banks read."""
    norms = [norm for norm in catalogue().norms.values() if norm.subject == "bank"]
    named = types(name for norm in norms for name in (*norm.triggers, *norm.needs, *norm.convicting, *norm.beyond))
    return frozenset(kind for kind in named if issubclass(kind, CaseEvent))


def _counted_on_the_log() -> frozenset[type[Event]]:
    """Types of events that the measures about the whole log read."""
    measured = catalogue().measures.values()
    return types(name for entry in measured if MEASURES[entry.id].about == "log" for name in entry.needs)


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def _refuse_reused(path: Path, hashes: array[int]) -> None:
    """Raises `InputError` if an identity stands on two lines with different content; the same again is one event."""
    values = np.frombuffer(hashes, dtype=np.uint64)
    values.sort()  # in their place: a copy would be the most that this file ever holds
    doubtful = set(values[1:][values[1:] == values[:-1]].tolist())
    known: dict[str, Event] = {}
    for _, event in read_events(path) if doubtful else ():
        if _hash(event.key) in doubtful and known.setdefault(event.key, event) != event:
            raise reused(event)


def _sorted_out(path: Path, index: _Index, folder: Path, parts: int) -> list[tuple[About | Subject, Path]]:
    """Writes every line to the part of its group, to those of its bank and of all parties, and to that of the log."""
    files: dict[tuple[About | Subject, int], BinaryIO] = {}
    everywhere: dict[About | Subject, list[Event]] = {
        "award": [event for event in index.beyond if isinstance(event, tuple(_looked_up()))],
        "bank": [],
        "party": index.beyond,
        "log": index.counted,
    }
    is_of_party = of_a_party_in(index.beyond)
    with ExitStack() as stack:
        of_parties = files["party", 0] = stack.enter_context((folder / "party-0").open("wb"))
        files["log", 0] = stack.enter_context((folder / "log-0").open("wb"))
        for number, line in enumerate(read_lines(path)):
            keys: dict[About | Subject, int] = {"award": index.group(number), "bank": index.bank(number)}
            for about, key in keys.items():
                if key != _NONE:
                    place = about, key % parts
                    if place not in files:
                        files[place] = stack.enter_context((folder / f"{about}-{place[1]}").open("wb"))
                    files[place].write(line if line.endswith(b"\n") else line + b"\n")
            if index.may_tell_of_parties(number):
                event = decode(line)
                if is_of_party(event):
                    of_parties.write(encode(event) + b"\n")
                if isinstance(event, AwardNoticeIssued) and event.award in index.doubtful:
                    everywhere["bank"].append(event)
                    everywhere["log"].append(event)
        for (about, _), file in files.items():
            file.writelines(encode(event) + b"\n" for event in everywhere[about])
    return [(about, folder / f"{about}-{part}") for about, part in files]
