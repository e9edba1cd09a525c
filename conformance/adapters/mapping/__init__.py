"""A platform with an API of its own, driven through a mapping file alone: `mapping:FILE`.

The mapping says how each stimulus becomes a call, what an answer means, which resources are polled and which
difference between two polls is which event, and how a case is read back. It holds no rule and no default: what it does
not say is `Unmapped`, counted by the target and never guessed.
"""

from conformance.adapters.mapping.target import MappingTarget
from conformance.adapters.mapping.unmapped import Unmapped

__all__ = ["MappingTarget", "Unmapped"]
