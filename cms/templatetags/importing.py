"""What a preview of an import shows."""

from django import template
from django.utils.safestring import SafeString

from cms.blocks import BodyBlock
from cms.import_bodies import table_value
from cms.imports.blocks import Table

register = template.Library()


@register.filter
def as_table(table: Table) -> SafeString:
    """Render a table as its page will."""
    rendered: SafeString = BodyBlock().child_blocks["table"].render(table_value(table))
    return rendered
