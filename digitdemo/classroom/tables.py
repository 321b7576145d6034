"""The tables of a class's data, as today's code reads and writes them; ``migrations`` is how they came to be."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

CLASSES = Table(
    "classes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("key_hash", String(64), nullable=False),
    Column("activity", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("activity_version", Integer, nullable=False),
    Column("shows_names", SmallInteger, nullable=False),
    Column("run", String(80), nullable=False),
    Column("network", String(80), nullable=False),
    Column("opened_at", Float, nullable=False),
    Column("ends_at", Float, nullable=False),
    Column("locked", SmallInteger, nullable=False, server_default="0"),
    Column("board", String(16), nullable=False, server_default="newest"),
    Column("resumes", String(16), nullable=False, server_default=""),
    Column("follow", Text, nullable=False, server_default=""),
    Column("map_by", String(16), nullable=False, server_default="digit"),
)

MEMBERS = Table(
    "members",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("name", String(24), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("joined_at", Float, nullable=False),
    Column("gone", SmallInteger, nullable=False, server_default="0"),
    UniqueConstraint("class_id", "place", name="one_member_a_place"),
)

DRAWINGS = Table(
    "drawings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("member_id", Integer, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("digit", SmallInteger, nullable=False),
    Column("drawing", Text, nullable=False),
    Column("removed", SmallInteger, nullable=False),
    Column("accepted_at", Float, nullable=False),
    UniqueConstraint("member_id", "number", name="nothing_arrives_twice"),
)

ROUNDS = Table(
    "rounds",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("drawing_id", Integer, ForeignKey("drawings.id", ondelete="SET NULL"), nullable=True),
    Column("way", String(16), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("drawing", Text, nullable=False),
    Column("digit", SmallInteger, nullable=False),
    Column("network_digit", SmallInteger, nullable=True),
    Column("network_share", Float, nullable=True),
)

VOTES = Table(
    "votes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("round_id", Integer, ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("member_id", Integer, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("ballot", SmallInteger, nullable=False),
    Column("digit", SmallInteger, nullable=False),
    Column("voted_at", Float, nullable=False),
    UniqueConstraint("round_id", "member_id", "ballot", name="one_vote_a_ballot"),
)

REPEATS = Table(
    "repeats",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("member_id", Integer, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("base_run", String(80), nullable=False),
    Column("run", String(80), nullable=False),
    UniqueConstraint("member_id", name="one_repeat_a_member"),
)

ENTRIES = Table(
    "entries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("class_id", Integer, ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("member_id", Integer, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    Column("title", String(24), nullable=False),
    Column("network", String(80), nullable=False),
    Column("run", String(80), nullable=False),
    UniqueConstraint("member_id", name="one_entry_a_member"),
)
