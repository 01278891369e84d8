"""Asking of a lecture: approve first, no name unless chosen, and the host's list."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cms import questioning
from cms.models import LecturePage, Question
from maps.consultation.models import SensitiveWord
from maps.consultation.services import block
from residents.models import Notice, User
from tests.cms.site_tree import make_lecture, read
from tests.factories import make_moderator, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TEXT = "沿河的路灯什么时候亮？"
INDEX = "/admin/questions/"


def make_asked(**fields: Any) -> LecturePage:
    """Make a lecture that began an hour ago, goes on, and takes questions."""
    now = timezone.now()
    values: dict[str, Any] = {"starts_at": now - HOUR, "ends_at": now + HOUR, "takes_questions": True}
    return make_lecture(**(values | fields))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(
    lecture: LecturePage, user: User | None = None, text: str = TEXT, key: UUID | None = None, **typed: str
) -> Any:
    client = signed_in(user) if user else Client()
    return client.post(lecture.question_address, {"text": text, "key": str(key or uuid4())} | typed)


def make_question(lecture: LecturePage, **fields: Any) -> Question:
    values = {"asker": make_user(), "text": TEXT, "key": uuid4(), "state": "shortlisted"}
    return Question.objects.create(lecture=lecture, **(values | fields))


def decide(client: Client, question: Question, to: str, **typed: str) -> Any:
    return client.post(f"{INDEX}{question.pk}/decide/", {"to": to} | typed, follow=True)


def test_a_question_is_public_only_after_a_moderator_let_it_and_without_a_name() -> None:
    moderator, asker, lecture = make_moderator(), make_user(display_name="花溪路的阿婆"), make_asked()
    assert send(lecture, asker).status_code == 303
    assert TEXT not in read(lecture.address)
    assert list(moderator.notices.values_list("title", "url")) == [("有居民的讲座提问等待审核", INDEX)]
    queue = signed_in(moderator).get(INDEX).content.decode()
    assert TEXT in queue
    assert "花溪路的阿婆" not in queue
    decide(signed_in(moderator), Question.objects.get(), "shortlisted")
    page = read(lecture.address)
    assert TEXT in page
    assert "还没回答" in page
    assert "花溪路的阿婆" not in page
    assert Notice.objects.get(user=asker).title == f"您在“{lecture.title}”的提问已入选"


def test_who_chose_to_show_their_name_is_named() -> None:
    lecture, asker = make_asked(), make_user(display_name="花溪路的阿婆")
    send(lecture, asker, shows_name="on")
    questioning.decide(question_id=Question.objects.get().pk, to="shortlisted")
    assert "花溪路的阿婆" in read(lecture.address)


def test_a_returned_question_tells_its_asker_why_and_asks_for_a_reason() -> None:
    moderator, asker, lecture = signed_in(make_moderator()), make_user(), make_asked()
    send(lecture, asker)
    question = Question.objects.get()
    assert "请选一个理由" in decide(moderator, question, "returned").content.decode()
    question.refresh_from_db()
    assert question.state == "waiting"
    decide(moderator, question, "returned", reason="asked_already", note="见第一条")
    assert "别人已经问了：见第一条" in signed_in(asker).get("/me/").content.decode()
    assert TEXT not in read(lecture.address)
    decide(moderator, question, "shortlisted")  # a mistake is undone
    assert TEXT in read(lecture.address)


def test_flags_mark_what_deserves_a_second_look() -> None:
    SensitiveWord.objects.create(word="坏词", kind="word")
    make_question(make_asked(), state="waiting", text="坏词，请打 13911112222 找我")
    queue = signed_in(make_moderator()).get(INDEX).content.decode()
    assert "<mark>坏词</mark>" in queue
    assert "个人信息" in queue


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        pytest.param({"takes_questions": False}, 409, "现在不收提问", id="takes_none"),
        pytest.param({"ends_at": -HOUR / 2}, 409, "现在不收提问", id="over"),
        pytest.param({"expire_at": -HOUR}, 410, "页面已经撤下", id="expired"),
    ],
)
def test_a_lecture_that_takes_no_questions_gives_the_text_back(fields: dict[str, Any], status: int, said: str) -> None:
    now = timezone.now()
    lecture = make_asked(**{name: now + v if isinstance(v, timedelta) else v for name, v in fields.items()})
    answer = send(lecture, make_user())
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert TEXT in answer.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"), [("问", "至少写 4 个字"), ("问" * 201, "写了 201 个字，最多 200 个")], ids=["short", "long"]
)
def test_too_short_or_too_long_is_refused(text: str, said: str) -> None:
    answer = send(make_asked(), make_user(), text)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Question.objects.exists()


def test_one_form_is_one_question_and_another_text_is_not_swallowed() -> None:
    lecture, asker, key = make_asked(), make_user(), uuid4()
    assert [send(lecture, asker, key=key).status_code for _twice in range(2)] == [303, 303]
    assert send(lecture, asker, "另外一个问题？", key=key).status_code == 409
    assert Question.objects.count() == 1


def test_too_many_and_blocked_people_are_refused(settings: Any) -> None:
    settings.COMMENT_RATE = "2/10m"
    lecture, asker = make_asked(), make_user()
    assert [send(lecture, asker).status_code for _number in range(3)] == [303, 303, 429]
    blocked = make_user()
    block(user=blocked, by=make_moderator(), reason="吵架")
    assert send(lecture, blocked).status_code == 403
    assert Question.objects.count() == 2


def test_what_was_typed_survives_signing_in() -> None:
    lecture, user, client = make_asked(), make_user(), Client()
    answer = client.post(lecture.question_address, {"text": TEXT, "key": str(uuid4())})
    assert answer.status_code == 401
    assert TEXT in answer.content.decode()
    client.login(username=user.username, password="a-password-for-tests-7")
    assert TEXT in client.get(lecture.question_address).content.decode()


def test_only_its_asker_withdraws_a_question_and_its_words_go() -> None:
    lecture, asker = make_asked(), make_user()
    question = make_question(lecture, asker=asker)
    address = f"{lecture.question_address}{question.pk}/withdraw/"
    assert signed_in(make_user()).post(address).status_code == 404
    assert TEXT in read(lecture.address)
    assert signed_in(asker).post(address).status_code == 303
    assert TEXT not in read(lecture.address)
    question.refresh_from_db()
    assert (question.state, question.text) == ("withdrawn", "")


def test_the_host_answers_skips_and_takes_back_and_the_page_says_so() -> None:
    lecture = make_asked()
    first = make_question(lecture, text="第 1 个问题？", position=1)
    make_question(lecture, text="第 2 个问题？", position=2)
    host = signed_in(make_moderator())
    stage = f"{INDEX}lectures/{lecture.pk}/"

    def now() -> str:
        shown = host.get(stage)
        assert shown.content.decode().count('id="answered-now"') == 1  # where the focus stays, whatever stands there
        return shown.context["turn"][0].text

    assert now() == "第 1 个问题？"
    host.post(f"{INDEX}{first.pk}/last/")
    assert now() == "第 2 个问题？"
    host.post(f"{INDEX}{first.pk}/first/")
    assert now() == "第 1 个问题？"
    host.post(f"{INDEX}{first.pk}/answered/")
    assert now() == "第 2 个问题？"
    page = read(lecture.address)
    assert page.index("第 2 个问题？") < page.index("第 1 个问题？")
    assert "已在现场回答" in page
    host.post(f"{INDEX}{first.pk}/again/")
    assert now() == "第 1 个问题？"


def test_the_host_sees_no_question_that_was_not_shortlisted_and_is_answered_with_nothing_when_nothing_changed() -> None:
    lecture = make_asked()
    waiting = make_question(lecture, state="waiting")
    host = signed_in(make_moderator())
    stage, htmx = f"{INDEX}lectures/{lecture.pk}/", {"HX-Request": "true"}
    shown = host.get(stage)
    assert TEXT not in shown.content.decode()
    seen = {"seen": shown.context["seen"]}
    assert host.get(stage, seen, headers=htmx).status_code == 204
    questioning.decide(question_id=waiting.pk, to="shortlisted")
    assert TEXT in host.get(stage, seen, headers=htmx).content.decode()
    refused = host.post(f"{INDEX}{make_question(lecture, state='waiting').pk}/answered/")
    assert "现在是“审核中”" in refused.content.decode()


@pytest.mark.parametrize(
    ("group", "decides", "hosts"), [("editor", 404, 200), ("desk", 404, 404), ("writer", 404, 404)]
)
def test_who_decides_and_who_hosts(group: str, decides: int, hosts: int) -> None:
    lecture = make_asked()
    question = make_question(lecture, state="waiting")
    client = signed_in(make_user(groups=(group,)))
    assert client.post(f"{INDEX}{question.pk}/decide/", {"to": "shortlisted"}).status_code == decides
    assert client.get(f"{INDEX}lectures/{lecture.pk}/").status_code == hosts
    assert TEXT not in (client.get(INDEX).content.decode() if hosts == 200 else "")


@pytest.mark.parametrize(("words", "stands"), [("keep", True), ("erase", False)])
def test_closing_an_account_takes_the_name_off_and_the_words_when_they_are_to_go(words: str, stands: bool) -> None:
    lecture, leaving = make_asked(), make_user(display_name="花溪路的阿婆")
    make_question(lecture, asker=leaving, shows_name=True)
    make_question(lecture, asker=leaving, state="waiting", text="还在等的一条")
    signed_in(leaving).post("/me/close/", {"words": words, "confirm": "注销"})
    page = read(lecture.address)
    assert (TEXT in page) is stands
    assert "花溪路的阿婆" not in page
    assert not Question.objects.filter(text="还在等的一条").exists()
