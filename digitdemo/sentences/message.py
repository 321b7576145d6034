"""A sentence that is not said yet: its id and what belongs into its gaps. What is kept in files and said on pages."""

from dataclasses import dataclass
from typing import Any

from digitdemo.sentences.catalogue import ENGLISH, fits, is_sentence_id
from digitdemo.sentences.speech import say, say_in

_MOST_PARAMETERS, _LONGEST = 20, 1000


@dataclass(frozen=True, init=False)
class Message:
    """Which sentence, and what belongs into its gaps; ``Message("runs-epoch", epoch=3)``.

    Attributes:
        code: the sentence's id.
        parameters: texts and numbers by the names of the gaps.
    """

    code: str
    parameters: dict[str, Any]

    def __init__(self, code: str, /, **parameters: Any) -> None:
        """Take an id and its gaps' values."""
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "parameters", parameters)

    def __str__(self) -> str:
        """The English sentence."""
        return say_in(ENGLISH, self.code, **self.parameters)

    def said(self) -> str:
        """The sentence in the reader's language."""
        return say(self.code, **self.parameters)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they are kept in files; parameters that are neither text nor number become text."""
        plain = {name: value if _is_plain(value) else str(value) for name, value in self.parameters.items()}
        return {"code": self.code, "parameters": plain}

    @classmethod
    def from_json(cls, values: Any) -> "Message | None":
        """A message from plain values; None where they are none, or where no sentence has these gaps."""
        if not isinstance(values, dict):
            return None
        code, parameters = values.get("code"), values.get("parameters", {})
        if not isinstance(code, str) or not is_sentence_id(code) or not isinstance(parameters, dict):
            return None
        if len(parameters) > _MOST_PARAMETERS or not all(_is_plain(value) for value in parameters.values()):
            return None
        if any(isinstance(value, str) and len(value) > _LONGEST for value in parameters.values()):
            return None
        return cls(code, **parameters) if fits(code, parameters) else None

    @classmethod
    def of_error(cls, error: BaseException) -> "Message | None":
        """An error's sentence; None for an error that has only a text."""
        code, parameters = getattr(error, "code", None), getattr(error, "parameters", None)
        return cls(code, **parameters) if isinstance(code, str) and isinstance(parameters, dict) else None


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
