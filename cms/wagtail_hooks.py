"""What the pages add to the back office, and how a link to a page is written."""

from collections.abc import Iterator

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.rich_text import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.addresses import path_of
from cms.admin.attendance import AttendanceViewSet
from cms.admin.corrections import CorrectionViewSet
from cms.admin.dashboard import add_panels
from cms.admin.draft_links import draft_links
from cms.admin.importing import import_urls, menu_item
from cms.admin.neighbourhoods import missing_neighbourhoods
from cms.admin.questions import QuestionViewSet
from cms.admin.records import ImportRecordViewSet
from cms.admin.slides import slides
from cms.models import GlossaryTerm, LecturePage, NeighbourhoodIndexPage
from cms.models.published import not_expired
from media.slide_making import request_slides
from residents.models import User


class GlossaryViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "list-ul"
    menu_label = _("词语解释")
    menu_order = 170
    add_to_admin_menu = True
    list_display = ("term", "slug", "source")
    list_per_page = 50
    search_fields = ("term", "explanation")
    search_backend_name = None  # plain: Wagtail's own does not find Chinese words


register_snippet(GlossaryViewSet)


class PlainPageLinks(PageLinkHandler):
    """Links to pages, in one query for all of them; a link to one that is not published, or expired, loses its address."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Model | None]:
        keys = [attrs.get("id") for attrs in attrs_list]
        pages = {str(page.pk): page for page in Page.objects.live().filter(not_expired(), pk__in=keys).only("url_path")}
        return [pages.get(str(key)) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [f'<a href="{escape(path_of(page))}">' if page else "<a>" for page in cls.get_many(attrs_list)]


@hooks.register("register_rich_text_features", order=100)
def register_plain_page_links(features: FeatureRegistry) -> None:
    features.register_link_type(PlainPageLinks)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ViewSet]:
    return [ImportRecordViewSet(), CorrectionViewSet(), AttendanceViewSet(), QuestionViewSet()]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [
        *import_urls(),
        path("lectures/slides/<int:pk>/", slides, name="cms_slides"),
        path("pages/<int:pk>/draft-links/", draft_links, name="cms_draft_links"),
        path("neighbourhoods/<int:pk>/missing/", missing_neighbourhoods, name="cms_missing_neighbourhoods"),
    ]


@hooks.register("register_admin_menu_item")
def register_bring_in() -> MenuItem:
    return menu_item


@hooks.register("register_page_header_buttons")
def offer_draft_links(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.permissions_for_user(user).can_edit():
        yield Button(_("给人看草稿"), reverse("cms_draft_links", args=(page.pk,)), icon_name="view", priority=66)


hooks.register("construct_homepage_panels", add_panels)


@hooks.register("register_page_header_buttons")
def offer_missing_neighbourhoods(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if page.specific_class is NeighbourhoodIndexPage and page.permissions_for_user(user).can_add_subpage():
        address = reverse("cms_missing_neighbourhoods", args=(page.pk,))
        yield Button(_("补齐居民区页面"), address, icon_name="plus", priority=67)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def make_slides_of_lecture(request: HttpRequest, page: Page) -> None:
    """Have the pages made of a PDF that was chosen as slides: with the draft, so that the editor sees them first."""
    if isinstance(page, LecturePage) and page.slides is not None:
        request_slides(page.slides)
