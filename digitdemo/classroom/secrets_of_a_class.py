"""Codes, keys, tokens and made-up names: what is drawn by lot, and how it is compared."""

import hashlib
import hmac
import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without I, L and O, which look like others from the back of a room: 148 million codes of six."""

CODE_LENGTH = 6

ANIMALS = (
    *("Badger", "Bat", "Bear", "Beaver", "Bee", "Bison", "Camel", "Cat", "Cobra", "Crab", "Crane", "Crow", "Deer"),
    *("Dolphin", "Duck", "Eagle", "Elk", "Falcon", "Ferret", "Finch", "Fox", "Frog", "Gecko", "Goat", "Goose"),
    *("Hamster", "Hare", "Hawk", "Hedgehog", "Heron", "Horse", "Ibis", "Jaguar", "Kiwi", "Koala", "Lark", "Lemur"),
    *("Lion", "Lizard", "Llama", "Lynx", "Magpie", "Marten", "Mole", "Moose", "Moth", "Mouse", "Newt", "Octopus"),
    *("Orca", "Otter", "Owl", "Panda", "Parrot", "Penguin", "Pony", "Puffin", "Puma", "Quail", "Rabbit", "Raven"),
    *("Robin", "Salmon", "Seal", "Shark", "Sheep", "Sparrow", "Squid", "Stork", "Swan", "Tiger", "Toad", "Trout"),
    *("Turtle", "Walrus", "Whale", "Wolf", "Wombat", "Wren", "Yak", "Zebra"),
)


def make_code() -> str:
    """Six letters to be read from a projector."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def make_secret() -> str:
    """A key or a token: 128 bits, fit for an address."""
    return secrets.token_urlsafe(16)


def hash_of(secret: str) -> str:
    """What is kept of a key or a token. It is random already: no salt and no slow hash are needed."""
    return hashlib.sha256(secret.encode("utf-8", errors="replace")).hexdigest()


def is_same(secret: str, kept_hash: str) -> bool:
    """Whether a secret is the one that was hashed; takes as long for a wrong one as for the right one."""
    return hmac.compare_digest(hash_of(secret), kept_hash)


def animal(class_id: int, place: int) -> str:
    """A made-up name: others in every class, each once before any comes twice."""
    which = (place + class_id * 29) % len(ANIMALS)
    round_number = place // len(ANIMALS)
    return ANIMALS[which] + (f" {round_number + 1}" if round_number else "")


def as_code(text: object) -> str:
    """A code as somebody typed it: small letters, blanks and hyphens do no harm."""
    return "".join(sign for sign in str(text)[:40].upper() if sign in LETTERS)[: CODE_LENGTH + 1]
