from uuid import UUID, uuid4

import pytest

from shared.clock import new_id
from shared.contracts.congregations import CoachAssigned, CongregationRegistered
from shared.contracts.event import NETWORK
from shared.contracts.partners import AgencyClaimed, AgencyRegistered
from shared.events.outbox import record
from tests import askers
from tests.identity.conftest import audited, contents, events

EVA = {"name": "Eva", "email": "eva@agency.example"}


def happened(host, service, *stories):
    with host.tools[service].db.write() as db:
        for story in stories:
            record(db, story, at=host.clock.now())
    host.settle()


def people_in(ask, asker, organisation):
    return ask(asker, "GET", f"/organisations/{organisation}/people")


def test_members_see_who_belongs_to_their_organisation(host, ask):
    leader = askers.person(host, "leader", name="Anna")
    member = askers.person(host, "working_group", leader.organisation_id, name="Bas")

    seen = people_in(ask, member, leader.organisation_id).json

    assert [(p["name"], p["role"]) for p in seen] == [("Anna", "leader"), ("Bas", "working_group")]
    assert seen[0]["person_id"] == str(leader.id)
    assert seen[0]["membership_id"] == str(leader.membership_id)


def test_the_people_of_another_congregation_look_like_nobody(host, ask):
    leader, other = askers.person(host, "leader"), askers.person(host, "leader")
    stranger = askers.person(host, "coach")

    answers = [
        people_in(ask, leader, other.organisation_id),
        people_in(ask, stranger, other.organisation_id),
        people_in(ask, leader, uuid4()),
        people_in(ask, leader, NETWORK),
    ]

    assert {a.status_code for a in answers} == {404}
    assert len({a.data for a in answers}) == 1


def test_the_guiding_coach_and_the_operator_see_a_congregations_people(host, ask):
    coach, leader = askers.person(host, "coach"), askers.person(host, "leader")
    congregation = leader.organisation_id
    happened(host, "congregations", CoachAssigned(congregation_id=congregation, coach_id=coach.id))

    for asker in (coach, askers.person(host, "operator")):
        assert [p["person_id"] for p in people_in(ask, asker, congregation).json] == [
            str(leader.id)
        ]


def test_guidance_gives_nothing_to_who_is_no_coach_any_more(host, ask):
    coach, leader = askers.person(host, "coach"), askers.person(host, "leader")
    askers.also(host, coach, "leader", askers.person(host, "leader").organisation_id)
    congregation = leader.organisation_id
    happened(host, "congregations", CoachAssigned(congregation_id=congregation, coach_id=coach.id))
    ask(askers.person(host, "operator"), "DELETE", f"/memberships/{coach.membership_id}")

    assert people_in(ask, coach, congregation).status_code == 404


def test_a_coach_notes_a_contact_at_an_agency_that_has_not_joined(host, ask):
    coach, agency = askers.person(host, "coach"), new_id()
    happened(host, "partners", AgencyRegistered(agency_id=agency, claimed=False))

    made = ask(coach, "POST", f"/organisations/{agency}/contacts", EVA)
    seen = people_in(ask, coach, agency).json

    assert made.status_code == 201
    assert [(p["person_id"], p["role"]) for p in seen] == [(made.json["person_id"], "contact")]
    assert events(host, "membership.started")[-1]["role"] == "contact"


def test_one_of_our_services_hands_over_a_contact_that_a_coach_named(host, ask):
    agency, partners = new_id(), askers.service(host, "partners")
    path = f"/organisations/{agency}/contacts"
    too_early = ask(partners, "POST", path, EVA)
    happened(host, "partners", AgencyRegistered(agency_id=agency, claimed=False))

    made = ask(partners, "POST", path, EVA)

    assert (too_early.status_code, made.status_code) == (404, 201)
    assert ask(partners, "GET", f"/organisations/{agency}/people").status_code == 403


def test_an_agency_that_joined_speaks_for_itself(host, ask):
    coach, agency = askers.person(host, "coach"), new_id()
    happened(
        host,
        "partners",
        AgencyRegistered(agency_id=agency, claimed=False),
        AgencyClaimed(agency_id=agency),
    )
    path = f"/organisations/{agency}/contacts"

    assert ask(coach, "POST", path, EVA).status_code == 404
    assert ask(askers.person(host, "operator"), "POST", path, EVA).status_code == 409


def test_a_contact_who_joins_as_staff_is_no_contact_any_more(host, ask):
    contact = askers.person(host, "contact")
    askers.also(host, contact, "agency_staff", contact.organisation_id)
    operator = askers.person(host, "operator")

    seen = people_in(ask, operator, contact.organisation_id).json

    assert [p["role"] for p in seen] == ["agency_staff"]
    assert events(host, "membership.ended")[-1]["membership_id"] == str(contact.membership_id)


def test_a_leader_ends_a_membership_of_his_own_congregation_and_the_others_are_told(host, ask):
    leader = askers.person(host, "leader")
    member = askers.person(host, "working_group", leader.organisation_id)

    answer = ask(leader, "DELETE", f"/memberships/{member.membership_id}")

    assert answer.status_code == 204
    assert events(host, "membership.ended") == [
        {
            "membership_id": str(member.membership_id),
            "person_id": str(member.id),
            "organisation_id": str(leader.organisation_id),
            "organisation_kind": "congregation",
            "role": "working_group",
        }
    ]
    assert ask(leader, "DELETE", f"/memberships/{member.membership_id}").status_code == 404
    ended = contents(host)["membership_change"][-1]
    assert "ended" in ended
    assert leader.id.hex in ended


def test_a_working_group_ends_its_own_membership_and_no_other(host, ask):
    leader = askers.person(host, "leader")
    member = askers.person(host, "working_group", leader.organisation_id)

    theirs = ask(member, "DELETE", f"/memberships/{leader.membership_id}")
    own = ask(member, "DELETE", f"/memberships/{member.membership_id}")

    assert (theirs.status_code, own.status_code) == (403, 204)


def test_a_membership_elsewhere_looks_like_none(host, ask):
    leader, other = askers.person(host, "leader"), askers.person(host, "leader")

    there = ask(leader, "DELETE", f"/memberships/{other.membership_id}")
    nowhere = ask(leader, "DELETE", f"/memberships/{uuid4()}")

    assert there.status_code == nowhere.status_code == 404
    assert there.data == nowhere.data


def test_the_last_operator_cannot_leave(host, ask):
    first = askers.person(host, "operator")
    alone = ask(first, "DELETE", f"/memberships/{first.membership_id}")
    askers.person(host, "operator")
    with_another = ask(first, "DELETE", f"/memberships/{first.membership_id}")

    assert (alone.status_code, with_another.status_code) == (409, 204)


def test_names_are_told_of_companions_and_coaches_and_of_nobody_else(host, ask):
    leader, coach = askers.person(host, "leader"), askers.person(host, "coach")
    beside = askers.person(host, "leader", leader.organisation_id)
    stranger, staff = askers.person(host, "leader"), askers.person(host, "agency_staff")
    asked = [str(p.id) for p in (leader, beside, coach, stranger, staff)]

    told = ask(leader, "POST", "/people/names", {"ids": asked}).json

    assert {p["id"] for p in told} == {str(p.id) for p in (leader, beside, coach)}
    assert all(p.keys() == {"id", "name"} for p in told)


def test_the_name_of_who_left_stays_known_to_those_he_worked_with(host, ask):
    leader = askers.person(host, "leader")
    gone = askers.person(host, "working_group", leader.organisation_id)
    ask(leader, "DELETE", f"/memberships/{gone.membership_id}")

    told = ask(leader, "POST", "/people/names", {"ids": [str(gone.id)]}).json

    assert [p["name"] for p in told] == [gone.actor.name]


def test_a_coach_knows_the_names_in_the_congregations_he_guides(host, ask):
    coach = askers.person(host, "coach")
    guided, other = askers.person(host, "leader"), askers.person(host, "leader")
    happened(
        host,
        "congregations",
        CoachAssigned(congregation_id=guided.organisation_id, coach_id=coach.id),
    )

    ids = {"ids": [str(guided.id), str(other.id)]}
    told = ask(coach, "POST", "/people/names", ids).json
    everything = ask(askers.person(host, "operator"), "POST", "/people/names", ids).json

    assert [p["id"] for p in told] == [str(guided.id)]
    assert len(everything) == 2


def test_addresses_are_for_our_own_services_only(host, ask):
    leader = askers.person(host, "leader", name="Anna", language="en")
    body = {"ids": [str(leader.id), str(uuid4())]}

    told = ask(askers.service(host, "notifications"), "POST", "/people/lookup", body)
    refused = ask(askers.person(host, "operator"), "POST", "/people/lookup", body)

    assert told.json == [
        {"id": str(leader.id), "name": "Anna", "email": leader.email, "language": "en"}
    ]
    assert refused.status_code == 403


def test_more_than_two_hundred_ids_are_too_many(host, ask):
    body = {"ids": [str(new_id()) for _ in range(201)]}

    answer = ask(askers.service(host, "notifications"), "POST", "/people/lookup", body)

    assert answer.status_code == 422


def test_the_operator_turns_the_pages_of_all_organisations(host, ask):
    made = {askers.person(host, "leader").organisation_id for _ in range(5)} | {NETWORK}
    operator = askers.person(host, "operator")

    seen, after = [], ""
    while after is not None:
        page = ask(operator, "GET", f"/organisations?limit=2{after and '&after=' + after}").json
        assert len(page["items"]) <= 2
        seen.extend(page["items"])
        after = page["next"]

    assert {UUID(item["id"]) for item in seen} == made
    assert len(seen) == len(made)
    assert all(item["members"] == 1 for item in seen)


@pytest.mark.parametrize("role", ["leader", "working_group", "coach", "agency_staff"])
def test_nobody_but_the_operator_lists_organisations(host, ask, role):
    assert ask(askers.person(host, role), "GET", "/organisations").status_code == 403


def test_an_organisation_is_known_once_even_when_its_news_arrives_twice(host):
    congregation, coach = new_id(), new_id()
    for _ in range(2):
        happened(
            host,
            "congregations",
            CongregationRegistered(congregation_id=congregation),
            CoachAssigned(congregation_id=congregation, coach_id=coach),
        )

    rows = contents(host)

    assert len(rows["organisation"]) == 2  # with the network itself
    assert len(rows["guidance"]) == 1
    assert audited(host).count("congregations.congregation.registered") == 2


def test_the_same_role_given_twice_is_held_once(host):
    leader = askers.person(host, "leader")
    askers.also(host, leader, "leader", leader.organisation_id)

    assert len(contents(host)["membership"]) == 1
    assert len(events(host, "membership.started")) == 1
