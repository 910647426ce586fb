"""What pages ask of congregations about evaluations and the APK."""

from typing import Any

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def looking_back(congregation_id: str) -> Answer:
    """Return `{relations, congregation, evaluations, slope, focus_now, apks, done_tracks, …}`."""
    path = f"/congregations/{congregation_id}/evaluation"
    found: Answer = call("congregations", "GET", path).json
    return found


def plan(congregation_id: str, moment: str) -> Answer:
    """Begin an evaluation."""
    return _send("POST", f"/congregations/{congregation_id}/evaluations", {"moment": moment})


def open_round(evaluation_id: str) -> Answer:
    """Ask the congregation again."""
    done: Answer = call("congregations", "POST", f"/evaluations/{evaluation_id}/round").json
    return done


def judge(evaluation_id: str, goal_id: str, verdict: str, lesson: str) -> Answer:
    """Say what became of a goal."""
    path = f"/evaluations/{evaluation_id}/verdicts/{goal_id}"
    return _send("PUT", path, {"verdict": verdict, "lesson": lesson})


def recommend(evaluation_id: str, text: str) -> Answer:
    """Write down what is recommended."""
    return _send("PUT", f"/evaluations/{evaluation_id}/recommendations", {"text": text})


def discuss(evaluation_id: str) -> Answer:
    """Note that the leaders talked it over."""
    done: Answer = call("congregations", "POST", f"/evaluations/{evaluation_id}/discussion").json
    return done


def decide(evaluation_id: str, **facts: Any) -> Answer:
    """Write down the body's decision and what follows."""
    return _send("POST", f"/evaluations/{evaluation_id}/decision", given(**facts))


def hold_apk(congregation_id: str, **facts: Any) -> Answer:
    """Write down a check-up that was held."""
    return _send("POST", f"/congregations/{congregation_id}/apks", given(**facts))


def revise_apk(apk_id: str, **facts: Any) -> Answer:
    """Put right what was written of a check-up."""
    return _send("PATCH", f"/apks/{apk_id}", given(**facts))


def stamp_apk(apk_id: str, **facts: Any) -> Answer:
    """Give the stamp."""
    return _send("POST", f"/apks/{apk_id}/stamp", given(**facts))


def _send(method: str, path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", method, path, json_body=body).json
    return done
