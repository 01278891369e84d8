"""What a body is composed of, rendered."""

from typing import Any

import pytest
from wagtail.documents import get_document_model

from tests.cms.site_tree import make_article, make_picture, make_standard, read
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db


def body(*blocks: tuple[str, Any]) -> str:
    """Return the HTML of an article's body with these blocks."""
    text = read(make_article(body=list(blocks)).address)
    return text[text.index('<div class="body">') : text.index("</article>")]


def test_a_heading_is_a_heading_and_its_text_is_escaped() -> None:
    assert "<h2>河边&lt;走&gt;</h2>" in body(("heading", "河边<走>"))


def test_a_paragraph_is_the_rich_text_that_editors_wrote() -> None:
    assert '<div class="rich"><p>沿<b>河</b>走</p></div>' in body(("paragraph", "<p>沿<b>河</b>走</p>"))


def test_a_link_to_a_page_gets_its_address_and_one_to_a_draft_none() -> None:
    shown, draft = make_standard(slug="about"), make_standard(slug="later", live=False)
    text = body(
        ("paragraph", f'<p><a linktype="page" id="{shown.pk}">甲</a></p>'),
        ("paragraph", f'<p><a linktype="page" id="{draft.pk}">乙</a> <a linktype="page" id="999999">丙</a></p>'),
    )
    assert '<a href="/about/">甲</a>' in text
    assert "<a>乙</a>" in text
    assert "<a>丙</a>" in text
    assert "later" not in text


def test_a_picture_has_text_size_caption_and_credit_and_loads_late() -> None:
    picture = make_picture(alt="河与房子", credit="本站绘制")
    text = body(("picture", {"picture": picture, "caption": "环浜一角"}))
    assert 'alt="河与房子"' in text
    assert 'loading="lazy"' in text
    assert "环浜一角" in text
    assert "图：本站绘制" in text


def test_a_picture_that_was_deleted_leaves_nothing_behind() -> None:
    picture = make_picture()
    article = make_article(body=[("picture", {"picture": picture, "caption": "图注还在"})])
    picture.delete()
    assert "图注还在" not in read(article.address)


def test_a_quote_names_its_source() -> None:
    text = body(("quote", {"text": "人文、绿色、开放", "source": "社区报2021年1月刊"}))
    assert "<blockquote>" in text
    assert "—— 社区报2021年1月刊" in text


def test_facts_are_terms_with_their_texts() -> None:
    text = body(("facts", {"title": "第一讲", "facts": [{"term": "地点", "text": "武宁片区\n二楼"}]}))
    assert "<dt>地点</dt><dd>武宁片区<br>二楼</dd>" in text


def test_material_says_what_it_is_before_it_is_loaded() -> None:
    material = get_document_model().objects.create(title="讲义", file="documents/notes.pdf", file_size=2048)
    text = body(("material", {"material": material, "note": "共三页"}))
    assert "下载：讲义" in text
    assert "PDF" in text
    assert "共三页" in text


def test_a_proposal_is_a_line_with_its_shape_and_leads_to_its_page() -> None:
    proposal = make_proposal(title="环浜步道")
    text = body(("proposal", {"proposal": proposal}))
    assert f'href="{proposal.get_absolute_url()}"' in text
    assert "<svg" in text
    assert "环浜步道" in text


def test_a_proposal_that_is_not_published_is_not_shown() -> None:
    assert "还在画的桥" not in body(("proposal", {"proposal": make_proposal(title="还在画的桥", live=False)}))


def test_a_proposal_in_the_body_does_not_stand_beside_it_again() -> None:
    proposal = make_proposal(title="环浜步道")
    article = make_article(body=[("proposal", {"proposal": proposal})], links=(proposal,))
    assert read(article.address).count("环浜步道") == 1


TABLE = {
    "data": [["设施", "数量"], ["长椅<b>", "6\n张"], ["合计", ""]],
    "cell": [{"row": 2, "col": 1, "hidden": True}],
    "mergeCells": [{"row": 2, "col": 0, "rowspan": 1, "colspan": 2}],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_header_choice": "row",
    "table_caption": "公园设施",
}


def test_a_table_has_caption_headings_and_merged_cells_and_can_be_reached_by_keyboard() -> None:
    text = body(("table", TABLE))
    assert '<div class="table-box" role="region" tabindex="0" aria-label="公园设施">' in text
    assert "<caption>公园设施</caption>" in text
    assert '<th scope="col" >设施</th>' in text
    assert "<td >长椅&lt;b&gt;</td><td >6<br>张</td>" in text
    assert '<tr><td rowspan="1" colspan="2">合计</td></tr>' in text


def test_a_table_is_searched_by_its_words_and_not_by_its_settings() -> None:
    article = make_article(title="小记", body=[("table", TABLE)])
    for word in ("公园设施", "数量", "合计"):
        assert word in article.search_text
    assert "row" not in article.search_text


def test_a_decorative_picture_is_passed_over_by_screen_readers() -> None:
    text = body(("picture", {"picture": make_picture(alt="花边"), "caption": "", "decorative": True}))
    assert 'alt=""' in text
    assert "花边" not in text
