"""The two servers of the offerings figure: the house as it runs, and a bare view of one query."""

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask, Response, jsonify, request
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from services import embedded, serve
from services.partners.model import Agency, Offering
from services.partners.queries.offerings import COLUMNS
from shared import log
from shared.config import Settings


def house(folder: str, port: str) -> None:
    """Serve the house of this folder as `missionscoach run` does."""
    settings = Settings(sample=True, data_dir=Path(folder), public_url=f"http://127.0.0.1:{port}")
    embedded.serve_house(settings, f"127.0.0.1:{port}", ready=lambda: None)


def bare(folder: str, port: str, agency_id: str) -> None:
    """Serve one view over the same database, behind the same server and as many threads."""
    options = {**serve.options_for(f"127.0.0.1:{port}"), "workers": 1, "threads": 8}
    serve.Server(lambda: bare_app(folder, UUID(agency_id)), options).run()


def bare_app(folder: str, agency_id: UUID) -> Flask:
    """Return a Flask app with one query and one view, as short as anybody would write it."""
    app = Flask("bare")
    app.json.sort_keys = False
    engine = create_engine(f"sqlite:///{folder}/partners.sqlite3")

    @app.get("/")
    def alive() -> str:
        return "alive"

    @app.get("/offerings")
    def offerings() -> Response:
        limit = request.args.get("limit", 50, int)
        query = (
            select(*COLUMNS)
            .join(Agency, Agency.id == Offering.agency_id)
            .where(Offering.agency_id == agency_id)
            .order_by(Offering.id)
            .limit(limit)
        )
        with Session(engine) as db:
            rows = db.execute(query).mappings().all()
            items = [shown(dict(row)) for row in rows]
        return jsonify(items=items, next=items[-1]["id"] if len(items) == limit else None)

    return app


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the API shows it."""
    agency_id = str(row["agency_id"])
    agency = {"id": agency_id, "name": row.pop("agency_name"), "claimed": row.pop("claimed")}
    row["id"], row["agency_id"], row["agency"] = str(row["id"]), agency_id, agency
    for name in ("starts_on", "ends_on", "created_at", "changed_at"):
        row[name] = row[name].isoformat() if row[name] else None
    row["places_left"] = None if row["capacity"] is None else row["capacity"] - row["taken"]
    return row


if __name__ == "__main__":
    log.configure("ERROR")
    {"house": house, "bare": bare}[sys.argv[1]](*sys.argv[2:])
