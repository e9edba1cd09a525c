"""How large a supplier declared itself to be (300号)."""

from __future__ import annotations

import msgspec

from conformance.case import Case
from notice.events import SizeDeclared
from notice.law import Law
from notice.size import SizeClass, classify


class Size(msgspec.Struct, frozen=True):
    """One declaration and the class that its figures make."""

    said: SizeDeclared
    size: SizeClass


def sizes(case: Case, law: Law) -> list[Size]:  # noqa: ARG001  # one signature for all that `once` keeps
    """Every declaration of the case, in trace order."""
    return [
        Size(said, classify(said.industry, said.employees, said.revenue_fen, said.assets_fen))
        for said in case.all(SizeDeclared)
    ]
