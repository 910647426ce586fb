"""Walks the steps one after another and says what came back."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import click

from services.tour import modes, steps
from services.tour.missing import Missing
from services.tour.modes import Installation, Size
from services.tour.walk import Walk

Step = Callable[[Walk], str]


def tour(*, mode: str, url: str | None, mail: str | None, size: Size) -> bool:
    """Walk the main job from outside and tell whether nothing was missing."""
    try:
        with _installation(mode, url, mail, size) as installation:
            click.echo(f"{installation.url}: {installation.how}")
            left_out = () if installation.moves else steps.IN_SIMULATED_TIME
            wanted = [step for step in steps.ALL if step not in left_out]
            whole = walk(Walk(installation, size), wanted)
            if left_out:
                click.echo(f"{len(left_out)} steps need a clock that can be moved: left out here")
            return whole
    except Missing as fault:
        click.echo(f"tour: 0 steps, 1 failed: {fault}")
        return False


def walk(walker: Walk, wanted: Sequence[Step]) -> bool:
    """Take the steps in their order; the first that fails is the last."""
    for number, step in enumerate(wanted, 1):
        sentence = (step.__doc__ or "").strip().splitlines()[0]
        click.echo(f"{number:2}. {sentence}")
        try:
            click.echo(f"    {step(walker)}")
        except Missing as fault:
            click.echo(f"tour: {number} steps, 1 failed: {fault}")
            return False
    click.echo(f"tour: {len(wanted)} steps, 0 failed")
    return True


def _installation(
    mode: str, url: str | None, mail: str | None, size: Size
) -> AbstractContextManager[Installation]:
    if url:
        if not mail:
            raise Missing("say with --mail where the installation's mail catcher is")
        return modes.running(url, mail, size)
    return modes.separate(size) if mode == "services" else modes.embedded(size)
