"""The course: nine evenings, a list of each, and what the computed end of it is."""

from services.tour.tale import Tale


def course_is_held(tale: Tale, *, people: int) -> None:
    """Nine evenings for so many people, without a name; all but one are there every evening."""
    path = f"/congregations/{tale.church}/courses"
    run = tale.ask("coach", "POST", path, {"title": "Kairos", "capacity": 30})["id"]
    team = {"items": [{"role": "Hoofdfacilitator", "level": "head"}]}
    tale.ask("coach", "PUT", f"/courses/{run}/facilitators", team)
    tale.ask("coach", "POST", f"/courses/{run}/states", {"to": "open"})
    tale.ask("leader", "POST", f"{path}/{run}/enrolments", {"people": people})
    tale.ask("coach", "POST", f"/courses/{run}/states", {"to": "running"})
    for number in range(1, 10):
        tale.pass_time(days=7)
        _evening(tale, run, number)
    seen = tale.here(f"courses/{run}")
    done = [one["id"] for one in seen["people"]][:-1]
    final = {"version": seen["final_version"], "done": done}
    tale.ask("coach", "PUT", f"/courses/{run}/final", final)
    tale.ask("coach", "POST", f"/courses/{run}/states", {"to": "closed"})
    themes = {"themes": ["De beloften aan Abraham"]}
    tale.ask("coach", "POST", f"/courses/{run}/report", themes)
    tale.made["course"] = tale.here(f"courses/{run}")


def _evening(tale: Tale, run: str, number: int) -> None:
    seen = tale.here(f"courses/{run}")
    lessons = [{"number": n, "title": f"Les {n}", "on": None} for n in range(number + 1, 10)]
    held = [
        {"number": one["number"], "title": one["title"], "on": one["on"]}
        for one in seen["lessons"]
        if one["number"] < number
    ]
    now = {"number": number, "title": f"Les {number}", "on": tale.today.isoformat()}
    tale.ask("coach", "PUT", f"/courses/{run}/lessons", {"items": [*held, now, *lessons]})
    everybody = [one["id"] for one in seen["people"]]
    there = everybody if number == 1 else everybody[:-1]
    version = tale.here(f"courses/{run}")["lessons"][number - 1]["version"]
    lists = {"version": version, "present": there, "worksheets": there}
    tale.ask("coach", "PUT", f"/courses/{run}/lessons/{number}/list", lists)
