"""What stands in the content files stands on the pages: nothing lost, nothing added."""

import html
import re
import tomllib
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from cms.models import ElectionPage, GlossaryTerm, LecturePage, NeighbourhoodPage, NewsPage, SiteDetails, StandardPage
from config.demo import content_files
from config.demo.composing import body, facts
from maps.plan.models import Proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def rows(file: str, key: str) -> list[dict[str, Any]]:
    data = tomllib.loads((content_files.CONTENT / file).read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = data[key]
    return found


ARTICLES = rows("articles.toml", "article")
LECTURES = rows("lectures.toml", "lecture")
STANDING = rows("pages.toml", "page")
TERMS = rows("glossary.toml", "term")
ELECTION = tomllib.loads((content_files.CONTENT / "election.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Return what is read, without marks, tags and space."""
    return re.sub(r"\s|#", "", html.unescape(strip_tags(text)))


def page_of(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def proposals_of(start: Any) -> list[str]:
    """Return the slugs of the proposals that a page or a term points at, in order."""
    return [link.to_proposal.slug for link in start.links.all() if link.to_proposal]


def of_slug(row: dict[str, Any]) -> str:
    return str(row["slug"])


@pytest.mark.parametrize("row", ARTICLES, ids=of_slug)
def test_an_article_reaches_its_page_whole(row: dict[str, Any]) -> None:
    said = page_of(f"/news/{row['slug']}/")
    seen = plain(said)
    assert all(plain(row[part]) in seen for part in ("kicker", "title", "lead", "body", "source"))
    day = row["event_date"]
    assert f'<time datetime="{day.isoformat()}">{day.year}年{day.month}月{day.day}日</time>' in said
    assert f'href="/news/?section={row["section"]}"' in said


@pytest.mark.parametrize("row", ARTICLES, ids=of_slug)
def test_an_article_has_its_picture_and_the_proposals_it_is_about(row: dict[str, Any]) -> None:
    page = NewsPage.objects.get(slug=row["slug"])
    said = page_of(f"/news/{row['slug']}/")
    assert page.picture.file.name.rpartition("/")[2].startswith(row["picture"])
    assert f'alt="{html.escape(page.picture.alt)}"' in said
    assert "美好曹杨 程序绘制（示例）" in said
    assert proposals_of(page) == row["proposals"]
    titles = Proposal.objects.filter(slug__in=row["proposals"]).values_list("title", flat=True)
    assert all(title in said for title in titles)


def test_an_article_is_listed_in_its_section_and_not_in_the_other() -> None:
    for section, other in (("election", "design"), ("design", "election")):
        wanted = {row["slug"] for row in ARTICLES if row["section"] == section}
        assert set(NewsPage.objects.live().filter(section=section).values_list("slug", flat=True)) == wanted
        listed = page_of(f"/news/?section={section}")
        assert not any(f'href="/news/{row["slug"]}/"' in listed for row in ARTICLES if row["section"] == other)


@pytest.mark.parametrize("row", LECTURES, ids=of_slug)
def test_a_lecture_reaches_its_page_whole(row: dict[str, Any]) -> None:
    page = LecturePage.objects.get(slug=row["slug"])
    seen = plain(page_of(f"/lectures/{row['slug']}/"))
    assert all(plain(row.get(part, "")) in seen for part in ("title", "summary", "body", "place", "host", "speaker"))
    assert all(topic in seen for topic in row.get("topics", []))
    assert f"第{row['number']}讲" in seen
    assert proposals_of(page) == row["proposals"]


def test_a_lecture_shows_its_hour_only_where_it_is_known() -> None:
    assert "星期一）</dd>" in page_of("/lectures/lecture-1/")
    third = LECTURES[2]
    assert third["time"].strftime("%H:%M") in page_of(f"/lectures/{third['slug']}/")


def test_the_series_says_all_it_has_to_say() -> None:
    series = tomllib.loads((content_files.CONTENT / "lectures.toml").read_text(encoding="utf-8"))["series"]
    said = page_of("/lectures/")
    assert all(plain(series[part]) in plain(said) for part in ("title", "lead"))
    assert all(f'href="/lectures/{row["slug"]}/"' in said for row in LECTURES)


def test_the_election_page_holds_every_fact_that_is_published() -> None:
    assert plain(ELECTION["intro"]) in plain(page_of("/election/"))
    seen = plain(page_of("/election/2021/"))
    assert plain(ELECTION["now"]["note"]) in seen
    assert plain(ELECTION["now"]["text"]) in seen
    assert "截至2021年1月11日，正在进行：到现场看一遍、初步人选推荐。" in seen
    for name in ("term", "method", "stages"):
        assert plain(ELECTION[name]["title"]) + plain(ELECTION[name]["text"]) in seen
    for name in ("treasure", "unified"):
        assert all(plain(fact["title"] + fact["text"]) in seen for fact in ELECTION[name])
    assert all(plain(law["text"]) in seen and plain(law["source"]) in seen for law in ELECTION["law"])
    assert f"来源{ELECTION['source']}" in seen


def test_the_election_page_counts_units_and_days_as_the_newspaper_does() -> None:
    seen = plain(page_of("/election/2021/"))
    assert "由谁来办：1+5+3+10" in seen
    assert all(unit in seen for unit in ("1个领导小组", "5个工作组", "3个指导督查专班", "10个包干联络小组"))
    table = seen[seen.index("一览表") :]
    rows = [f"会议或培训·{plain(e['title'])}{plain(e['text'])}2021年{e['date']:%-m月%-d日}" for e in ELECTION["event"]]
    assert len(rows) == 5
    assert [table.index(row) for row in rows] == sorted(table.index(row) for row in rows)


def test_the_election_page_has_no_form_and_nothing_to_vote_on() -> None:
    said = page_of("/election/")
    article = said[said.index("<article") : said.index("</article>")]
    assert ElectionPage.objects.count() == 1
    assert not re.search(r"<(form|textarea|input|select)\b", article)


@pytest.mark.parametrize("row", STANDING, ids=of_slug)
def test_a_standing_page_leaves_out_only_what_names_a_setting(row: dict[str, Any]) -> None:
    said = page_of(f"/{row['slug']}/")
    seen = plain(said[said.index("<article") : said.index("</article>")])
    paragraphs = [piece for piece in row["body"].split("\n\n") if piece.strip()]
    assert all(plain(piece) in seen for piece in paragraphs if "{" not in piece)
    assert "{" not in seen
    assert "电话：。" not in seen
    assert plain(row["title"]) in seen
    assert plain(row["lead"]) in seen


def test_a_standing_page_that_names_a_setting_shows_it_once_it_is_given() -> None:
    page = StandardPage.objects.get(slug="moderation")
    assert page.extra == StandardPage.Extra.CONTACT
    before = page_of("/moderation/")
    SiteDetails.objects.update(phone="021-00000000")
    after = page_of("/moderation/?fresh")
    article = slice(after.index("<article"), after.index("</article>"))
    assert "021-00000000" not in before
    assert "021-00000000" in after[article]


def test_the_glossary_explains_every_term_with_its_source_and_its_places() -> None:
    said = page_of("/glossary/")
    seen = plain(said)
    for row in TERMS:
        assert plain(row["term"] + row["explanation"]) + "出处：" + plain(row["source"]) in seen
        assert f'<div id="{row["slug"]}"' in said
        term = GlossaryTerm.objects.get(slug=row["slug"])
        assert proposals_of(term) == row["see"]
    linked = {slug for row in TERMS for slug in row["see"]}
    addresses = [proposal.get_absolute_url() for proposal in Proposal.objects.filter(slug__in=linked)]
    assert len(addresses) == len(linked)
    assert all(f'href="{address}"' in said for address in addresses)


@pytest.mark.parametrize("row", rows("links.toml", "topic"), ids=of_slug)
def test_a_topic_gathers_all_that_its_file_names(row: dict[str, Any]) -> None:
    address = f"/topics/{row['slug']}/"
    said = page_of(address)
    assert all(plain(row[part]) in plain(said) for part in ("title", "lead", "body"))
    (named,) = (link["to"] for link in rows("links.toml", "link") if link["start"] == address)
    assert len(named) >= 9
    assert all(f'href="{end}"' in said for end in named)


@pytest.mark.parametrize("row", rows("links.toml", "link"), ids=lambda row: row["start"])
def test_what_a_file_says_belongs_together_is_shown_at_both_ends(row: dict[str, Any]) -> None:
    for end in row["to"]:
        page, anchor, slug = end.partition("#")
        name = GlossaryTerm.objects.get(slug=slug).term if anchor else ""
        assert f'href="{end}"' in page_of(row["start"].partition("#")[0]) or name, end
        assert f'href="{row["start"]}"' in page_of(page) or "#" in row["start"], end


def test_each_neighbourhood_has_a_page_and_all_are_alike() -> None:
    """None is said more of than another: what differs between two of them is their name and their number."""
    bare = {
        plain(page_of(page.address)).replace(page.neighbourhood.name, "某")
        for page in NeighbourhoodPage.objects.select_related("neighbourhood")
    }
    assert NeighbourhoodPage.objects.live().count() == 20
    assert len({re.sub(r"\d{3}", "", text) for text in bare}) == 1


def test_what_looks_like_a_tag_is_shown_as_text() -> None:
    assert body("a < b & c\n\n## 小 <b>") == [("paragraph", "<p>a &lt; b &amp; c</p>"), ("heading", "小 <b>")]


def test_facts_keep_their_order() -> None:
    kind, value = facts("要点", {"乙": "二", "甲": "一"})
    assert (kind, value["title"]) == ("facts", "要点")
    assert [fact["term"] for fact in value["facts"]] == ["乙", "甲"]


def test_the_people_of_the_first_lecture_have_pages_with_what_the_newspaper_says() -> None:
    first = page_of("/lectures/lecture-1/")
    for slug, name in (("li-xiangning", "李翔宁"), ("zhou-jian", "周俭")):
        assert f'<a href="/lectures/{slug}/">{name}</a>' in first
        assert 'href="/lectures/lecture-1/"' in page_of(f"/lectures/{slug}/")


def test_the_slides_and_the_sound_are_labelled_and_belong_to_no_speaker() -> None:
    page = LecturePage.objects.get(slug="lecture-2")
    assert page.slides is not None
    assert page.recording is not None
    assert "演示资料" in page.slides.title
    assert "演示资料" in page.recording.title
    first = page_of("/lectures/lecture-2/slides/1/")
    assert "演示资料" in first
    assert "不是任何讲者的材料" in first
    others = LecturePage.objects.exclude(pk=page.pk)
    assert not others.filter(slides__isnull=False).exists()
    assert not others.filter(recording__isnull=False).exists()


def test_a_slide_of_the_demonstration_leads_to_the_ring_and_back() -> None:
    assert 'href="/plan/ring/"' in page_of("/lectures/lecture-2/slides/2/")
    assert 'href="/lectures/lecture-2/slides/2/"' in page_of("/plan/ring/")
