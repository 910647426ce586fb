import io
from datetime import date
from uuid import UUID

import openpyxl
import pytest
from werkzeug.test import Client

from services.partners.schemas.offerings import OfferingOut
from shared.clock import new_id
from shared.contracts.partners import AgencyClaimed, AgencyRegistered, OfferingChanged
from tests import askers
from tests.partners.conftest import OFFERING

REF = "/offerings/by-ref/NL-2027-3"


def put(network, who, content=None, more=""):
    return network.call(who, f"PUT {REF}{more}", content or OFFERING)


@pytest.fixture
def key(network):
    return askers.key(network.host, network.agency_id, ["offerings:write", "offerings:read"])


def test_an_agencys_software_registers_an_offering_and_reads_it_back(network, key):
    made = put(network, key, {**OFFERING, "state": "open"})

    assert made.json["created"] is True
    items = network.call(key, "GET /offerings").json["items"]
    assert [(item["ref"], item["state"]) for item in items] == [("NL-2027-3", "open")]


def test_the_same_sync_twice_changes_nothing_and_records_no_event(network, key):
    put(network, key)
    before = len(network.events(OfferingChanged))

    again = put(network, key, {**OFFERING, "means": ["pray", "go"]})

    assert again.json["changed"] is False
    assert again.json["differences"] == []
    assert len(network.events(OfferingChanged)) == before
    offering = again.json["id"]
    assert network.call(key, f"GET /offerings/{offering}").json["version"] == 1


def test_a_dry_run_prints_the_differences_and_changes_nothing(network, key):
    put(network, key)

    told = put(network, key, {**OFFERING, "capacity": 5, "risk": "high"}, "?dry_run=1").json

    assert told["differences"] == [
        {"field": "capacity", "from": 2, "to": 5},
        {"field": "risk", "from": "low", "to": "high"},
    ]
    assert put(network, key).json["changed"] is False


def test_what_a_sync_leaves_out_becomes_not_known(network, key):
    put(network, key)
    less = {name: value for name, value in OFFERING.items() if name != "risk"}

    changed = put(network, key, less).json

    assert changed["differences"] == [{"field": "risk", "from": "low", "to": None}]


def test_two_agencies_may_use_the_same_number(network, key):
    put(network, key)
    entered = network.call(network.coach, "POST /agencies", {"name": "Andere Oever"}).json
    network.settle()
    other = askers.key(network.host, UUID(entered["id"]), ["offerings:write"])

    assert put(network, other).json["created"] is True


def test_a_key_without_the_scope_is_refused(network):
    reads = askers.key(network.host, network.agency_id, ["offerings:read"])

    assert put(network, reads).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "holiday"}, "kind"),
        ({"means": ["pray", "dance"]}, "means.1"),
        ({"ends_on": "2027-02-30"}, "ends_on"),
        ({"starts_on": "2028-01-01"}, "ends_on"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": "two"}, "capacity"),
        ({"label": 4}, "label"),
        ({"title_nl": None, "title_en": None}, "title_nl"),
        ({"title_nl": "a\u202eb"}, "title_nl"),
        ({"countries": ["XX"]}, "countries.0"),
        ({"price": 3}, "price"),
        ({"state": "full"}, "state"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_named(network, key, wrong, field):
    refused = put(network, key, {**OFFERING, **wrong})

    assert refused.status_code == 422
    assert field in refused.json["fields"]
    assert network.call(key, "GET /offerings").json["items"] == []


def test_coaches_see_what_is_open_and_no_drafts(network):
    shown, _draft = network.offering(), network.offering(state="draft")

    items = network.call(network.coach, "GET /offerings").json["items"]

    assert [item["id"] for item in items] == [shown]


def test_leaders_have_no_list_of_offerings(network):
    network.offering()

    assert network.call(network.leader, "GET /offerings").status_code == 403


def test_another_agency_finds_nothing_of_this_one(network):
    offering = network.offering()
    stranger = askers.person(network.host, "agency_staff")

    for route in (f"GET /offerings/{offering}", f"GET /agencies/{network.agency_id}"):
        assert network.call(stranger, route).status_code == 404
    assert network.call(stranger, f"PATCH /offerings/{offering}", {}).status_code == 404
    assert network.call(stranger, "GET /offerings").json["items"] == []


def test_pages_follow_each_other_without_gap_or_repeat(network):
    made = [network.offering(ref=str(number)) for number in range(5)]
    seen, after = [], ""
    for _ in range(3):
        page = network.call(network.staff, f"GET /offerings?limit=2{after}").json
        seen += [item["id"] for item in page["items"]]
        after = f"&after={page['next']}"

    assert seen == made
    assert page["next"] is None


def test_every_documented_field_is_answered_and_no_other(network):
    offering = network.offering()
    one = network.call(network.staff, f"GET /offerings/{offering}").json
    listed = network.call(network.staff, "GET /offerings").json["items"][0]

    assert set(one) == set(OfferingOut().fields)
    assert one == listed


def test_a_change_made_meanwhile_is_not_overwritten(network):
    offering = network.offering()
    network.call(network.staff, f"PATCH /offerings/{offering}", {"risk": "high", "version": 1})

    late = network.call(
        network.staff, f"PATCH /offerings/{offering}", {"risk": "medium", "version": 1}
    )

    assert late.status_code == 409
    assert network.call(network.staff, f"GET /offerings/{offering}").json["risk"] == "high"


def test_capacity_cannot_fall_below_the_places_taken(network):
    offering = network.offering(capacity=2)
    network.introduced(offering)
    second, _ = network.congregation()
    network.introduced(offering, second)

    refused = network.call(network.staff, f"PATCH /offerings/{offering}", {"capacity": 1})

    assert refused.status_code == 409
    assert "capacity" in refused.json["fields"]
    wider = network.call(network.staff, f"PATCH /offerings/{offering}", {"capacity": 3}).json
    assert (wider["state"], wider["places_left"]) == ("open", 1)


def test_a_step_that_is_not_possible_is_refused_with_what_is(network):
    offering = network.offering(state="draft")

    refused = network.call(network.staff, f"POST /offerings/{offering}/states", {"to": "closed"})

    assert refused.status_code == 409
    assert refused.json["fields"]["state"] == "Possible now: open, withdrawn."


def test_a_coach_speaks_for_an_agency_only_until_it_joins(network):
    entered = network.call(network.coach, "POST /agencies", {"name": "Stille Bron"}).json
    path = f"/agencies/{entered['id']}"
    offered = network.call(network.coach, f"POST {path}/offerings", {**OFFERING, "state": "open"})
    other = askers.person(network.host, "coach")
    by_other = network.call(other, f"POST {path}/offerings", OFFERING)
    network.settle()
    askers.person(network.host, "agency_staff", UUID(entered["id"]))
    network.settle()

    after = network.call(network.coach, f"PATCH {path}", {"name": "Stille Bronnen"})

    assert offered.status_code == 201
    assert by_other.status_code == 403
    assert after.status_code == 403
    assert network.call(network.coach, f"GET {path}").json["claimed"] is True
    assert [str(e.agency_id) for e in network.events(AgencyClaimed)][-1] == entered["id"]
    assert {e.claimed for e in network.events(AgencyRegistered)} == {False}


def test_a_contact_of_an_agency_that_has_not_joined_is_handed_to_identity_and_kept_nowhere_else(
    network,
):
    contact = {"name": "Teun", "email": "teun@bron.example", "language": "nl"}
    entered = network.call(
        network.coach, "POST /agencies", {"name": "Stille Bron", "contact": contact}
    ).json
    network.settle()
    operator = askers.person(network.host, "operator")

    people = askers.call(
        network.host, operator, "identity", "GET", f"/organisations/{entered['id']}/people"
    )

    assert "teun@bron.example" in people.text
    with network.host.tools["partners"].db.read() as db:
        assert list(db.connection().exec_driver_sql("SELECT * FROM awaited_contact")) == []


def sheet(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def send(network, who, body, *, kind="text/csv", more=""):
    return Client(network.host.apps["partners"]).post(
        f"/agencies/{network.agency_id}/imports{more}",
        base_url=f"http://{network.host.settings.public_host}/api/partners",
        data=body,
        headers={"Authorization": f"Bearer {who.bearer('partners')}", "Content-Type": kind},
    )


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = ("ref", "title_nl", "kind", "means", "ends_on", "capacity", "state")


def test_a_sheet_takes_its_good_rows_and_says_why_not_of_each_other(network):
    rows = [
        HEADER,
        ("A1", "Zomerweek", "short_term", "go; pray", date(2027, 8, 1), 4, "open"),
        ("A2", "=1+1", "visit", "-", None, None, None),
        ("A3", "Herfstweek", "holiday", None, None, None, None),
        ("A1", "Nog eens", "visit", None, None, None, None),
    ]

    told = send(network, network.staff, sheet(rows), kind=XLSX, more="?dry_run=1").json
    nothing = network.call(network.staff, "GET /offerings").json["items"]
    done = send(network, network.staff, sheet(rows), kind=XLSX).json

    assert nothing == []
    assert [(r["line"], r["field"]) for r in told["rejected"]] == [(4, "kind"), (5, "ref")]
    assert told["rejected"] == done["rejected"]
    assert [change["ref"] for change in done["changes"]] == ["A1", "A2"]
    items = network.call(network.staff, "GET /offerings").json["items"]
    assert [item["title_nl"] for item in items] == ["Zomerweek", "=1+1"]
    assert (items[0]["means"], items[0]["ends_on"]) == (["go", "pray"], "2027-08-01")
    assert (items[1]["means"], items[1]["capacity"]) == ([], None)


def test_the_same_sheet_twice_changes_nothing(network):
    body = b"ref;title_nl;kind\nA1;Week;visit\n"
    send(network, network.staff, body)
    before = len(network.events(OfferingChanged))

    again = send(network, network.staff, body).json

    assert (again["unchanged"], again["changes"]) == (1, [])
    assert len(network.events(OfferingChanged)) == before


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00w",
        b"PK\x03\x04 no zip at all",
        b"ref,kind,price\nA1,visit,3\n",
        b"title_nl,kind\nWeek,visit\n",
        b"ref,kind\n",
        b'ref,kind,title_nl\nA1,visit,"open\n',
        b"",
    ],
)
def test_a_file_that_is_no_sheet_of_offerings_is_refused_in_one_sentence(network, body):
    refused = send(network, network.staff, body)

    assert refused.status_code == 422
    assert refused.json["fields"]["file"]


def test_a_sheet_for_an_agency_of_others_finds_nothing(network):
    stranger = askers.person(network.host, "agency_staff", new_id())

    assert send(network, stranger, b"ref,kind,title_nl\nA1,visit,Week\n").status_code == 404


def test_a_misspelt_dry_run_is_refused_and_writes_nothing(network, key):
    refused = put(network, key, more="?dryrun=1")

    assert refused.status_code == 422
    assert list(refused.json["fields"]) == ["dryrun"]
    assert network.call(key, "GET /offerings").json["items"] == []
