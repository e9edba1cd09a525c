"""What everybody can read and hears said: the banks' published products, and how long money takes to come."""

from __future__ import annotations

from notice.events import CooperationTerminated, ProductPublished

MEMORY = 8
"""A new experience weighs one part in so many."""


class Register:
    """Products of banks in the scheme, and by word of mouth the seconds from application to money at each bank."""

    __slots__ = ("_seconds", "products")

    def __init__(self) -> None:
        self.products: dict[str, ProductPublished] = {}
        self._seconds: dict[tuple[str, bool], int] = {}

    def hears(self, event: ProductPublished | CooperationTerminated) -> None:
        """A bank offers a product, or has left the scheme."""
        if isinstance(event, CooperationTerminated):
            self.products.pop(event.bank, None)
        else:
            self.products[event.bank] = event

    def seconds(self, bank: str, repeat: bool, promised: int) -> int:
        """How long money takes from this bank, as far as is known; what was `promised`, where nobody has told."""
        return self._seconds.get((bank, repeat), promised)

    def tells(self, bank: str, repeat: bool, seconds: int, promised: int) -> None:
        """A supplier tells how long it took."""
        known = self._seconds.get((bank, repeat), promised)
        self._seconds[bank, repeat] = known + (seconds - known) // MEMORY
