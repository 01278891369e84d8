"""Word files that are refused, each with what to do next."""

import io
import zipfile
from unittest.mock import patch

import pytest

from cms.imports.word import opening
from cms.imports.word.document import read_document
from cms.imports.word.errors import WordRefused
from tests.cms.word_files import changed, make_word, para, rewritten, with_body

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'


def _zip(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _workbook() -> bytes:
    return rewritten(make_word("x"), "word/document.xml", lambda _xml: "<workbook/>")


def _deep() -> bytes:
    return changed(make_word("x"), {"word/styles.xml": "<a>" * 5000 + "</a>" * 5000})


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        pytest.param(b"", "没有文字", id="empty_file"),
        pytest.param(make_word(), "没有文字", id="empty_document"),
        pytest.param(OLE + bytes(600), "另存为“.docx”", id="old_doc"),
        pytest.param(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "去掉密码", id="encrypted"),
        pytest.param(b"%PDF-1.7 ...", "不是 Word 文件", id="pdf"),
        pytest.param("只是一段文字".encode(), "不是 Word 文件", id="text"),
        pytest.param(_zip(**{"a.txt": "x"}), "不是 Word 文件", id="another_zip"),
        pytest.param(_workbook(), "不是 Word 文件", id="workbook"),
        pytest.param(make_word("x")[:2000], "文件坏了", id="cut_off"),
        pytest.param(changed(make_word("x"), {"word/document.xml": "<w:document>"}), "文件坏了", id="broken_xml"),
        pytest.param(changed(make_word("x"), {"word/styles.xml": LAUGHS}), "文件坏了", id="entities"),
        pytest.param(_deep(), "文件坏了", id="abyss"),
        pytest.param(
            changed(make_word("x"), {"word/big.xml": "<a>" + " " * 7_000_000 + "</a>"}),
            "文字部分超过了 6 MB",
            id="long_text",
        ),
        pytest.param(
            changed(make_word("x"), {"word/media/zeros.bin": bytes(160_000_000)}), "解开以后超过了 150 MB", id="bomb"
        ),
        pytest.param(with_body(para("段") * 5001), "超过了 5000 段", id="many_paragraphs"),
        pytest.param(bytes(21 * 1024 * 1024), "文件大小超过了 20 MB", id="large_file"),
    ],
)
def test_what_is_no_document_that_can_be_read_is_refused_with_advice(data: bytes, advice: str) -> None:
    with pytest.raises(WordRefused) as refusal:
        read_document(data, name="x.docx")
    assert advice in refusal.value.sentence


def test_a_bomb_is_never_unpacked() -> None:
    data = changed(make_word("x"), {"word/media/zeros.bin": bytes(160_000_000)})
    with (
        patch.object(opening.zipfile.ZipFile, "read", side_effect=AssertionError("unpacked")),
        pytest.raises(WordRefused),
    ):
        read_document(data)
