"""What a bank does wrong whatever the award: business before it has filed, and products with strings attached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents.bank_wrongs import CONDITIONS, SECURITIES
from agents.commitments import PARTS
from notice.civil import DAY
from notice.events import BankFiled, FloorConfigured, ProductPublished

if TYPE_CHECKING:
    from agents.bank import Bank

FILES_AFTER_DAYS = (5, 20)
STRINGS_AFTER_DAYS = (21, 60)
FLOOR_BP = 300


def before_filing(bank: Bank, product: dict[str, Any]) -> int:
    """Offers its product before it has filed, or on a part of a filing. Seconds until it files as it should."""
    world = bank.world
    if not bank.misdeeds & {"filed_late", "filed_in_part"}:
        return 0
    if "filed_in_part" in bank.misdeeds:
        left_out = bank.luck.below("left_out", len(PARTS))
        world.submit(bank, BankFiled, bank=bank.id, parts=PARTS[:left_out] + PARTS[left_out + 1 :])
    world.confess("file-before-business", bank.id, bank.actor)
    world.happens(bank, ProductPublished, **product)
    return bank.luck.between("files_after", *FILES_AFTER_DAYS) * DAY


def plans(bank: Bank) -> None:
    """A product that asks for a security or a condition, a floor under what it concedes: some weeks later."""
    world = bank.world
    for misdeed, act in (
        ("security_in_product", _requires_security),
        ("condition_in_product", _requires_condition),
        ("floor_configured", _sets_floor),
    ):
        if misdeed in bank.misdeeds:
            acts_at = world.hours.opens(world.now + bank.luck.between(misdeed, *STRINGS_AFTER_DAYS) * DAY)
            world.call(acts_at - world.now, act, bank)


def _requires_security(bank: Bank) -> None:
    security = SECURITIES[bank.luck.below("security", len(SECURITIES) - 1)]
    bank.world.confess("no-security", bank.id, bank.actor)
    _publishes(bank, "S", requires=(security,))


def _requires_condition(bank: Bank) -> None:
    condition = CONDITIONS[bank.luck.below("condition", len(CONDITIONS))]
    bank.world.confess("no-conditions", bank.id, bank.actor)
    _publishes(bank, "C", requires=(condition,))


def _publishes(bank: Bank, which: str, **how: Any) -> None:
    """Another product than its usual one, at the usual one's rate."""
    usual = bank.world.register.products.get(bank.id)
    if usual is not None:
        bank.world.happens(
            bank,
            ProductPublished,
            bank=bank.id,
            product="D" + bank.id + which,
            offered_apr_bp=usual.offered_apr_bp,
            loan_max_fen=usual.loan_max_fen,
            tenor_max_days=usual.tenor_max_days,
            **how,
        )


def _sets_floor(bank: Bank) -> None:
    bank.world.confess("no-concession-floor", bank.id, bank.actor)
    bank.world.happens(bank, FloorConfigured, bank=bank.id, product="D" + bank.id, apr_min_bp=FLOOR_BP)
