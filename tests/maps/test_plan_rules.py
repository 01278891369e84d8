"""What the database itself refuses of plans, proposals, layers and consultations, whoever writes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from wagtail.models import Site

from maps.consultation.models import Comment, Consultation
from maps.plan.models import Layer, Plan, Proposal
from maps.plan.models.proposal import RESERVED_SLUGS
from tests.factories import INSIDE, make_comment, make_consultation, make_plan, make_proposal, make_user

pytestmark = pytest.mark.django_db

Kind = Proposal.Kind
OPENS = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai


def refused_by_the_database(make: Any, **fields: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


def code_of(proposal: Proposal, field: str) -> str:
    with pytest.raises(ValidationError) as refused:
        proposal.full_clean()
    (error,) = refused.value.error_dict[field]
    return str(error.code)


# ── addresses ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slug", ["tiles", "layers", "proposals", "comments", "list"])
def test_an_address_of_another_route_is_no_proposals(slug: str) -> None:
    refused_by_the_database(make_proposal, slug=slug)
    assert code_of(Proposal(slug=slug, kind=Kind.RING), "slug") == "slug_reserved"


def test_the_list_of_reserved_addresses_holds_every_first_word_beside_a_proposal() -> None:
    # The contract's addresses below /plan/: tiles, layers, proposals.geojson, comments.
    assert {"tiles", "layers", "proposals", "comments"} <= set(RESERVED_SLUGS)


@pytest.mark.parametrize("slug", ["tiles-2", "the-list", "comment", "ring"])
def test_an_address_that_only_resembles_one_is_free(slug: str) -> None:
    assert make_proposal(slug=slug).get_absolute_url() == f"/plan/{slug}/"


@pytest.mark.parametrize("field", ["slug", "code"])
def test_address_and_code_stand_once_in_a_plan_and_again_in_another(field: str) -> None:
    first = make_proposal(**{field: "ring"})
    refused_by_the_database(make_proposal, plan=first.plan, **{field: "ring"})
    make_proposal(plan=make_plan(), **{field: "ring"})
    assert Proposal.objects.filter(**{field: "ring"}).count() == 2


def test_two_plans_have_two_addresses() -> None:
    make_plan(slug="square")
    refused_by_the_database(make_plan, slug="square")


# ── the cultural system ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("system", list(Proposal.CultureSystem))
def test_a_place_of_culture_belongs_to_a_system(system: str) -> None:
    proposal = make_proposal(kind=Kind.CULTURE, culture_system=system)
    proposal.full_clean()
    assert Proposal.objects.get().culture_system == system


def test_a_place_of_culture_without_a_system_is_refused() -> None:
    refused_by_the_database(make_proposal, kind=Kind.CULTURE, culture_system="")
    assert code_of(Proposal(kind=Kind.CULTURE), "culture_system") == "culture_system"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.CULTURE])
def test_what_is_no_place_of_culture_has_none(kind: str) -> None:
    refused_by_the_database(make_proposal, kind=kind, culture_system="market")
    assert code_of(Proposal(kind=kind, culture_system="market"), "culture_system") == "culture_system"


# ── plans and layers ────────────────────────────────────────────────────────────


def test_a_site_shows_one_plan() -> None:
    site = Site.objects.get(is_default_site=True)
    make_plan(site=site)
    refused_by_the_database(make_plan, site=site)
    assert Plan.objects.filter(site=site).count() == 1


def test_plans_that_are_shown_nowhere_may_be_many() -> None:
    for _number in range(3):
        make_plan(site=None)
    assert Plan.objects.filter(site=None).count() == 3


def test_a_plan_with_proposals_cannot_be_deleted_and_an_empty_one_can() -> None:
    plan, empty = make_proposal().plan, make_plan()
    with pytest.raises(ProtectedError):
        plan.delete()
    empty.delete()
    assert list(Plan.objects.all()) == [plan]


def test_a_layers_name_stands_once_in_a_plan() -> None:
    plan, other = make_plan(), make_plan()
    Layer.objects.create(plan=plan, name="道路")
    refused_by_the_database(Layer.objects.create, plan=plan, name="道路")
    Layer.objects.create(plan=other, name="道路")
    assert Layer.objects.count() == 2


# ── comments ────────────────────────────────────────────────────────────────────


def test_one_author_and_one_key_are_one_comment() -> None:
    comment = make_comment()
    refused_by_the_database(make_comment, author=comment.author, key=comment.key, proposal=comment.proposal)
    make_comment(author=make_user(), key=comment.key, proposal=comment.proposal)
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(("shape", "key"), [(INSIDE, None), (None, 7)], ids=["place_without_key", "key_without_place"])
def test_a_key_without_its_place_cannot_be_stored(shape: dict[str, Any] | None, key: int | None) -> None:
    comment = make_comment(shape=shape)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(tile_key=key)


@pytest.mark.parametrize("whose", ["proposal", "consultation", "author"])
def test_what_somebody_said_cannot_lose_what_it_is_about_or_who_said_it(whose: str) -> None:
    comment = make_comment()
    with pytest.raises(ProtectedError):
        getattr(comment, whose).delete()
    assert Comment.objects.filter(pk=comment.pk).exists()


# ── how long a notice stands ────────────────────────────────────────────────────


def lasting(kind: str, duration: timedelta) -> Consultation:
    return Consultation(kind=kind, opens_at=OPENS, closes_at=OPENS + duration)


@pytest.mark.parametrize(
    ("kind", "days"),
    # 城乡规划法 26: 草案公告不少于三十日; 上海市城乡规划条例 37: 十日.
    [("draft_plan", 30), ("building_scheme", 10)],
)
def test_a_notice_stands_its_legal_days_to_the_microsecond(kind: str, days: int) -> None:
    lasting(kind, timedelta(days=days)).clean()
    lasting(kind, timedelta(days=days + 400)).clean()
    with pytest.raises(ValidationError) as refused:
        lasting(kind, timedelta(days=days) - timedelta(microseconds=1)).clean()
    assert refused.value.error_dict["closes_at"][0].code == "too_short"
    assert f"不少于 {days} 天" in refused.value.message_dict["closes_at"][0]


def test_collecting_ideas_has_no_minimum_but_a_duration() -> None:
    lasting("idea_collection", timedelta(microseconds=1)).clean()
    for duration in (timedelta(0), timedelta(seconds=-1)):
        with pytest.raises(ValidationError) as refused:
            lasting("idea_collection", duration).clean()
        assert refused.value.error_dict["closes_at"][0].code == "closes_early"


def test_every_kind_of_notice_has_its_minimum() -> None:
    assert set(Consultation.MINIMUM_DAYS) == set(Consultation.Kind)


@pytest.mark.parametrize("missing", ["opens_at", "closes_at"])
def test_a_form_half_filled_in_is_not_judged_by_its_days(missing: str) -> None:
    consultation = lasting("draft_plan", timedelta(days=1))
    setattr(consultation, missing, None)
    consultation.clean()


def test_the_database_lets_no_consultation_close_before_it_opens() -> None:
    proposal = make_proposal()
    refused_by_the_database(make_consultation, opens_at=OPENS, closes_at=OPENS, plan=proposal.plan)
    make_consultation(proposal, opens_at=OPENS, closes_at=OPENS + timedelta(seconds=1))
    assert Consultation.objects.filter(opens_at=OPENS).count() == 1


# ── when it is open ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (OPENS - timedelta(microseconds=1), False),
        (OPENS, True),
        (OPENS + timedelta(days=10) - timedelta(microseconds=1), True),
        (OPENS + timedelta(days=10), False),
    ],
    ids=["just_before", "the_opening_moment", "the_last_moment", "the_closing_moment"],
)
def test_the_opening_moment_is_open_and_the_closing_moment_is_closed(at: datetime, is_open: bool) -> None:
    consultation = make_consultation(opens_at=OPENS, closes_at=OPENS + timedelta(days=10))
    assert consultation.is_open(at) is is_open
    assert Consultation.objects.open(at=at).exists() is is_open


def test_the_one_that_closes_first_comes_first_and_one_without_comments_is_not_asked() -> None:
    proposal = make_proposal()
    late, soon, support = (
        make_consultation(proposal, opens_at=OPENS, closes_at=OPENS + timedelta(days=days), may_comment=may)
        for days, may in ((20, True), (10, True), (5, False))
    )
    assert list(Consultation.objects.open_for(proposal, at=OPENS)) == [support, soon, late]
    assert list(Consultation.objects.accepting(proposal, at=OPENS)) == [soon, late]
    assert not Consultation.objects.accepting(make_proposal(plan=proposal.plan), at=OPENS).exists()
