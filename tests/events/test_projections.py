"""Pictures of another service's rows: damaged, compared, rebuilt while events keep coming."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from services import host as house
from services.cli import main
from services.congregations.actions import profiles
from services.congregations.model import CoachRole
from services.congregations.queries import profiles as queries
from services.host import BY_NAME, Host
from services.identity.actions import organisations, people
from services.identity.model import Membership, MembershipChange, Organisation
from services.notifications.model import Member as Told
from services.partners.model import Congregation, Guidance
from services.scheduling.model import Guidance as Guiding
from services.scheduling.model import Member
from shared.client import Client, Reply
from shared.clock import new_id
from shared.errors import Conflict, Unavailable
from shared.events.tables import cursor
from shared.projections import rebuilding
from shared.projections.marks import mark
from shared.projections.picture import Held
from shared.projections.rebuilding import Rebuilt, compare, rebuild
from shared.service import Service, Tools
from tests import askers
from tests.askers import Asker

PICTURES = [
    pytest.param(service, held, id=f"{service.name} {held.name}")
    for service in house.ALL
    for held in service.held
]
NAME, PLACE = "Geheimkerk", "Nergenshuizen aan de Vecht"


def picture(service: str, name: str) -> Held:
    return next(each for each in BY_NAME[service].held if each.name == name)


def rebuilt(host: Host, service: str, name: str) -> Rebuilt:
    return rebuild(picture(service, name), host.tools[service])


def is_equal(host: Host, service: str, name: str) -> bool:
    return compare(picture(service, name), host.tools[service]).equal


def content(host: Host) -> dict[str, list[str]]:
    """Return every row of every service, but for what notes that something was asked."""
    found = {}
    for service in house.ALL:
        if service.metadata is None:
            continue
        with host.tools[service.name].db.read() as db:
            for table in service.metadata.sorted_tables:
                if table.name != "audit":
                    rows = db.execute(select(table)).all()
                    found[f"{service.name}.{table.name}"] = sorted(map(repr, rows))
    return found


def congregation(host: Host, coach: Asker, **values: object) -> UUID:
    told = {"name": NAME, "place": PLACE, "size_band": "150_400", **values}
    with host.tools["congregations"].db.write() as db:
        return profiles.register(db, coach.actor, told, at=host.clock.now()).id


def resize(host: Host, congregation_id: UUID, band: str) -> None:
    with host.tools["congregations"].db.write() as db:
        found = queries.congregation(db, congregation_id, lock=True)
        profiles.put_right(db, found, {"size_band": band}, at=host.clock.now())


def end(host: Host, membership_id: UUID | None) -> None:
    by = askers.person(host, "operator")
    with host.tools["identity"].db.write() as db:
        people.end_membership(db, by.actor, membership_id, at=host.clock.now())


@pytest.fixture
def coach(host: Host) -> Asker:
    found = askers.person(host, "coach")
    host.settle()
    return found


@pytest.fixture
def churches(host: Host, coach: Asker) -> list[UUID]:
    made = [congregation(host, coach) for _ in range(3)]
    host.settle()
    for each in made:
        askers.person(host, "leader", each)
    host.settle()
    return made


@pytest.mark.parametrize(("service", "held"), PICTURES)
def test_a_picture_that_events_made_is_as_its_owner_has_it(
    host, churches, service: Service, held: Held
):
    found = compare(held, host.tools[service.name])

    assert found.equal, f"{found.here.rows} here, {found.there.rows} there"


def test_rebuilding_what_is_equal_changes_nothing(host, churches):
    for service in house.ALL:
        for held in service.held:
            rebuild(held, host.tools[service.name])
    before = content(host)
    done = [
        rebuild(held, host.tools[service.name]) for service in house.ALL for held in service.held
    ]

    assert done == [Rebuilt()] * len(PICTURES)
    assert content(host) == before


def test_a_first_rebuild_of_what_is_equal_touches_no_row_of_a_picture(host, churches):
    before = content(host)
    done = [
        rebuild(held, host.tools[service.name]) for service in house.ALL for held in service.held
    ]
    after = content(host)

    assert sum(each.changed for each in done) == 0
    changed = {name for name in before if before[name] != after[name]}
    assert {name.partition(".")[2] for name in changed} <= {"projection_mark"}


def lose_facets(db: Session) -> None:
    db.execute(delete(Congregation))


def alter_facets(db: Session) -> None:
    db.execute(update(Congregation).values(facets={"size_band": "over_400"}))


def alter_a_column_beside_the_facets(db: Session) -> None:
    db.execute(update(Congregation).values(region="XX"))


def add_a_congregation(db: Session) -> None:
    values = {"id": new_id(), "facets": {}, "named_to_agencies": False}
    db.execute(insert(Congregation).values(**values, changed_at=house.Clock().now()))


def lose_guidance(db: Session) -> None:
    db.execute(delete(Guidance))


def alter_guidance(db: Session) -> None:
    db.execute(update(Guidance).values(coach_id=new_id()))


def add_guidance(db: Session) -> None:
    db.add(Guidance(congregation_id=new_id(), coach_id=new_id()))


def forget_when(db: Session) -> None:
    db.execute(update(Guiding).values(since=house.Clock().now()))


def lose_audience(db: Session) -> None:
    db.execute(delete(Told))


def alter_audience(db: Session) -> None:
    db.execute(update(Told).values(role="contact"))


def add_a_listener(db: Session) -> None:
    who = {"person_id": new_id(), "organisation_id": new_id(), "role": "leader"}
    db.add(Told(id=new_id(), since=house.Clock().now(), **who))


def lose_members(db: Session) -> None:
    db.execute(delete(Member))


def lose_coaches(db: Session) -> None:
    db.execute(delete(CoachRole))


def add_an_organisation(db: Session) -> None:
    organisations.register(db, new_id(), kind="congregation", at=house.Clock().now())


DAMAGES = [
    ("partners", "congregations", lose_facets),
    ("partners", "congregations", alter_facets),
    ("partners", "congregations", alter_a_column_beside_the_facets),
    ("partners", "congregations", add_a_congregation),
    ("partners", "guidance", lose_guidance),
    ("partners", "guidance", alter_guidance),
    ("partners", "guidance", add_guidance),
    ("scheduling", "guidance", forget_when),
    ("scheduling", "memberships", lose_members),
    ("notifications", "memberships", lose_audience),
    ("notifications", "memberships", alter_audience),
    ("notifications", "memberships", add_a_listener),
    ("congregations", "coaches", lose_coaches),
    ("identity", "congregations", add_an_organisation),
]


@pytest.mark.parametrize(("service", "name", "damage"), DAMAGES)
def test_damage_is_found_and_a_rebuild_mends_it(
    host, churches, service: str, name: str, damage: Callable[[Session], None]
):
    with host.tools[service].db.write() as db:
        damage(db)

    assert not is_equal(host, service, name)

    done = rebuilt(host, service, name)

    assert is_equal(host, service, name)
    assert done.changed
    assert not done.refused
    assert rebuilt(host, service, name) == Rebuilt()


def test_events_go_on_from_where_a_rebuild_left_the_picture(host, churches):
    with host.tools["partners"].db.write() as db:
        lose_facets(db)
    rebuilt(host, "partners", "congregations")
    resize(host, churches[0], "over_400")
    host.settle()

    assert is_equal(host, "partners", "congregations")


def test_events_that_a_rebuild_was_ahead_of_change_nothing_when_they_come(host, churches):
    resize(host, churches[0], "under_150")
    resize(host, churches[0], "over_400")
    rebuilt(host, "partners", "congregations")
    before = facets(host, churches[0])
    host.settle()

    assert before["size_band"] == "over_400"
    assert facets(host, churches[0]) == before
    assert is_equal(host, "partners", "congregations")


def facets(host: Host, congregation_id: UUID) -> dict[str, Any]:
    with host.tools["partners"].db.read() as db:
        return db.get_one(Congregation, congregation_id).facets


def test_an_older_event_that_comes_late_does_not_undo_a_newer_one(host, churches, coach):
    made = congregation(host, coach)
    resize(host, made, "over_400")
    forget_inbox_and_begin_again(host, "partners", after=host.settle)

    assert is_equal(host, "partners", "congregations")
    assert facets(host, made)["size_band"] == "over_400"


def forget_inbox_and_begin_again(host: Host, service: str, *, after: Callable[[], None]) -> None:
    """Let every event that ever was come to a service once more, behind the newest."""
    after()
    with host.tools[service].db.write() as db:
        db.execute(delete(BY_NAME[service].metadata.tables["inbox"]))
        db.execute(delete(cursor))
    host.settle()


def test_a_role_that_ended_does_not_come_back_when_its_beginning_comes_late(host, coach):
    end(host, coach.membership_id)
    host.settle()
    for service in ("notifications", "scheduling", "congregations"):
        forget_inbox_and_begin_again(host, service, after=lambda: None)
    with host.tools["notifications"].db.read() as db:
        known = db.scalars(select(Told.person_id)).all()

    assert coach.id not in known
    assert is_equal(host, "notifications", "memberships")
    assert is_equal(host, "scheduling", "memberships")
    assert is_equal(host, "congregations", "coaches")


@dataclass
class Busy(Client):
    """A client around whose calls other things happen."""

    inner: Client
    step: Callable[[str], None]

    def send(self, service: str, method: str, path: str, **more: Any) -> Reply:
        self.step("ask")
        answer = self.inner.send(service, method, path, **more)
        self.step("answered")
        return answer


class Steps:
    """Counts the steps and lets something happen once: at the step of a number or a name."""

    def __init__(self, at: int | str, happen: Callable[[], None]) -> None:
        self.at, self.happen, self.seen, self.done = at, happen, 0, False

    def __call__(self, name: str) -> None:
        if self.done:
            return
        self.seen += 1
        if self.at in (self.seen, name):
            self.done = True
            self.happen()


@contextmanager
def interleaved(tools: Tools, step: Steps) -> Iterator[Tools]:
    """Give tools with which every call and every transaction is a step."""
    read, write = tools.db.read, tools.db.write

    @contextmanager
    def stepping(name: str, opened: Callable[[], Any]) -> Iterator[Session]:
        step(name)
        with opened() as db:
            yield db
        step(f"{name} done")

    tools.db.read = lambda: stepping("read", read)  # type: ignore[method-assign]
    tools.db.write = lambda: stepping("write", write)  # type: ignore[method-assign]
    try:
        yield replace(tools, client=Busy(tools.client, step))
    finally:
        del tools.db.read
        del tools.db.write


STEPS = range(1, 11)
DELIVERED = ["at once", "in part"]


@pytest.mark.parametrize("number", STEPS)
@pytest.mark.parametrize("delivered", DELIVERED)
def test_a_rebuild_beside_live_events_at_every_step_ends_equal(
    host, churches, coach, number: int, delivered: str
):
    first, second, third = churches
    with host.tools["partners"].db.write() as db:
        db.execute(delete(Congregation).where(Congregation.id == first))
        db.execute(update(Congregation).where(Congregation.id == second).values(facets={}))
        add_a_congregation(db)

    def happen() -> None:
        resize(host, first, "under_150")
        resize(host, second, "over_400")
        host.buses["partners"].deliver()
        if delivered == "in part":
            resize(host, second, "under_150")
            congregation(host, coach, size_band="over_400")
        resize(host, third, "over_400")

    step = Steps(number, happen)
    with interleaved(host.tools["partners"], step) as tools:
        rebuild(picture("partners", "congregations"), tools)
    host.settle()

    assert step.done
    assert is_equal(host, "partners", "congregations")
    assert facets(host, third)["size_band"] == "over_400"


@pytest.mark.parametrize("number", STEPS)
def test_people_who_come_and_go_during_a_rebuild_are_told_as_their_roles_say(
    host, churches, number: int
):
    lost = askers.person(host, "leader", churches[0])
    leaving = askers.person(host, "leader", churches[1])
    host.settle()
    with host.tools["notifications"].db.write() as db:
        db.execute(delete(Told).where(Told.person_id == lost.id))
        add_a_listener(db)
        add_a_listener(db)
    come = []

    def happen() -> None:
        end(host, leaving.membership_id)
        come.append(askers.person(host, "leader", churches[2]).id)
        if number % 2:
            host.buses["notifications"].deliver()

    step = Steps(number, happen)
    with interleaved(host.tools["notifications"], step) as tools:
        rebuild(picture("notifications", "memberships"), tools)
    host.settle()
    with host.tools["notifications"].db.read() as db:
        known = set(db.scalars(select(Told.person_id)))

    assert step.done
    assert is_equal(host, "notifications", "memberships")
    assert known >= {lost.id, *come}
    assert leaving.id not in known


def test_a_row_that_a_newer_event_wrote_meanwhile_is_left_to_it(host, churches):
    with host.tools["partners"].db.write() as db:
        lose_facets(db)

    def happen() -> None:
        resize(host, churches[0], "over_400")
        host.buses["partners"].deliver()

    with interleaved(host.tools["partners"], Steps("write", happen)) as tools:
        done = rebuild(picture("partners", "congregations"), tools)

    assert (done.put, done.outrun) == (2, 1)
    assert facets(host, churches[0])["size_band"] == "over_400"
    assert is_equal(host, "partners", "congregations")


def test_an_owner_that_was_put_back_from_a_backup_is_right_and_heard_again(host, churches):
    with host.tools["partners"].db.write() as db:
        # as if events had come that the owner no longer knows of
        db.execute(update(mark).values(seq=99))
        alter_facets(db)
    rebuilt(host, "partners", "congregations")

    assert is_equal(host, "partners", "congregations")

    resize(host, churches[0], "over_400")
    host.settle()

    assert is_equal(host, "partners", "congregations")


def test_what_follows_from_an_event_follows_from_a_rebuild_too(host, churches, coach):
    with host.tools["scheduling"].db.write() as db:
        gone = Guiding(congregation_id=churches[0], coach_id=new_id(), since=host.clock.now())
        db.add(gone)
    rebuilt(host, "scheduling", "guidance")
    with host.tools["scheduling"].db.read() as db:
        guiding = set(db.scalars(select(Guiding.coach_id)))

    assert guiding == {coach.id}


def test_a_row_on_which_others_hang_stays_and_goes_on_being_told_of(host, churches):
    stray = new_id()
    with host.tools["identity"].db.write() as db:
        organisations.register(db, stray, kind="congregation", at=host.clock.now())
    askers.person(host, "leader", stray)
    done = rebuilt(host, "identity", "congregations")

    assert (done.dropped, done.refused) == (0, 1)
    assert not is_equal(host, "identity", "congregations")


def test_a_claimed_page_is_not_taken_from_an_agencys_own_people(host, churches):
    staff = askers.person(host, "agency_staff")
    agency = staff.organisation_id
    identity = picture("identity", "agencies")
    with host.tools["identity"].db.write() as db:
        row = {"agency_id": agency, "claimed": False}
        identity.put(db, row, host.clock.now())
        kept = db.get_one(Organisation, agency).claimed_at
        db.execute(delete(MembershipChange))
        db.execute(delete(Membership).where(Membership.organisation_id == agency))
        identity.put(db, row, host.clock.now())
        given_back = db.get_one(Organisation, agency).claimed_at

    assert kept is not None
    assert given_back is None


@dataclass
class Away(Client):
    """A client to whom, after some calls, nobody answers."""

    inner: Client
    calls: int

    def send(self, service: str, method: str, path: str, **more: Any) -> Reply:
        self.calls -= 1
        if self.calls < 0:
            raise Unavailable(f"{service} does not answer.")
        return self.inner.send(service, method, path, **more)


@pytest.mark.parametrize("calls", [0, 1])
def test_an_owner_that_is_away_is_told_of_and_nothing_is_written(
    host, churches, monkeypatch, calls: int
):
    monkeypatch.setattr(rebuilding, "PAGE", 2)
    tools = host.tools["partners"]
    with tools.db.write() as db:
        db.execute(delete(Congregation))
    before = content(host)
    tools.credentials.bearer("congregations")

    with pytest.raises(Unavailable, match="congregations does not answer"):
        rebuild(
            picture("partners", "congregations"), replace(tools, client=Away(tools.client, calls))
        )
    assert content(host) == before


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_pages_of_any_size_give_the_same(host, churches, monkeypatch, size: int):
    monkeypatch.setattr(rebuilding, "PAGE", size)
    with host.tools["partners"].db.write() as db:
        lose_guidance(db)
        add_guidance(db)
    done = rebuilt(host, "partners", "guidance")

    assert (done.put, done.dropped) == (3, 1)
    assert is_equal(host, "partners", "guidance")


def test_an_owner_of_another_version_is_told_of(host, churches):
    held = replace(picture("partners", "guidance"), needs=("colour",))

    with pytest.raises(Conflict, match="without colour"):
        rebuild(held, host.tools["partners"])


def served(host: Host) -> Iterator[tuple[str, str]]:
    for service in house.ALL:
        for held in service.held:
            yield held.owner, held.name


def test_only_services_read_what_is_served_and_it_holds_no_name_address_or_text(
    host, churches, coach
):
    everybody = [coach, askers.person(host, "operator"), askers.person(host, "agency_staff")]
    for owner, name in served(host):
        for path in (f"/projections/{name}", f"/projections/{name}/checksum"):
            for asker in everybody:
                assert askers.call(host, asker, owner, "GET", path).status_code == 403
            assert askers.call(host, None, owner, "GET", path).status_code == 401
        asked = askers.call(
            host, askers.service(host, "partners"), owner, "GET", f"/projections/{name}"
        )

        assert asked.status_code == 200
        for secret in (NAME, PLACE, "@", *(each.actor.name for each in everybody)):
            assert not secret or secret not in asked.get_data(as_text=True)


def test_every_row_that_is_served_has_the_number_of_its_last_event(host, churches):
    asker = askers.service(host, "partners")
    for owner, name in served(host):
        told = askers.call(host, asker, owner, "GET", f"/projections/{name}").get_json()

        assert all(item["seq"] > 0 for item in told["items"]), name


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/projections/persons", 404),
        ("/projections/guidance?after=x", 422),
        ("/projections/guidance?after=00000000-0000-7000-8000-000000000001", 422),
        ("/projections/guidance?limit=0", 422),
        ("/projections/guidance/checksum?columns=name", 422),
    ],
)
def test_what_is_not_served_is_refused(host, churches, path: str, status: int):
    asker = askers.service(host, "partners")

    assert askers.call(host, asker, "congregations", "GET", path).status_code == status


def command(host: Host, *words: str) -> Any:
    environment = {"MISSIONSCOACH_DATA_DIR": str(host.settings.data_dir)}
    return CliRunner(env=environment).invoke(main, ["projections", *words])


def test_the_command_lists_checks_and_rebuilds(host, churches):
    listed = command(host, "list", "--service", "partners", "--name", "guidance")

    assert listed.output == "partners\tguidance of congregations\t3 here\n"

    with host.tools["partners"].db.write() as db:
        lose_guidance(db)
    found = command(host, "check", "--service", "partners", "--patience", "0")

    assert found.exit_code == 1
    assert "guidance of congregations\t0 here\t3 there\tNOT EQUAL" in found.output
    assert "congregations of congregations\t3 here\t3 there\tequal" in found.output

    mended = command(host, "rebuild", "--service", "partners", "--patience", "0")

    assert mended.exit_code == 0, mended.output
    assert "3 put right\t0 taken away" in mended.output
    assert command(host, "check", "--patience", "0").exit_code == 0


def test_the_command_says_what_is_wrong_in_a_sentence(host, tmp_path):
    unknown = command(host, "check", "--name", "nothing")
    empty = CliRunner(env={"MISSIONSCOACH_DATA_DIR": str(tmp_path / "new")}).invoke(
        main, ["projections", "list"]
    )
    alone = {
        "MISSIONSCOACH_MODE": "services",
        "MISSIONSCOACH_SERVICE_URL": "http://127.0.0.1:9/{service}",
        "MISSIONSCOACH_DATABASE_URL": f"sqlite:///{host.settings.data_dir}/{{service}}.sqlite3",
    }
    without = CliRunner(env=alone).invoke(main, ["projections", "check"])
    held = {**alone, "MISSIONSCOACH_SERVICE_SECRETS": "partners=nobody-knows-this-secret-of-mine"}
    away = CliRunner(env=held).invoke(main, ["projections", "rebuild"])

    assert unknown.exit_code == 2
    assert "no such picture" in unknown.output
    assert empty.exit_code == 1
    assert "not brought up to date" in empty.output
    assert without.exit_code == 1
    assert "no secret" in without.output
    assert away.exit_code == 1
    assert "Nothing more was done. identity does not answer." in away.output
