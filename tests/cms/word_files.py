"""Word files for tests: built by python-docx, or with XML of their own where that writes none. All text is invented."""

import io
import re
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

COLOURS = ("firebrick", "teal", "goldenrod")


def png(colour: str = "teal", size: tuple[int, int] = (320, 200)) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    file.seek(0)
    return file


def written(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def make_word(*paragraphs: str) -> bytes:
    """Make a document of plain paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return written(document)


def make_report() -> bytes:
    """Make what an office sends: a title, nested lists, a table with merged cells, three pictures."""
    document = Document()
    document.add_heading("示例街道口袋公园改造小记", 0)
    document.add_paragraph("2031年5月6日上午，示例街道的口袋公园重新开放。")
    mixed = document.add_paragraph("新设的长椅")
    mixed.add_run("朝南").bold = True
    mixed.add_run("，树荫")
    mixed.add_run("正好").italic = True
    document.add_heading("改了哪些地方", 1)
    for style, text in (
        ("List Bullet", "座椅"),
        ("List Bullet 2", "木条长椅"),
        ("List Bullet 3", "带扶手的两张"),
        ("List Bullet", "照明"),
        ("List Number", "先换灯头"),
        ("List Number 2", "再接地线"),
    ):
        document.add_paragraph(text, style=style)
    document.add_picture(png(COLOURS[0]))
    document.add_paragraph("长椅的位置", style="Caption")
    _add_table(document)
    document.add_picture(png(COLOURS[1]))
    inline = document.add_paragraph("右边是新栽的桂花")
    inline.add_run().add_picture(png(COLOURS[2]))
    inline.add_run("秋天会香。")
    document.sections[0].header.paragraphs[0].text = "示例街道内部资料"
    return written(document)


def _add_table(document: WordDocument) -> None:
    table = document.add_table(4, 3)
    texts = ["设施", "数量", "备注", "长椅", "6", "木条", "路灯", "4", "", "合计", "", ""]
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 1).merge(table.cell(3, 2)).text = "10"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def with_body(xml: str, *, parts: dict[str, str] | None = None) -> bytes:
    """Make a document whose body is this XML (prefixes ``w``, ``r``, ``m`` and those of drawings are known)."""
    names = nsdecls("w", "r", "a", "pic", "wp")
    names += ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    names += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    names += ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    body = f"<w:document {names}><w:body>{xml}</w:body></w:document>"
    return changed(make_word("x"), {"word/document.xml": body, **(parts or {})})


def para(text: str, *, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def with_notes(notes: dict[int, str], body: str) -> bytes:
    """Make a document with footnotes by their numbers; ``body`` refers to them."""
    texts = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:footnote>' for n, t in notes.items()
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    data = with_body(body, parts={"word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>{texts}</w:footnotes>"})
    return rewritten(data, "word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", relation))


def changed(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """Return a package with these parts put in the place of its own, or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        contents: dict[str, str | bytes] = {name: old.read(name) for name in old.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in (contents | parts).items():
            new.writestr(name, content)
    return file.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return changed(data, {part: change(old.read(part).decode())})


def words_of(data: bytes) -> str:
    """Return all text of a document's body as its XML has it, without white space."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return "".join(
            "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", file.read("word/document.xml").decode())).split()
        )
