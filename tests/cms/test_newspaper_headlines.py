"""Kicker, title, subhead or broken text: the same few lines mean different things in different company."""

from __future__ import annotations

import pytest

from cms.imports.doubts import DoubtKind
from cms.imports.headlines import Scene, read_run
from cms.imports.layout import Layout
from cms.imports.lines import Line
from cms.imports.signs import Words, find_signs
from tests.cms.newspaper_pages import (
    ANSWERS,
    KICKER,
    LIBRARY,
    OTHER_TITLE,
    REPAIRS,
    REPORT,
    TITLE,
    body,
    doubted,
    headlines,
    read,
    read_one,
)

LOOSE = Layout(column=None, indents=False, usual_gap=1)


def run_of(*texts: str) -> list[Line]:
    return [Line(number, text, blank_before=1) for number, text in enumerate(texts, 1)]


# --- how an article begins -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "kicker", "title"),
    [
        pytest.param([TITLE], "", TITLE, id="title"),
        pytest.param([KICKER, TITLE], KICKER, TITLE, id="kicker and title"),
        pytest.param(["【邻里之间】", TITLE], "【邻里之间】", TITLE, id="column name and title"),
        pytest.param(["听居民说、请居民议，", TITLE], "", "听居民说、请居民议，" + TITLE, id="title of two lines"),
        pytest.param(
            [KICKER, "居民们说“家门口的变化，", "我们看得见”"],
            KICKER,
            "居民们说“家门口的变化，我们看得见”",
            id="cut in a quotation",
        ),
        pytest.param(
            ["一条小路的新生", "——示例街道步道改造记"],
            "",
            "一条小路的新生 ——示例街道步道改造记",
            id="title and subtitle",
        ),
        pytest.param(
            [KICKER, "一条小路的新生引来众人称赞", "——示例街道步道改造记"],
            KICKER,
            "一条小路的新生引来众人称赞 ——示例街道步道改造记",
            id="kicker, title and subtitle",
        ),
        pytest.param(["Neighbours Meet"], "", "Neighbours Meet", id="English"),
        pytest.param(["通　知"], "", "通　知", id="spaced out"),
    ],
)
def test_a_headline_is_put_together(lines: list[str], kicker: str, title: str) -> None:
    article = read_one(*lines, REPAIRS, ANSWERS)
    assert (article.kicker, article.title) == (kicker, title)
    assert body(article) == [REPAIRS, ANSWERS]


def test_inner_spaces_of_a_title_are_kept() -> None:
    assert read_one("楼道怎么亮、怎么修？ “灯光小组”有办法", REPAIRS).title == "楼道怎么亮、怎么修？ “灯光小组”有办法"


def test_an_article_without_subheads_has_none() -> None:
    assert body(read_one(TITLE, REPAIRS, ANSWERS, LIBRARY)) == [REPAIRS, ANSWERS, LIBRARY]


def test_subheads_follow_straight_under_a_title_when_they_are_numbered() -> None:
    article = read_one(TITLE, "一、先听意见", REPAIRS, "二、再排工期", ANSWERS)
    assert (article.kicker, article.title) == ("", TITLE)
    assert body(article) == ["# 一、先听意见", REPAIRS, "# 二、再排工期", ANSWERS]


def test_three_lines_that_could_be_divided_otherwise_are_marked() -> None:
    article = read_one(KICKER, "一条小路的新生引来众人称赞", "居民都说好", REPAIRS)
    assert (article.kicker, article.title) == (KICKER, "一条小路的新生引来众人称赞")
    assert DoubtKind.HEADLINE_PARTS in doubted(article)


def test_a_clear_kicker_and_title_are_not_marked() -> None:
    assert doubted(read_one(KICKER, TITLE, REPORT)) == set()


# --- where the next article begins -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        pytest.param([KICKER, OTHER_TITLE, REPORT], id="kicker, title and a date"),
        pytest.param(["（记者 示例甲）", OTHER_TITLE, LIBRARY], id="a credit before a lone title"),
        pytest.param([OTHER_TITLE, "本报记者 示例甲", LIBRARY], id="a byline after a lone title"),
        pytest.param(["咨询地址：示例路100号", KICKER, OTHER_TITLE, REPORT], id="a notice without full stop before"),
    ],
)
def test_a_second_article_is_found(between: list[str]) -> None:
    page = read(TITLE, REPAIRS, ANSWERS, *between)
    assert len(page.articles) == 2
    assert page.articles[1].title.endswith(OTHER_TITLE)


def test_a_signed_last_sentence_ends_an_article() -> None:
    page = read("老楼里的新电梯", REPAIRS + "（示例甲）", "一条小路的新生", ANSWERS)
    assert headlines(page) == [("", "老楼里的新电梯"), ("", "一条小路的新生")]


def test_a_column_name_that_comes_again_begins_an_article() -> None:
    page = read("【邻里之间】", "老楼里的新电梯", REPAIRS, "【邻里之间】", "一条小路的新生", ANSWERS)
    assert headlines(page) == [("【邻里之间】", "老楼里的新电梯"), ("【邻里之间】", "一条小路的新生")]


def test_a_lone_title_in_a_running_page_is_marked() -> None:
    page = read(TITLE, REPAIRS, "居民怎么说、怎么看？ “议事会”听来金点子", LIBRARY, ANSWERS)
    assert len(page.articles) == 2
    assert DoubtKind.ARTICLE_OR_SUBHEAD in doubted(page.articles[1])


def test_a_wide_gap_speaks_for_a_new_article() -> None:
    page = read(TITLE, REPAIRS, ANSWERS, "\n\n" + OTHER_TITLE, "\n\n" + REPORT, LIBRARY)
    assert headlines(page) == [("", TITLE), ("", OTHER_TITLE)]
    assert DoubtKind.ARTICLE_OR_SUBHEAD not in doubted(page.articles[1])


# --- subheads --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subheads",
    [
        pytest.param(["妙招一： 先问", "妙招二： 再议", "妙招三： 后办"], id="labelled"),
        pytest.param(["一、先问", "二、再议", "三、后办"], id="numbered"),
        pytest.param(["（一）先问", "（二）再议", "（三）后办"], id="in brackets"),
        pytest.param(["抓早 问在前面", "抓细 议在中间", "抓实 办在后面"], id="one rhythm and first word"),
        pytest.param(["先问一问再办", "先议一议再办", "先看一看再办"], id="one length and ending"),
    ],
)
def test_subheads_of_a_series_stay_in_their_article(subheads: list[str]) -> None:
    texts = [REPORT, ANSWERS, REPAIRS]
    lines = [part for pair in zip(subheads, texts, strict=True) for part in pair]
    article = read_one(TITLE, LIBRARY, *lines)
    assert [text for text in body(article) if text.startswith("# ")] == [f"# {subhead}" for subhead in subheads]
    assert DoubtKind.SUBHEAD_OR_ARTICLE not in doubted(article)


def test_a_single_subhead_is_marked() -> None:
    article = read_one(TITLE, REPAIRS, "居民的算盘", ANSWERS)
    assert body(article) == [REPAIRS, "# 居民的算盘", ANSWERS]
    assert doubted(article) & {DoubtKind.SUBHEAD_OR_TEXT, DoubtKind.SUBHEAD_OR_ARTICLE}


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        pytest.param(
            "为了让每一户居民都能够", "看得明白，工作人员把图纸画成了连环画，贴在楼道里。", id="ends in an auxiliary"
        ),
        pytest.param(
            "大家从屋顶漏水一直谈到", "楼道的照明，谈了整整两个小时也没有停下来。", id="begins with a word of the page"
        ),
        pytest.param("在社区文化中心的二楼，", "居民把旧照片一张张摆开，说起当年的样子。", id="ends in a comma"),
        pytest.param("居民把它叫作“会动的", "楼梯”，每天都要坐上好几回，老人尤其喜欢。", id="cut in a quotation"),
        pytest.param(
            "会后，社区的几位老师傅", "又留下来修好了两盏灯，一直忙到天黑才回家。", id="begins with an adverb"
        ),
        pytest.param("3月6日上午，几位老师", "傅带着工具上门，修好了楼道里的两盏灯。", id="begins with a day"),
    ],
)
def test_a_subhead_over_a_broken_line_is_no_kicker(upper: str, lower: str) -> None:
    article = read_one(
        TITLE, REPAIRS, "抓早 问在前面", ANSWERS, "抓细 议在中间", upper, "\n\n" + lower, "抓实 办在后面", LIBRARY
    )
    assert body(article)[3:5] == ["# 抓细 议在中间", upper + lower]
    assert DoubtKind.TEXT_OR_HEADLINE in doubted(article)


def test_a_real_kicker_in_the_same_place_is_one() -> None:
    page = read(
        TITLE, REPAIRS, "抓早 问在前面", ANSWERS, "抓细 议在中间", LIBRARY, KICKER, OTHER_TITLE, "\n\n" + REPORT
    )
    assert headlines(page) == [("", TITLE), (KICKER, OTHER_TITLE)]


# --- short lines that are no headlines -------------------------------------------------------------------------


def test_a_short_list_after_a_colon_is_a_paragraph_for_each_line() -> None:
    article = read_one(TITLE, REPAIRS, "报名需要带好：", "身份证", "户口本", "近期照片", ANSWERS)
    assert body(article) == [REPAIRS, "报名需要带好：", "身份证", "户口本", "近期照片", ANSWERS]
    assert DoubtKind.LIST in doubted(article)


def test_numbered_lines_under_one_another_are_a_list() -> None:
    article = read_one(TITLE, REPAIRS, "1. 身份证", "2. 户口本", "3. 近期照片", ANSWERS)
    assert body(article)[1:4] == ["1. 身份证", "2. 户口本", "3. 近期照片"]


def test_lines_of_one_measure_are_verse() -> None:
    verse = ["春风吹过小河边", "柳树发芽绿如烟", "邻里围坐话家常", "一年更比一年甜"]
    article = read_one(TITLE, REPAIRS, *verse, ANSWERS)
    assert body(article) == [REPAIRS, *verse, ANSWERS]
    assert DoubtKind.LIST in doubted(article)


def test_something_said_is_a_paragraph() -> None:
    assert body(read_one(TITLE, REPAIRS, "“电梯什么时候能用？”", ANSWERS)) == [REPAIRS, "“电梯什么时候能用？”", ANSWERS]


def test_a_caption_is_a_paragraph_of_its_own() -> None:
    assert body(read_one(TITLE, REPAIRS, "图为居民在讨论现场", ANSWERS)) == [REPAIRS, "图为居民在讨论现场", ANSWERS]


def test_lines_with_nothing_under_them_are_kept_and_marked() -> None:
    article = read_one(TITLE, REPAIRS, "下期预告", "邻里运动会")
    assert body(article) == [REPAIRS, "下期预告", "邻里运动会"]
    assert DoubtKind.NO_BODY in doubted(article)


def test_text_before_the_first_title_is_kept_and_marked() -> None:
    page = read(REPAIRS, KICKER, OTHER_TITLE, REPORT)
    assert headlines(page) == [("", ""), (KICKER, OTHER_TITLE)]
    assert body(page.articles[0]) == [REPAIRS]
    assert DoubtKind.NO_TITLE in doubted(page.articles[0])


# --- columns of print, a line of the file for each of print ----------------------------------------------------


def columns(text: str, indent: str) -> str:
    text = indent + text
    return "\n".join(text[start : start + 16] for start in range(0, len(text), 16))


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
def test_headlines_are_found_over_columns_of_print(gap: str) -> None:
    texts = [columns(text, "\u3000\u3000") for text in (REPAIRS, ANSWERS, REPORT, LIBRARY)]
    page = read(KICKER, TITLE, *texts[:2], "孩子们的角落", OTHER_TITLE, *texts[2:], between=gap)
    assert headlines(page) == [(KICKER, TITLE), ("孩子们的角落", OTHER_TITLE)]
    assert [body(article) for article in page.articles] == [[REPAIRS, ANSWERS], [REPORT, LIBRARY]]


def test_numbered_subheads_are_found_in_columns_without_indents() -> None:
    texts = [columns(text, "") for text in (REPAIRS, ANSWERS, LIBRARY)]
    article = read_one(TITLE, texts[0], "妙招一： 先问", texts[1], "妙招二： 再议", texts[2], between="\n")
    assert body(article) == [REPAIRS, "# 妙招一： 先问", ANSWERS, "# 妙招二： 再议", LIBRARY]


# --- the weighing itself ---------------------------------------------------------------------------------------


def test_a_reading_tells_its_rival() -> None:
    run = run_of("居民的算盘")
    follower = Line(3, REPAIRS, blank_before=1)
    reading = read_run(run, Scene(LOOSE, find_signs([*run, follower], [run], LOOSE), follower))
    assert reading.roles == "S"
    assert reading.rival in {"", "T"}
    assert not reading.is_certain


def test_the_same_line_is_a_title_at_the_top_of_a_page() -> None:
    run = run_of("居民的算盘")
    follower = Line(3, REPAIRS, blank_before=1)
    reading = read_run(run, Scene(LOOSE, find_signs([*run, follower], [run], LOOSE), follower, opens_page=True))
    assert reading.roles == "T"


def test_words_of_the_page_bind_over_a_break() -> None:
    words = Words(run_of("街道的小桥", "小河边的街道", "小路通向小巷", "小店在小楼旁", "小小的小路"))
    assert words.bond("示例街", "道办事处") > words.bond("我们小", "路上见") > words.bond("一座", "花园") == 0


def test_punctuation_binds_nothing() -> None:
    assert Words(run_of("好，好，好，好")).bond("好", "，好") == 0


def test_equal_lines_are_repeated_and_no_series() -> None:
    runs = [run_of("邻里之间"), run_of("邻里之间")]
    signs = find_signs([line for run in runs for line in run], runs, LOOSE)
    assert signs.repeated
    assert not signs.series


def test_a_series_does_not_reach_over_a_whole_page() -> None:
    others = ["电梯", "楼道灯光", "健身步道", "花园里的长椅", "社区食堂"]
    runs = [run_of("抓早 问在前面"), *(run_of(text) for text in others), run_of("抓细 议在中间")]
    assert not find_signs([line for run in runs for line in run], runs, LOOSE).series
    near = [runs[0], runs[-1]]
    assert len(find_signs([line for run in near for line in run], near, LOOSE).series) == 2
