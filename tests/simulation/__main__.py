"""Run many seeds, then each planted bug until it is found: python -m tests.simulation."""

import sys
import tempfile
from pathlib import Path

import click

from shared import log
from tests.simulation.planted import BUGS
from tests.simulation.run import simulate
from tests.simulation.store import Shelf

MOST = 300  # seeds within which each planted bug must show


@click.command()
@click.option("--seeds", default=200, help="How many worlds are run.")
@click.option("--seed", type=int, help="Run this one alone.")
@click.option("--bug", type=click.Choice(list(BUGS)), help="With this bug planted, with --seed.")
def main(seeds: int, seed: int | None, bug: str | None) -> None:
    """Look for a seed in which a promise is broken; it repeats itself exactly."""
    log.configure("CRITICAL")
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        if seed is not None:
            sys.exit(bool(_shown(seed, shelf, bug)))
        broken = sum(_shown(each, shelf) for each in range(seeds))
        click.echo(f"figure: simulated worlds = {seeds}")
        missed = [] if broken else [name for name in BUGS if not _found(name, shelf)]
    click.echo(f"figure: violations = {broken}")
    click.echo(f"figure: planted bugs found = {len(BUGS) - len(missed)}/{len(BUGS)}")
    sys.exit(bool(broken or missed))


def _shown(seed: int, shelf: Shelf, bug: str | None = None) -> int:
    """Run one seed and tell what it broke, with the command that repeats it."""
    verdict = simulate(seed, shelf, bug)
    for line in verdict.violations:
        click.echo(f"seed {seed}: {line}")
    if verdict.violations and bug is None:
        click.echo(f"again: make simulate SEED={seed}")
    return len(verdict.violations)


def _found(bug: str, shelf: Shelf) -> bool:
    for seed in range(MOST):
        violations = simulate(seed, shelf, bug).violations
        if violations:
            click.echo(f"planted {bug}: found by seed {seed}: {violations[0]}")
            return True
    click.echo(f"planted {bug}: NOT found in {MOST} seeds")
    return False


if __name__ == "__main__":
    main()
