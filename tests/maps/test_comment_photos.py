"""Photographs of a comment: kept through a refused text, looked at apart from it, and in public only with it."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import Settings

from maps.consultation import services
from maps.consultation.errors import PhotosNotAllowed, ReasonMissing, StaleDecision
from maps.consultation.models import Comment, Consultation, Decision, Photo
from maps.plan.models import Proposal
from media.models import Upload
from media.photos import clean_photo
from media.services import keep_photos
from residents.models import User
from tests import factories
from tests.media.hostile_photos import HOSTILE, photo

pytestmark = pytest.mark.django_db

TEXT = "河边的栏杆松了，照片里能看到。"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "residents"


@pytest.fixture
def ring() -> Proposal:
    ring = factories.make_proposal(slug="ring")
    factories.make_consultation(ring)
    return ring


def upload(owner: User) -> Upload:

    return keep_photos(owner_id=owner.pk, photos=[clean_photo(SimpleUploadedFile("a.jpg", photo(size=(40, 30))))])[0]


def send(client: Client, *files: bytes, **changes: Any) -> Any:
    chosen = [SimpleUploadedFile(f"第{n}张.jpg", data, "image/jpeg") for n, data in enumerate(files)]
    values = {"text": TEXT, "key": str(uuid.uuid4()), "photos": chosen} | changes
    return client.post("/plan/ring/comment/", values)


def with_photo(ring: Proposal, author: User, *, status: str = "published", verdict: str = "accepted") -> Photo:
    comment = factories.make_comment(proposal=ring, author=author, status=status)
    kept = upload(author)
    Upload.objects.update(status=verdict)
    return Photo.objects.create(comment=comment, upload=kept)


# ── sending ─────────────────────────────────────────────────────────────────────


def test_three_photographs_come_with_a_comment_in_their_order(
    as_resident: Client, ring: Proposal, folder: Path
) -> None:
    sizes = [(40, 30), (50, 30), (60, 30)]
    assert send(as_resident, *(photo(size=size) for size in sizes)).status_code == 303
    photos = Comment.objects.get().photos.select_related("upload")
    assert [(p.upload.width, p.upload.height) for p in photos] == sizes
    assert {p.upload.status for p in photos} == {"waiting"}
    assert len(list(folder.iterdir())) == 3


def test_a_fourth_is_refused_and_nothing_is_stored(as_resident: Client, ring: Proposal, folder: Path) -> None:
    answer = send(as_resident, *[photo(size=(20, 20))] * 4)
    assert answer.status_code == 422
    assert "最多附 3 张照片" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert not Comment.objects.exists()
    assert not folder.exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_leaves_the_text_in_the_box_and_nothing_on_the_disk(
    as_resident: Client, ring: Proposal, folder: Path, name: str
) -> None:
    data = HOSTILE[name]()
    answer = send(as_resident, photo(size=(20, 20)), data or b"\n")
    assert answer.status_code == 422
    assert "第1张.jpg" in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert not Upload.objects.exists()
    assert not folder.exists()


def test_a_refused_text_keeps_its_photographs_for_the_next_try(as_resident: Client, ring: Proposal) -> None:
    answer = send(as_resident, photo(size=(40, 30)), text="短")
    kept = Upload.objects.get()
    assert answer.status_code == 422
    assert f'name="kept" value="{kept.pk}" checked' in answer.content.decode()
    assert kept.file.url in answer.content.decode()
    assert send(as_resident, photo(size=(50, 30)), kept=[kept.pk]).status_code == 303
    assert [p.upload.width for p in Comment.objects.get().photos.all()] == [40, 50]


def test_a_kept_photograph_that_is_no_longer_ticked_stays_out(as_resident: Client, ring: Proposal) -> None:
    send(as_resident, photo(size=(40, 30)), text="短")
    assert send(as_resident).status_code == 303
    assert not Comment.objects.get().photos.exists()


def test_nobody_attaches_what_is_not_theirs_or_attached_already(
    as_resident: Client, ring: Proposal, resident: User
) -> None:
    theirs, used = upload(factories.make_user()), with_photo(ring, resident).upload
    assert send(as_resident, kept=[theirs.pk, used.pk]).status_code == 303
    comment = Comment.objects.get(text=TEXT)
    assert not comment.photos.exists()
    with pytest.raises(PhotosNotAllowed):
        services.submit_comment(proposal=ring, author=resident, text=TEXT, key=uuid.uuid4(), photos=[theirs])


@pytest.mark.parametrize("kept", ["x", "-1", "9" * 30, "²", ""])
def test_a_made_up_number_is_no_photograph(as_resident: Client, ring: Proposal, kept: str) -> None:
    assert send(as_resident, kept=[kept]).status_code == 303


def test_where_the_consultation_takes_none_the_text_is_kept(as_resident: Client, ring: Proposal) -> None:
    Consultation.objects.update(may_attach=False)
    assert "photo-picker" not in as_resident.get("/plan/ring/comment/").content.decode()
    answer = send(as_resident, photo(size=(20, 20)))
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_stranger_leaves_no_file(client: Client, ring: Proposal, folder: Path) -> None:
    assert send(client, photo()).status_code == 401
    assert not folder.exists()


# ── who sees it ─────────────────────────────────────────────────────────────────


def seen(client: Client, address: str) -> int:
    return client.get(address).status_code


@pytest.mark.parametrize(
    ("status", "verdict", "public"),
    [
        ("published", "accepted", True),
        ("published", "waiting", False),
        ("published", "refused", False),
        ("waiting", "accepted", False),
        ("returned", "accepted", False),
        ("hidden", "accepted", False),
        ("withdrawn", "accepted", False),
    ],
)
def test_the_file_and_the_page_show_it_only_when_both_were_let_through(
    client: Client, ring: Proposal, resident: User, status: str, verdict: str, public: bool
) -> None:
    shown = with_photo(ring, resident, status=status, verdict=verdict)
    address = shown.upload.file.url
    assert seen(client, address) == (200 if public else 404)
    client.force_login(factories.make_user("somebody-else"))
    assert seen(client, address) == (200 if public else 404)
    page = client.get("/plan/ring/").content.decode()
    assert (address in page) is public
    for user in (resident, factories.make_moderator()):
        client.force_login(user)
        assert seen(client, address) == 200


def test_a_public_photograph_is_asked_for_again_and_a_private_one_is_never_kept(
    client: Client, ring: Proposal, resident: User
) -> None:
    address = with_photo(ring, resident).upload.file.url
    assert client.get(address)["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=60"
    Comment.objects.update(status="hidden")
    client.force_login(resident)
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_its_address_tells_nothing_and_cannot_be_guessed(client: Client) -> None:
    kept = upload(factories.make_user("apo-lin"))
    assert len(Path(kept.file.name).stem) == 32
    assert "apo-lin" not in kept.file.name
    assert seen(client, "/media/residents/") == 404


# ── the verdict ─────────────────────────────────────────────────────────────────


def test_a_photograph_is_let_through_and_taken_away_with_a_row_each(ring: Proposal, resident: User) -> None:
    shown, moderator = with_photo(ring, resident, verdict="waiting"), factories.make_moderator()
    services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="show_photo")
    assert Upload.objects.get().status == "accepted"
    services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="refuse_photo", reason="personal_data")
    assert Upload.objects.get().status == "refused"
    rows = Decision.objects.order_by("pk").values_list("verb", "from_status", "to_status", "photo")
    kept = ("published", "published", shown.pk)
    assert list(rows) == [("show_photo", *kept), ("refuse_photo", *kept)]
    assert [notice.title for notice in resident.notices.all()] == [
        f"您对“{ring.title}”的意见附的一张照片没有公开（含有个人信息）"
    ]
    assert Comment.objects.get().status == "published"


def test_a_verdict_given_already_or_without_a_reason_is_refused(ring: Proposal, resident: User) -> None:
    shown, moderator = with_photo(ring, resident, verdict="waiting"), factories.make_moderator()
    with pytest.raises(ReasonMissing):
        services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="refuse_photo")
    services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="show_photo")
    with pytest.raises(StaleDecision):
        services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="show_photo")
    with pytest.raises(StaleDecision):
        services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="publish")
    assert Decision.objects.count() == 1


def test_a_verdict_is_taken_back_and_the_photograph_waits_again(ring: Proposal, resident: User) -> None:
    shown, moderator = with_photo(ring, resident, verdict="waiting"), factories.make_moderator()
    decision = services.decide_photo(photo_id=shown.pk, moderator=moderator, verb="show_photo")
    services.undo(decision_id=decision.pk, moderator=moderator)
    assert Upload.objects.get().status == "waiting"


def test_the_queue_shows_photographs_that_wait_and_decides_on_each(
    as_moderator: Client, ring: Proposal, resident: User
) -> None:
    shown = with_photo(ring, resident, verdict="waiting")
    page = as_moderator.get("/admin/comments/").content.decode()
    assert shown.upload.file.url in page
    assert "照片 1" in page
    address = f"/admin/comments/{shown.comment_id}/decide/"
    as_moderator.post(address, {"verb": "show_photo", "photo": shown.pk})
    assert Upload.objects.get().status == "accepted"
    assert shown.upload.file.url not in as_moderator.get("/admin/comments/").content.decode()


@pytest.mark.parametrize("photo", ["", "0", "999999", "x"])
def test_a_verdict_on_no_photograph_of_the_comment_changes_nothing(
    as_moderator: Client, ring: Proposal, resident: User, photo: str
) -> None:
    shown = with_photo(ring, resident, verdict="waiting")
    other = factories.make_comment(proposal=ring)
    address = f"/admin/comments/{other.pk}/decide/"
    as_moderator.post(address, {"verb": "show_photo", "photo": photo or shown.pk})
    assert Upload.objects.get().status == "waiting"


@pytest.mark.parametrize("status", ["returned", "hidden", "withdrawn"])
def test_of_what_is_not_to_be_public_no_photograph_waits(
    as_moderator: Client, ring: Proposal, resident: User, status: str
) -> None:
    shown = with_photo(ring, resident, status=status, verdict="waiting")
    assert shown.upload.file.url not in as_moderator.get("/admin/comments/").content.decode()


def test_what_was_chosen_and_never_sent_goes_after_a_day(resident: User, ring: Proposal, folder: Path) -> None:
    attached, fresh, old = with_photo(ring, resident).upload, upload(resident), upload(resident)
    two_days_ago = timezone.now() - timedelta(days=2)
    Upload.objects.filter(pk__in=[attached.pk, old.pk]).update(uploaded_at=two_days_ago)
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("let_go")
    assert set(Upload.objects.all()) == {attached, fresh}
    assert len(list(folder.iterdir())) == 2
