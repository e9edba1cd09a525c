"""The world of one run: a clock, a platform, agents who reach it only through the port, and what is written of it."""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from agents.bank import joins, other_business
from agents.bureau import PROCEEDINGS, Bureau, disciplines, reaches_out
from agents.penalties import may_be_found_out
from agents.purchaser import awards, hears_word
from agents.register import Register
from agents.supplier import Answer, answers_lender, bids
from agents.treasury import Treasury
from agents.world import Party
from conformance.port import OutcomeUnknown
from notice.catalogue import catalogue
from notice.civil import DAY, HOUR
from notice.events import Actor, Event, Refused
from scenarios.markets import reformed
from sim import cast
from sim.books import Books
from sim.breaches import Breaches
from sim.hours import Hours
from sim.kernel import Kernel
from sim.mailbox import Mailbox
from sim.notes import Notes
from sim.platform import reference
from sim.play import Play
from sim.population import Population
from sim.records import Run
from sim.routes import Deal, Routes
from sim.truth import Breach, Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from agents.misdeeds import Misdeeds
    from agents.world import Word
    from conformance.port import Target
    from notice.law import Law
    from scenarios.markets import Market
    from sim.breaches import Plants
    from sim.ledger import Posting
    from sim.population import Award

UNANSWERED = ("OUTCOME_UNKNOWN",)
"""What an agent is told if the platform's answer was lost and nothing of its stimulus stands in the feed."""

AFTERMATH = 180 * DAY
"""How long after the last award banks' desks are still kept busy by other files."""

TOO_EARLY: Misdeeds = frozenset(("applied_before_award", "accepted_before_award"))
BEFORE_THE_AWARD = HOUR
"""By how much the award comes after what is done before it."""

LOAN_LIMITS = ("first-loan-in-time", "repeat-loan-in-time")

UNEXPLAINED = ("UNKNOWN_REASON",)
"""What an agent is told if the platform refused for a reason that the vocabulary does not have."""

_BLOCK = 4_096
_ENCODER = msgspec.json.Encoder()


def simulate(market: Market, law: Law, seed: int, *, target: Target | None = None, keep_trace: bool = False) -> Run:
    """One run of a market under a law: a pure function of (market, law, seed), whatever else the process does.

    `target`: the platform that the agents use, in virtual time; without one the reference platform in this process.
    `keep_trace`: whether the run holds its events (all that happened).
    """
    world = World(market, law, seed, target=target, keep_trace=keep_trace)
    return world.play().run


def play(market: Market, law: Law, seed: int, *, target: Target | None = None, breaches: Plants | None = None) -> Play:
    """One run with both its logs and the truth file. `breaches`: planted so, instead of at the market's rates."""
    return World(market, law, seed, target=target, keep_trace=True, breaches=breaches).play()


class World(Kernel):
    """All of one run, on its clock. To its agents it is `agents.world.World`; they see nothing else of it."""

    def __init__(
        self,
        market: Market,
        law: Law,
        seed: int,
        *,
        target: Target | None = None,
        keep_trace: bool = False,
        journal: Callable[[Posting], object] | None = None,
        breaches: Plants | None = None,
    ) -> None:
        market = reformed(market, law.policy)
        cohort = market.cohort
        super().__init__(cohort.begin_at)
        self.market, self.law = market, law
        self.calendar, self.hours = law.calendar, Hours(law.calendar)
        self.scheme, self.habits, self.register = cast.scheme(law.policy), cast.habits(market, law.policy), Register()
        self.until = cohort.end_at
        self.population = Population(market, seed, law.calendar)
        self.treasury = Treasury(self, Actor("treasury", "treasury"))
        self.bureau = Bureau(Actor("finance_bureau", "finance_bureau"))
        self.banks = {one.id: cast.bank(self, market, one) for one in self.population.banks}
        self.suppliers = {
            one.id: cast.supplier(market, one) for group in self.population.suppliers.values() for one in group
        }
        self.purchasers = {one.id: cast.purchaser(one) for one in self.population.purchasers}
        self.routes = Routes(self, self.treasury, self.bureau, self.banks)
        self.truth, self.books = Truth(self.until), Books(journal)
        self.notes = Notes(lambda award: self.routes.deals[award].job, self.banks)
        self.log = Log(keep_trace)
        self._breaches = breaches or Breaches(market)
        self._hearers = self._all_hearers()
        self._is_remote = target is not None
        self._connect(target or reference(law, self._planned_on))

    def _connect(self, target: Target) -> None:
        several = (self.banks, self.suppliers, self.purchasers)
        parties = [self.treasury, self.bureau, *(one for some in several for one in some.values())]
        self._sandbox = target.open(self.now, [party.actor for party in parties])
        self._platform_at, self._cursor = self.now, 0

    def play(self) -> Play:
        """Runs from the first day to the last."""
        reaches_out(self.bureau, self)
        self._plant_on_banks()
        for bank in self.banks.values():
            self.call(0, joins, bank)
            if bank.background_gap is not None:
                other_business(bank, self.market.cohort.measured_until_at + AFTERMATH)
        self._awards = self.population.awards(cast.DEALT)
        self._next_award(None)
        self.call(DAY, self._day_breaks)
        with _collecting_rarely():
            self.run(until=self.until)
        self._sandbox.close()
        self.notes.finish(self.until)
        digest = self.log.digest()
        run = Run(
            until=self.until,
            cases=list(self.notes.cases.values()),
            loans=list(self.notes.loans.values()),
            counts={"events": self.log.count, "breaches": len(self.truth.breaches)},
            digest=digest,
            trace=tuple(self.log.world) if self.log.keeps else None,
        )
        return Play(
            run=run, truth=tuple(self.truth.breaches), world=tuple(self.log.world), platform=tuple(self.log.platform)
        )

    def _plant_on_banks(self) -> None:
        planted = self._breaches.on_banks([bank.luck for bank in self.population.banks])
        for given, misdeeds in zip(self.population.banks, planted, strict=True):
            bank = self.banks[given.id]
            bank.misdeeds = misdeeds
            if misdeeds & PROCEEDINGS:
                begins_at = self.now + given.luck.between("found_out", 90, 240) * DAY
                self.start(disciplines(self.bureau, bank, given.luck, begins_at))

    # --- awards come up one by one

    def _next_award(self, award: Award | None) -> None:
        if award is not None:
            self._begin(award)
        coming = next(self._awards, None)
        if coming is not None:
            self.call(coming.at - self.now, self._next_award, coming)

    def _planned_on(self, award: str | None) -> Misdeeds:
        """What is planned on an award, for the platform that does it."""
        deal = self.routes.deals.get(award or "")
        return deal.order.misdeeds if deal is not None else frozenset()

    def _begin(self, award: Award) -> None:
        by, to = self.purchasers[award.purchaser.id], self.suppliers[award.supplier.id]
        misdeeds = self._breaches.on_award(award.number, award.luck)
        order = cast.order(self, by, to.account, award, misdeeds)
        job = cast.job(self, to, award, order)
        self.routes.deals[award.id] = Deal(award, order, job)
        self.notes.opens(award, self.law.policy.reading("sme_rule"))
        bids(job)
        self.call(BEFORE_THE_AWARD if misdeeds & TOO_EARLY else 0, awards, order)
        may_be_found_out(self.bureau, job)

    def _is_principle_only(self, norm: str) -> bool:
        """原则上: whether a reform reads it so that nothing follows from being late."""
        policy = self.law.policy
        covered = norm == LOAN_LIMITS[0] or policy.flag("in_principle_covers_repeat")
        return covered and policy.reading("in_principle") == "pass"

    def _applies(self, norm: str, subject: str) -> bool:
        """Whether a norm reaches an award or bank at all: what the notice covers, whom it protects, what a reform left.

        二(二)3 and 附: fiscal public procurement, from the first day on. Late payment: who declared to be small.
        """
        known = catalogue().norms[norm]
        if not known.is_awake(self.law.policy):
            return False
        if norm in LOAN_LIMITS and self._is_principle_only(norm):
            return False
        lock_from = self.law.policy.reading("lock_from")
        if (norm == "supplier-lock" and lock_from != "agreement") or (norm == "full-lock" and lock_from == "none"):
            return False
        deal = self.routes.deals.get(subject)
        if deal is None:
            return True
        covered = deal.order.is_public and self.now >= self.scheme.in_force_at
        small = deal.job.declares and (norm == "pay-in-time" or self.notes.cases[subject].eligible)
        return covered and (small or not (norm == "pay-in-time" or "eligible-supplier" in known.guards))

    # --- what agents can do

    def mailbox(self) -> Mailbox:
        """A new mailbox."""
        return Mailbox(self)

    def submit(self, party: Party, kind: type[Event], /, **fields: Any) -> tuple[str, ...]:
        """Submits a stimulus of this party. Returns the reasons of a refusal, nothing if it was taken."""
        party.said = said = party.said + 1
        return self._exchange(
            kind(at=self.now, actor=party.actor, source=party.source, id=str(said), seq=said, **fields)
        )

    def happens(self, party: Party, kind: type[Event], /, **fields: Any) -> tuple[str, ...]:
        """As `submit`; what the platform refuses has happened all the same."""
        party.said = said = party.said + 1
        event = kind(at=self.now, actor=party.actor, source=party.source, id=str(said), seq=said, **fields)
        refused = self._exchange(event)
        if refused:
            self.log.beside(event)
            for hears in self._hearers.get(kind, ()):
                hears(event)
        return refused

    def off_platform(self, award: str, word: Word) -> None:
        """The supplier's word to its purchaser."""
        hears_word(self.routes.deals[award].order, word)

    def asks_to_pay(self, award: str) -> Answer:
        """A lender asks the award's supplier for its money."""
        return answers_lender(self.routes.deals[award].job)

    def confess(
        self, norm: str, subject: str, *blames: Actor, due_at: int | None = None, on: str | None = None
    ) -> None:
        """Writes a breach into the truth file."""
        deal, bank = self.routes.deals.get(on or subject), self.banks.get(subject)
        planted = deal.order.misdeeds if deal is not None else bank.misdeeds if bank is not None else frozenset()
        if not self._applies(norm, on or subject):
            return
        self.truth.confess(
            Breach(
                norm=norm,
                subject=subject,
                blames=tuple(sorted(set(blames))),
                decided_at=self.now,
                due_at=due_at,
                planted=tuple(sorted(planted)),
            )
        )

    # --- the port

    def _exchange(self, event: Event) -> tuple[str, ...]:
        """Submits, reads what the platform says, and lets everybody hear what it shows them."""
        sandbox = self._sandbox
        self._catches_up()
        answered: Sequence[Event] = ()
        try:
            answered = sandbox.submit(event)
        except OutcomeUnknown:  # what became of it, the feed may show
            sandbox.settle()
        shown = self._reads()
        reasons = _answer(event, shown)
        if reasons == UNANSWERED and (reasons := _answer(event, answered)) == ():
            self._hear((event,))  # taken, but shown in no feed
        return reasons

    def _day_breaks(self, _: None) -> None:
        """What fell due is heard of on the same day, though nobody says anything to the platform."""
        self._catches_up()
        self._reads()
        self.call(DAY, self._day_breaks)

    def _catches_up(self) -> None:
        """Brings the platform's clock to the present."""
        if self.now > self._platform_at:
            self._sandbox.advance(self.now)
            self._platform_at = self.now

    def _reads(self) -> Sequence[Event]:
        """What the platform has shown since it was last read; everybody hears it."""
        if self._is_remote:
            self._sandbox.settle()
        shown = self._sandbox.feed(None, self._cursor)
        self._cursor += len(shown)
        self._hear(shown)
        return shown

    def _hear(self, events: Sequence[Event]) -> None:
        """Writes down what a platform showed, and lets its hearers hear it."""
        self.log.from_platform(events)
        hearers = self._hearers
        for event in events:
            for hears in hearers.get(event.__class__, ()):
                hears(event)

    def _all_hearers(self) -> dict[type[Event], tuple[Callable[[Any], None], ...]]:
        """By event type: the notes, the books, and those who may see it, in this order."""
        several = (self.notes.by_type, self.books.by_type(self._supplier_of), self.routes.by_type)
        kinds = {kind for by_type in several for kind in by_type}
        return {kind: tuple(by_type[kind] for by_type in several if kind in by_type) for kind in kinds}

    def _supplier_of(self, award: str) -> str:
        return self.routes.deals[award].award.supplier.id


def _answer(event: Event, shown: Sequence[Event]) -> tuple[str, ...]:
    """What became of a stimulus, from what the platform showed after it."""
    for said in shown:
        if said is event or (said.id == event.id and said.source == event.source):
            return ()
        if isinstance(said, Refused) and said.stimulus.id == event.id and said.stimulus.source == event.source:
            return said.reasons or UNEXPLAINED
    return UNANSWERED


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """A run keeps nearly all it makes, so that looking for garbage as often as usual costs a fifth of its time."""
    gc.collect()  # the last run's remains
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Log:
    """The events of a run: hashed in blocks, and kept if asked."""

    def __init__(self, keeps: bool) -> None:
        self.keeps, self.count = keeps, 0
        self.world: list[Event] = []
        self.platform: list[Event] = []
        self._block: list[Event] = []
        self._hash = hashlib.sha256()

    def from_platform(self, events: Sequence[Event]) -> None:
        """Events of the platform's feed."""
        if self.keeps:
            self.platform.extend(events)
        self._block.extend(events)
        if len(self._block) >= _BLOCK:
            self._flush()

    def beside(self, event: Event) -> None:
        """An event that happened beside the platform."""
        self._block.append(event)

    def _flush(self) -> None:
        self.count += len(self._block)
        self._hash.update(_ENCODER.encode_lines(self._block))
        if self.keeps:
            self.world.extend(self._block)
        self._block.clear()

    def digest(self) -> str:
        """SHA-256 over all events so far, one a line."""
        self._flush()
        return self._hash.hexdigest()
