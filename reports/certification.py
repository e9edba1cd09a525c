"""What a report needs to know of a certification: small, serialisable, without the transcripts."""

from __future__ import annotations

import msgspec

from conformance.duties import DutyVerdict
from conformance.finding import Finding
from conformance.verdicts import Outcome, Verdict


class CertificationSummary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a platform came out. `planted` names the breach a mutant has, as a duty's id; `waived` are duties' ids.

    `duties` are those of the profile, in the order of the catalogue; hashes are SHA-256.
    """

    target: str
    outcome: Outcome
    duties: tuple[DutyVerdict, ...]
    profile: str = "core"
    seed: int = 0
    policy_sha256: str = ""
    plan_sha256: str = ""
    planted: str = ""
    waived: tuple[str, ...] = ()

    @property
    def met(self) -> int:
        """How many duties are PASS or WARN."""
        return sum(duty.verdict in (Verdict.PASS, Verdict.WARN) for duty in self.duties)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all duties."""
        return tuple(finding for duty in self.duties for finding in duty.findings)
