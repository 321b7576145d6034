"""How large a number of a setting may be, and what people call it: said once, beside the number."""

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

_KEY = "limits"


@dataclass(frozen=True)
class Limits:
    """The smallest and the largest value that is allowed, both included, in the field's own unit.

    Attributes:
        low: the smallest.
        high: the largest.
        sentence: id of what people call the number, its unit included; "" where nobody but the code speaks of it.
    """

    low: float
    high: float
    sentence: str = ""

    @property
    def help(self) -> str:
        """Id of the sentence that explains the number."""
        return f"{self.sentence}-help"

    def allow(self, value: float) -> bool:
        """True for a value between them; NaN never is."""
        return self.low <= value <= self.high

    def nearest(self, value: float) -> float:
        """The allowed value that lies nearest; of infinities too."""
        if math.isnan(value):
            raise ValueError("nothing lies near a number that is none")
        return min(max(value, self.low), self.high)


def limited(default: Any, low: float, high: float, sentence: str = "") -> Any:
    """A dataclass's field with its limits, and the sentence with which people are told of it."""
    return dataclasses.field(default=default, metadata={_KEY: Limits(low, high, sentence)})


def all_limits(kind: Any) -> dict[str, Limits]:
    """The limits of every field of a dataclass that has some, by the field's name."""
    return {field.name: field.metadata[_KEY] for field in dataclasses.fields(kind) if _KEY in field.metadata}


def shown_fields(kind: Any) -> tuple[str, ...]:
    """Names of the fields of which people are told, in the dataclass's order."""
    return tuple(name for name, limits in all_limits(kind).items() if limits.sentence)
