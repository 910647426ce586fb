"""The pages, one blueprint per area; each area has its forms and templates beside it."""

from flask import Flask

from services.portal.pages import (
    account,
    agency,
    calendar,
    coach,
    congregations,
    courses,
    discovery,
    evaluations,
    implementation,
    intake,
    launches,
    leader,
    mailbox,
    operator,
    partnering,
    reports,
    sample,
    signin,
    strategies,
    support,
    templates,
    workshops,
)

AREAS = (
    signin,
    sample,
    mailbox,
    account,
    calendar,
    coach,
    congregations,
    intake,
    workshops,
    courses,
    discovery,
    strategies,
    partnering,
    support,
    launches,
    implementation,
    evaluations,
    templates,
    reports,
    leader,
    agency,
    operator,
)


def install(app: Flask) -> None:
    """Give the app all its pages."""
    for area in AREAS:
        app.register_blueprint(area.pages)
