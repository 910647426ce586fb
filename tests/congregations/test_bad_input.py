"""Bad input ends in a clear problem that names the field, never in a fault or half an effect."""

from typing import Any

from shared.reference.languages import languages
from tests.congregations.conftest import Church

LONG = "x" * 5000
MANY = [one.two_letters for one in languages() if one.two_letters][:21]
BODIES = {
    "not json": b"naam=De Ark",
    "cut off": b'{"name": "De Ark"',
    "not utf-8": b'{"name": "caf\xe9"}',
    "a key twice": b'{"name": "A", "name": "B"}',
    "not a number": b'{"name": "A", "version": NaN}',
    "endless number": b'{"version": ' + b"9" * 400 + b"}",
    "nested too deep": b'{"gifts": ' + b"[" * 100 + b"]" * 100 + b"}",
    "half a character": b'{"name": "\\ud800"}',
    "nul": b'{"name": "a\\u0000b"}',
}
VALUES: list[tuple[str, Any]] = [
    ("name", ""),
    ("name", "   "),
    ("name", 7),
    ("name", None),
    ("name", ["De Ark"]),
    ("name", LONG),
    ("name", "twee\nregels"),
    ("name", "om\u202egekeerd"),
    ("place", LONG),
    ("size_band", "150-400"),
    ("size_band", 320),
    ("size_band", {"code": "150_400"}),
    ("region", "Gelderland"),
    ("denomination", "pkn"),
    ("languages", "nld"),
    ("languages", {"nld": 1}),
    ("languages", MANY),
    ("languages", ["klingonees"]),
    ("languages", [None]),
    ("gifts", ["pray"]),
    ("gifts", {"fly": "many"}),
    ("gifts", {"pray": "all"}),
    ("gifts", {"pray": None}),
    ("talents", {"medical": 3}),
    ("passions", {"theme": "muslims"}),
    ("passions", {"sport": ["football"]}),
    ("passions", {"people_group": ["../../etc"]}),
    ("passions", {"country": ["XX"]}),
    ("named_to_agencies", "yes"),
    ("named_to_agencies", 1),
    ("horizon", "forever"),
    ("decision_body", "pope"),
    ("version", 1.0),
    ("version", True),
    ("version", 0),
    ("member_names", ["Jan"]),
    ("id", "00000000-0000-7000-8000-000000000009"),
    ("version_", 1),
]
ELSEWHERE: list[tuple[str, str, dict[str, Any], str]] = [
    ("POST", "/congregations/{church}/contacts", {"line": "x" * 281}, "line"),
    ("POST", "/congregations/{church}/contacts", {"line": "x", "on": "23-11-2026"}, "on"),
    ("POST", "/congregations/{church}/contacts", {"line": "x", "on": "2026-02-30"}, "on"),
    ("POST", "/congregations/{church}/contacts", {"line": "x", "on": "2026-11-24"}, "on"),
    ("POST", "/congregations/{church}/contacts", {"line": "x", "on": "٢٠٢٦-11-20"}, "on"),
    ("POST", "/congregations/{church}/contacts", {"line": "x", "kind": "fax"}, "kind"),
    ("POST", "/congregations/{church}/contacts", {}, "line"),
    ("POST", "/congregations/{church}/notes", {"text": LONG}, "text"),
    ("POST", "/congregations/{church}/journeys", {"template": "none"}, "template"),
    ("POST", "/congregations/{church}/journeys", {"template": "o3", "tracks": "some"}, "tracks"),
    ("POST", "/journeys/{journey}/tracks", {}, "title_nl"),
    ("POST", "/journeys/{journey}/tracks", {"from_template": "o", "title_nl": "x"}, "title_nl"),
    ("POST", "/journeys/{journey}/tracks", {"title_nl": "x", "position": 99}, "position"),
    ("POST", "/journeys/{journey}/launch", {"held_on": "morgen"}, "held_on"),
    ("PATCH", "/tracks/{track}", {"position": 0}, "position"),
    ("PATCH", "/tracks/{track}", {"state": "accepted"}, "state"),
    ("PATCH", "/tracks/{track}", {"title_nl": None}, "title_nl"),
    ("POST", "/tracks/{track}/states", {"to": "done"}, "to"),
    ("POST", "/tracks/{track}/states", {}, "to"),
    ("POST", "/tracks/{track}/done-before", {"on": "1899-12-31"}, "on"),
    ("POST", "/tracks/{track}/done-before", {"on": "2020-01-01", "file_id": "a"}, "file_id"),
    ("POST", "/tracks/{track}/steps", {"title_nl": "x", "minutes": 4}, "minutes"),
    ("POST", "/tracks/{track}/steps", {"title_nl": "x", "minutes": 90.5}, "minutes"),
    ("POST", "/tracks/{track}/steps", {"title_nl": "x", "kind": "party"}, "kind"),
    ("PATCH", "/steps/{step}", {"position": 5}, "position"),
    ("PATCH", "/steps/{step}", {"track_id": "{track}"}, "track_id"),
    ("POST", "/congregations/{church}/decisions", {"about": "coach"}, "about"),
    ("POST", "/congregations/{church}/decisions", {"about_id": 7}, "about_id"),
    ("POST", "/congregations/{church}/decisions", {"body": "pope"}, "body"),
    ("POST", "/congregations/{church}/decisions", {"held_on": "2027-01-01"}, "held_on"),
    ("POST", "/congregations/{church}/decisions", {"text": ""}, "text"),
    ("POST", "/congregations/{church}/decisions", {"to": "lost"}, "to"),
    ("POST", "/congregations/{church}/decisions", {"as_reported": {}}, "as_reported.by_role"),
    ("POST", "/congregations/{church}/decisions", {"as_reported": "ja"}, "as_reported"),
]
QUERIES = (
    "/cards",
    "/cards?ids=",
    "/cards?ids=a",
    "/cards?ids=" + ",".join(["00000000-0000-7000-8000-000000000009"] * 101),
    "/congregations?limit=0",
    "/congregations?limit=101",
    "/congregations?limit=ten",
    "/congregations?after=x",
)


def test_a_body_that_is_no_strict_json_is_refused(church: Church) -> None:
    for name, body in BODIES.items():
        answer = church.send(church.coach, "/congregations", body, "application/json")

        assert answer.status_code == 400, (name, answer.text)
        assert answer.content_type == "application/problem+json", name
    assert len(church.home()) == 1


def test_json_under_another_name_is_refused(church: Church) -> None:
    assert church.send(church.coach, "/congregations", b"{}", "text/plain").status_code == 415


def test_a_bad_value_in_a_profile_is_named_and_nothing_is_changed(church: Church) -> None:
    before, events = church.profile(), church.events()
    for field, value in VALUES:
        change = {"version": 1, "size_band": "50_150", field: value}
        answer = church.call(church.coach, "PATCH", church.path, change)

        assert answer.status_code == 422, (field, value, answer.text)
        named = {name.split(".")[0] for name in answer.get_json()["fields"]}
        assert field in named, (field, value, answer.text)
        assert church.profile() == before, (field, value)
    assert church.events() == events


def test_a_bad_value_elsewhere_is_named_and_nothing_is_changed(church: Church) -> None:
    journey = church.open()
    church.may_launch()
    track = church.track("discover")
    ids = {
        "church": str(church.id),
        "journey": journey["id"],
        "track": track["id"],
        "step": track["steps"][0]["id"],
    }
    told = church.deciding("discover", to=None, as_reported={"by_role": "scriba"})
    before, events = church.overview(), church.events()
    for method, path, bad, field in ELSEWHERE:
        body = told | bad if path.endswith("/decisions") else bad
        answer = church.call(church.coach, method, path.format(**ids), body)

        assert answer.status_code == 422, (path, bad, answer.text)
        assert field in answer.get_json()["fields"], (path, bad, answer.text)
        assert church.overview() == before, (path, bad)
    assert church.events() == events


def test_a_bad_question_is_refused(church: Church) -> None:
    for path in QUERIES:
        answer = church.call(church.coach, "GET", path)

        assert answer.status_code == 422, (path, answer.text)
        assert answer.get_json()["fields"], path


def test_a_list_or_a_number_instead_of_an_object_is_refused(church: Church) -> None:
    for body in ([], [{"name": "A"}], 7, "De Ark", None):
        answer = church.call(church.coach, "POST", "/congregations", body if body else [])

        assert answer.status_code == 422


def test_a_path_that_is_no_id_leads_nowhere(church: Church) -> None:
    for path in ("/congregations/1", "/congregations/%00", "/files/..%2f..%2fetc", "/nowhere"):
        assert church.call(church.coach, "GET", path).status_code == 404
