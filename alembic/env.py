"""How migrations meet the database: through the connection that the caller hands over."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

from models.storage import engines
from models.storage.orm import UTCDateTime
from models.storage.tables import metadata


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | bool:
    """Migrations name SQLAlchemy's own types, so that they outlive ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def run(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is not None:
    run(connection)
else:
    url = engines.parse(context.get_x_argument(as_dictionary=True).get("url", "sqlite:///backpat.db"))
    with engines.writer(url, connections=1).connect() as own:
        run(own)
        own.commit()
