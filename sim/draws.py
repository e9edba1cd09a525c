"""Keyed draws: chance as a pure function of (seed, kind of entity, number, purpose).

Nothing is drawn in sequence, so a policy that lets one firm decide once more moves no other draw: two policies meet
the same firms and the same luck. Shares are 32-bit integers from SplitMix64's finaliser (Steele, Lea and Flood 2014);
the scalar form and the numpy block form are equal value for value.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

T = TypeVar("T", covariant=True)

SHARES = 2**32
"""A share is uniform on [0, SHARES)."""

_MASK = 2**64 - 1
_GAMMA = 0x9E3779B97F4A7C15
_MIX_1, _MIX_2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class Law(Protocol[T]):
    """A distribution, as what a share falls on (`sim.tables`)."""

    def at(self, share: int) -> T:
        """The value at a share."""
        ...


def mix(word: int) -> int:
    """SplitMix64's finaliser: a bijection of 64-bit words."""
    word = (word ^ (word >> 30)) * _MIX_1 & _MASK
    word = (word ^ (word >> 27)) * _MIX_2 & _MASK
    return word ^ (word >> 31)


def _mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    words = (words ^ (words >> np.uint64(30))) * np.uint64(_MIX_1)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(_MIX_2)
    return words ^ (words >> np.uint64(31))


class _Words(dict[str, int]):
    """A 64-bit word for every name, made when first asked for."""

    def __missing__(self, name: str) -> int:
        word = self[name] = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
        return word


_WORDS = _Words()


class _Shares(dict[str, int]):
    """The shares of one entity by purpose: looked up if they were dealt in a block, else reckoned each time."""

    __slots__ = ("key",)
    key: int

    def __missing__(self, purpose: str) -> int:
        return mix(self.key ^ _WORDS[purpose]) >> 32


class Row:
    """The luck of one entity, by purpose. The same purpose always gives the same draw."""

    __slots__ = ("_shares",)

    def __init__(self, key: int, dealt: Iterable[tuple[str, int]] = ()) -> None:
        self._shares = _Shares(dealt)
        self._shares.key = key

    def share(self, purpose: str) -> int:
        """Uniform integer on [0, 2**32)."""
        return self._shares[purpose]

    def below(self, purpose: str, n: int) -> int:
        """Uniform integer on [0, n), n up to 2**32."""
        return self._shares[purpose] * n >> 32

    def between(self, purpose: str, low: int, high: int) -> int:
        """Uniform integer on [low, high], both included."""
        return low + (self._shares[purpose] * (high - low + 1) >> 32)

    def chance(self, purpose: str, bp: int) -> bool:
        """True with a probability of `bp` basis points; who is true at one level is true at every higher one."""
        return self._shares[purpose] * 10_000 >> 32 < bp

    def table(self, purpose: str, table: Law[T]) -> T:
        """A value of the distribution `table`."""
        return table.at(self._shares[purpose])

    def sub(self, number: int) -> Row:
        """The luck of the entity's `number`-th part, such as its second application."""
        return Row(mix(self._shares.key + (number + 1) * _GAMMA & _MASK))


class Draws:
    """All draws of one kind of entity in a world: `Draws(seed).kind("award").row(17)`."""

    __slots__ = ("_key",)

    def __init__(self, seed: int) -> None:
        self._key = mix(seed * _GAMMA & _MASK)

    def kind(self, name: str) -> Draws:
        """The draws of the entities of one kind, unrelated to those of another."""
        kind = Draws.__new__(Draws)
        kind._key = mix(self._key ^ _WORDS[name])
        return kind

    def row(self, number: int) -> Row:
        """The luck of entity `number`."""
        return Row(mix(self._key + (number + 1) * _GAMMA & _MASK))

    def block(self, numbers: range, purpose: str) -> NDArray[np.uint32]:
        """The shares of many entities for one purpose, as `row(number).share(purpose)` gives them."""
        return _shares(self._keys(numbers), purpose)

    def rows(self, numbers: range, purposes: Iterable[str]) -> Sequence[Row]:
        """The rows of many entities; draws for `purposes` are made in one go and only looked up afterwards."""
        keys = self._keys(numbers)
        names = tuple(purposes)
        columns = [_shares(keys, name).tolist() for name in names]
        dealt = zip(*columns, strict=True) if columns else ((),) * len(numbers)
        return [Row(key, zip(names, row, strict=True)) for key, row in zip(keys.tolist(), dealt, strict=True)]

    def _keys(self, numbers: range) -> NDArray[np.uint64]:
        count = np.arange(numbers.start + 1, numbers.stop + 1, numbers.step, dtype=np.uint64)
        return _mixed(np.uint64(self._key) + count * np.uint64(_GAMMA))


def _shares(keys: NDArray[np.uint64], purpose: str) -> NDArray[np.uint32]:
    return (_mixed(keys ^ np.uint64(_WORDS[purpose])) >> np.uint64(32)).astype(np.uint32)
