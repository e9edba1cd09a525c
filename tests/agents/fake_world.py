"""A world that takes every stimulus (but those it is told to refuse) and remembers what was said and confessed."""

from __future__ import annotations

from typing import Any

from agents.habits import Habits
from agents.register import Register
from agents.scheme import Scheme
from agents.world import Party, Word
from notice.calendar import Calendar
from notice.civil import instant
from notice.events import Actor, Event
from notice.policy import baseline
from scenarios.markets import market
from sim import cast
from sim.hours import Hours
from sim.kernel import Kernel
from sim.mailbox import Mailbox

BEGIN = instant("2023-03-01T09:00:00")
NOTICE = Scheme(
    in_force_at=instant("2022-09-29"),
    first_working_days=5,
    repeat_working_days=3,
    account_locked=True,
    treasury_checks=True,
    guarantee_allowed=False,
    pay_days=30,
    confirm_days=30,
    sign_days=30,
    file_working_days=7,
    small_firms_goods_only=True,
    apr_over_lpr_max_bp=None,
    report_seconds=None,
    discount_min_bp=None,
    accept_working_days=None,
    invoice_pay_working_days=None,
    private_rate_max_lpr_multiple=4,
    several_banks=False,
    quote_same_day=False,
    act_working_days=None,
    serious_means="authority_finding",
)


class FakeWorld:
    """`said`: events in order; `confessed`: (norm, blamed, due_at); `words`: what was said beside the platform."""

    def __init__(self, scheme: Scheme = NOTICE, refuses: tuple[type[Event], ...] = ()) -> None:
        self.kernel = Kernel(BEGIN)
        self.scheme, self.register, self.refuses = scheme, Register(), refuses
        self.habits: Habits = cast.habits(market("kunming"), baseline())
        self.calendar = Calendar.official()
        self.hours = Hours(self.calendar)
        self.call, self.start = self.kernel.call, self.kernel.start
        self.said: list[Event] = []
        self.confessed: list[tuple[str, tuple[Actor, ...], int | None]] = []
        self.words: list[Word] = []
        self.lender_hears = "pays"

    @property
    def now(self) -> int:
        return self.kernel.now

    def mailbox(self) -> Mailbox:
        return Mailbox(self.kernel)

    def submit(self, party: Party, kind: type[Event], /, **fields: Any) -> tuple[str, ...]:
        if kind in self.refuses:
            return ("STATE_FORBIDS",)
        self._say(party, kind, fields)
        return ()

    def happens(self, party: Party, kind: type[Event], /, **fields: Any) -> tuple[str, ...]:
        self._say(party, kind, fields)
        return ("STATE_FORBIDS",) if kind in self.refuses else ()

    def _say(self, party: Party, kind: type[Event], fields: dict[str, Any]) -> None:
        party.said += 1
        self.said.append(
            kind(at=self.now, actor=party.actor, source=party.source, id=str(party.said), seq=party.said, **fields)
        )

    def off_platform(self, _award: str, word: Word) -> None:
        self.words.append(word)

    def asks_to_pay(self, _award: str) -> str:
        return self.lender_hears

    def confess(
        self, norm: str, _subject: str, *blames: Actor, due_at: int | None = None, on: str | None = None
    ) -> None:
        self.confessed.append((norm, blames, due_at))

    def run(self, days: int) -> None:
        """Lets days pass."""
        self.kernel.run(until=self.now + days * 86_400)

    def all(self, kind: type[Event]) -> list[Any]:
        """What was said of one type."""
        return [event for event in self.said if isinstance(event, kind)]
