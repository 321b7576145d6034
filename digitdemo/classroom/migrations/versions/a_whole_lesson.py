"""Locking, the board's order, pausing, following, pupils who leave, trainings without a pupil, tournaments."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns that old rows get a value for, and make the tables."""
    number, text = sa.SmallInteger, sa.String
    for column in (
        sa.Column("locked", number, nullable=False, server_default="0"),
        sa.Column("board", text(16), nullable=False, server_default="newest"),
        sa.Column("resumes", text(16), nullable=False, server_default=""),
        sa.Column("follow", sa.Text, nullable=False, server_default=""),
    ):
        op.add_column("classes", column)
    op.add_column("members", sa.Column("gone", number, nullable=False, server_default="0"))
    op.create_table(
        "repeats",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("class_id", sa.Integer, sa.ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("base_run", text(80), nullable=False),
        sa.Column("run", text(80), nullable=False),
        sa.UniqueConstraint("member_id", name="one_repeat_a_member"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("class_id", sa.Integer, sa.ForeignKey("classes.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("member_id", sa.Integer, sa.ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
        sa.Column("title", text(24), nullable=False),
        sa.Column("network", text(80), nullable=False),
        sa.Column("run", text(80), nullable=False),
        sa.UniqueConstraint("member_id", name="one_entry_a_member"),
    )


def downgrade() -> None:
    """Take tables and columns away, with all that is in them."""
    for table in ("entries", "repeats"):
        op.drop_table(table)
    op.drop_column("members", "gone")
    for column in ("follow", "resumes", "board", "locked"):
        op.drop_column("classes", column)
