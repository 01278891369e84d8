"""The page of words: each with an anchor, its source and the published proposals it is about."""

import pytest

from cms.models import GlossaryTerm
from tests.cms.site_tree import make_home, make_term, read
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db


def test_words_stand_in_the_order_of_their_addresses_with_anchors() -> None:
    make_home()
    GlossaryTerm.objects.create(term="双轴线", slug="zhouxian", explanation="两条线。", source="社区报")
    GlossaryTerm.objects.create(term="一环", slug="huan", explanation="一圈。")
    text = read("/glossary/")
    assert text.index('id="huan"') < text.index('id="zhouxian"')
    assert 'href="#zhouxian"' in text
    assert text.count("出处：") == 1


def test_a_word_leads_to_published_proposals_only() -> None:
    make_home()
    shown = make_proposal(title="环浜步道")
    make_term(links=(shown, make_proposal(title="还在画的桥", live=False)))
    text = read("/glossary/")
    assert f'href="{shown.get_absolute_url()}"' in text
    assert "还在画的桥" not in text


def test_an_empty_glossary_says_so() -> None:
    make_home()
    assert "还没有收录词语" in read("/glossary/")
