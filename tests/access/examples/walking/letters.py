"""One valid request to every route about letters."""

from tests.access.checks import Example, Examples

# a letter needs a subject: each area adds the first letter it has
EXAMPLES: Examples = {
    "GET /letters/<string:name>/<uuid:subject_id>": (
        Example("/letters/checkin_due/{check_in_a}", of=("a",)),
        Example("/letters/proposal_offered/{proposal_c}", of=("c",)),
        Example("/letters/report_ready/{published_a}", of=("a",)),
    ),
}
