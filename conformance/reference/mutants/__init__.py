"""Platforms that each breach one duty: what a certification suite must catch."""

from conformance.reference.mutants import (
    accounts,
    applications,
    clocks,
    conduct,
    consequences,
    feed,
    formalities,
    loans,
    parties,
    payments,
    penalties,
    sight,
    terms,
)
from conformance.reference.mutants.register import MUTANTS, Mutant

__all__ = [
    "MUTANTS",
    "Mutant",
    "accounts",
    "applications",
    "clocks",
    "conduct",
    "consequences",
    "feed",
    "formalities",
    "loans",
    "parties",
    "payments",
    "penalties",
    "sight",
    "terms",
]
