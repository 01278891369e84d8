from django import template

from cms import composing

register = template.Library()
register.filter("rendered", composing.rendered)
