"""The desk speaks for a neighbour who has no account: whose the comment is, in whose hands, and who hears of it."""

import io
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from maps.consultation import services
from maps.consultation.errors import (
    Blocked,
    CommentingClosed,
    ConsultationError,
    Frozen,
    KeyReused,
    NeighbourBlocked,
    PhotosNotAllowed,
    TextTooShort,
)
from maps.consultation.models import Answer, Comment, Consultation
from maps.plan.models import Proposal
from media.models import Upload
from media.photos import clean_photo
from media.services import keep_photos
from residents.models import Agreement, Notice, User
from residents.services import confirm_neighbourhood
from tests import factories
from tests.maps.at_the_desk import NAME, TEXT, enter, make_desk, neighbourhood
from tests.media.hostile_photos import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring() -> Proposal:
    ring = factories.make_proposal(slug="ring", title="环浜步道")
    factories.make_consultation(ring)
    return ring


@pytest.fixture
def desk() -> User:
    return make_desk()


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


# ── whose it is ─────────────────────────────────────────────────────────────────


def test_the_neighbour_is_the_author_and_who_entered_it_stands_beside(ring: Proposal, desk: User) -> None:
    comment = enter(ring, desk)
    neighbour = comment.author
    assert (str(neighbour), neighbour.neighbourhood, neighbour.taken_in_by) == (NAME, neighbourhood(), desk)
    assert (comment.entered_by, comment.text, comment.status) == (desk, TEXT, "waiting")
    agreed = set(neighbour.consents.values_list("text", "version"))
    assert agreed == set(Agreement.objects.in_force().values_list("name", "version"))
    assert agreed


def test_nobody_signs_in_as_the_neighbour(ring: Proposal, desk: User) -> None:
    neighbour = enter(ring, desk).author
    assert not neighbour.has_usable_password()
    assert (neighbour.email, neighbour.phone_hash) == ("", None)


def test_the_same_neighbour_comes_again_and_another_place_is_another(ring: Proposal, desk: User) -> None:
    first = enter(ring, desk)
    second = enter(ring, make_desk("desk2"), text="还要放几把椅子。", key=uuid.uuid4())
    elsewhere = enter(ring, desk, neighbourhood=neighbourhood(1), text="这里也要椅子。", key=uuid.uuid4())
    assert first.author == second.author
    assert first.author != elsewhere.author


def test_a_resident_of_the_same_name_is_somebody_else(ring: Proposal, desk: User, resident: User) -> None:
    User.objects.filter(pk=resident.pk).update(display_name=NAME, neighbourhood=neighbourhood())
    assert enter(ring, desk).author != resident


def test_who_comes_to_the_desk_again_is_known_again(ring: Proposal, desk: User) -> None:
    """Nobody but the desk can prove anything for them: without it they could never be entered again."""
    neighbour = enter(ring, desk).author
    confirm_neighbourhood(user=neighbour, neighbourhood=neighbour.neighbourhood, confirmed=False)
    assert enter(ring, desk, text="还要放几把椅子。", key=uuid.uuid4()).author == neighbour
    neighbour.refresh_from_db()
    assert neighbour.neighbourhood_confirmed


# ── once ────────────────────────────────────────────────────────────────────────


def test_sent_twice_it_is_stored_once(ring: Proposal, desk: User) -> None:
    assert enter(ring, desk) == enter(ring, desk)
    assert Comment.objects.count() == User.objects.filter(taken_in_by=desk).count() == 1


def test_a_key_that_stored_it_for_another_name_is_refused(ring: Proposal, desk: User) -> None:
    """Without an answer the name was mended and the form sent again: that may not make two comments unseen."""
    enter(ring, desk)
    with pytest.raises(KeyReused):
        enter(ring, desk, display_name="兰溪路的王阿姨")
    assert Comment.objects.count() == User.objects.filter(taken_in_by=desk).count() == 1


# ── refused ─────────────────────────────────────────────────────────────────────


def close(ring: Proposal, desk: User) -> None:
    Consultation.objects.update(closes_at=timezone.now())


def freeze(ring: Proposal, desk: User) -> None:
    services.freeze(proposal=ring, by=factories.make_moderator(), reason="正在核实")


def block_the_desk(ring: Proposal, desk: User) -> None:
    services.block(user=desk, by=factories.make_moderator(), reason="借用账号")


@pytest.mark.parametrize(
    ("before", "changes", "refusal"),
    [
        (None, {"text": "太短了"}, TextTooShort),
        (close, {}, CommentingClosed),
        (freeze, {}, Frozen),
        (block_the_desk, {}, Blocked),
    ],
    ids=["short", "closed", "frozen", "blocked-desk"],
)
def test_a_refusal_leaves_neither_comment_nor_neighbour(
    ring: Proposal, desk: User, before: Any, changes: dict[str, Any], refusal: type[ConsultationError]
) -> None:
    if before:
        before(ring, desk)
    with pytest.raises(refusal) as raised:
        enter(ring, desk, **changes)
    assert raised.type is refusal
    assert not Comment.objects.exists()
    assert not User.objects.filter(taken_in_by=desk).exists()


def test_for_a_blocked_neighbour_nothing_is_entered_and_the_desk_is_told_whom_it_concerns(
    ring: Proposal, desk: User
) -> None:
    neighbour = enter(ring, desk).author
    services.block(user=neighbour, by=factories.make_moderator(), reason="屡次发广告")
    with pytest.raises(NeighbourBlocked) as raised:
        enter(ring, desk, text="另外还有一条。", key=uuid.uuid4())
    assert "这位邻居暂时不能留言" in raised.value.for_people()
    assert "屡次发广告" in raised.value.for_people()
    assert Comment.objects.count() == 1


# ── photographs ─────────────────────────────────────────────────────────────────


@pytest.fixture
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(owner: User) -> Upload:
    return keep_photos(owner_id=owner.pk, photos=[clean_photo(SimpleUploadedFile("a.jpg", photo(size=(40, 30))))])[0]


@pytest.mark.usefixtures("_folder")
def test_what_the_desk_brought_belongs_to_the_neighbour(ring: Proposal, desk: User) -> None:
    brought = upload(desk)
    comment = enter(ring, desk, photos=[brought])
    assert comment.photos.get().upload == brought
    assert Upload.objects.get().owner == comment.author


@pytest.mark.usefixtures("_folder")
def test_what_somebody_else_brought_is_not_attached(ring: Proposal, desk: User, resident: User) -> None:
    with pytest.raises(PhotosNotAllowed):
        enter(ring, desk, photos=[upload(resident)])
    assert Upload.objects.get().owner == resident
    assert not Comment.objects.exists()


# ── who hears of it ─────────────────────────────────────────────────────────────


@pytest.fixture
def entered(ring: Proposal, desk: User) -> Comment:
    return enter(ring, desk)


def test_the_desk_hears_of_the_decision_and_for_whom(entered: Comment, desk: User, moderator: User) -> None:
    services.decide(comment_id=entered.pk, moderator=moderator, verb="publish")
    (title,) = told(desk)
    assert title.startswith(f"代{NAME}录入：")
    assert told(entered.author) == []


def test_the_desk_hears_of_an_answer_and_of_an_official_reply(
    entered: Comment, desk: User, moderator: User, planner: User
) -> None:
    services.decide(comment_id=entered.pk, moderator=moderator, verb="publish")
    Notice.objects.all().delete()
    answer = Answer(kind="adopted", text="年内改成坡道。", office="街道规划办")
    services.publish_answer(answer=answer, by=planner, comments=[entered])
    services.reply_officially(
        parent_id=entered.pk, by=planner, office="街道规划办", text="下周去量。", key=uuid.uuid4()
    )
    assert told(desk) == [
        f"代{NAME}录入：您对“环浜步道”的意见有了答复",
        f"代{NAME}录入：您对“环浜步道”的意见有了官方回复",
    ]
    assert told(entered.author) == []


def test_every_one_of_the_desk_hears_of_an_answer_to_the_same_neighbour(
    entered: Comment, ring: Proposal, desk: User, planner: User
) -> None:
    colleague = make_desk("desk2")
    also = enter(ring, colleague, text="还要放几把椅子。", key=uuid.uuid4())
    assert also.author == entered.author
    Comment.objects.update(status="published")
    answer = Answer(kind="adopted", text="年内改成坡道。", office="街道规划办")
    services.publish_answer(answer=answer, by=planner, comments=[entered, also])
    title = f"代{NAME}录入：您对“环浜步道”的意见有了答复"
    assert (told(desk), told(colleague)) == ([title], [title])


def test_a_desk_that_follows_the_proposal_hears_of_an_answer_once(
    entered: Comment, ring: Proposal, desk: User, planner: User
) -> None:
    Comment.objects.update(status="published")
    services.follow(proposal=ring, user=desk)
    answer = Answer(kind="adopted", text="年内改成坡道。", office="街道规划办", proposal=ring)
    services.publish_answer(answer=answer, by=planner, comments=[entered])
    assert told(desk) == [f"代{NAME}录入：您对“环浜步道”的意见有了答复"]


def test_of_ones_own_comment_the_author_hears_as_ever(ring: Proposal, resident: User, moderator: User) -> None:
    own = factories.make_comment(proposal=ring, author=resident, status="waiting")
    services.decide(comment_id=own.pk, moderator=moderator, verb="publish")
    (title,) = told(resident)
    assert "代" not in title


# ── in whose hands it is ────────────────────────────────────────────────────────


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send_back(comment: Comment) -> None:
    services.decide(comment_id=comment.pk, moderator=factories.make_moderator(), verb="return", reason="unclear")


def withdraw(client: Client, comment: Comment) -> Any:
    return client.post(f"/plan/ring/comment/{comment.pk}/withdraw/")


def edit(client: Client, comment: Comment) -> Any:
    return client.post(f"/plan/ring/comment/{comment.pk}/edit/", {"text": "桥头的台阶请改成坡道。"})


def appeal(client: Client, comment: Comment) -> Any:
    return client.post(f"/plan/ring/comment/{comment.pk}/appeal/", {"text": "她说得很清楚。"})


def what_stands(comment: Comment) -> tuple[str, str, bool]:
    comment.refresh_from_db()
    return comment.status, comment.text, hasattr(comment, "appeal")


@pytest.mark.parametrize(
    ("act", "then"),
    [
        (withdraw, ("withdrawn", "", False)),
        (edit, ("waiting", "桥头的台阶请改成坡道。", False)),
        (appeal, ("returned", TEXT, True)),
    ],
    ids=["withdraw", "edit", "appeal"],
)
def test_who_entered_it_does_for_the_neighbour_what_an_author_does(
    entered: Comment, desk: User, act: Any, then: tuple[str, str, bool]
) -> None:
    send_back(entered)
    assert act(at(desk), entered).status_code == 303
    assert what_stands(entered) == then


@pytest.mark.parametrize("act", [withdraw, edit, appeal], ids=["withdraw", "edit", "appeal"])
@pytest.mark.parametrize("group", ["desk", "moderator", "planner"])
def test_it_is_not_in_the_hands_of_a_colleague(entered: Comment, act: Any, group: str) -> None:
    send_back(entered)
    colleague = factories.make_user("colleague", groups=(group,))
    assert act(at(colleague), entered).status_code == 404
    assert what_stands(entered) == ("returned", TEXT, False)


@pytest.mark.parametrize("address", ["/me/", "/plan/ring/mine/"], ids=["me", "box"])
def test_the_desk_sees_for_whom_it_entered_and_a_colleague_sees_nothing(
    entered: Comment, desk: User, address: str
) -> None:
    page = at(desk).get(address).content.decode()
    assert "代录入" in page
    assert NAME in page
    assert TEXT in page
    assert NAME not in at(make_desk("desk2")).get(address).content.decode()


def test_what_the_desk_takes_away_holds_no_neighbours_words_and_its_page_says_so(entered: Comment, desk: User) -> None:
    data = zipfile.ZipFile(io.BytesIO(at(desk).get("/me/export/").getvalue()))
    assert TEXT not in data.read("my-data.json").decode() + data.read("my-data.html").decode()
    withdraw(at(desk), entered)
    page = at(desk).get("/me/").content.decode()
    assert "内容已从网站移走，另行封存，到期删除。" in page
    assert "下载我的全部数据”里还有" not in page


def test_ones_own_comment_bears_no_mark(ring: Proposal, as_resident: Client, resident: User) -> None:
    factories.make_comment(proposal=ring, author=resident, status="waiting")
    assert "代录入" not in as_resident.get("/me/").content.decode()


# ── what others see ─────────────────────────────────────────────────────────────


def test_in_public_it_stands_under_the_neighbours_name_marked_and_without_who_typed(
    client: Client, entered: Comment, desk: User, moderator: User
) -> None:
    assert NAME not in client.get("/plan/ring/").content.decode()
    services.decide(comment_id=entered.pk, moderator=moderator, verb="publish")
    page = client.get("/plan/ring/").content.decode()
    assert f'<strong class="comment-author">{NAME}</strong>' in page
    assert '<span class="tag">代录入</span>' in page
    assert str(neighbourhood()) in page
    assert str(desk) not in page


def test_moderators_see_who_entered_it(as_moderator: Client, entered: Comment, desk: User) -> None:
    for address in ("/admin/comments/", f"/admin/comments/{entered.pk}/"):
        assert f"代录入：{desk}" in as_moderator.get(address).content.decode()
