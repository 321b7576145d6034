"""What the colours of the class map stand for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("classes", sa.Column("map_by", sa.String(16), nullable=False, server_default="digit"))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("classes", "map_by")
