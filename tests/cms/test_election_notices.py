"""Notices of an election: one about candidates always expires, and then it is nowhere, whoever has or has not run what."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.election_blocks import NoticeBlock
from cms.models import ElectionNoticePage
from tests.cms.site_tree import at_noon, make_cycle, make_home, make_neighbourhood, make_news_index, make_notice, read
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db

NAME = "张三李四"  # stands in for what a notice of candidates gives; nobody of that name stands anywhere
NOON = at_noon(date(2026, 3, 10))
CANDIDATES = ElectionNoticePage.Kind.CANDIDATES


def candidates(parent: Page | None = None, **fields: Any) -> ElectionNoticePage:
    values = {
        "title": f"正式候选人公告{NAME}",
        "kind": CANDIDATES,
        "expire_at": NOON + timedelta(minutes=5),
        "body": [("paragraph", f"<p>{NAME}</p>")],
    }
    return make_notice(parent, **(values | fields))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let it be a moment of the test's choice; it begins at noon on 10 March 2026."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(NOON)
    return set_clock


@pytest.mark.parametrize("below", [make_neighbourhood, make_cycle], ids=["neighbourhood", "cycle"])
def test_an_expired_notice_of_candidates_is_nowhere(below: Callable[..., Page], at: Callable[[datetime], None]) -> None:
    make_home()
    make_news_index()
    make_proposal(slug="ring")
    notice = candidates(below())
    lists = (notice.get_parent().specific.address, "/sitemap.xml", f"/search/?q={NAME}")
    pages = (lists[0], lists[2], "/", "/news/", "/election/", "/glossary/", "/plan/", "/plan/ring/")
    everywhere = (*pages, *(f"/en{path}" for path in pages), "/sitemap.xml", "/feed/")
    assert NAME in read(notice.address)
    assert all(notice.address in read(path) for path in (*lists, f"/en{lists[0]}"))  # it stood there while it was true

    at(NOON + timedelta(minutes=5))
    assert Page.objects.get(pk=notice.pk).live  # nobody has taken it back yet
    for address in (notice.address, f"/en{notice.address}"):
        answer = Client().get(address)
        assert answer.status_code == 404
        assert NAME not in answer.content.decode()
    assert Client().get(f"/share/qr.svg?page={notice.pk}").status_code == 404
    for path in everywhere:
        assert notice.address not in read(path), path
        assert NAME not in read(path).replace(f'value="{NAME}"', "").replace(f"“{NAME}”", ""), path


def test_no_stored_copy_of_a_notice_or_of_what_lists_it_outlives_it(at: Callable[[datetime], None]) -> None:
    notice = candidates(expire_at=NOON + timedelta(seconds=20))
    parent = notice.get_parent().specific.address
    for path in (notice.address, parent, f"/search/?q={NAME}", "/sitemap.xml", f"{parent}calendar.ics"):
        seconds = int(Client().get(path)["Cache-Control"].split("s-maxage=")[1].split(",")[0])
        assert seconds <= 20, path


def test_a_notice_of_candidates_is_never_where_a_copy_would_be_kept(at: Callable[[datetime], None]) -> None:
    """Feed readers and calendars keep what they once got; search engines are asked not to."""
    notice = candidates()
    parent = notice.get_parent().specific.address
    assert NAME not in read("/feed/")
    assert NAME not in Client().get(f"{parent}calendar.ics").content.decode()
    assert '<meta name="robots" content="noindex, noarchive">' in read(notice.address)
    assert "noindex" not in read(make_notice(kind="result").address)


def test_a_notice_is_made_of_words_only() -> None:
    assert set(NoticeBlock().child_blocks) == {"heading", "paragraph", "facts"}
    assert not [field for field in ElectionNoticePage._meta.get_fields() if field.name in ("picture", "proposals")]


@pytest.mark.parametrize("kind", [kind for kind in ElectionNoticePage.Kind if kind != CANDIDATES])
def test_other_notices_may_stay(kind: str) -> None:
    notice = make_notice(kind=kind)
    assert Client().get(notice.address).status_code == 200


def test_whoever_saves_a_notice_of_candidates_without_expiry_is_refused() -> None:
    with pytest.raises(ValidationError, match="一定要有到期时间"):
        candidates(expire_at=None)
    notice = make_notice()
    notice.kind = CANDIDATES
    with pytest.raises(ValidationError, match="一定要有到期时间"):
        notice.save_revision()


def typed(**fields: Any) -> dict[str, Any]:
    body = streamfield([("heading", "公告")])
    values = {
        "title": "候选人公告",
        "slug": "",
        "kind": CANDIDATES,
        "issued_on": "2026-03-01",
        "signed_by": "选举委员会",
    }
    return nested_form_data(values | {"body": body} | fields)


def send(page: Page, data: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(make_user(groups=("editor",)))
    return client.post(reverse("wagtailadmin_pages:add", args=("cms", "electionnoticepage", page.pk)), data)


@pytest.mark.parametrize("button", [{}, {"action-publish": "1"}], ids=["save", "publish"])
def test_the_editor_is_told_in_a_sentence_what_is_missing(button: dict[str, str]) -> None:
    answer = send(make_neighbourhood(), typed(**button))
    assert answer.status_code == 200
    assert "候选人公告一定要有到期时间" in answer.content.decode()
    assert not ElectionNoticePage.objects.exists()


def test_with_an_expiry_it_is_published() -> None:
    until = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    answer = send(make_neighbourhood(), typed(expire_at=until, **{"action-publish": "1"}))
    assert answer.status_code == 302
    notice = ElectionNoticePage.objects.get()
    assert notice.live
    assert notice.slug == "notice-2026-03-01-1"


def test_the_editor_reads_what_may_be_published_and_what_not() -> None:
    client = Client()
    client.force_login(make_user(groups=("writer",)))
    address = reverse("wagtailadmin_pages:add", args=("cms", "electionnoticepage", make_neighbourhood().pk))
    text = client.get(address).content.decode()
    for words in ("选民登记名单（只在居民区张贴）", "推荐票、测评票的数字", "选情", "任何投票、提名、打分、评论"):
        assert words in text
    kinds = {label for _value, label in ElectionNoticePage.Kind.choices}
    assert not [label for label in kinds if "登记名单" in label or "推荐票" in label or "选情" in label]
