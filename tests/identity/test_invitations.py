from datetime import timedelta
from uuid import uuid4

import pytest

from services.host import Host
from shared.clock import StillClock, new_id
from shared.contracts.congregations import CoachAssigned, CoachUnassigned, CongregationRegistered
from shared.contracts.event import NETWORK
from shared.contracts.partners import AgencyRegistered
from shared.events.outbox import record
from tests import askers
from tests.identity.conftest import audited, contents, events

JAN = {"name": "Jan", "email": "Jan@Kerk.example", "language": "nl", "role": "leader"}


def happened(host: Host, service: str, *stories):
    with host.tools[service].db.write() as db:
        for story in stories:
            record(db, story, at=host.clock.now())
    host.settle()


def guided(host: Host):
    """Return a coach and the congregation that he guides, as congregations told of it."""
    coach, congregation = askers.person(host, "coach"), new_id()
    happened(
        host,
        "congregations",
        CongregationRegistered(congregation_id=congregation),
        CoachAssigned(congregation_id=congregation, coach_id=coach.id),
    )
    return coach, congregation


def invite(ask, asker, organisation, **more):
    return ask(asker, "POST", f"/organisations/{organisation}/invitations", {**JAN, **more})


def mailed(host, ask, invitation):
    mailer = askers.service(host, "notifications")
    return ask(mailer, "POST", f"/invitations/{invitation.json['id']}/letter").json


def test_a_coach_invites_a_leader_who_takes_it_up_and_is_signed_in(host, ask):
    coach, congregation = guided(host)
    letter = mailed(host, ask, invite(ask, coach, congregation))

    shown = ask(None, "POST", "/invitations/check", {"token": letter["token"]}).json
    entered = ask(
        None,
        "POST",
        "/invitations/accept",
        {"token": letter["token"], "name": "Jan de Boer", "language": "en", "own_device": True},
    )
    session = {"session_token": entered.json["session_token"]}
    who = ask(None, "POST", "/session/assertions", session).json

    assert letter["inviter_name"] == coach.actor.name
    assert (shown["role"], shown["name"]) == ("leader", "Jan")
    assert entered.status_code == 201
    assert who["person"]["email"] == "jan@kerk.example"
    assert who["person"]["name"] == "Jan de Boer"
    assert [m["role"] for m in who["memberships"]] == ["leader"]


def test_invitation_and_acceptance_are_told_to_the_others_without_names(host, ask):
    coach, congregation = guided(host)
    invitation = invite(ask, coach, congregation)
    letter = mailed(host, ask, invitation)
    accepted = {"token": letter["token"], "name": "Jan"}
    person = ask(None, "POST", "/invitations/accept", accepted).json["person"]

    invited = events(host, "invitation.made")
    started = events(host, "membership.started")[-1]

    assert invited == [
        {
            "invitation_id": invitation.json["id"],
            "organisation_id": str(congregation),
            "organisation_kind": "congregation",
            "role": "leader",
        }
    ]
    assert started["person_id"] == person["id"]
    assert started["organisation_id"] == str(congregation)
    assert started["role"] == "leader"
    assert "Jan" not in repr(contents(host)["outbox"])


def test_an_invitation_is_taken_up_once(host, ask):
    coach, congregation = guided(host)
    body = {"token": mailed(host, ask, invite(ask, coach, congregation))["token"], "name": "Jan"}

    first = ask(None, "POST", "/invitations/accept", body)
    second = ask(None, "POST", "/invitations/accept", body)

    assert (first.status_code, second.status_code) == (201, 422)
    assert len(ask(coach, "GET", f"/organisations/{congregation}/people").json) == 1


@pytest.mark.parametrize(
    ("time", "status"), [({"days": 7, "seconds": -1}, 201), ({"days": 7}, 422)]
)
def test_an_invitation_holds_for_seven_days(host: Host, clock: StillClock, ask, time, status):
    coach, congregation = guided(host)
    letter = mailed(host, ask, invite(ask, coach, congregation))
    clock.advance(timedelta(**time))

    answer = ask(None, "POST", "/invitations/accept", {"token": letter["token"], "name": "Jan"})

    assert answer.status_code == status


def test_looking_at_an_invitation_changes_nothing(host, ask):
    coach, congregation = guided(host)
    letter = mailed(host, ask, invite(ask, coach, congregation))
    before = contents(host)

    ask(None, "POST", "/invitations/check", {"token": letter["token"]})

    assert contents(host) == before


def test_a_withdrawn_invitation_is_worthless(host, ask):
    coach, congregation = guided(host)
    invitation = invite(ask, coach, congregation)
    letter = mailed(host, ask, invitation)

    withdrawn = ask(coach, "DELETE", f"/invitations/{invitation.json['id']}")
    answer = ask(None, "POST", "/invitations/accept", {"token": letter["token"], "name": "Jan"})

    assert withdrawn.status_code == 204
    assert answer.status_code == 422
    assert ask(coach, "GET", f"/organisations/{congregation}/invitations").json == []


def test_inviting_again_replaces_the_earlier_invitation(host, ask):
    coach, congregation = guided(host)
    first = mailed(host, ask, invite(ask, coach, congregation))
    second = invite(ask, coach, congregation, email="jan@kerk.example")

    old = ask(None, "POST", "/invitations/check", {"token": first["token"]})
    listed = ask(coach, "GET", f"/organisations/{congregation}/invitations").json

    assert old.status_code == 422
    assert [i["id"] for i in listed] == [second.json["id"]]


def test_a_letter_of_an_invitation_is_written_once_and_only_its_hash_is_kept(host, ask):
    coach, congregation = guided(host)
    invitation = invite(ask, coach, congregation)
    letter = mailed(host, ask, invitation)
    mailer = askers.service(host, "notifications")

    again = ask(mailer, "POST", f"/invitations/{invitation.json['id']}/letter")

    assert again.status_code == 409
    assert letter["token"] not in repr(contents(host))


def test_who_has_an_account_keeps_name_and_language_and_is_not_freshly_signed_in(
    host: Host, clock: StillClock, ask
):
    coach, congregation = guided(host)
    known = askers.person(host, "leader", name="Mieke", language="en")
    letter = mailed(host, ask, invite(ask, coach, congregation, email=known.email.upper()))
    clock.advance(timedelta(days=2))

    accepted = {"token": letter["token"], "name": "Somebody else", "language": "nl"}
    entered = ask(None, "POST", "/invitations/accept", accepted).json
    session = {"session_token": entered["session_token"]}
    who = ask(None, "POST", "/session/assertions", session).json

    assert entered["person"]["id"] == str(known.id)
    assert (who["person"]["name"], who["person"]["language"]) == ("Mieke", "en")
    assert len(who["memberships"]) == 2
    assert who["signed_in_at"] == (clock.now() - timedelta(days=2)).isoformat()


def test_a_leader_invites_into_his_own_congregation_only(host, ask):
    leader, other = askers.person(host, "leader"), askers.person(host, "leader")

    own = invite(ask, leader, leader.organisation_id, role="working_group")
    theirs = invite(ask, leader, other.organisation_id)
    nowhere = invite(ask, leader, uuid4())

    assert own.status_code == 201
    assert theirs.status_code == nowhere.status_code == 404
    assert theirs.data == nowhere.data


def test_a_working_group_prepares_but_invites_nobody(host, ask):
    member = askers.person(host, "working_group")
    before = contents(host)

    answer = invite(ask, member, member.organisation_id, role="working_group")

    assert answer.status_code == 403
    assert contents(host) == before


def test_a_coach_invites_only_where_he_guides_and_while_he_does(host, ask):
    coach, congregation = guided(host)
    stranger = askers.person(host, "coach")

    now = invite(ask, coach, congregation)
    never = invite(ask, stranger, congregation)
    happened(
        host, "congregations", CoachUnassigned(congregation_id=congregation, coach_id=coach.id)
    )
    after = invite(ask, coach, congregation)

    assert (now.status_code, never.status_code, after.status_code) == (201, 404, 404)


def test_a_coach_invites_staff_of_an_agency_until_it_has_joined(host, ask):
    coach, agency = askers.person(host, "coach"), new_id()
    happened(host, "partners", AgencyRegistered(agency_id=agency, claimed=False))
    letter = mailed(host, ask, invite(ask, coach, agency, role="agency_staff"))
    ask(None, "POST", "/invitations/accept", {"token": letter["token"], "name": "Eva"})

    after = invite(ask, coach, agency, role="agency_staff", email="other@agency.example")

    assert letter["organisation_kind"] == "agency"
    assert after.status_code == 404


def test_staff_invites_colleagues_and_nobody_invites_a_contact(host, ask):
    staff = askers.person(host, "agency_staff")
    operator = askers.person(host, "operator")

    colleague = invite(ask, staff, staff.organisation_id, role="agency_staff")
    employed_coach = invite(ask, staff, staff.organisation_id, role="coach")
    contact = invite(ask, operator, staff.organisation_id, role="contact")
    misfit = invite(ask, operator, staff.organisation_id, role="leader")

    assert (colleague.status_code, employed_coach.status_code) == (201, 403)
    assert (contact.status_code, misfit.status_code) == (422, 422)
    assert "role" in misfit.json["fields"]


def test_operators_invite_coaches_and_operators_into_the_network(host, ask):
    operator, coach = askers.person(host, "operator"), askers.person(host, "coach")

    made = [invite(ask, operator, NETWORK, role=role).status_code for role in ("coach", "operator")]
    refused = invite(ask, coach, NETWORK, role="coach")

    assert made == [201, 201]
    assert refused.status_code == 403


def test_who_invites_nobody_sees_no_invitations(host, ask):
    coach, operator = askers.person(host, "coach"), askers.person(host, "operator")
    invite(ask, operator, NETWORK, role="coach")

    answer = ask(coach, "GET", f"/organisations/{NETWORK}/invitations")

    assert answer.status_code == 403
    assert len(ask(operator, "GET", f"/organisations/{NETWORK}/invitations").json) == 1


def test_every_step_of_an_invitation_leaves_an_audit_row(host, ask):
    coach, congregation = guided(host)
    letter = mailed(host, ask, invite(ask, coach, congregation))
    ask(None, "POST", "/invitations/accept", {"token": letter["token"], "name": "Jan"})

    acts = [act for act in audited(host) if act.startswith("POST")]

    assert acts == [
        "POST /organisations/<uuid:organisation_id>/invitations",
        "POST /invitations/<uuid:invitation_id>/letter",
        "POST /invitations/accept",
    ]
