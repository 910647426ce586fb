"""The `missionscoach` command: each subcommand is one line that calls one function."""

import click

from shared import log
from shared.config import from_environment


@click.group()
def main() -> None:
    """Run and keep Missionscoach."""
    log.configure(from_environment().log_level)
