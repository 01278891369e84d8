"""What every template may say of languages, without loading it."""

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

import languages

register = template.Library()


@register.simple_tag
def page_language() -> str:
    return languages.ENGLISH if languages.is_english() else languages.CHINESE


@register.simple_tag
def chinese() -> SafeString | str:
    """Mark an element that holds content: on an English page a voice has to read it as Chinese."""
    return mark_safe(f' lang="{languages.CHINESE}"') if languages.is_english() else ""


@register.simple_tag
def in_two_languages(request: HttpRequest) -> dict[str, str]:
    """Return the page's Chinese and English path and ``other``, the one not shown; nothing for what has one address."""
    chinese, english = languages.in_chinese(request.path), languages.in_english(request.path)
    if not english:
        return {}
    return {"zh": chinese, "en": english, "other": chinese if languages.is_english() else english}


@register.filter
def begins_with(text: str, beginning: str) -> bool:
    return text.startswith(beginning)


@register.filter
def here(path: str) -> str:
    """Return a Chinese path as it is called in the language that is spoken."""
    return languages.here(path)
