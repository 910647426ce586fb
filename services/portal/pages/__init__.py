"""The pages, one blueprint per area; each area has its forms and templates beside it."""

from flask import Flask

from services.portal.pages import (
    account,
    agency,
    calendar,
    coach,
    congregations,
    leader,
    mailbox,
    operator,
    sample,
    signin,
)

AREAS = (signin, sample, mailbox, account, calendar, coach, congregations, leader, agency, operator)


def install(app: Flask) -> None:
    """Give the app all its pages."""
    for area in AREAS:
        app.register_blueprint(area.pages)
