"""What an editor saves is what stood in the editor: no item of a list is lost, whatever list stands in it."""

import re

import pytest
from wagtail.admin.rich_text import get_rich_text_editor_widget

from cms.blocks import TEXT_FEATURES

MIXED = (
    "<ul><li>座椅<ul><li>长椅<ol><li>选木条</li><li>装扶手</li></ol></li><li>圆凳</li></ul></li><li>照明</li></ul>"
    "<ol><li>先换灯头<ul><li>两个人</li></ul></li><li>再接地线</li></ol>"
)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(MIXED, id="lists_of_both_kinds_in_each_other"),
        pytest.param("<ul><li>座椅<ul><li>长椅</li></ul></li><li>照明</li></ul>", id="one_kind"),
        pytest.param("<ul><li>座椅</li></ul><ol><li>先换</li></ol><p>完</p><ol><li>再接</li></ol>", id="side_by_side"),
        pytest.param('<p>看<a href="https://example.org/">这里</a>，<b>要紧</b>。<br/>完</p>', id="no_list"),
    ],
)
def test_a_text_that_is_opened_and_saved_stays_as_it_was(html: str) -> None:
    editor = get_rich_text_editor_widget("default", features=TEXT_FEATURES)
    saved = editor.value_from_datadict({"body": editor.format_value(html)}, {}, "body")
    assert re.sub(r' data-block-key="[^"]*"', "", saved) == html
