"""The criteria of the ranking, each a pure function of a congregation and an offering.

An interval always holds every share that an answer could still give, so that an answer can only
narrow it. The table at the end says which fields of an offering a criterion looks at: equal
values are judged once.
"""

from typing import NamedTuple

from services.partners.matching.facts import Codes, Facets, OfferingFacts
from services.partners.matching.judgement import (
    Judgement,
    absent,
    coverage,
    fits,
    half_fits,
    misfits,
    named,
    overlap_outcomes,
    spread,
    step,
    undecided,
)
from services.partners.matching.policy import Policy
from services.partners.matching.requirements import REQUIREMENTS, Judge
from services.partners.matching.results import Params, Verdict


class Criterion(NamedTuple):
    """A named rule: which offering fields it reads, whether a `no` excludes, and how it judges."""

    name: str
    hard: bool
    fields: tuple[str, ...]
    judge: Judge


def people_groups(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The same people group at heart."""
    return _shared("people_groups", facets.people_groups, offering.people_groups, policy)


def themes(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The same themes at heart."""
    return _shared("themes", facets.themes, offering.themes, policy, vocabulary="passion_themes")


def heart_languages(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """A language the congregation has a heart for is used in the work."""
    return _shared("languages", facets.languages, offering.languages, policy)


def places(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The same country, or else the same region of the world."""
    possible = (
        overlap_outcomes(facets.countries, offering.countries),
        overlap_outcomes(facets.regions, offering.regions),
    )
    left = spread(possible, _place_shares(policy))
    if len(left) > 1:
        facts = {
            "congregation.countries": facets.countries,
            "offering.countries": offering.countries,
            "congregation.regions": facets.regions,
            "offering.regions": offering.regions,
        }
        return undecided(absent(facts), low=left[0], high=left[-1])
    if "shared" in possible[0]:
        return fits("same_country")
    if "shared" in possible[1]:
        return half_fits(left[0], "same_region", _common(facets.regions, offering.regions))
    return half_fits(left[0], "any") if possible[0] == possible[1] == {"any"} else misfits("other")


def _common(wanted: Codes | None, given: Codes | None) -> Params:
    return named("world_regions", (wanted or frozenset()) & (given or frozenset()))


def _place_shares(policy: Policy) -> dict[tuple[str, ...], int]:
    region, neutral = policy.same_region_share, policy.neutral_share
    return {
        ("shared", "shared"): 100,
        ("shared", "other"): 100,
        ("shared", "any"): 100,
        ("other", "shared"): region,
        ("any", "shared"): region,
        ("other", "other"): 0,
        ("other", "any"): 0,
        ("any", "other"): 0,
        ("any", "any"): neutral,
    }


def talents(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The skills asked for are among the people of the congregation."""
    facts = {"offering.talents_asked": offering.talents_asked}
    if offering.talents_asked is None:
        return undecided(absent({**facts, "congregation.talents": facets.talents}))
    return _covered("skills", offering.talents_asked, facets, policy)


def means(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """What a church is asked to do (pray, give, go …) is what this one has to give."""
    facts = {"offering.means_asked": offering.means_asked}
    if offering.means_asked is None:
        return undecided(absent({**facts, "congregation.gifts": facets.gifts}))
    return _covered("means", offering.means_asked, facets, policy)


def role(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The say that the agency gives is the say that the congregation wishes."""
    scale = policy.scales.wish_roles
    wish, given = step(scale, facets.wish_role), step(scale, offering.role_given)
    if wish is None or given is None:
        return undecided(absent({"congregation.wish_role": wish, "offering.role_given": given}))
    params = (("wish_roles", (scale[given],)),)
    if given == wish:
        return fits("as_wished", params)
    if given > wish:
        return half_fits(policy.more_say_share, "more", params)
    if wish - given == 1:
        return half_fits(policy.one_step_share, "less", params)
    return misfits("far_less", params)


def horizon(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The congregation wants to stay as long as this kind of work needs it."""
    scale = policy.scales.horizons
    wish = step(scale, facets.horizon)
    needed = step(scale, policy.scales.kind_horizons.get(offering.kind))
    if wish is None or needed is None:
        return undecided(absent({"congregation.horizon": wish, "offering.kind": needed}))
    if wish >= needed:
        return fits("long_enough")
    if needed - wish == 1:
        return half_fits(policy.one_step_share, "short")
    return misfits("too_short")


def languages(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """People of the congregation speak a language in which the work is done."""
    possible = overlap_outcomes(facets.languages_spoken, offering.languages)
    if len(possible) > 1:
        facts = {
            "congregation.languages_spoken": facets.languages_spoken,
            "offering.languages": offering.languages,
        }
        return undecided(absent(facts))
    if "any" in possible:
        return half_fits(policy.neutral_share, "any")
    return fits("shared") if "shared" in possible else misfits("other")


def _shared(
    fact: str, wanted: Codes | None, given: Codes | None, policy: Policy, *, vocabulary: str = ""
) -> Judgement:
    possible = overlap_outcomes(wanted, given)
    if len(possible) > 1:
        return undecided(absent({f"congregation.{fact}": wanted, f"offering.{fact}": given}))
    if "any" in possible:
        return half_fits(policy.neutral_share, "any")
    shared = (wanted or frozenset()) & (given or frozenset())
    return fits("shared", named(vocabulary or fact, shared)) if shared else misfits("other")


def _covered(vocabulary: str, asked: Codes, facets: Facets, policy: Policy) -> Judgement:
    if not asked:
        return half_fits(policy.neutral_share, "none_asked")
    fact, bands = ("talents", facets.talents) if vocabulary == "skills" else ("gifts", facets.gifts)
    low, high, unknown = coverage(asked, bands, policy.scales.band_shares)
    if unknown:
        return undecided((f"congregation.{fact}",), named(vocabulary, unknown), low=low, high=high)
    shares = policy.scales.band_shares
    present = frozenset(code for code in asked if shares[(bands or {})[code]] > 0)
    if not present:
        return misfits("absent", named(vocabulary, asked))
    if present == asked:
        return Judgement(Verdict.YES, low, low, "present", named(vocabulary, present))
    lacking = named(f"{vocabulary}_missing", asked - present)
    return half_fits(low, "some", named(vocabulary, present) + lacking)


def _soft(name: str, judge: Judge, *fields: str) -> Criterion:
    return Criterion(name, False, fields, judge)


CRITERIA: tuple[Criterion, ...] = (
    _soft("talents", talents, "talents_asked"),
    _soft("means", means, "means_asked"),
    _soft("role", role, "role_given"),
    _soft("themes", themes, "themes"),
    _soft("people_groups", people_groups, "people_groups"),
    _soft("places", places, "countries", "regions"),
    _soft("heart_languages", heart_languages, "languages"),
    _soft("horizon", horizon, "kind"),
    _soft("languages", languages, "languages"),
    *(Criterion(name, True, fields, judge) for name, fields, judge in REQUIREMENTS),
)
