"""The steps of the tour, in the order in which they are walked."""

from services.tour.steps import agencies, arriving, matching, meeting

ALL = (
    arriving.network_is_loaded,
    arriving.operator_brings_people_groups,
    agencies.agency_makes_a_key,
    agencies.agency_registers_by_key,
    arriving.coach_signs_in_by_mail,
    agencies.coach_enters_an_agency,
    arriving.coach_registers_a_congregation,
    arriving.leaders_take_up_their_invitations,
    matching.coach_reads_three_partners,
    matching.coach_proposes,
    matching.leaders_say_yes,
    matching.agency_says_yes_from_its_mail,
    matching.both_are_introduced,
    meeting.workshop_is_planned,
    meeting.workshop_moves,
    meeting.congregation_launches,
    meeting.evaluations_appear,
    arriving.nothing_is_left_waiting,
)
