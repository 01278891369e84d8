"""When a proposal or its plan changes, our pages that show it are forgotten, and those that do not are kept."""

from collections.abc import Callable
from typing import Any

import pytest

from maps.plan.models import Plan, Proposal
from tests.cms.site_tree import (
    make_article,
    make_home,
    make_lecture,
    make_news_index,
    make_standard,
    make_term,
    read,
    tags_on,
)
from tests.factories import make_consultation, make_plan, make_proposal

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]
KEPT = ("/news/", "/feed/")


@pytest.fixture
def shown() -> dict[str, set[str]]:
    """Return the pages that show the proposal ``ring``, each with the tags it is stored under."""
    proposal = make_proposal(slug="ring", title="环浜步道")
    make_news_index()
    make_term(links=(proposal,))
    pages = [
        make_article(links=(proposal,)),
        make_lecture(links=(proposal,)),
        make_standard(body=[("proposal", {"proposal": proposal})]),
    ]
    paths = ["/", "/glossary/", "/search/?q=环浜", "/sitemap.xml", *(page.address for page in pages)]
    assert all(proposal.get_absolute_url() in read(path) for path in paths if path != "/")
    return {path: tags_on(path) for path in paths}


def publish(proposal: Proposal) -> None:
    proposal.title = "另一个名字"
    proposal.save_revision().publish()


def put_plan_elsewhere(proposal: Proposal) -> None:
    proposal.plan.site = None
    proposal.plan.save()


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(publish, id="published_anew"),
        pytest.param(lambda proposal: proposal.unpublish(), id="taken_back"),
        pytest.param(lambda proposal: proposal.delete(), id="deleted"),
        pytest.param(put_plan_elsewhere, id="its_plan_leaves_the_site"),
    ],
)
def test_every_page_of_ours_that_shows_a_proposal_is_forgotten_when_it_changes(
    deed: Callable[[Proposal], Any], shown: dict[str, set[str]], forgotten: set[str], in_commit: Commit
) -> None:
    kept = {path: tags_on(path) for path in KEPT}
    with in_commit():
        deed(Proposal.objects.get())
    for path, tags in shown.items():
        assert tags & forgotten, path
    for path, tags in kept.items():
        assert not tags & forgotten, path


def test_a_proposal_that_was_only_named_appears_when_it_is_published(forgotten: set[str], in_commit: Commit) -> None:
    proposal = make_proposal(slug="ring", live=False)
    article = make_article(links=(proposal,))
    stored = tags_on(article.address)
    with in_commit():
        proposal.save_revision().publish()
    assert stored & forgotten
    assert "/plan/ring/" in read(article.address)


def test_a_draft_of_a_proposal_forgets_nothing_of_ours(
    shown: dict[str, set[str]], forgotten: set[str], in_commit: Commit
) -> None:
    proposal = Proposal.objects.get()
    proposal.title = "还没定的名字"
    with in_commit():
        proposal.save_revision()
    assert not forgotten


def test_the_front_page_shows_the_first_plan_and_what_may_be_commented_on(
    forgotten: set[str], in_commit: Commit
) -> None:
    make_home()
    before = tags_on("/")
    with in_commit():
        make_plan(name="更新规划")
    assert before & forgotten
    assert "更新规划" in read("/")
    forgotten.clear()
    stored = tags_on("/")
    with in_commit():
        make_consultation(make_proposal())
    assert stored & forgotten
    assert f"plan:{Plan.objects.get().pk}" in tags_on("/")
