# mypy: disable-error-code="assignment"
"""What the database keeps beside a shape or a text follows it, whichever way the row is written."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from maps.consultation.models import Comment
from maps.errors import InvalidShape
from maps.plan.fields import derived_columns, validate_shape
from maps.plan.models import Feature, Layer, Plan, Proposal
from maps.tiles import Tile
from tests.factories import INSIDE, LINE_INSIDE, SQUARE, make_comment, make_plan, make_proposal

pytestmark = pytest.mark.django_db

BOX_OF_THE_LINE = (121.402, 31.242, 121.408, 31.248)
OTHER_LINE = {"type": "LineString", "coordinates": [[121.403, 31.243], [121.407, 31.2465]]}
BOX_OF_THE_OTHER = (121.403, 31.243, 121.407, 31.2465)
NOTHING = (None, None, None, None)


def box(row: Any) -> tuple[float | None, ...]:
    row.refresh_from_db()
    return (row.west, row.south, row.east, row.north)


def test_a_new_row_has_the_box_of_its_shape() -> None:
    assert box(make_proposal(shape=LINE_INSIDE)) == BOX_OF_THE_LINE
    assert box(make_plan(outline=SQUARE)) == (121.40, 31.24, 121.41, 31.25)


def test_the_object_in_hand_knows_its_box_as_soon_as_it_is_saved() -> None:
    proposal = make_proposal(shape=LINE_INSIDE)
    assert (proposal.west, proposal.south, proposal.east, proposal.north) == BOX_OF_THE_LINE


def test_another_shape_brings_another_box() -> None:
    proposal = make_proposal(shape=LINE_INSIDE)
    proposal.shape = OTHER_LINE
    proposal.save()
    assert box(proposal) == BOX_OF_THE_OTHER


def test_a_box_that_somebody_typed_is_not_believed() -> None:
    proposal = make_proposal(shape=LINE_INSIDE)
    proposal.west, proposal.north = 0.0, 90.0
    proposal.save()
    assert box(proposal) == BOX_OF_THE_LINE


def test_rows_made_by_the_thousand_have_their_boxes_too() -> None:
    layer = Layer.objects.create(plan=make_plan(), name="道路")
    shapes = (LINE_INSIDE, OTHER_LINE, INSIDE)
    Feature.objects.bulk_create([Feature(layer=layer, shape=shape) for shape in shapes])
    expected = [BOX_OF_THE_LINE, BOX_OF_THE_OTHER, (121.405, 31.245, 121.405, 31.245)]
    assert [box(feature) for feature in layer.features.order_by("pk")] == expected


def test_a_write_of_one_column_moves_only_the_columns_it_names() -> None:
    proposal = make_proposal(shape=LINE_INSIDE)
    proposal.shape = OTHER_LINE
    proposal.save(update_fields=("shape", "west"))
    assert box(proposal) == (121.403, 31.242, 121.408, 31.248)


def test_a_write_that_leaves_the_shape_out_leaves_the_box_as_well() -> None:
    proposal = make_proposal(shape=LINE_INSIDE)
    proposal.shape = OTHER_LINE
    proposal.title = "改过的名字"
    proposal.save(update_fields=("title",))
    assert box(proposal) == BOX_OF_THE_LINE
    assert (proposal.title, proposal.shape) == ("改过的名字", LINE_INSIDE)


def test_a_comment_without_a_place_has_neither_box_nor_key() -> None:
    comment = make_comment()
    assert box(comment) == NOTHING
    assert comment.tile_key is None


def test_a_place_taken_away_takes_box_and_key_with_it() -> None:
    comment = make_comment(shape=INSIDE)
    comment.shape = None
    comment.save()
    assert box(comment) == NOTHING
    assert comment.tile_key is None


@pytest.mark.parametrize("z", [13, 16, 19])
def test_a_comment_is_found_in_the_tile_that_holds_its_place_and_not_beside_it(z: int) -> None:
    comment = make_comment(shape=INSIDE)
    # The OpenStreetMap wiki's formula, written out for (121.405, 31.245) at each zoom.
    x, y = {13: (6858, 3346), 16: (54869, 26775), 19: (438952, 214201)}[z]
    assert list(Comment.objects.inside(Tile(z, x, y))) == [comment]
    assert not Comment.objects.inside(Tile(z, x + 1, y)).exists()
    assert not Comment.objects.inside(Tile(z, x, y - 1)).exists()


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(LINE_INSIDE, id="half_way_along_a_line"),
        pytest.param(
            {
                "type": "Polygon",
                "coordinates": [
                    [[121.404, 31.244], [121.406, 31.244], [121.406, 31.246], [121.404, 31.246], [121.404, 31.244]]
                ],
            },
            id="within_an_area",
        ),
    ],
)
def test_a_line_or_an_area_is_in_one_tile_by_its_middle(drawn: dict[str, Any]) -> None:
    comment = make_comment(shape=drawn)
    assert list(Comment.objects.inside(Tile.at(121.405, 31.245, 17))) == [comment]
    assert not Comment.objects.inside(Tile.at(121.402, 31.242, 17)).exists()


def test_without_a_shape_every_column_is_empty() -> None:
    assert set(derived_columns(None).values()) == {None}
    assert set(derived_columns({}).values()) == {None}


@pytest.mark.parametrize("shape", [INSIDE, LINE_INSIDE, SQUARE], ids=["point", "line", "area"])
def test_a_usable_shape_is_taken_by_a_form(shape: dict[str, Any]) -> None:
    validate_shape(shape)


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Circle", "coordinates": [121.4, 31.2]},
        {"type": "Point", "coordinates": ["x", "y"]},
        {"type": "Point", "coordinates": []},
        {},
    ],
    ids=["unknown_kind", "words_for_numbers", "no_position", "nothing"],
)
def test_a_shape_that_is_none_is_refused_by_a_form_in_a_sentence(shape: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_shape(shape)
    assert refused.value.code == "invalid_shape"
    assert refused.value.messages[0].endswith("。")


def test_a_row_cannot_be_saved_with_a_shape_that_is_none() -> None:
    proposal = make_proposal()
    proposal.shape = {"type": "Point", "coordinates": ["x", "y"]}
    with pytest.raises(InvalidShape, match="not_a_number"), transaction.atomic():
        proposal.save()
    assert box(proposal) == BOX_OF_THE_LINE


# ── the text that is searched ───────────────────────────────────────────────────


def test_title_promise_and_text_are_searched_without_their_markup() -> None:
    body = '<p>两岸种<b>柳树</b>。</p><p>再放<a href="/x">长椅</a>。</p>'
    proposal = make_proposal(title="一环", summary="沿河走一圈。", body=body)
    proposal.refresh_from_db()
    assert proposal.search_text.split() == ["一环", "沿河走一圈。", "两岸种柳树。", "再放长椅。"]


def test_what_is_searched_follows_the_text() -> None:
    proposal = make_proposal(title="旧名字")
    proposal.title = "新名字"
    proposal.save()
    assert list(Proposal.objects.filter(search_text__contains="新名字")) == [proposal]
    assert not Proposal.objects.filter(search_text__contains="旧名字").exists()


def test_two_paragraphs_do_not_run_together_into_a_word_that_nobody_wrote() -> None:
    make_proposal(body="<p>沿着河</p><p>边上的路</p>")
    assert not Proposal.objects.filter(search_text__contains="河边").exists()
    assert Proposal.objects.filter(search_text__contains="沿着河").exists()


# ── the plan's surroundings ─────────────────────────────────────────────────────


def test_the_surroundings_are_one_outline_more_on_each_side() -> None:
    plan = make_plan(outline=SQUARE)
    # A hundredth of a degree wide and high, from (121.40, 31.24).
    assert plan.surroundings == pytest.approx((121.39, 31.23, 121.42, 31.26))


def test_the_surroundings_follow_the_outline() -> None:
    plan = make_plan(outline=SQUARE)
    ring = [[121.40, 31.24], [121.42, 31.24], [121.42, 31.25], [121.40, 31.25], [121.40, 31.24]]
    plan.outline = {"type": "Polygon", "coordinates": [ring]}
    plan.save()
    assert Plan.objects.get(pk=plan.pk).surroundings == pytest.approx((121.38, 31.23, 121.44, 31.26))
