"""The steps of the tour, in the order in which they are walked."""

from services.tour.steps import agencies, arriving, matching, meeting, whole

# a whole journey takes years: these are walked where the clock can be moved
IN_SIMULATED_TIME = (
    whole.congregation_asks_and_its_council_says_yes,
    whole.course_of_nine_evenings,
    whole.where_it_stands,
    whole.strategy_is_adopted,
    whole.partner_agrees,
    whole.support_and_launch,
    whole.both_sides_say_how_it_goes,
    whole.two_evaluations,
    whole.check_up_is_stamped,
    whole.entry_alone_and_back_a_year_later,
    whole.taken_over_from_paper,
)

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
    *IN_SIMULATED_TIME,
    arriving.nothing_is_left_waiting,
)
