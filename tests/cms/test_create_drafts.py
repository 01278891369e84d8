"""A newspaper page becomes drafts: each article once, every word of it, whatever editors did since."""

from datetime import date
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError

from cms.imports.blocks import Heading, Paragraph
from cms.imports.decoding import squeeze
from cms.imports.doubts import Doubt, DoubtKind
from cms.imports.newspaper import Article, NewspaperPage, Section, read_page
from cms.models import ImportRecord, NewsPage
from cms.services import HeadlineTooLong, NoNewsIndex, Outcome, create_drafts
from tests.cms.newspaper_pages import INVENTED_PAGE
from tests.cms.site_tree import make_article, make_home, make_news_index
from tests.factories import make_user

pytestmark = pytest.mark.django_db

ISSUE = "2021-01"


def article(text: str = "沿着河走了一圈。", **fields: Any) -> Article:
    values: dict[str, Any] = {
        "line": 1,
        "kicker": "引题",
        "title": "河边走一圈",
        "blocks": (Heading("上午", 3), Paragraph(text, 4)),
        "event_date": date(2021, 1, 8),
        "section": Section.DESIGN,
        "doubts": (),
    }
    return Article(**(values | fields))


def page(*articles: Article) -> NewspaperPage:
    return NewspaperPage(issue=ISSUE, encoding="utf-8", articles=articles, margins=())


def create(*articles: Article) -> Outcome:
    make_news_index()
    return create_drafts(page(*articles), source="社区报")


class _Text(HTMLParser):
    """The text that a browser shows of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


def shown(draft: NewsPage) -> str:
    """Return every word of a draft in reading order."""
    body = "".join(
        block.value if block.block_type == "heading" else _Text(block.value.source).text for block in draft.body
    )
    return draft.kicker + draft.title + body


def test_an_article_becomes_one_draft_with_everything_it_says() -> None:
    (draft,) = create(article()).created
    stored = NewsPage.objects.get(pk=draft.pk)
    assert (stored.kicker, stored.title, stored.section, stored.event_date) == (
        "引题",
        "河边走一圈",
        "design",
        date(2021, 1, 8),
    )
    assert (stored.source, stored.issue) == ("社区报", ISSUE)
    assert [(block.block_type, str(block.value)) for block in stored.body] == [
        ("heading", "上午"),
        ("paragraph", "<p>沿着河走了一圈。</p>"),
    ]


def test_a_draft_is_not_live_and_has_a_revision_to_publish() -> None:
    (draft,) = create(article()).created
    stored = NewsPage.objects.get(pk=draft.pk)
    assert not stored.live
    assert stored.latest_revision is not None
    stored.latest_revision.publish()
    assert NewsPage.objects.published().get().title == "河边走一圈"


def test_no_word_is_lost_or_doubled() -> None:
    read = read_page(INVENTED_PAGE.read_bytes(), issue="2030-03")
    make_news_index()
    drafts = create_drafts(read, source="社区报").created
    assert [squeeze(shown(draft)) for draft in drafts] == [squeeze(one.text) for one in read.articles]
    whole = squeeze("".join(shown(draft) for draft in drafts) + "".join(margin.text for margin in read.margins))
    assert sorted(whole) == sorted(squeeze(INVENTED_PAGE.read_text()))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert('x')</script>", id="a_script"),
        pytest.param('</p><a linktype="page" id="1">x</a>', id="a_link_of_wagtails"),
        pytest.param("3 < 5 & 5 > 3，&amp;也是字", id="signs"),
        pytest.param('<embed embedtype="image" id="1"/>', id="an_embedded_picture"),
    ],
)
def test_text_is_never_taken_for_html(text: str) -> None:
    (draft,) = create(article(text)).created
    source = NewsPage.objects.get(pk=draft.pk).body[1].value.source
    assert _Text(source).text == text
    assert _Text(source).tags == ["p"]


def test_a_second_run_changes_nothing() -> None:
    create(article())
    again = create(article())
    assert again.created == []
    assert [record.title for record in again.skipped] == ["河边走一圈"]
    assert NewsPage.objects.count() == ImportRecord.objects.count() == 1


@pytest.mark.parametrize("deed", ["changed", "moved", "published", "deleted"])
def test_a_second_run_changes_nothing_whatever_an_editor_did(deed: str) -> None:
    (draft,) = create(article()).created
    if deed == "changed":
        draft.title, draft.slug, draft.body = "全新的题目", "another", []
        draft.save_revision().publish()
    elif deed == "moved":
        draft.move(make_home(), pos="last-child")
    elif deed == "published":
        draft.latest_revision.publish()
    else:
        draft.delete()
    before = list(NewsPage.objects.values_list("pk", "title", "live", "path"))
    assert create(article()).created == []
    assert list(NewsPage.objects.values_list("pk", "title", "live", "path")) == before


def test_the_same_words_in_another_issue_are_another_article() -> None:
    create(article())
    other = NewspaperPage(issue="2021-02", encoding="utf-8", articles=(article(),), margins=())
    assert len(create_drafts(other, source="社区报").created) == 1


def test_an_article_that_stands_twice_on_a_page_becomes_one_draft() -> None:
    outcome = create(article(), article())
    assert (len(outcome.created), len(outcome.skipped)) == (1, 1)


def test_a_later_page_of_the_issue_adds_only_what_is_new() -> None:
    create(article())
    assert [draft.title for draft in create(article(), article(title="另一篇")).created] == ["另一篇"]


def test_addresses_are_the_day_and_a_number_that_is_free() -> None:
    make_article(slug="2021-01-08-1", live=False)
    make_article(slug="2021-01-08-3")
    undated = article(title="没有日期", event_date=None)
    drafts = create(article("甲。"), article("乙。"), undated).created
    assert [draft.slug for draft in drafts] == ["2021-01-08-2", "2021-01-08-4", "2021-01-1"]


def test_doubts_are_kept_with_the_record() -> None:
    doubt = Doubt(DoubtKind.DATE_LATER, 12, "1月8日")
    (draft,) = create(article(doubts=(doubt,))).created
    record = ImportRecord.objects.get()
    assert record.page_id == draft.pk
    assert record.doubts == [{"kind": "date_later", "line": 12, "sentence": doubt.sentence}]


def test_an_article_of_no_certain_section_waits_for_the_editor_to_choose() -> None:
    (draft,) = create(article(section=None)).created
    stored = NewsPage.objects.get(pk=draft.pk)
    assert stored.section == stored.get_latest_revision_as_object().section == ""


def test_text_before_the_first_title_gets_a_title_that_says_so() -> None:
    (draft,) = create(article(title="", kicker="", line=7)).created
    assert "无标题" in draft.title
    assert "7" in draft.title


def test_who_imports_owns_the_drafts() -> None:
    make_news_index()
    user = make_user()
    (draft,) = create_drafts(page(article()), source="社区报", user=user).created
    assert NewsPage.objects.get(pk=draft.pk).owner == user
    assert draft.latest_revision.user == user


def test_without_a_place_for_news_nothing_is_made() -> None:
    make_home()
    with pytest.raises(NoNewsIndex) as refusal:
        create_drafts(page(article()), source="社区报")
    assert "新闻" in refusal.value.sentence
    assert not ImportRecord.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"kicker": "长" * 101}, id="kicker"),
        pytest.param({"title": "长" * 256}, id="title"),
        pytest.param({"blocks": (Heading("长" * 81, 9),)}, id="subhead"),
    ],
)
def test_a_headline_that_no_page_can_hold_is_refused_and_nothing_is_made(fields: dict[str, Any]) -> None:
    make_news_index()
    with pytest.raises(HeadlineTooLong) as refusal:
        create_drafts(page(article("甲。"), article(**({"line": 33} | fields))), source="社区报")
    assert "33" in refusal.value.sentence
    assert not NewsPage.objects.exists()
    assert not ImportRecord.objects.exists()


def test_a_failure_half_way_leaves_nothing_behind() -> None:
    make_news_index()
    with (
        patch.object(ImportRecord.objects, "create", side_effect=[ImportRecord(), DatabaseError("disk full")]),
        pytest.raises(DatabaseError),
    ):
        create_drafts(page(article("甲。"), article("乙。")), source="社区报")
    assert not NewsPage.objects.exists()
