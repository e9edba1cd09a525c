"""What a mapping does not say."""

from __future__ import annotations

from conformance.port import OutcomeUnknown


class Unmapped(OutcomeUnknown):
    """The mapping has no words for this, so nothing was sent.

    To whoever waits for the platform's answer it is an answer that never came: it proves nothing for the platform and
    nothing against it.
    """
