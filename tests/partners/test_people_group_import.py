import csv
import io
from uuid import UUID

import pytest
from sqlalchemy import func, select
from werkzeug.test import Client

from services.partners.importers.peoplegroups import Told, import_file
from services.partners.model import PeopleGroup, SourceRecord
from shared.contracts.partners import PeopleGroupsImported
from shared.errors import Invalid
from tests import askers

COLUMNS = (
    "ROG3", "PeopleID3", "ROP3", "PeopNameAcrossCountries", "PeopNameInCountry", "Population",
    "JPScale", "LeastReached", "Frontier", "ROL3", "BibleStatus", "PrimaryReligion",
    "PercentAdherents", "PercentEvangelical", "Latitude", "Longitude",
)  # fmt: skip


def row(number, **more):
    name = f"Volk {number}"
    given = {
        "ROG3": "TU", "PeopleID3": str(500000 + number), "PeopNameAcrossCountries": name,
        "PeopNameInCountry": name, "Population": "1000", "JPScale": "1",
        "LeastReached": "Y", "Frontier": "N", "ROL3": "tur", "PercentAdherents": "0.1",
        "PercentEvangelical": "0.05",
    }  # fmt: skip
    return {**given, **more}


def listed(rows, title="INVENTED people groups - release 2026"):
    text = io.StringIO()
    text.write(f"{title}\n\n")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def send(network, who, body, more="", kind="text/csv"):
    return Client(network.host.apps["partners"]).post(
        f"/people-groups/imports{more}",
        base_url=f"http://{network.host.settings.public_host}/api/partners",
        data=body,
        headers={"Authorization": f"Bearer {who.bearer('partners')}", "Content-Type": kind},
    )


def count(network, table):
    with network.host.tools["partners"].db.read() as db:
        return db.scalar(select(func.count()).select_from(table))


@pytest.fixture
def operator(network):
    return askers.person(network.host, "operator")


def test_a_dry_run_lists_rejected_rows_with_reasons_and_changes_nothing(network, operator):
    body = listed([row(1), row(2, ROG3="ZZ"), row(3, PeopleID3="")])

    told = send(network, operator, body, "?dry_run=1&language=en").json

    assert (told["rows"], told["accepted"], told["added"]) == (3, 1, 1)
    assert [each["code"] for each in told["rejected"]] == ["country_unknown", "id_missing"]
    assert told["rejected"][1]["reason"] == "PeopleID3 is empty."
    assert told["applied"] is False
    assert count(network, PeopleGroup) == 0


def test_applying_takes_all_good_rows_with_their_source_and_tells_only_counts(network, operator):
    body = listed([row(1), row(2), row(3, PeopleID3="")])

    done = send(network, operator, body).json

    assert (done["added"], done["rejected_count"]) == (2, 1)
    event = network.events(PeopleGroupsImported)[0]
    assert (event.added, event.release) == (2, "2026")
    found = network.call(network.leader, "GET /people-groups?query=volk%202").json
    assert [item["key"] for item in found["items"]] == ["500002TU"]
    assert found["items"][0]["country"] == "TR"
    assert found["attributions"] == [
        {"nl": "Verzonnen gegevens", "en": "Invented data", "url": None}
    ]
    with network.host.tools["partners"].db.read() as db:
        values = db.scalars(select(SourceRecord.values)).first()
    assert values["PeopNameInCountry"] == "Volk 1"


def test_real_lists_are_attributed_with_their_address(network, operator):
    send(network, operator, listed([row(1)], title="People groups - 2025-12-01"))

    shown = network.call(network.coach, "GET /people-groups").json

    assert shown["attributions"][0]["url"] == "https://joshuaproject.net"
    assert (shown["items"][0]["release"], shown["items"][0]["as_of"]) == (
        "2025-12-01",
        "2025-12-01",
    )


def test_the_next_release_adds_changes_and_marks_what_vanished_but_forgets_nothing(
    network, operator
):
    send(network, operator, listed([row(1), row(2), row(3)]))

    report = send(
        network, operator, listed([row(1), row(2, Population="2000"), row(4)], title="2027")
    ).json

    counts = ("added", "changed", "vanished", "unchanged")
    assert [report[name] for name in counts] == [1, 1, 1, 1]
    keys = [item["key"] for item in network.call(network.coach, "GET /people-groups").json["items"]]
    assert keys == ["500001TU", "500002TU", "500004TU"]
    assert (count(network, PeopleGroup), count(network, SourceRecord)) == (4, 5)
    back = send(network, operator, listed([row(n) for n in (1, 2, 3, 4)])).json
    assert (back["added"], back["changed"], back["unchanged"]) == (0, 2, 2)


def test_the_same_list_twice_changes_nothing_and_records_no_event(network, operator):
    body = listed([row(1), row(2)])
    send(network, operator, body)

    again = send(network, operator, body).json

    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert len(network.events(PeopleGroupsImported)) == 1
    applied = network.call(operator, "GET /people-groups/imports").json["items"]
    assert [each["unchanged"] for each in applied] == [2, 0]
    assert count(network, SourceRecord) == 2


def test_a_fault_half_way_leaves_nothing_behind(network, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(listed([row(number) for number in range(1, 2500)]))

    def stop(done, _total):
        if done >= 2000:
            raise RuntimeError("the machine stopped")

    with pytest.raises(RuntimeError):
        import_file(network.host.tools["partners"], path, dry_run=False, told=Told(), progress=stop)
    assert (count(network, PeopleGroup), count(network, SourceRecord)) == (0, 0)
    assert network.events(PeopleGroupsImported) == []


def test_the_command_tells_how_far_it_is(network, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(listed([row(number) for number in range(1, 1502)]))
    steps = []

    report = import_file(
        network.host.tools["partners"],
        path,
        dry_run=False,
        told=Told(language="en"),
        progress=lambda done, total: steps.append((done, total)),
    )

    assert steps == [(1000, 1501), (1501, 1501)]
    assert isinstance(report["import_id"], UUID)


def test_a_file_that_is_no_list_is_refused_in_one_sentence(network, operator, tmp_path):
    refused = send(network, operator, b"a,b\n1,2\n", "?language=en")
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")

    assert refused.status_code == 422
    assert refused.json["fields"]["file"].startswith("This file has no header line")
    with pytest.raises(Invalid):
        import_file(network.host.tools["partners"], path, dry_run=True, told=Told())


def test_only_the_operator_imports(network):
    assert send(network, network.coach, listed([row(1)])).status_code == 403
    assert count(network, PeopleGroup) == 0


def test_a_body_above_the_cap_is_refused_as_too_large(network, operator):
    refused = send(network, operator, b"x" * (64 * 1024 * 1024 + 1))

    assert refused.status_code == 413


def test_a_body_that_is_no_file_is_refused(network, operator):
    assert send(network, operator, b"{}", kind="application/json").status_code == 415
