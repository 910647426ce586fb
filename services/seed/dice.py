"""Chance that can be repeated: the same words give the same throws, on any machine."""

from random import Random


def dice(*words: object) -> Random:
    """A source of chance for the purpose that the words name; never for secrets."""
    return Random("|".join(map(str, words)))
