"""Classes, members and drawings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "classes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(6), nullable=False, unique=True),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("activity", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("activity_version", sa.Integer, nullable=False),
        sa.Column("shows_names", sa.SmallInteger, nullable=False),
        sa.Column("run", sa.String(80), nullable=False),
        sa.Column("network", sa.String(80), nullable=False),
        sa.Column("opened_at", sa.Float, nullable=False),
        sa.Column("ends_at", sa.Float, nullable=False),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_class(),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.String(24), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("joined_at", sa.Float, nullable=False),
        sa.UniqueConstraint("class_id", "place", name="one_member_a_place"),
    )
    op.create_table(
        "drawings",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_a_class(),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("digit", sa.SmallInteger, nullable=False),
        sa.Column("drawing", sa.Text, nullable=False),
        sa.Column("removed", sa.SmallInteger, nullable=False),
        sa.Column("accepted_at", sa.Float, nullable=False),
        sa.UniqueConstraint("member_id", "number", name="nothing_arrives_twice"),
    )


def downgrade() -> None:
    """Take the tables away, with all that is in them."""
    for table in ("drawings", "members", "classes"):
        op.drop_table(table)


def _of_a_class() -> sa.Column[int]:
    return sa.Column(
        "class_id", sa.Integer, sa.ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True
    )
