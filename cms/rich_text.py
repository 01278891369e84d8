"""Wagtail's editor of rich text, with lists of both kinds in each other kept whole."""

import json
from typing import Any

from draftjs_exporter.dom import DOM
from draftjs_exporter.options import Options
from draftjs_exporter.wrapper_state import WrapperState
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class _Lists(WrapperState):
    """Finds the list that an item belongs to.

    draftjs_exporter 5 looks at the deepest list that is open, not at the one of the item's depth: after a list of the
    other kind the next item of the outer list was lost, or began a list of its own at 1.
    """

    def get_wrapper_elt(self, options: Options, depth: int) -> Any:
        self.stack.slice(depth + 1)
        here = self.stack.get(depth) if self.stack.length() > depth else None
        if here and here.is_different(depth, options.wrapper, options.wrapper_props):
            self.stack.slice(depth)
        if self.stack.length() <= depth:
            self.update_stack(options, depth)
        return self.stack.get(depth).elt


class _Converter(ContentstateConverter):
    def to_database_format(self, contentstate_json: str) -> str:
        """Return the HTML of what the editor sends."""
        state = json.loads(contentstate_json) or {}
        blocks = state.get("blocks", [])
        lists = _Lists(self.exporter.block_options, blocks)
        document = DOM.create_element()
        for block in blocks:
            element = self.exporter.render_block(block, state.get("entityMap", {}), lists)
            # An item is in a list, which is in the outermost one that is open.
            DOM.append_child(document, lists.stack.tail().elt if lists.stack.length() else element)
        return str(DOM.render(document))


class RichTextArea(DraftailRichTextArea):
    """The editor of every rich text; see ``WAGTAILADMIN_RICH_TEXT_EDITORS``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter = _Converter(self.features)
