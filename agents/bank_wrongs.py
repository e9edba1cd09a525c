"""What a bank that means to do wrong does on a file: fees, conditions, securities, quotes and rejections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.commitments import breaks
from notice.events import ConditionAttached, FeeCharged, QuoteIssued, SecurityRequested
from notice.vocabulary import Condition, Fee, ReviewInput, Security

if TYPE_CHECKING:
    from agents.files import File
    from agents.misdeeds import Misdeeds

REVIEWED: tuple[ReviewInput, ...] = ("award_notice", "award_announcement", "financing_intent", "award_history")
"""What a bank looks at before it quotes."""
SECURITIES: tuple[Security, ...] = (
    "property_mortgage",
    "third_party_guarantee",
    "guarantee_company",
    "deposit_as_security",
    "movable_pledge",
    "natural_person_guarantee",
)
"""What a bank might want; the last only where nothing allows it."""
FEE_MISDEEDS: Misdeeds = frozenset(("fee_demanded", "fee_collected"))
FEES: tuple[Fee, ...] = ("service", "evaluation", "commitment", "platform", "account_management")
CONDITIONS: tuple[Condition, ...] = ("cross_sale", "minimum_balance", "payroll_transfer", "insurance_purchase")


def on_taking_up(file: File) -> None:
    """Fees and conditions come up as soon as the application is taken up."""
    for misdeed in sorted(file.misdeeds & FEE_MISDEEDS):
        _charges(file, is_demanded=misdeed == "fee_demanded")
    if "condition_attached" in file.misdeeds:
        _attaches(file)


def before_quoting(file: File) -> None:
    """Asking is the breach, whatever becomes of it."""
    if "security_requested" in file.misdeeds:
        security = SECURITIES[file.luck.below("security", len(SECURITIES) - file.world.scheme.guarantee_allowed)]
        file.world.confess("no-security", file.award, file.bank.actor)
        file.world.submit(file.bank, SecurityRequested, **file.case, security=security)


def beside_quote(file: File, terms: dict[str, object]) -> None:
    """After its quote the bank hands out others beside the platform: without a rate, or above what was asked for."""
    if "quote_incomplete" in file.misdeeds:
        file.world.confess("review-then-quote", file.award, file.bank.actor)
        file.world.happens(file.bank, QuoteIssued, **file.case, **terms | {"apr_bp": None})
    if "limit_above_request" in file.misdeeds:
        over_fen = file.luck.between("over_request", 1, max(1, file.requested_fen // 10))
        file.world.confess("limit-within-request", file.award, file.bank.actor)
        file.world.happens(file.bank, QuoteIssued, **file.case, **terms | {"limit_fen": file.requested_fen + over_fen})


def reviewed(file: File) -> tuple[ReviewInput, ...]:
    """What it has looked at before it quotes; not all of it, if it means to spare itself that."""
    if "quote_unreviewed" not in file.misdeeds:
        return REVIEWED
    file.world.confess("review-then-quote", file.award, file.bank.actor)
    skipped = file.luck.below("skipped", len(REVIEWED))
    return REVIEWED[:skipped] + REVIEWED[skipped + 1 :]


def rate_bp(file: File, asked_bp: int) -> int:
    """What it asks for is never above what it promised, unless it breaks that promise."""
    promised_bp = file.bank.promised.get("apr_max_bp")
    if promised_bp is None:
        return asked_bp
    if "rate_above_promise" not in file.misdeeds:
        return min(asked_bp, promised_bp)
    breaks(file, "apr_max_bp")
    return promised_bp + file.luck.between("above_promise", 1, 50)


def _attaches(file: File) -> None:
    condition = CONDITIONS[file.luck.below("condition", len(CONDITIONS))]
    file.world.confess("no-conditions", file.award, file.bank.actor)
    breaks(file, "conditions_none")
    file.world.submit(file.bank, ConditionAttached, **file.case, condition=condition)


def _charges(file: File, *, is_demanded: bool) -> None:
    """Demands a fee, or takes it at once."""
    fee = FEES[file.luck.below("fee", len(FEES))]
    amount_fen = file.luck.between("fee_fen", 1, max(1, file.requested_fen // 100))
    file.world.confess("no-fees", file.award, file.bank.actor)
    breaks(file, "fees_none")
    charges, step = (file.world.submit, "demanded") if is_demanded else (file.world.happens, "collected")
    charges(file.bank, FeeCharged, **file.case, fee=fee, amount_fen=amount_fen, step=step)
