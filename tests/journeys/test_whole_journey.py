"""The whole journey, told as the coach would tell it."""

from services.tour.chapters import (
    beginning,
    discovering,
    following,
    launching,
    learning,
    partnering,
    planning,
)
from tests.journeys.story import Story


def test_a_congregation_walks_from_its_first_question_to_its_stamp(story: Story) -> None:
    beginning.church_asks(story)
    beginning.coach_and_council_talk(story)
    beginning.coach_offers(story, "kairos", "discover")
    assert "proposal_offered" in story.letters("leader")

    beginning.council_says_yes(story)
    assert story.states() == {"kairos": "agreed", "discover": "agreed"}

    story.walk("kairos", "running")
    learning.course_is_held(story, people=12)
    assert story.made["course"]["counts"]["completed"] == 11

    story.accept("kairos")
    story.walk("discover", "running")
    report = discovering.workshop_is_reported(
        story, "discover", strength=["Wij zijn gastvrij"], unwritten_rule=["Zo doen wij dat niet"]
    )
    assert "Wij zijn gastvrij" in str(report)
    assert "report_ready" in story.letters("leader")

    discovering.raters_answer(story, "t0", 2, people=7)
    story.accept("discover")
    story.decide_to_go_on()
    story.walk("mobilisation", "agreed", "running")
    planning.strategy_is_written(story)
    assert story.made["strategy"]["version"] == 1

    story.accept("mobilisation")
    story.walk("partner", "agreed", "running")
    partnering.partner_is_found_and_agreed_with(story)
    assert story.made["agreement"]["state"] == "active"

    story.accept("partner")
    story.walk("synergy", "agreed", "running")
    measure = launching.support_is_created_and_counted(story, in_favour=52, against=6)
    assert measure["result"]["advice"] == "go"

    story.accept("synergy")
    launching.launch_is_held(story)
    dates = launching.calendar(story)
    assert {"evaluation_6", "evaluation_12", "apk"} <= dates.keys()

    story.accept("launch")
    story.walk("implementation", "agreed", "running")
    story.pass_time(days=43)
    assert "checkin_due" in story.letters("leader")
    assert "checkin_due_agency" in story.letters("staff")

    following.congregation_answers(story, "good")
    following.agency_answers(story)
    story.pass_time(months=5)
    following.look_back(story, "m6", 3, people=8)
    story.pass_time(months=6)
    following.look_back(story, "m12", 4, people=6)
    slope = story.here("evaluation")["slope"]
    assert [moment["moment"] for moment in slope["moments"]] == ["t0", "m6", "m12"]
    assert all(area["medians"] == [2, 3, 4] for area in slope["areas"])

    stamped = following.stamp_is_given(story, "continue")
    assert stamped["state"] == "valid"

    story.pass_time(months=11)
    assert "apk_due" in story.letters("leader")
    assert story.people_stored() == 3
    assert story.names_outside_identity() == []


def test_a_congregation_stops_after_the_entry_and_comes_back_a_year_later(story: Story) -> None:
    beginning.coach_offers(story, "discover")
    beginning.council_says_yes(story)
    story.walk("discover", "running")
    discovering.raters_answer(story, "t0", 2, people=6)
    story.accept("discover")
    story.end_journey("Eerst een nieuwe predikant")
    assert story.attention() == []

    story.pass_time(months=12)
    beginning.coach_offers(story, "mobilisation", "synergy", "launch")
    beginning.council_says_yes(story)
    story.walk("mobilisation", "running")
    planning.strategy_is_written(story)
    assert story.made["strategy"]["version"] == 1
    assert [one["moment"] for one in story.here("discovery")["rounds"]] == ["t0"]
    assert len(story.here("journey")["previous"]) == 1


def test_a_congregation_is_taken_over_half_way_from_paper(story: Story) -> None:
    beginning.coach_offers(story, "discover", "mobilisation", "synergy", "launch")
    beginning.council_says_yes(story)
    story.take_over_from_paper("discover", "mobilisation", "synergy")
    launching.launch_is_held(story)
    assert {"evaluation_6", "evaluation_12", "apk"} <= launching.calendar(story).keys()

    story.accept("launch")
    story.pass_time(days=43)
    following.congregation_answers(story, "stuck")
    assert "check_in_stuck" in story.attention()


def test_a_decision_that_is_contested_is_shown_and_destroys_nothing(story: Story) -> None:
    beginning.coach_offers(story, "discover", "mobilisation")
    beginning.council_says_yes_as_reported(story)
    story.walk("discover", "running")
    discovering.workshop_is_reported(story, "discover", strength=["Gastvrij"])
    story.contest_the_report()
    assert "decision_contested" in story.attention()
    assert story.states() == {"discover": "running", "mobilisation": "agreed"}
    assert len(story.here("workshops")["items"]) == 1
