"""A shape drawn with a comment: cut to the plan, within limits, the same when sent twice, and told to its author alone."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from shapely.geometry import shape as to_shape

from maps.consultation import services
from maps.consultation.errors import KeyReused, ShapeNotAllowed
from maps.consultation.models import Comment, Consultation
from maps.errors import InvalidShape, OutsidePlan
from maps.plan.models import Proposal
from residents.models import User
from tests import factories

pytestmark = pytest.mark.django_db

KEY = "00000000-0000-4000-8000-000000000001"
TEXT = "这一段路晚上看不清，请装灯。"
HTMX = {"HX-Request": "true"}
#: From the middle of the square, 400 m eastwards out of it.
LINE_OUT = {"type": "LineString", "coordinates": [[121.405, 31.245], [121.414, 31.245]]}
LINE_OUTSIDE = {"type": "LineString", "coordinates": [[121.42, 31.245], [121.43, 31.245]]}
#: Two triangles of the same size that share a corner: nobody can say which was meant.
BOW_TIE = {
    "type": "Polygon",
    "coordinates": [
        [[121.402, 31.242], [121.405, 31.245], [121.405, 31.242], [121.402, 31.245], [121.402, 31.242]],
    ],
}


@pytest.fixture
def proposal() -> Proposal:
    return factories.make_proposal(slug="ring")


@pytest.fixture
def consultation(proposal: Proposal) -> Consultation:
    return factories.make_consultation(proposal, shapes="all")


def typed(shape: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    return {"text": TEXT, "key": KEY, "shape": json.dumps(shape) if shape else ""} | changes


def send(client: Client, shape: dict[str, Any] | None = None, **changes: Any) -> str:
    answer = client.post("/plan/ring/comment/", typed(shape, **changes), headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize(
    ("allowed", "drawn", "refusal"),
    [
        ("point", factories.INSIDE, None),
        ("point", factories.LINE_INSIDE, ShapeNotAllowed),
        ("none", factories.INSIDE, ShapeNotAllowed),
        ("all", factories.LINE_INSIDE, None),
        ("all", factories.AREA_INSIDE, None),
        ("all", factories.OUTSIDE, OutsidePlan),
        ("all", LINE_OUTSIDE, OutsidePlan),
        ("all", factories.SQUARE, InvalidShape),  # 106 hectares
        ("all", {"type": "MultiPoint", "coordinates": [[121.405, 31.245]]}, ShapeNotAllowed),
    ],
    ids=["point", "line-for-a-point", "none", "line", "area", "outside", "line-outside", "too-large", "several"],
)
def test_what_fits_is_returned_as_drawn_and_the_rest_is_refused_by_name(
    proposal: Proposal, allowed: str, drawn: dict[str, Any], refusal: type[Exception] | None
) -> None:
    consultation = factories.make_consultation(proposal, shapes=allowed)
    if refusal is None:
        assert services.fit_shape(to_shape(drawn), consultation, proposal).equals(to_shape(drawn))
        return
    with pytest.raises(refusal):
        services.fit_shape(to_shape(drawn), consultation, proposal)


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("drawn", "told"),
    [(LINE_OUT, True), (factories.LINE_INSIDE, False), (factories.ON_EDGE, False)],
    ids=["beyond", "inside", "on-the-edge"],
)
def test_what_was_cut_is_said_and_what_was_not_is_not(as_resident: Client, drawn: dict[str, Any], told: bool) -> None:
    assert ("已裁到规划范围内" in send(as_resident, drawn)) is told
    stored = Comment.objects.get().shape
    assert stored is not None
    assert (stored == drawn) is not told


@pytest.mark.usefixtures("consultation")
def test_a_line_that_leaves_the_plan_is_stored_up_to_its_edge(as_resident: Client) -> None:
    send(as_resident, LINE_OUT)
    stored = to_shape(Comment.objects.get().shape)
    start, end = stored.coords
    assert start == (121.405, 31.245)
    # The edge lies at 121.41; a metre is 0.0000105 degrees here.
    assert 121.41 - 0.0000105 < end[0] <= 121.41
    assert end[1] == 31.245


@pytest.mark.usefixtures("consultation")
def test_without_script_the_page_says_that_it_was_cut(as_resident: Client) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(LINE_OUT))
    assert answer.status_code == 303
    assert "已裁到规划范围内" in as_resident.get(answer["Location"]).content.decode()
    plain = as_resident.post(
        "/plan/ring/comment/", typed(key="00000000-0000-4000-8000-000000000002", text=TEXT + "再说一句。")
    )
    assert "已裁到规划范围内" not in as_resident.get(plain["Location"]).content.decode()


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("drawn", "sentence"),
    [
        (factories.OUTSIDE, "不在规划范围内"),
        (LINE_OUTSIDE, "不在规划范围内"),
        (factories.SQUARE, "最多 50 公顷"),
        ({"type": "LineString", "coordinates": [[121.405, 31.245], [121.4050001, 31.245]]}, "画得太小了"),
        (BOW_TIE, "边界自己相交"),
        ({"type": "LineString", "coordinates": [[121.4 + n * 1e-5, 31.245] for n in range(201)]}, "顶点太多"),
    ],
    ids=["point-outside", "line-outside", "too-large", "too-small", "bow-tie", "too-many-corners"],
)
def test_a_refusal_stands_beside_the_map_with_text_and_drawing_kept(
    as_resident: Client, drawn: dict[str, Any], sentence: str
) -> None:
    answer = as_resident.post("/plan/ring/comment/", typed(drawn), headers=HTMX)
    content = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["shape"][0]
    assert TEXT in content
    assert answer.context["form"]["shape"].value() == json.dumps(drawn)
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("drawn", [LINE_OUT, factories.AREA_INSIDE, None], ids=["cut", "whole", "none"])
def test_the_same_sent_twice_is_one_comment_also_when_it_was_cut(
    as_resident: Client, drawn: dict[str, Any] | None
) -> None:
    send(as_resident, drawn)
    send(as_resident, drawn)
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    "other", [factories.LINE_INSIDE, factories.OUTSIDE, None], ids=["another-line", "outside", "nothing"]
)
def test_another_shape_under_the_same_key_is_not_lost_behind_the_first(
    proposal: Proposal, resident: User, other: dict[str, Any] | None
) -> None:
    def submit(shape: dict[str, Any] | None) -> Comment:
        drawn = to_shape(shape) if shape else None
        return services.submit_comment(proposal=proposal, author=resident, text=TEXT, key=UUID(KEY), shape=drawn)

    submit(LINE_OUT)
    with pytest.raises(KeyReused):
        submit(other)


# ── in public only after review ─────────────────────────────────────────────────


def everything(client: Client) -> str:
    """Return all that a stranger gets of a proposal: pages, fragment, data, and the tile of its middle at two zooms."""
    pages = ["/plan/", "/plan/ring/", "/plan/ring/mine/", "/plan/ring/comment/", "/plan/ring/place.json"]
    data = ["/plan/proposals.geojson", "/plan/tiles/15/27434/13387.json", "/plan/tiles/13/6858/3346.json"]
    seen = "\n".join(client.get(address).content.decode() for address in pages + data)
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", seen)  # made anew for each form


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("drawn", [LINE_OUT, factories.AREA_INSIDE, factories.INSIDE], ids=["line", "area", "point"])
def test_a_shape_is_nowhere_before_review_and_on_page_and_tile_after_it(
    as_resident: Client, client: Client, moderator: User, drawn: dict[str, Any]
) -> None:
    before = everything(client)
    send(as_resident, drawn)
    comment = Comment.objects.get()
    assert everything(client) == before
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    page = client.get("/plan/ring/").content.decode()
    assert json.dumps(comment.shape, separators=(",", ":")).replace('"', "&quot;") in page
    tile = client.get("/plan/tiles/15/27434/13387.json").json()
    assert [found["id"] for found in tile["comments"]] == [comment.pk]


#: Corners that stand nowhere else, and whose middle is that of the square's tile.
OWN_LINE = {"type": "LineString", "coordinates": [[121.403271, 31.243918], [121.406729, 31.246082]]}


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn", "published"])
def test_of_what_is_not_public_any_more_no_corner_is_left_for_a_stranger(
    client: Client, proposal: Proposal, status: str
) -> None:
    comment = factories.make_comment(proposal=proposal, shape=OWN_LINE, status=status, reply_count=1)
    factories.make_comment(proposal=proposal, parent=comment, text="我也这样觉得。")
    own_page = client.get(f"/plan/ring/comments/{comment.pk}/").content.decode()
    feed, search = (client.get(address).content.decode() for address in ("/feed/", "/search/?q=椅子"))
    seen = everything(client) + own_page + feed + search
    public = status == "published"
    assert any(corner in seen for corner in ("121.403271", "31.246082")) is public
    assert bool(client.get("/plan/tiles/15/27434/13387.json").json()["comments"]) is public


@pytest.mark.usefixtures("consultation")
def test_hiding_takes_a_shape_away_from_everywhere_again(as_resident: Client, client: Client, moderator: User) -> None:
    before = everything(client)
    send(as_resident, OWN_LINE)
    comment = Comment.objects.get()
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    assert "121.403271" in everything(client)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="privacy")
    assert everything(client) == before


def test_in_a_closed_consultation_a_drawing_is_refused_with_the_text_kept(
    as_resident: Client, proposal: Proposal, consultation: Consultation
) -> None:
    Consultation.objects.update(closes_at=consultation.opens_at + timedelta(minutes=1))
    answer = as_resident.post("/plan/ring/comment/", typed(factories.LINE_INSIDE), headers=HTMX)
    assert answer.status_code == 409
    assert TEXT in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.usefixtures("consultation")
def test_a_line_stands_in_its_tile_at_its_own_middle(as_resident: Client, client: Client, moderator: User) -> None:
    send(as_resident, factories.LINE_INSIDE)
    services.decide(comment_id=Comment.objects.get().pk, moderator=moderator, verb="publish")
    (found,) = client.get("/plan/tiles/15/27434/13387.json").json()["comments"]
    assert (found["lon"], found["lat"]) == (pytest.approx(121.405, abs=1e-5), pytest.approx(31.245, abs=1e-5))


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(("shapes", "offered"), [("point", 1), ("all", 3)], ids=["points", "everything"])
def test_only_what_is_allowed_is_offered(as_resident: Client, shapes: str, offered: int) -> None:
    Consultation.objects.update(shapes=shapes)
    assert as_resident.get("/plan/ring/comment/").content.decode().count("data-kind=") == offered


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (factories.LINE_INSIDE, "一条线，877 米"),
        (factories.AREA_INSIDE, "一片区域，4.2 公顷"),
        (factories.INSIDE, None),
    ],
    ids=["line", "area", "point"],
)
def test_whoever_does_not_see_the_map_reads_what_was_drawn(
    client: Client, proposal: Proposal, drawn: dict[str, Any], words: str | None
) -> None:
    factories.make_comment(proposal=proposal, shape=drawn)
    page = client.get("/plan/ring/").content.decode()
    assert (f"在地图上看（{words}）" in page) if words else ("在地图上看</a>" in page)


@pytest.mark.usefixtures("consultation")
def test_from_a_comment_s_own_page_without_map_the_link_leads_to_the_map(client: Client, proposal: Proposal) -> None:
    comment = factories.make_comment(proposal=proposal, shape=factories.INSIDE)
    page = client.get(f"/plan/ring/comments/{comment.pk}/").content.decode()
    assert 'id="map"' not in page
    assert 'href="/plan/ring/#map"' in page
    assert 'id="map"' in client.get("/plan/ring/").content.decode()


# ── for the moderator ───────────────────────────────────────────────────────────


@pytest.mark.usefixtures("consultation")
@pytest.mark.parametrize(
    ("drawn", "kind", "words"),
    [
        # 0.006 degrees each way: 571.4 m east and 665.2 m north; 0.002 each way: 190.5 m by 221.7 m.
        (factories.LINE_INSIDE, "LineString", "一条线，877 米"),
        (factories.AREA_INSIDE, "Polygon", "一片区域，4.2 公顷"),
        (factories.INSIDE, "Point", "一个点"),
    ],
    ids=["line", "area", "point"],
)
def test_a_moderator_sees_what_was_drawn_and_how_large_it_is(
    as_moderator: Client, drawn: dict[str, Any], kind: str, words: str
) -> None:
    factories.make_comment(status="waiting", shape=drawn)
    html = as_moderator.get("/admin/comments/").content.decode()
    assert words in html
    assert f'class="queue-place-point {kind}"' in html
