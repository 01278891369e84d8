"""The panel in which an editor says what belongs together, and the links that were there before it."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import GlossaryTerm, Link
from tests.cms.site_tree import link_to, make_article, make_lecture, make_term
from tests.factories import make_proposal, make_user

pytestmark = pytest.mark.django_db


def editor(group: str = "editor") -> Client:
    client = Client()
    client.force_login(make_user(groups=(group,)))
    return client


def row(**ends: Any) -> dict[str, Any]:
    return {"to_page": "", "to_term": "", "to_proposal": ""} | ends


def send(article: Any, *rows: dict[str, Any]) -> Any:
    typed = {"title": article.title, "slug": article.slug, "section": "design", "source": "社区报"}
    typed |= {"links": inline_formset(list(rows)), "body": streamfield([]), "action-publish": "1"}
    address = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    return editor().post(address, nested_form_data(typed))


def test_one_panel_takes_pages_terms_and_proposals_in_order() -> None:
    article, lecture, term, proposal = make_article(), make_lecture(), make_term(), make_proposal()
    assert send(article, row(to_term=term.pk), row(to_page=lecture.pk), row(to_proposal=proposal.pk)).status_code == 302
    saved = [(link.to_page_id, link.to_term_id, link.to_proposal_id) for link in article.links.all()]
    assert saved == [(None, term.pk, None), (lecture.pk, None, None), (None, None, proposal.pk)]


@pytest.mark.parametrize("how_many", ["none", "two"])
def test_a_row_with_no_end_or_two_is_refused_with_what_to_do(how_many: str) -> None:
    article, term, lecture = make_article(), make_term(), make_lecture()
    ends = {"to_page": lecture.pk, "to_term": term.pk} if how_many == "two" else {"ORDER": "1"}
    answer = send(article, row(**ends))
    assert answer.status_code == 200
    assert "每一行只选一样" in answer.content.decode()
    assert not Link.objects.exists()


def test_the_database_refuses_it_too() -> None:
    term, proposal = make_term(), make_proposal()
    with pytest.raises(IntegrityError):
        Link.objects.create(from_term=term, to_term=term, to_proposal=proposal)


@pytest.mark.parametrize("group", ["writer", "editor"])
def test_who_writes_may_choose_terms_and_proposals(group: str) -> None:
    make_term(term="一环双轴线")
    chooser = reverse("wagtailsnippetchoosers_cms_glossaryterm:choose")
    assert "一环双轴线" in editor(group).get(chooser).json()["html"]


def test_a_term_has_the_same_panel() -> None:
    term, article = make_term(), make_article()
    address = reverse(term.snippet_viewset.get_url_name("edit"), args=(term.pk,))
    typed = {"term": "环浜", "slug": "ring", "explanation": "河。", "source": ""}
    answer = editor().post(address, nested_form_data(typed | {"links": inline_formset([row(to_page=article.pk)])}))
    assert answer.status_code == 302
    assert [link.to_page_id for link in GlossaryTerm.objects.get().links.all()] == [article.pk]


def test_a_draft_keeps_its_links_to_itself_until_it_is_published() -> None:
    article, lecture = make_article(), make_lecture()
    article.links = [link_to(lecture)]
    revision = article.save_revision()
    assert not Link.objects.exists()
    revision.publish()
    assert Link.objects.get().to_page_id == lecture.pk


def test_what_stood_in_drafts_before_there_were_links_is_kept() -> None:
    """The proposals in a revision of old become links; one that is gone leaves none."""
    import importlib

    migration = importlib.import_module("cms.migrations.0010_linked")
    article, proposal = make_article(), make_proposal()
    revision = article.save_revision()
    del revision.content["links"]
    revision.content["proposals"] = [proposal.pk, 999_999]
    revision.save()
    migration.keep_links_in_revisions(apps)
    Page.objects.get(pk=article.pk).get_latest_revision().publish()
    assert [link.to_proposal_id for link in article.links.all()] == [proposal.pk]


def test_a_link_says_what_it_leads_to() -> None:
    with pytest.raises(ValidationError):
        Link(from_term=make_term()).full_clean()
    assert str(link_to(make_term(term="环浜"))) == "环浜"
