"""The demonstration's written content keeps the rules of the house."""

import datetime
import itertools
import json
import re
from pathlib import Path

import pytest

from config.demo import content_files
from config.demo.content_files import Article, Lecture, body_blocks, fill
from config.demo.election_file import Election, read_election

DEMO = Path(content_files.__file__).parent
PUBLISHED_PEOPLE = ("李翔宁", "周俭")
NEIGHBOURHOODS = (
    "源园", "花溪园", "金岭园", "杏梅园", "南岭园", "南杨园", "南梅园",
    "沙溪园", "南溪园", "枫杨园", "金杨园", "兰溪园", "金梅园", "杏杨园",
    "北梅园", "北岭园", "兰岭园", "桂杨园", "北杨园", "枫岭园",
)  # fmt: skip
SETTINGS = {"moderation_hours": 48, "phone": "021-0000", "desk_address": "示例路1号"}
ARTICLES = content_files.read_articles()
SERIES = content_files.read_lectures()
PAGES = content_files.read_pages()
TERMS = content_files.read_terms()


def by_slug(piece: Article | Lecture) -> str:
    return piece.slug


@pytest.fixture(scope="module")
def election() -> Election:
    return read_election()


@pytest.fixture(scope="module")
def proposals() -> set[str]:
    collection = json.loads((DEMO / "shapes/proposals.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["slug"] for feature in collection["features"]}


# --- Articles ------------------------------------------------------------------------------------


def test_there_are_fourteen_articles_in_both_sections() -> None:
    assert len(ARTICLES) == 14
    assert {article.section for article in ARTICLES} == {"election", "design"}


@pytest.mark.parametrize("article", ARTICLES, ids=by_slug)
def test_an_article_is_named_after_the_day_it_tells_of(article: Article) -> None:
    assert article.slug.startswith(article.event_date.isoformat())


@pytest.mark.parametrize("article", ARTICLES, ids=by_slug)
def test_an_article_has_250_to_900_characters_and_subheads(article: Article) -> None:
    assert 250 <= len(re.sub(r"\s", "", article.body)) <= 900
    assert [kind for kind, _ in body_blocks(article.body)].count("heading") >= 2


@pytest.mark.parametrize("article", ARTICLES, ids=by_slug)
def test_an_article_from_facts_says_which_newspaper_and_an_invented_one_names_none(article: Article) -> None:
    told = (article.source, article.issue)
    invented = ("美好曹杨演示内容（示例）", "")
    assert told == (invented if article.invented else ("据社区报2021年1月刊整理", "2021-01"))


@pytest.mark.parametrize("piece", [*ARTICLES, *SERIES.lectures], ids=by_slug)
def test_what_is_invented_says_so_in_its_heading_and_first_line(piece: Article | Lecture) -> None:
    heading = piece.title + (piece.kicker if isinstance(piece, Article) else "")
    labels = ["示例" in text for text in (heading, piece.body.strip().splitlines()[0])]
    assert labels == [piece.invented, piece.invented]


def test_some_articles_are_invented_and_most_are_not() -> None:
    assert 0 < sum(article.invented for article in ARTICLES) < len(ARTICLES) / 2


def test_every_article_has_a_picture_of_its_own() -> None:
    assert len({article.picture for article in ARTICLES}) == len(ARTICLES)


@pytest.mark.parametrize("piece", [*ARTICLES, *SERIES.lectures], ids=by_slug)
def test_a_piece_points_only_at_proposals_that_are_in_the_plan(piece: Article | Lecture, proposals: set[str]) -> None:
    assert set(piece.proposals) <= proposals


@pytest.mark.parametrize("piece", [*ARTICLES, *SERIES.lectures], ids=by_slug)
def test_nobody_is_quoted(piece: Article | Lecture) -> None:
    assert re.findall("(?:说|表示|认为|指出)[：，]“", piece.body) == []


@pytest.mark.parametrize("file", ["articles.toml", "election.toml", "pages.toml", "glossary.toml"])
def test_the_content_names_no_neighbourhood(file: str) -> None:
    text = (content_files.CONTENT / file).read_text(encoding="utf-8")
    assert [name for name in NEIGHBOURHOODS if name in text] == []


def test_only_the_first_lecture_and_its_article_name_people() -> None:
    pieces: list[Article | Lecture] = [*ARTICLES, *SERIES.lectures]
    naming = [piece.slug for piece in pieces if any(person in str(piece) for person in PUBLISHED_PEOPLE)]
    assert naming == ["2021-01-04-1", "lecture-1"]


# --- Lectures ------------------------------------------------------------------------------------


def test_the_first_lecture_is_told_as_published() -> None:
    first = SERIES.lectures[0]
    assert (first.number, first.starts, first.place) == (1, datetime.date(2021, 1, 4), "曹杨武宁片区")
    assert first.host.startswith("李翔宁")
    assert first.speaker.startswith("周俭")
    assert not first.time_known


@pytest.mark.parametrize("lecture", SERIES.lectures[1:], ids=by_slug)
def test_an_invented_lecture_names_no_person_and_no_real_place(lecture: Lecture) -> None:
    assert lecture.invented
    assert lecture.host == ""
    assert lecture.speaker in ("", "示例讲者")
    assert lecture.place.startswith("示例")


def test_one_lecture_is_over_and_one_is_still_to_come_whenever_the_demonstration_is_loaded() -> None:
    today = datetime.date(2031, 5, 1)
    days = [lecture.begins(today=today).date() for lecture in SERIES.lectures]
    assert min(days) < today < max(days)


def test_a_lecture_counted_in_days_begins_at_its_hour_in_shanghai() -> None:
    third = SERIES.lectures[2]
    assert (third.days_ahead, third.time_known) == (11, True)
    assert third.begins(today=datetime.date(2026, 2, 20)).isoformat() == "2026-03-03T09:30:00+08:00"


def test_a_lecture_of_which_only_the_day_is_known_begins_at_midnight() -> None:
    begins = SERIES.lectures[0].begins(today=datetime.date(2026, 2, 20))
    assert begins.isoformat() == "2021-01-04T00:00:00+08:00"


# --- Election ------------------------------------------------------------------------------------


def test_the_organisation_reads_one_five_three_ten(election: Election) -> None:
    assert election.organisation == "1+5+3+10"
    assert [unit.name for unit in election.unit] == ["领导小组", "工作组", "指导督查专班", "包干联络小组"]


def test_stages_and_steps_are_counted_and_no_name_is_guessed(election: Election) -> None:
    assert election.stages.title == "5个阶段，23个环节"
    assert "没有登出来" in election.stages.text


def test_the_term_grows_from_three_to_five_years(election: Election) -> None:
    assert election.term.title == "一届从三年改为五年"


def test_there_are_three_treasures_four_unified_things_and_two_nominations(election: Election) -> None:
    assert (len(election.treasure), len(election.unified)) == (3, 4)
    said = election.method.text
    assert said.index("党员推荐") < said.index("群众推荐") < said.index("党员选举")


def test_the_known_days_are_those_of_the_newspaper(election: Election) -> None:
    assert [event.date.isoformat() for event in election.event] == [
        "2021-01-05", "2021-01-06", "2021-01-08", "2021-01-09", "2021-01-11",
    ]  # fmt: skip
    assert election.now.date == election.event[-1].date


def test_every_law_has_a_source_and_the_two_texts_of_one_law_say_when_they_hold(election: Election) -> None:
    old, new = election.law[:2]
    assert all(law.source for law in election.law)
    assert "2021年换届时有效" in old.text
    assert "2026年1月1日起施行" in new.text


# --- Glossary and standing pages -----------------------------------------------------------------


def test_the_glossary_explains_the_words_of_the_plan_and_of_the_election() -> None:
    assert len(TERMS) >= 20
    wanted = {"一环双轴线", "三湾聚核心", "五片连环浜", "十五分钟生活服务圈", "两委", "两推一选", "示意图", "审图号"}
    assert wanted <= {term.term for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.slug)
def test_a_word_is_explained_in_at_most_three_sentences_with_its_source(
    term: content_files.Term, proposals: set[str]
) -> None:
    assert 1 <= len(re.findall(r"[。；]", term.explanation)) <= 4
    assert term.source
    assert set(term.see) <= proposals


def test_the_four_standing_pages_are_there() -> None:
    assert [page.slug for page in PAGES] == ["about", "moderation", "privacy", "accessibility"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_names_only_settings_that_exist(page: content_files.StandardText) -> None:
    assert set(content_files.PLACEHOLDER.findall(page.body)) <= set(SETTINGS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_without_settings_has_no_empty_heading_and_no_braces(page: content_files.StandardText) -> None:
    blocks = body_blocks(fill(page.body, {}))
    assert not any("{" in text for _, text in blocks)
    kinds = [kind for kind, _ in blocks]
    assert ("heading", "heading") not in list(itertools.pairwise(kinds))
    assert kinds[-1] == "paragraph"


def test_a_page_with_settings_gives_phone_desk_and_hours() -> None:
    filled = fill(PAGES[1].body, SETTINGS)
    assert all(str(value) in filled for value in SETTINGS.values())


# --- Bodies --------------------------------------------------------------------------------------


def test_a_body_is_headings_and_paragraphs() -> None:
    blocks = body_blocks("\n第一段。\n\n## 小标题\n\n\n末段。\n")
    assert blocks == [("paragraph", "第一段。"), ("heading", "小标题"), ("paragraph", "末段。")]


def test_an_empty_body_has_no_blocks() -> None:
    assert body_blocks("\n \n") == []


def test_a_paragraph_that_names_an_empty_setting_is_left_out() -> None:
    text = "甲。\n\n电话：{phone}。\n\n窗口：{desk_address}。"
    assert fill(text, {"phone": "12345", "desk_address": ""}) == "甲。\n\n电话：12345。"


# --- What the loader refuses ---------------------------------------------------------------------

GOOD: dict[str, object] = {
    "slug": "2021-02-01-1",
    "kicker": "",
    "title": "题目",
    "source": "来源",
    "issue": "",
    "event_date": datetime.date(2021, 2, 1),
    "section": "design",
    "lead": "一句话。",
    "picture": "ring-walk",
    "proposals": ["ring"],
    "invented": False,
    "body": "正文。",
}


def write_article(folder: Path, *articles: dict[str, object]) -> Path:
    """Write articles as TOML: JSON's strings, lists and truth values are TOML's too, and days stand bare."""
    lines: list[str] = []
    for article in articles:
        lines.append("[[article]]")
        for name, value in article.items():
            plain = value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{name} = {plain}")
    (folder / "articles.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_good_article_is_read(tmp_path: Path) -> None:
    (article,) = content_files.read_articles(write_article(tmp_path, GOOD))
    assert article.proposals == ("ring",)
    assert article.event_date == datetime.date(2021, 2, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"slug": "2021-02-01"}, "not a date and a number", id="slug_without_number"),
        pytest.param({"slug": "曹杨"}, "not lower-case ASCII", id="slug_in_chinese"),
        pytest.param({"section": "sport"}, "unknown section 'sport'", id="unknown_section"),
        pytest.param({"picture": "photo"}, "unknown picture 'photo'", id="unknown_picture"),
        pytest.param({"lead": "长" * 71}, "71 characters", id="lead_too_long"),
        pytest.param({"lead": ""}, "0 characters", id="lead_missing"),
        pytest.param({"invented": True}, "label says otherwise", id="invented_without_a_label"),
        pytest.param({"invented": True, "kicker": "示例"}, "label says otherwise", id="label_not_in_the_first_line"),
        pytest.param({"kicker": "示例", "body": "示例。"}, "label says otherwise", id="label_on_what_is_true"),
        pytest.param({"author": "某人"}, "author", id="unknown_field"),
    ],
)
def test_an_article_that_breaks_a_rule_is_refused(tmp_path: Path, change: dict[str, object], said: str) -> None:
    with pytest.raises(content_files.ContentError, match=said):
        content_files.read_articles(write_article(tmp_path, GOOD | change))


def test_an_article_without_a_field_is_refused(tmp_path: Path) -> None:
    short = {name: value for name, value in GOOD.items() if name != "source"}
    with pytest.raises(content_files.ContentError, match=r"2021-02-01-1.*source"):
        content_files.read_articles(write_article(tmp_path, short))


def test_two_articles_with_one_slug_are_refused(tmp_path: Path) -> None:
    with pytest.raises(content_files.ContentError, match="more than once: 2021-02-01-1"):
        content_files.read_articles(write_article(tmp_path, GOOD, GOOD))


def test_a_broken_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "pages.toml").write_text("[[page]\n", encoding="utf-8")
    with pytest.raises(content_files.ContentError, match=r"pages\.toml"):
        content_files.read_pages(tmp_path)


def test_a_word_explained_twice_is_refused(tmp_path: Path) -> None:
    row = '[[term]]\nterm = "环"\nslug = "{}"\nexplanation = "。"\nsource = "甲"\nsee = []\n'
    (tmp_path / "glossary.toml").write_text(row.format("ring") + row.format("circle"), encoding="utf-8")
    with pytest.raises(content_files.ContentError, match="more than once: 环"):
        content_files.read_terms(tmp_path)


def copy_with(folder: Path, file: str, old: str, new: str) -> Path:
    text = (content_files.CONTENT / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("days_ahead = 11\n", "", "either starts or days_ahead", id="no_day"),
        pytest.param("starts = 2021-01-04\n", "starts = 2021-01-04\ndays_ahead = 1\n", "either starts", id="two_days"),
        pytest.param('picture = "poster-2"', 'picture = "poster-9"', "unknown picture", id="unknown_poster"),
        pytest.param('title = "示例：老房子', 'title = "老房子', "label says otherwise", id="label_taken_off"),
    ],
)
def test_a_lecture_that_breaks_a_rule_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(content_files.ContentError, match=said):
        content_files.read_lectures(copy_with(tmp_path, "lectures.toml", old, new))


def test_events_out_of_order_are_refused(tmp_path: Path) -> None:
    folder = copy_with(tmp_path, "election.toml", "date = 2021-01-06", "date = 2021-01-31")
    with pytest.raises(content_files.ContentError, match="order of their days"):
        read_election(folder)
