"""Rounds of guessing, and votes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("class_id", sa.Integer, sa.ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("drawing_id", sa.Integer, sa.ForeignKey("drawings.id", ondelete="SET NULL"), nullable=True),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("phase", sa.String(16), nullable=False),
        sa.Column("drawing", sa.Text, nullable=False),
        sa.Column("digit", sa.SmallInteger, nullable=False),
        sa.Column("network_digit", sa.SmallInteger, nullable=True),
        sa.Column("network_share", sa.Float, nullable=True),
    )
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("rounds.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ballot", sa.SmallInteger, nullable=False),
        sa.Column("digit", sa.SmallInteger, nullable=False),
        sa.Column("voted_at", sa.Float, nullable=False),
        sa.UniqueConstraint("round_id", "member_id", "ballot", name="one_vote_a_ballot"),
    )


def downgrade() -> None:
    """Take the tables away, with all that is in them."""
    for table in ("votes", "rounds"):
        op.drop_table(table)
