"""One report with five plots as the portal makes it, measured in a process of its own.

Asked with the number of times; prints the seconds of the first PDF (the engine is loaded with it),
the median of later ones, and the largest memory of the process.
"""

import json
import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from services.portal.app import create_app
from services.portal.reports import printed
from shared.client import Client, Credentials
from shared.clock import Clock
from shared.config import Settings
from shared.db import Database
from shared.service import Tools
from shared.web.assertion import Verifier
from tests.bench.processes import largest_memory

AREAS = [
    "Gebed",
    "Geven",
    "Onderwijs en toerusting",
    "Leiding en beleid",
    "Zorg voor wie is uitgezonden",
    "Getuigenis in de buurt",
    "Jeugd en jonge volwassenen",
    "Partners",
    "Diaspora",
]
ROLES = ["kerkenraad", "werkgroep", "jeugd", "kringen"]
REPORT = """{% extends "reports/layout.html" %}
{% block title %}Nulmeting{% endblock %}
{% block main %}
<h2>Waar wij staan</h2>
{{ plots.radar('Gebieden', axes) }}
{{ plots.heat('Wie ziet wat', areas, roles, cells) }}
<h2>Waar wij heen willen</h2>
{{ plots.dumbbell('Nu en gewenst', gaps) }}
{{ plots.slope('Verloop', ['t0', '6', '12'], lines) }}
<h2>Draagvlak</h2>
{{ plots.stacked('Per groep', groups, opinions) }}
<h2>Wat er is gezegd</h2>
<ul>{% for n in range(40) %}
<li>Wij zien dat er gebeden wordt, en dat het jaar te vol is voor meer: opmerking {{ n }}.</li>
{% endfor %}</ul>
{% endblock %}"""


def content() -> dict[str, Any]:
    """Return what the report tells, every third figure unknown."""
    levels = [None if n % 3 == 2 else n % 6 for n in range(99)]
    return {
        "areas": AREAS,
        "roles": ROLES,
        "axes": [(name, n % 5, n % 5 - 1, n % 5 + 1) for n, name in enumerate(AREAS, start=1)],
        "cells": [[levels[row + column] for column in range(4)] for row in range(9)],
        "gaps": [(name, levels[n], n % 5 + 1) for n, name in enumerate(AREAS)],
        "lines": [(name, levels[n : n + 3]) for n, name in enumerate(AREAS)],
        "groups": [(role, [1, 4, 7, 9, 3], "24 van 60 antwoordden") for role in ROLES],
        "opinions": ["tegen", "eerder tegen", "neutraal", "eerder voor", "voor"],
        "congregation": {"name": "De Ark", "place": "Zwolle"},
        "label": 2,
        "sources": ["Vragenlijst van 3 november, 34 antwoorden."],
        "made_on": date(2026, 11, 23),
    }


def portal(folder: Path) -> Flask:
    """Return the portal's app, with no other service in the process."""
    client, clock = Client(), Clock()
    verifier, credentials = (
        Verifier("portal", client, clock),
        Credentials(client, "portal", "-", clock),
    )
    tools = Tools(Database("sqlite://"), clock, client, verifier, credentials)
    app = create_app(Settings(sample=True, data_dir=folder), tools)
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, DictLoader({"r.html": REPORT})])
    return app


def report(app: Flask) -> float:
    """Return the seconds of one PDF."""
    begun = perf_counter()
    with app.test_request_context("/congregations/1/report.pdf"):
        made = printed("r.html", name="r", as_pdf=True, **content()).get_data()
    taken = perf_counter() - begun
    assert made.startswith(b"%PDF"), made[:99]
    return taken


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        there = portal(Path(place))
        first, *later = [report(there) for _ in range(int(sys.argv[1]) + 1)]
    print(json.dumps({"first": first, "later": median(later), "memory": largest_memory()}))
