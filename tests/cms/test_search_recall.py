"""Whatever stands in a published text is found: in public as exactly as by LIKE, and in the back office."""

import random
from collections.abc import Iterator

import pytest
from django.test import Client
from wagtail.models import Page, Site

from cms.models import GlossaryTerm
from cms.search.finding import Search
from tests import factories
from tests.cms.site_tree import make_article, make_election, make_home, make_lecture, make_standard

pytestmark = pytest.mark.django_db

ROUNDS = 500
#: Characters of the field, so that pieces of one text stand in others, too; with what may stand between them.
CHARACTERS = "曹杨新村街道环浜步道居民区换届选举规划蓝图两委推一美好生活空间设计讲堂桥灯树河岸老人孩子，。、“”（）A5b"


def paragraphs(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(CHARACTERS, k=chance.randint(20, 200))) for _ in range(3)]


@pytest.fixture
def library() -> dict[str, str]:
    """Publish sixty texts in five kinds of things; return the text of each address."""
    chance = random.Random(19510926)
    make_home()
    make_standard()
    texts = {}
    for number in range(12):
        for make in (make_article, make_lecture, make_election):
            if make is make_election and number:
                continue
            title, body = "".join(chance.choices(CHARACTERS[:40], k=12)), paragraphs(chance)
            make(title=title, lead=body[0][:60], body=[("paragraph", f"<p>{text}</p>") for text in body])
        proposal = factories.make_proposal(title=f"{number} {title[:6]}", body=f"<p>{body[1]}</p>")
        texts[proposal.get_absolute_url()] = proposal.search_text
        comment = factories.make_comment(proposal=proposal, text=body[2])
        texts[comment.get_absolute_url()] = comment.text
        GlossaryTerm.objects.create(term=title[:8], slug=f"term-{number}", explanation=body[0])
        texts[f"/glossary/#term-{number}"] = f"{title[:8]}\n{body[0]}"
    pages = (page.specific for page in Page.objects.live().exclude(depth=1))
    return texts | {page.address: page.search_text for page in pages}


def pieces(texts: list[str]) -> Iterator[str]:
    """Yield random pieces of 2 to 8 characters in a row that are Han."""
    chance = random.Random(20210104)
    left = ROUNDS
    while left:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(2, 8)]
        if len(piece) > 1 and all("\u4e00" <= character <= "\u9fff" for character in piece):
            left -= 1
            yield piece


def test_every_piece_of_every_text_is_found_in_public_and_nothing_else(library: dict[str, str]) -> None:
    site = Site.objects.get(is_default_site=True)
    for piece in pieces(list(library.values())):
        search = Search(piece, site=site)
        found = {hit.url for hit in search.hits(search.listed)}
        assert found == {url for url, text in library.items() if piece in text}, piece


def test_every_piece_of_every_page_is_found_in_the_back_office(library: dict[str, str], client: Client) -> None:
    client.force_login(factories.make_user("chief", is_superuser=True))
    pages = {page.pk: page.specific.search_text for page in Page.objects.live().exclude(depth=1)}
    for number, piece in enumerate(pieces(list(pages.values()))):
        contain = {key for key, text in pages.items() if piece in text}
        assert contain <= set(Page.objects.autocomplete(piece).get_queryset().values_list("pk", flat=True)), piece
        if number % 50 == 0:
            html = client.get("/admin/pages/search/", {"q": piece}).content.decode()
            assert any(f"/admin/pages/{key}/edit/" in html for key in contain), piece


def test_a_piece_that_stands_nowhere_is_found_nowhere(library: dict[str, str]) -> None:
    search = Search("飞碟着陆", site=Site.objects.get(is_default_site=True))
    assert search.found == []
    assert list(Page.objects.autocomplete("飞碟着陆")) == []
