"""A Word document is understood: every character of it stands in the article, or is named as left out with its reason."""

from collections import Counter
from unittest.mock import patch

import pytest
from docx import Document

from cms.imports.blocks import Figure, Heading, RichText, Span, Table
from cms.imports.decoding import squeeze
from cms.imports.doubts import DoubtKind
from cms.imports.material import Material, Reason
from cms.imports.word.composing import Composed, compose
from cms.imports.word.document import read_document
from tests.cms.word_files import (
    changed,
    make_report,
    make_word,
    para,
    png,
    rewritten,
    with_body,
    with_notes,
    words_of,
    written,
)

TITLE = para("公园小记")
BOX = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"


def read(data: bytes, name: str = "稿子.docx") -> Material:
    return read_document(data, name=name)


def html(material: Material) -> str:
    return "".join(block.html for block in material.articles[0].blocks if isinstance(block, RichText))


def left_out(material: Material) -> list[tuple[Reason, str]]:
    return [(item.reason, item.text) for item in material.left_out]


def doubted(material: Material) -> set[DoubtKind]:
    return {doubt.kind for doubt in material.articles[0].doubts} - {DoubtKind.NO_SECTION, DoubtKind.TITLE_GUESSED}


def test_a_document_with_lists_a_table_and_pictures_is_understood_in_its_order() -> None:
    (article,) = read(make_report()).articles
    opening, subhead, lists, bench, table, plan, text, tree = article.blocks
    assert (article.title, str(article.event_date)) == ("示例街道口袋公园改造小记", "2031-05-06")
    assert isinstance(opening, RichText)
    assert "<p>新设的长椅<b>朝南</b>，树荫<i>正好</i></p>" in opening.html
    assert subhead == Heading("改了哪些地方", 0)
    assert lists == RichText(
        "<ul><li>座椅<ul><li>木条长椅<ul><li>带扶手的两张</li></ul></li></ul></li><li>照明</li></ul>"
        "<ol><li>先换灯头<ol><li>再接地线</li></ol></li></ol>"
    )
    assert isinstance(table, Table)
    assert table.rows == (("设施", "数量", "备注"), ("长椅", "6", "木条"), ("路灯", "4", ""), ("合计", "10", ""))
    assert set(table.spans) == {Span(1, 2, 2, 1), Span(3, 1, 1, 2)}
    assert table.has_header
    assert [type(picture) for picture in (bench, plan, tree)] == [Figure] * 3
    assert bench.text == "长椅的位置"
    assert text == RichText("<p>右边是新栽的桂花秋天会香。</p>")


def test_no_character_of_a_document_is_lost_or_doubled() -> None:
    data = make_report()
    material = read(data)
    assert Counter(squeeze(material.articles[0].text)) == Counter(words_of(data))
    assert left_out(material) == [(Reason.HEADER_FOOTER, "示例街道内部资料")]


def test_a_thousand_paragraphs_all_stand_in_the_article() -> None:
    texts = [f"第{number}件小事记在这里。" for number in range(1000)]
    material = read(make_word("公园小记", *texts))
    assert material.articles[0].text.split("\n") == ["公园小记", *texts]
    assert not material.left_out


def test_what_the_reader_itself_loses_is_named() -> None:
    with patch("cms.imports.word.document.compose", side_effect=_forgetful):
        material = read(make_word("公园小记", "这一段会丢掉。", "这一段还在。"))
    assert left_out(material) == [(Reason.NOT_READ, "这一段会丢掉。")]


def _forgetful(text: str) -> Composed:
    return compose(text.replace("<p>这一段会丢掉。</p>", ""))


def test_a_paragraph_that_stands_twice_and_comes_out_once_is_named() -> None:
    with patch("cms.imports.word.document.compose", side_effect=_once):
        material = read(make_word("公园小记", "同意。", "不同意。", "同意。"))
    assert [(reason, sorted(text)) for reason, text in left_out(material)] == [(Reason.NOT_READ, sorted("同意。"))]


def _once(text: str) -> Composed:
    return compose(text.replace("<p>同意。</p>", "", 1))


def test_tracked_changes_are_accepted_and_what_they_took_away_is_said() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    changes = (
        f'<w:p>{run.format("长椅")}<w:del w:id="1"><w:r><w:delText>六张</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run.format("八张")}</w:ins></w:p>'
    )
    material = read(with_body(TITLE + changes))
    assert html(material) == "<p>长椅八张</p>"
    assert left_out(material) == [(Reason.DELETED, "六张")]


def test_hidden_text_never_becomes_public_and_is_said() -> None:
    hidden = "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
    material = read(with_body(TITLE + hidden))
    assert html(material) == "<p>看得见</p>"
    assert left_out(material) == [(Reason.HIDDEN, "看不见")]


def test_footnotes_are_kept_under_the_text_with_their_numbers() -> None:
    reference = (
        '<w:p><w:r><w:t>前文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>后文</w:t></w:r></w:p>'
    )
    material = read(with_notes({2: "据街道记录"}, TITLE + reference))
    assert [block.text for block in material.articles[0].blocks] == ["前文[1]后文", "注释", "[1] 据街道记录"]
    assert not material.left_out


def test_the_text_of_a_box_is_kept_once() -> None:
    box = (
        f'<w:p><w:r><w:t>外面</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    material = read(with_body(TITLE + box))
    assert html(material) == "<p>外面</p><p>框里的字</p>"
    assert not material.left_out


def test_a_formula_is_named_because_it_cannot_be_read() -> None:
    formula = "<w:p><w:r><w:t>面积</w:t></w:r><m:oMath><m:r><m:t>a×b</m:t></m:r></m:oMath></w:p>"
    assert left_out(read(with_body(TITLE + formula))) == [(Reason.NOT_READ, "面积a×b")]


@pytest.mark.parametrize(
    ("part", "root", "reason"),
    [
        pytest.param("header7.xml", "hdr", Reason.HEADER_FOOTER, id="header"),
        pytest.param("footer7.xml", "ftr", Reason.HEADER_FOOTER, id="footer"),
        pytest.param("comments.xml", "comments", Reason.COMMENT, id="comment"),
    ],
)
def test_what_stands_beside_the_body_is_named(part: str, root: str, reason: Reason) -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'  # a page's number: no sign of ours may show
    text = f"<w:{root} {names}><w:p>{field}<w:r><w:t>旁边的字</w:t></w:r></w:p></w:{root}>"
    material = read(changed(make_word("公园小记", "正文。"), {f"word/{part}": text}))
    assert left_out(material) == [(reason, "旁边的字")]


def test_contents_are_left_out_and_named() -> None:
    document = Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("公园小记")
    document.add_paragraph("座椅 3", style="toc 1")
    document.add_paragraph("正文在这里。")
    material = read(written(document))
    assert html(material) == "<p>正文在这里。</p>"
    assert left_out(material) == [(Reason.CONTENTS, "座椅 3")]


def test_a_table_and_a_list_in_a_cell_become_lines_with_a_doubt() -> None:
    document = Document()
    document.add_paragraph("公园小记")
    cell = document.add_table(1, 2).cell(0, 1)
    cell.text = "里面："
    cell.add_paragraph("木条", style="List Bullet")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    material = read(written(document))
    (table,) = material.articles[0].blocks
    assert isinstance(table, Table)
    assert table.rows == (("", "里面：\n· 木条\n甲\u3000乙"),)
    assert doubted(material) == {DoubtKind.NESTED_TABLE, DoubtKind.LIST_IN_CELL, DoubtKind.NO_TABLE_HEADER}
    assert not material.left_out


def test_a_box_of_one_cell_is_text_not_a_table() -> None:
    document = Document()
    document.add_paragraph("公园小记")
    document.add_table(1, 1).cell(0, 0).text = "框起来的一段。"
    assert html(read(written(document))) == "<p>框起来的一段。</p>"


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [("https://www.example.org/a?b=1&c=2", True), ("javascript:alert(1)", False), ("file:///etc/passwd", False)],
    ids=["web", "script", "file"],
)
def test_links_are_kept_when_they_are_safe_and_named_when_not(address: str, is_kept: bool) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "{address.replace("&", "&amp;")}" </w:instrText></w:r>'
    link = f'<w:p>{field}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>看这里</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    material = read(with_body(TITLE + link))
    kept = f'<p><a href="{address.replace("&", "&amp;")}">看这里</a></p>'
    assert html(material) == (kept if is_kept else "<p>看这里</p>")
    assert left_out(material) == ([] if is_kept else [(Reason.LINK, f"看这里 {address}")])


def test_a_picture_that_is_only_an_address_is_named_and_never_fetched() -> None:
    data = rewritten(_with_picture(), "word/document.xml", lambda xml: xml.replace("r:embed=", "r:link="))
    with patch("urllib.request.urlopen", side_effect=AssertionError("asked the network")):
        material = read(rewritten(data, "word/_rels/document.xml.rels", _outside))
    assert [reason for reason, _text in left_out(material)] == [Reason.PICTURE_OUTSIDE]
    assert html(material) == "<p>正文。</p>"


def _outside(xml: str) -> str:
    return xml.replace('Target="media/image1.png"', 'Target="https://example.org/a.png" TargetMode="External"')


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(99), Reason.PICTURE_FORMAT, id="emf"),
        pytest.param(b"\xd7\xcd\xc6\x9a" + bytes(99), Reason.PICTURE_FORMAT, id="wmf"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.PICTURE_FORMAT, id="svg"),
        pytest.param(png().getvalue()[:-60], Reason.PICTURE_BROKEN, id="cut_off"),
        pytest.param(b"no picture at all", Reason.PICTURE_BROKEN, id="no_picture"),
    ],
)
def test_a_picture_that_no_browser_shows_is_named_and_the_rest_is_read(content: bytes, reason: Reason) -> None:
    material = read(changed(_with_picture(), {"word/media/image1.png": content}))
    assert left_out(material) == [(reason, "image1.png")]
    assert html(material) == "<p>正文。</p>"


def _with_picture() -> bytes:
    document = Document()
    document.add_paragraph("公园小记")
    document.add_paragraph("正文。")
    document.add_picture(png())
    return written(document)


@pytest.mark.parametrize(("form", "is_doubted"), [("chineseCounting", True), ("decimal", False)])
def test_numbers_that_word_writes_itself_are_doubted(form: str, is_doubted: bool) -> None:
    numbers = (
        f'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    )
    item = para("座椅", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    data = with_body(TITLE + item)
    data = rewritten(data, "word/numbering.xml", lambda xml: xml.replace("</w:numbering>", numbers))
    assert (DoubtKind.NUMBERING in doubted(read(data))) is is_doubted


@pytest.mark.parametrize(
    ("paragraphs", "is_doubted"),
    [
        pytest.param([("先换灯头", "List Number"), ("再接地线", "List Number")], False, id="one_list"),
        pytest.param([("灯", "List Number"), ("头", "List Number 2"), ("线", "List Number")], False, id="nested"),
        pytest.param(
            [("一期", "List Number"), ("二期要等", "Normal"), ("三期", "List Number")], True, id="counts_on_after_text"
        ),
        pytest.param([("一期", "List Number"), ("", "Normal"), ("二期", "List Number")], False, id="empty_line"),
    ],
)
def test_a_list_whose_numbers_would_become_others_is_doubted(
    paragraphs: list[tuple[str, str]], is_doubted: bool
) -> None:
    document = Document()
    document.add_heading("公园小记", 0)
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    assert (DoubtKind.NUMBERING in doubted(read(written(document)))) is is_doubted


def test_a_list_that_begins_at_another_number_is_doubted() -> None:
    numbers = (
        '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    )
    item = para("座椅", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    data = rewritten(with_body(TITLE + item), "word/numbering.xml", lambda xml: xml.replace("</w:numbering>", numbers))
    assert DoubtKind.NUMBERING in doubted(read(data))


def test_figures_moved_up_by_hand_and_the_text_of_simple_fields_are_read() -> None:
    moved = '<w:p><w:r><w:t>10 m</w:t></w:r><w:r><w:rPr><w:position w:val="8"/></w:rPr><w:t>2</w:t></w:r></w:p>'
    field = '<w:p><w:r><w:t>图 </w:t></w:r><w:fldSimple w:instr=" SEQ 图 "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    material = read(with_body(TITLE + moved + field))
    assert html(material) == "<p>10 m<sup>2</sup></p><p>图 7</p>"
    assert material.left_out == ()


def test_a_title_is_told_by_its_style_guessed_with_a_doubt_or_the_files_name() -> None:
    assert DoubtKind.TITLE_GUESSED not in {doubt.kind for doubt in read(make_report()).articles[0].doubts}
    guessed = read(make_word("公园小记", "正文。")).articles[0]
    assert guessed.title == "公园小记"
    assert DoubtKind.TITLE_GUESSED in {doubt.kind for doubt in guessed.doubts}
    unnamed = read(make_word("一上来就是一整句正文。"), name="公园改造.docx").articles[0]
    assert (unnamed.title, unnamed.blocks) == ("公园改造", (RichText("<p>一上来就是一整句正文。</p>"),))
    assert DoubtKind.TITLE_FROM_FILE in {doubt.kind for doubt in unnamed.doubts}


def test_text_is_never_taken_for_html() -> None:
    text = "3 &lt; 5 &amp;amp; &lt;script&gt;alert(1)&lt;/script&gt;"
    material = read(with_body(TITLE + para(text)))
    assert html(material) == f"<p>{text}</p>"
    assert material.articles[0].blocks[0].text == "3 < 5 &amp; <script>alert(1)</script>"
