from django import template

from cms import linking

register = template.Library()
register.filter("kind", linking.kind_of)
