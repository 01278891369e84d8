"""What waits for whoever opens the back office: theirs alone, the oldest first, each with a way to do it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from cms.models import Correction, DraftLink, NewsPage, Question, SiteDetails
from pagecache.models import ReadCount
from residents.models import User
from tests.back_office import lines, panels
from tests.cms.site_tree import make_article, make_home, make_lecture, make_news_index, make_series
from tests.factories import make_key, make_proposal, make_user

pytestmark = pytest.mark.django_db

REVIEW, MINE, READ = "等我审核的稿件", "我提交的稿件", "读得最多的页面"
#: By hand, from what each office is for; only what is shown when nothing waits.
HEADINGS = {
    "writer": [MINE, READ],
    "editor": [REVIEW, MINE, "读者找错", READ],
    "reviewer": [REVIEW, READ],
    "moderator": ["意见审核", "讲座提问"],
    "desk": ["退回的代录入意见"],
    "planner": [MINE, "待答复", READ],
    "admin": [REVIEW, MINE, "意见审核", "退回的代录入意见", "讲座提问", "待答复", "读者找错", READ],
}


def submit(page: NewsPage, writer: User) -> WorkflowState:
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    state: WorkflowState = page.current_workflow_state
    return state


def edit(page: NewsPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


@pytest.fixture(autouse=True)
def _nothing_is_quiet() -> None:
    make_news_index()
    for section in ("design", "election"):
        make_article(section=section)


@pytest.mark.parametrize("office", HEADINGS)
def test_an_office_sees_the_panels_that_concern_it(office: str) -> None:
    assert list(panels(make_user(groups=(office,)))) == HEADINGS[office]


def test_what_was_submitted_stands_before_its_reviewers_the_oldest_first() -> None:
    writer = make_user("writer", groups=("writer",), display_name="撰稿人")
    later, sooner = make_article(live=False), make_article(live=False)
    for page, hours in ((later, 1), (sooner, 3)):
        task = submit(page, writer).current_task_state
        type(task).objects.filter(pk=task.pk).update(started_at=timezone.now() - timedelta(hours=hours))
    rows = lines(panels(make_user(groups=("reviewer",)))[REVIEW])
    assert [url for _text, url in rows] == [edit(sooner), edit(later)]
    assert rows[0][0].replace("\xa0", " ") == f"{sooner.title} 撰稿人 提交，等了 3 小时"


def test_what_came_back_stands_before_its_writer_with_the_reviewers_words() -> None:
    writer, reviewer = make_user(groups=("writer",)), make_user(groups=("reviewer",))
    returned, waiting = make_article(live=False), make_article(live=False)
    submit(waiting, writer)
    submit(returned, writer).current_task_state.reject(user=reviewer, comment="请写明来源")
    assert lines(panels(writer)[MINE]) == [
        (f"{returned.title} 请修改：请写明来源", edit(returned)),
        (f"{waiting.title} 正在审核", edit(waiting)),
    ]
    assert MINE not in panels(reviewer)
    assert "没有退回的稿件" in panels(make_user(groups=("writer",)))[MINE]


def test_corrections_that_wait_stand_before_editors() -> None:
    waiting = Correction.objects.create(text="第二段少一个字")
    Correction.objects.create(text="早就改好了", state="done", settled_at=timezone.now())
    ((text, url),) = lines(panels(make_user(groups=("editor",)))["读者找错"])
    assert text.startswith("第二段少一个字 等了")
    assert url == reverse("corrections:edit", args=(waiting.pk,))
    assert "读者找错" not in panels(make_user(groups=("writer",)))


def test_questions_that_wait_stand_before_moderators() -> None:
    lecture = make_lecture(title="走环浜")
    for text, state in (("走累了的人在哪里等？", "waiting"), ("已经选上的？", "shortlisted")):
        Question.objects.create(lecture=lecture, asker=make_user(), text=text, key=make_key(), state=state)
    ((text, url),) = lines(panels(make_user(groups=("moderator",)))["讲座提问"])
    assert text.startswith("走环浜：走累了的人在哪里等？ 等了")
    assert url == f"/admin/questions/#q-{Question.objects.get(state='waiting').pk}"
    assert "讲座提问" not in panels(make_user(groups=("editor",)))


def test_a_link_to_a_draft_that_ends_soon_stands_before_who_made_it() -> None:
    writer, now = make_user(groups=("writer",)), timezone.now()
    soon, later, over, anothers = (make_article(live=False) for _number in range(4))
    for page, by, hours in (
        (soon, writer, 47),
        (later, writer, 49),
        (over, writer, -1),
        (anothers, make_user(groups=("writer",)), 5),
    ):
        DraftLink.objects.create(page=page, made_by=by, expires_at=now + timedelta(hours=hours))
    rows = lines(panels(writer)["快到期的草稿链接"])
    assert [url for _text, url in rows] == [reverse("cms_draft_links", args=(soon.pk,))]


# ── quiet columns ───────────────────────────────────────────────────────────────


def quiet_columns() -> list[str]:
    panel = panels(make_user(groups=("editor",))).get("很久没有更新的栏目", "")
    return [text for text, _url in lines(panel)]


def published(days_ago: int, **fields: Any) -> NewsPage:
    return make_article(first_published_at=timezone.now() - timedelta(days=days_ago), **fields)


def test_a_column_is_quiet_after_as_many_days_as_the_settings_say() -> None:
    NewsPage.objects.update(first_published_at=timezone.now() - timedelta(days=90))
    published(29)
    published(30, section="election")
    make_article(section="election", live=False)  # a draft is no news
    assert quiet_columns() == ["换届选举 最近一次发布在 30 天以前"]
    details = SiteDetails.for_site(make_home().get_site())
    for days, columns in ((31, 0), (29, 2), (0, 0)):
        details.stale_days = days
        details.save()
        assert len(quiet_columns()) == columns


def test_a_lecture_series_is_a_column_too_and_one_without_anything_says_so() -> None:
    series = make_series()
    assert quiet_columns() == [f"{series.title} 还没有发布过"]
    make_lecture(first_published_at=timezone.now())
    assert quiet_columns() == []


# ── what is read ────────────────────────────────────────────────────────────────


def test_what_is_read_most_stands_with_the_titles_that_pages_have_now() -> None:
    article, proposal = make_article(title="河边的椅子"), make_proposal(title="一环")
    paths = ((article.address, 2), (proposal.get_absolute_url(), 5), ("/search/", 9), ("/lectures/one/slides/3/", 1))
    for path, number in paths:
        ReadCount.objects.create(path=path, day=timezone.localdate(), number=number)
    assert lines(panels(make_user(groups=("planner",)))[READ]) == [
        ("搜索 7 天 9 次，30 天 9 次", "/search/"),
        ("一环 7 天 5 次，30 天 5 次", proposal.get_absolute_url()),
        ("河边的椅子 7 天 2 次，30 天 2 次", article.address),
        ("/lectures/one/slides/3/ 7 天 1 次，30 天 1 次", "/lectures/one/slides/3/"),
    ]


def test_the_front_page_asks_no_more_however_much_waits() -> None:
    admin, writer = make_user(groups=("admin",)), make_user(groups=("writer",))
    client = Client()
    client.force_login(admin)
    client.get("/admin/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    def more(number: int) -> None:
        for _each in range(number):
            submit(make_article(live=False), admin)
            submit(make_article(live=False), writer)
            Correction.objects.create(text="少一个字")
            Question.objects.create(lecture=make_lecture(), asker=make_user(), text="桥能加宽吗？", key=make_key())
            page = make_article()
            ReadCount.objects.create(path=page.address, day=timezone.localdate(), number=1)
            DraftLink.objects.create(page=page, made_by=admin, expires_at=timezone.now() + timedelta(hours=1))

    more(1)
    few = asked()
    more(3)
    assert asked() == few
