"""What the consultation gives a person to take away."""

import json
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maps.consultation.models import Comment, Evidence
from maps.consultation.services import withdraw
from residents.export import export
from residents.models import User
from tests import factories
from tests.maps.my_things import STATUSES, make_everything, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uploads_of_ones_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def data_of(user: User) -> dict[str, Any]:
    with ZipFile(export(user)) as archive:
        data: dict[str, Any] = json.loads(archive.read("my-data.json"))
    return data


def comment_of(data: dict[str, Any], status: str) -> dict[str, Any]:
    (found,) = [comment for comment in data["comments"] if comment["status"] == status]
    return found


def test_comments_of_every_state_are_in_it(resident: User) -> None:
    make_everything(resident)
    data = data_of(resident)
    assert {comment["status"] for comment in data["comments"]} == set(STATUSES)
    for status in ("waiting", "published", "returned", "hidden"):
        assert comment_of(data, status)["text"] == words(status)


def test_a_comment_comes_with_its_place_and_where_it_stands(resident: User) -> None:
    mine = make_everything(resident)
    comment = comment_of(data_of(resident), "published")
    assert comment["shape"] == factories.INSIDE
    assert (
        comment["url"]
        == f"http://127.0.0.1:8000/plan/{mine['published'].proposal.slug}/comments/{mine['published'].pk}/"
    )
    assert comment["status_text"] == "已发布"
    assert comment["published_at"].startswith("20")


def test_reasons_and_answers_are_in_it_and_no_moderators_name(resident: User) -> None:
    make_everything(resident)
    data = data_of(resident)
    (returned,) = comment_of(data, "returned")["decisions"]
    assert (returned["verb"], returned["reason"], returned["note"]) == ("退回", "看不明白，请补充", "请写清楚在哪里")
    (answer,) = comment_of(data, "published")["answers"]
    assert (answer["kind"], answer["office"], answer["answer"]) == ("采纳", "绿化所（示例）", "年内放好。")
    assert "moderator" not in json.dumps(data, ensure_ascii=False)


def test_other_wordings_and_what_is_kept_apart_are_in_it(resident: User) -> None:
    mine = make_everything(resident)
    withdraw(comment_id=mine["waiting"].pk, author=resident)
    data = data_of(resident)
    wordings = [wording["text"] for wording in comment_of(data, "published")["other_wordings"]]
    assert wordings == ["我以前的写法。", "我等着审核的写法。"]
    kept = [kept for comment in data["comments"] for kept in comment["kept_apart"]]
    assert [(k["text"], k["why"], k["shape"]) for k in kept] == [(words("waiting"), "作者撤回", factories.INSIDE)]
    assert kept[0]["goes_on"] == Evidence.objects.get().goes_on.isoformat()


def test_what_one_did_to_others_comments_is_in_it_without_their_words(resident: User) -> None:
    make_everything(resident)
    data = data_of(resident)
    assert [len(data[kind]) for kind in ("supports", "reports", "follows", "appeals", "blocks")] == [1] * 5
    assert data["reports"][0]["note"] == "我觉得这条不合适。"
    assert data["appeals"][0]["text"] == "我没有骂人，请再看看。"
    assert "别人的话" not in json.dumps(data, ensure_ascii=False)


def test_photos_are_put_beside_and_named_in_the_comment(resident: User) -> None:
    mine = make_everything(resident)
    with ZipFile(export(resident)) as archive:
        names = archive.namelist()
        photo = archive.read(f"photos/{mine['published'].pk}-1.jpg")
    assert photo.startswith(b"\xff\xd8\xff")
    data = data_of(resident)
    assert comment_of(data, "published")["photos"] == [f"photos/{mine['published'].pk}-1.jpg"]
    assert {upload["file"] for upload in data["uploads"]} == {name for name in names if name.startswith("photos/")}


def test_a_photo_whose_file_is_lost_does_not_stop_the_rest(resident: User) -> None:
    make_everything(resident)
    for upload in resident.uploads.all():
        upload.file.storage.delete(upload.file.name)
    with ZipFile(export(resident)) as archive:
        assert archive.namelist() == ["my-data.json", "my-data.html"]


def test_nobody_elses_comments_are_in_it(resident: User) -> None:
    make_everything(factories.make_user("other"))
    data = data_of(resident)
    kinds = ("comments", "supports", "reports", "follows", "appeals", "blocks", "uploads")
    assert [data[kind] for kind in kinds] == [[]] * len(kinds)


def test_the_readable_copy_says_it_in_words(resident: User) -> None:
    make_everything(resident)
    with ZipFile(export(resident)) as archive:
        page = archive.read("my-data.html").decode()
    for sentence in (words("hidden"), "看不明白，请补充", "年内放好。", "<dt>状态</dt><dd>已退回</dd>", "我没有骂人"):
        assert sentence in page


def make_many(author: User, amount: int) -> None:
    first = factories.make_comment(author=author, status="waiting")
    Comment.objects.bulk_create(
        Comment(
            author=author,
            proposal=first.proposal,
            consultation=first.consultation,
            text=words("published"),
            status="published",
            key=f"00000000-0000-4000-8000-{number:012d}",
        )
        for number in range(amount - 1)
    )


def queries_of(user: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert len(data_of(user)["comments"]) > 0
    return len(queries)


def test_five_thousand_comments_take_a_walk_in_ten_steps() -> None:
    few, many = factories.make_user(), factories.make_user()
    make_many(few, 50)
    make_many(many, 5_000)
    # Nine further steps of 500, each with the five things that hang on comments.
    assert queries_of(many) - queries_of(few) == 9 * 5


def test_my_page_shows_the_latest_hundred_and_says_so(client: Client, resident: User) -> None:
    make_many(resident, 120)
    client.force_login(resident)
    page = client.get("/me/").content.decode()
    assert page.count('class="my-comment"') == 100
    assert "这里是最近的 100 条" in page
