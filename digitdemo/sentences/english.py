"""What English sentences need that Fluent does not bring: ``{ ARTICLE($digit) } { $digit }`` is “an 8”, “a 7”."""

_SPOKEN_WITH_A_VOWEL = frozenset("aefhilmnorsx8")
"""Letters as their names are spoken (“an f”), and “eight”."""


def article(sign: object, begins: object = "") -> str:
    """The indefinite article before a digit, a sign or a word, by how it is spoken.

    Args:
        sign: a number, one sign, or a word, whose first letter decides then.
        begins: "a sentence" where the article is its first word: ``ARTICLE($digit, begins: "a sentence")``.
    """
    spoken = str(sign).strip().lower()
    first = spoken[:1]
    starts_with_a_vowel = first in _SPOKEN_WITH_A_VOWEL if len(spoken) == 1 else first in "aeio8"
    found = "an" if starts_with_a_vowel and first else "a"
    return found.capitalize() if begins else found
