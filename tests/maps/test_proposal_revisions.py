"""Drafts, publishing and taking off the map: what everyone reads changes only then, and nothing said is lost."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from maps.consultation import services
from maps.consultation.models import Comment, Tally
from maps.plan.models import Proposal
from maps.tiles import Tile
from residents.models import User
from tests.factories import INSIDE, make_comment, make_consultation, make_proposal, make_user

pytestmark = pytest.mark.django_db

OTHER_LINE = {"type": "LineString", "coordinates": [[121.403, 31.243], [121.407, 31.247]]}


@pytest.fixture
def proposal() -> Proposal:
    made = make_proposal(slug="ring", title="一环")
    make_consultation(made)
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def say(proposal: Proposal, text: str = "希望沿河多放几把椅子。") -> Comment:
    return services.submit_comment(proposal=proposal, author=make_user(), text=text, key=uuid.uuid4())


def publish(comment: Comment, moderator: User) -> None:
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")


def draft(proposal: Proposal, **changes: object) -> None:
    """Save a draft of what is published, with changes."""
    edited = Proposal.objects.get(pk=proposal.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(edited, name, value)
    edited.save_revision()


def publish_draft(proposal: Proposal) -> None:
    revision = Proposal.objects.get(pk=proposal.pk).latest_revision
    assert revision is not None
    revision.publish()


def on_the_map(client: Client) -> list[tuple[str, int]]:
    features = json.loads(client.get("/plan/proposals.geojson").content)["features"]
    return [(feature["properties"]["title"], feature["properties"]["comments"]) for feature in features]


def test_a_draft_keeps_the_count_and_the_published_name(client: Client, proposal: Proposal, moderator: User) -> None:
    publish(say(proposal), moderator)
    draft(proposal, title="一环（改）", shape=OTHER_LINE)
    assert on_the_map(client) == [("一环", 1)]
    assert Tally.objects.get(proposal=proposal).comments == 1


def test_publishing_the_draft_brings_its_name_and_keeps_the_count(
    client: Client, proposal: Proposal, moderator: User
) -> None:
    draft(proposal, title="一环（改）", shape=OTHER_LINE)
    publish(say(proposal), moderator)  # while the draft waits
    publish_draft(proposal)
    assert on_the_map(client) == [("一环（改）", 1)]
    assert Tally.objects.get(proposal=proposal).comments == 1


def test_publishing_the_draft_moves_the_box_and_the_searched_text(proposal: Proposal) -> None:
    draft(proposal, title="环浜步道", shape=OTHER_LINE)
    proposal.refresh_from_db()
    assert (proposal.west, "环浜步道" in proposal.search_text) == (121.402, False)
    publish_draft(proposal)
    proposal.refresh_from_db()
    assert (proposal.west, proposal.north) == (121.403, 31.247)
    assert "环浜步道" in proposal.search_text


def revision_of(comment: Any) -> Any:
    assert comment.proposal_revision is not None
    return comment.proposal_revision


def test_a_comment_stays_with_the_words_its_author_read(proposal: Proposal) -> None:
    before = say(proposal)
    draft(proposal, title="一环（改）")
    while_drafting = say(proposal)
    publish_draft(proposal)
    after = say(Proposal.objects.get(pk=proposal.pk))
    read = [revision_of(comment).as_object().title for comment in (before, while_drafting, after)]
    assert read == ["一环", "一环", "一环（改）"]


def test_taken_off_the_map_it_is_nowhere_and_its_comments_with_it(
    client: Client, proposal: Proposal, moderator: User
) -> None:
    make_comment(proposal=proposal, shape=INSIDE, text="河边要有灯光。")
    proposal.unpublish()
    tile = Tile.at(121.405, 31.245, 15)
    assert on_the_map(client) == []
    assert client.get("/plan/ring/").status_code == 404
    assert client.get(f"/plan/tiles/15/{tile.x}/{tile.y}.json").json() == {"clusters": [], "comments": []}
    assert 'id="p-ring"' not in client.get("/plan/").content.decode()
    assert client.get("/plan/tiles/15/0/0.json").status_code == 200


def test_put_back_it_has_what_was_said_before(client: Client, proposal: Proposal, moderator: User) -> None:
    publish(say(proposal, "河边要有灯光。"), moderator)
    proposal.unpublish()
    publish_draft(proposal)
    assert on_the_map(client) == [("一环", 1)]
    assert "河边要有灯光。" in client.get("/plan/ring/").content.decode()


def test_a_draft_that_was_never_published_is_nowhere(client: Client, proposal: Proposal) -> None:
    hidden = make_proposal(plan=proposal.plan, slug="secret", title="还没公布的桥", live=False)
    make_comment(proposal=hidden, shape=INSIDE, text="谁也不该看到。")
    tile = Tile.at(121.405, 31.245, 19)
    addresses = ("/plan/", "/plan/?at=secret", "/plan/ring/", "/plan/proposals.geojson", "/plan/secret/")
    seen = [client.get(address).content.decode() for address in addresses]
    assert not [address for address, text in zip(addresses, seen, strict=True) if "还没公布的桥" in text]
    assert client.get("/plan/secret/").status_code == 404
    for query in ("", "?proposal=secret", "?kind=ring"):
        dots = client.get(f"/plan/tiles/19/{tile.x}/{tile.y}.json{query}").json()
        assert dots == {"clusters": [], "comments": []}, query


def test_the_count_goes_up_and_down_with_what_everyone_may_read(
    client: Client, proposal: Proposal, moderator: User
) -> None:
    comment = say(proposal)
    counts = [on_the_map(client)[0][1]]
    publish(comment, moderator)
    counts.append(on_the_map(client)[0][1])
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    counts.append(on_the_map(client)[0][1])
    assert counts == [0, 1, 0]
