"""What becomes of one's words and doings when the account is closed."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from maps.consultation.models import Appeal, Comment, CommentRevision, Evidence, Flag, Follow, Report, Support, Tally
from maps.consultation.recount import find_drift
from media.models import Upload
from pagecache.pages import purged
from residents.closing import close_account
from residents.models import User
from tests import factories
from tests.maps.my_things import make_comments, make_everything, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads_of_ones_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def close(user: User, *, erase: bool) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        close_account(user=user, erase=erase)


def row(mine: dict[str, Comment], status: str) -> Comment:
    mine[status].refresh_from_db()
    return mine[status]


@pytest.mark.parametrize(
    ("erase", "status", "becomes", "text_stays"),
    [
        (False, "waiting", "withdrawn", False),
        (False, "returned", "withdrawn", False),
        (False, "published", "published", True),
        (False, "hidden", "hidden", True),
        (False, "withdrawn", "withdrawn", False),
        (True, "waiting", "withdrawn", False),
        (True, "returned", "withdrawn", False),
        (True, "published", "published", False),
        (True, "hidden", "hidden", False),
        (True, "withdrawn", "withdrawn", False),
    ],
)
def test_what_becomes_of_a_comment(resident: User, erase: bool, status: str, becomes: str, text_stays: bool) -> None:
    mine = make_comments(resident)
    close(resident, erase=erase)
    comment = row(mine, status)
    assert comment.status == becomes
    assert (comment.text, bool(comment.shape)) == ((words(status), True) if text_stays else ("", False))


@pytest.mark.parametrize(
    ("erase", "kept"),
    [
        (False, {"waiting": "withdrawn", "returned": "withdrawn"}),
        (True, {"waiting": "withdrawn", "returned": "withdrawn", "published": "erased", "hidden": "erased"}),
    ],
    ids=["keep", "erase"],
)
def test_what_left_its_row_is_kept_apart_with_its_place(resident: User, erase: bool, kept: dict[str, str]) -> None:
    make_comments(resident)
    close(resident, erase=erase)
    assert {e.text: (e.why, e.shape) for e in Evidence.objects.all()} == {
        words(status): (why, factories.INSIDE) for status, why in kept.items()
    }


def test_a_reader_sees_a_name_that_says_so_and_the_words(client: Client, resident: User) -> None:
    mine = make_comments(resident)
    close(resident, erase=False)
    page = client.get(mine["published"].proposal.get_absolute_url()).content.decode()
    assert words("published") in page
    assert "已注销用户" in page
    assert "resident 显示名" not in page


def test_after_erasing_a_reader_sees_a_stub_in_its_place(client: Client, resident: User) -> None:
    mine = make_comments(resident)
    reply = factories.make_comment(proposal=mine["published"].proposal, parent=mine["published"], text="我也这么想。")
    close(resident, erase=True)
    page = client.get(mine["published"].proposal.get_absolute_url()).content.decode()
    assert "作者注销，内容已删除" in page
    assert words("published") not in page
    assert f'id="comment-{mine["published"].pk}"' in page
    assert reply.parent_id == mine["published"].pk


def test_the_pages_that_showed_it_are_purged(resident: User) -> None:
    mine = make_comments(resident)
    heard: set[str] = set()

    def listen(tags: frozenset[str], **kwargs: object) -> None:
        heard.update(tags)

    purged.connect(listen)
    close(resident, erase=True)
    purged.disconnect(listen)
    proposal = mine["published"].proposal
    assert {f"proposal:{proposal.pk}", f"plan:{proposal.plan_id}", "tiles"} <= heard


@pytest.mark.parametrize("erase", [True, False])
def test_counters_and_derived_columns_agree_afterwards(resident: User, erase: bool) -> None:
    mine = make_comments(resident)
    Tally.objects.update_or_create(proposal=mine["published"].proposal, defaults={"comments": 1})
    close(resident, erase=erase)
    assert list(find_drift()) == []
    assert row(mine, "published").tile_key is None or not erase


# ── what hangs on comments ──────────────────────────────────────────────────────


def test_an_edit_that_waits_is_taken_back_and_earlier_words_stay_or_go(resident: User) -> None:
    make_everything(resident)
    close(resident, erase=False)
    assert list(CommentRevision.objects.order_by("pk").values_list("text", "state")) == [
        ("我以前的写法。", "past"),
        ("", "returned"),
    ]
    assert Evidence.objects.filter(text="我等着审核的写法。", why="withdrawn").count() == 1


def test_erasing_takes_earlier_words_and_what_flags_quote(resident: User) -> None:
    make_everything(resident)
    close(resident, erase=True)
    assert not CommentRevision.objects.exclude(text="").exists()
    assert not Flag.objects.exclude(found="").exists()
    assert Evidence.objects.filter(text="我以前的写法。", why="erased").count() == 1


def test_an_appeal_goes_on_when_the_words_stay_and_ends_when_they_go(resident: User) -> None:
    make_everything(resident)
    other = factories.make_user("other")
    make_everything(other)
    close(resident, erase=False)
    close(other, erase=True)
    assert [appeal.comment.author for appeal in Appeal.objects.all()] == [resident]


def test_supports_stay_counted_and_follows_go(resident: User) -> None:
    make_everything(resident)
    close(resident, erase=True)
    assert Support.objects.get().comment.support_count == 1
    assert not Follow.objects.exists()


@pytest.mark.parametrize(("erase", "note"), [(False, "我觉得这条不合适。"), (True, "")])
def test_a_report_stays_to_be_handled_and_its_words_go_when_words_go(resident: User, erase: bool, note: str) -> None:
    make_everything(resident)
    close(resident, erase=erase)
    report = Report.objects.get()
    assert (report.state, report.reason, report.note) == ("open", "other", note)


@pytest.mark.parametrize(("erase", "status"), [(False, "accepted"), (True, "refused")])
def test_photos_go_with_the_words_and_those_without_a_comment_at_once(resident: User, erase: bool, status: str) -> None:
    make_everything(resident)
    loose = resident.uploads.get(photo=None)
    close(resident, erase=erase)
    (upload,) = Upload.objects.all()
    assert upload.status == status
    assert default_storage.exists(upload.file.name)  # until its date
    assert not default_storage.exists(loose.file.name)


def test_nobody_elses_words_are_touched(resident: User) -> None:
    others = make_comments(factories.make_user("other"))
    make_comments(resident)
    close(resident, erase=True)
    assert row(others, "published").text == words("published")
    assert row(others, "waiting").status == "waiting"


def test_erasing_many_comments_takes_steps_and_not_a_query_each() -> None:
    counted = []
    for amount in (2, 60):
        user = factories.make_user()
        for _number in range(amount):
            factories.make_comment(author=user)
        with CaptureQueriesContext(connection) as queries:
            close_account(user=user, erase=True)
        assert Evidence.objects.filter(comment__author=user).count() == amount
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 90
