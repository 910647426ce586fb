"""The page that publishes the policy says what the ranking does."""

from pathlib import Path

import pytest

from services.partners.matching import Policy
from services.partners.matching.criteria import CRITERIA
from services.partners.sentences.criteria import NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "ranking.md").read_text("utf-8")
WORDS = " ".join(PAGE.split())
POLICY = Policy()


def test_the_table_of_weights_is_that_in_use() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")][2:]

    assert rows == [
        f"| {NAMES[criterion.name].en} "
        f"| {POLICY.weights[criterion.name].congregation / 100:.2f} "
        f"| {POLICY.weights[criterion.name].agency / 100:.2f} "
        f"| {'excludes' if criterion.hard else 'counts less'} |"
        for criterion in CRITERIA
    ]


@pytest.mark.parametrize(
    "said",
    [
        f"version **{POLICY.version}**",
        f"λ = {POLICY.exposure_lambda / 100:.2f};",
        f"number of places counts as {POLICY.assumed_capacity}.",
        f"Of the first {POLICY.fair_list}, one belongs",
        f"within {POLICY.fair_margin} % of the last place",
        f"among the first {POLICY.fair_list}, or take it out",
    ],
)
def test_the_figures_of_fairness_are_those_in_use(said: str) -> None:
    assert said in WORDS
