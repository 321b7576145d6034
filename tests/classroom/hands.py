"""What a phone does beside drawing."""

import secrets


def new_number() -> int:
    """The number of a drawing, made where it is drawn: what arrives twice under it is kept once."""
    return secrets.randbits(53)
