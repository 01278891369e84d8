"""Letting go: what is due and not held, once, whoever runs it how often."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maps.consultation import services
from maps.consultation.evidence import LetGo, keep_all, let_go
from maps.consultation.models import Appeal, Comment, Decision, Evidence
from media.models import Upload
from residents.models import User
from tests import factories
from tests.maps.my_things import make_upload

pytestmark = pytest.mark.django_db

WORDS = "希望沿河多放几把椅子。"
DUE = timezone.localdate() + timedelta(days=180)


@pytest.fixture(autouse=True)
def _uploads_of_ones_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def withdrawn(author: User) -> Comment:
    comment = factories.make_comment(author=author, text=WORDS)
    return services.withdraw(comment_id=comment.pk, author=author)


def hidden(author: User, moderator: User) -> Comment:
    comment = factories.make_comment(author=author, text=WORDS, shape=factories.INSIDE)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="hide", reason="abuse")
    return comment


def run(on: date = DUE) -> LetGo:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return let_go(on=on)


# ── words ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "left"), [(-1, 1), (0, 0), (1, 0)], ids=["day_before", "the_day", "day_after"])
def test_words_go_on_their_date(resident: User, days: int, left: int) -> None:
    withdrawn(resident)
    assert run(DUE + timedelta(days=days)).texts == 1 - left
    assert Evidence.objects.count() == left


def test_running_it_again_finds_nothing(resident: User) -> None:
    withdrawn(resident)
    assert [run().texts, run().texts] == [1, 0]


def test_what_is_held_stays_until_the_hold_is_lifted(resident: User) -> None:
    withdrawn(resident)
    Evidence.objects.update(hold="某某法院调取，案号 7")
    assert run().texts == 0
    Evidence.objects.update(hold="")
    assert run().texts == 1


def test_hidden_words_go_from_the_row_too(resident: User, moderator: User) -> None:
    comment = hidden(resident, moderator)
    run()
    comment.refresh_from_db()
    assert (comment.status, comment.text, comment.shape) == ("hidden", "", None)


def test_hidden_words_that_are_held_stay_in_the_row(resident: User, moderator: User) -> None:
    comment = hidden(resident, moderator)
    Evidence.objects.update(hold="案号 7")
    run()
    comment.refresh_from_db()
    assert comment.text == WORDS


def test_what_was_restored_keeps_its_words_and_loses_the_copy(resident: User, moderator: User) -> None:
    comment = hidden(resident, moderator)
    services.decide(comment_id=comment.pk, moderator=moderator, verb="publish")
    assert run().texts == 1
    comment.refresh_from_db()
    assert (comment.status, comment.text, comment.shape) == ("published", WORDS, factories.INSIDE)


@pytest.mark.parametrize(("state", "gone"), [("open", 0), ("denied", 1)])
def test_what_is_being_appealed_stays_until_that_is_over(
    resident: User, moderator: User, state: str, gone: int
) -> None:
    comment = hidden(resident, moderator)
    Appeal.objects.create(comment=comment, decision=Decision.objects.get(), text="请再看看。", state=state)
    assert run().texts == gone
    comment.refresh_from_db()
    assert (comment.text == "") == bool(gone)


def test_the_log_keeps_its_rows_and_hashes(resident: User, moderator: User) -> None:
    hidden(resident, moderator)
    before = list(Decision.objects.values_list("verb", "reason", "text_sha256"))
    run()
    assert list(Decision.objects.values_list("verb", "reason", "text_sha256")) == before


# ── photos ──────────────────────────────────────────────────────────────────────


def test_photos_go_with_the_words(resident: User) -> None:
    comment = factories.make_comment(author=resident)
    name = make_upload(resident, comment=comment).file.name
    services.withdraw(comment_id=comment.pk, author=resident)
    assert default_storage.exists(name)
    assert run() == LetGo(texts=1, photos=1)
    assert not default_storage.exists(name)
    upload = Upload.objects.get()
    assert (upload.file.name, upload.sha256, upload.status) == ("", "", "refused")
    assert run() == LetGo()


def test_photos_of_words_that_are_held_stay(resident: User) -> None:
    comment = factories.make_comment(author=resident)
    name = make_upload(resident, comment=comment).file.name
    services.withdraw(comment_id=comment.pk, author=resident)
    Evidence.objects.update(hold="案号 7")
    assert run() == LetGo()
    assert default_storage.exists(name)


def test_photos_of_what_stands_stay(resident: User, moderator: User) -> None:
    comment = factories.make_comment(author=resident)
    name = make_upload(resident, comment=comment).file.name
    withdrawn(resident)
    run()
    assert default_storage.exists(name)


# ── many, and the command ───────────────────────────────────────────────────────


def test_many_go_in_steps(resident: User) -> None:
    counted = []
    for amount in (2, 120):
        comments = [factories.make_comment(author=resident) for _number in range(amount)]
        keep_all(comments, Evidence.Why.WITHDRAWN)
        with CaptureQueriesContext(connection) as queries:
            assert run().texts == amount
        counted.append(len(queries))
    # Django deletes in steps of a hundred on SQLite.
    assert counted[1] <= counted[0] + 1 <= 40


def test_more_than_one_step_reaches_the_end(resident: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.consultation.evidence._AT_A_TIME", 2)
    for _number in range(5):
        withdrawn(resident)
    assert run().texts == 5


def test_the_command_says_what_went(resident: User, capsys: pytest.CaptureFixture[str]) -> None:
    withdrawn(resident)
    Evidence.objects.update(goes_on=timezone.localdate())
    for _number in range(2):
        call_command("let_go")
    assert capsys.readouterr().out.splitlines() == [
        "删除了 1 条到期的留存内容，0 张照片。",
        "删除了 0 条到期的留存内容，0 张照片。",
    ]


@pytest.mark.parametrize(
    ("days", "status", "left"), [(31, "SUCCESSFUL", 0), (31, "FAILED", 0), (29, "SUCCESSFUL", 1), (31, "READY", 1)]
)
def test_the_command_forgets_old_results_of_tasks(settings: Any, days: int, status: str, left: int) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    finished = None if status == "READY" else timezone.now() - timedelta(days=days)
    DBTaskResult.objects.create(
        task_path="residents.letters.send_letter",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        status=status,
        finished_at=finished,
    )
    call_command("let_go")
    assert DBTaskResult.objects.count() == left
