"""The thread of a proposal for everyone: orders, what it can be narrowed by, pages that neither repeat nor skip."""

import itertools
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation import threads
from maps.consultation.models import Answer, Comment, Topic
from maps.plan.models import Proposal
from residents.models import Neighbourhood
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/plan/ring/"
NOW = timezone.now().replace(microsecond=123456)


@pytest.fixture
def ring() -> Proposal:
    return factories.make_proposal(slug="ring")


def say(ring: Proposal, text: str, *, minutes: int = 0, **fields: Any) -> Comment:
    """Make a comment that was sent ``minutes`` ago."""
    comment = factories.make_comment(proposal=ring, text=text, **fields)
    Comment.objects.filter(pk=comment.pk).update(created_at=NOW - timedelta(minutes=minutes))
    return comment


def texts(ring: Proposal, query: str = "") -> list[str]:
    choice = threads.Choice.from_query(QueryDict(query))
    return [comment.text for comment in threads.thread(ring, choice).comments]


def shown(client: Client, address: str) -> list[int]:
    """Return the ids of the comments on a page, replies too, in their order."""
    answer = client.get(address)
    assert answer.status_code == 200
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', answer.content.decode())]


# ── orders ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["新", "中", "旧"]),
        ("sort=newest", ["新", "中", "旧"]),
        ("sort=supported", ["中", "旧", "新"]),
        ("sort=discussed", ["旧", "新", "中"]),
    ],
    ids=["usual", "newest", "supported", "discussed"],
)
def test_three_orders(ring: Proposal, query: str, expected: list[str]) -> None:
    say(ring, "旧", minutes=30, support_count=2, reply_count=9)
    say(ring, "中", minutes=20, support_count=5, reply_count=0)
    say(ring, "新", minutes=10, support_count=0, reply_count=1)
    assert texts(ring, query) == expected


@pytest.mark.parametrize("query", ["sort=worst", "answered=maybe", "after=x", "after=1.", "after=1.2.3", "after=-1.2"])
def test_what_no_link_asks_for_is_not_found(client: Client, ring: Proposal, query: str) -> None:
    assert client.get(f"{URL}?{query}").status_code == 404


# ── narrowing ───────────────────────────────────────────────────────────────────


def test_a_topic_an_answer_or_a_neighbourhood_narrows(ring: Proposal) -> None:
    trees = Topic.objects.create(plan=ring.plan, name="绿化", slug="green")
    here, there = Neighbourhood.objects.all()[:2]
    say(ring, "树", topic=trees, author=factories.make_user(neighbourhood=here))
    answered = say(ring, "桥", author=factories.make_user(neighbourhood=there))
    Answer.objects.create(kind="later", text="以后。", office="某办公室").comments.add(answered)
    assert texts(ring, "topic=green") == ["树"]
    assert texts(ring, "topic=parking") == []
    assert texts(ring, f"neighbourhood={there.code}") == ["桥"]
    assert texts(ring, "answered=yes") == ["桥"]
    assert texts(ring, "answered=no") == ["树"]
    assert texts(ring, f"answered=yes&neighbourhood={here.code}") == []


def test_a_narrowed_thread_without_a_hit_says_how_to_see_all(client: Client, ring: Proposal) -> None:
    say(ring, "树")
    page = client.get(f"{URL}?answered=yes").content.decode()
    assert "没有符合条件的意见" in page
    assert f'href="{URL}#comments"' in page


# ── pages ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sort", ["newest", "supported", "discussed"])
def test_the_pages_together_hold_everything_once(ring: Proposal, sort: str) -> None:
    """Seven comments of which several are equal in every order, three on a page."""
    for number in range(7):
        say(ring, f"第 {number} 条", minutes=number // 3, support_count=number % 2, reply_count=number // 4)
    choice, after, seen = threads.Choice(threads.Sort(sort)), None, []
    for size in (3, 3, 1):
        page = threads.thread(ring, choice, after=after, size=3)
        assert len(page.comments) == size
        seen += [comment.pk for comment in page.comments]
        after = threads.Place.read(str(page.next)) if page.next else None
    assert after is None
    assert len(set(seen)) == 7


def test_a_page_of_much_discussed_threads_ends_after_forty_rows(client: Client, ring: Proposal) -> None:
    """Twelve comments with five replies each: four rows of every one, ten of them fill a page."""
    said = [say(ring, f"第 {number} 条", minutes=number, reply_count=5) for number in range(12)]
    for comment in said:
        for number in range(5):
            say(ring, f"回复 {number}", parent=comment)
    first = client.get(URL).content.decode()
    on_first = [int(pk) for pk in re.findall(r'id="comment-(\d+)"', first)]
    (onwards,) = set(re.findall(r'href="([^"]*after=[^"]*)"', first))
    on_second = shown(client, onwards.replace("&amp;", "&"))
    assert (len(on_first), len(on_second)) == (40, 8)
    begun = {comment.pk for comment in said}
    assert [pk for pk in (*on_first, *on_second) if pk in begun] == [comment.pk for comment in said]


def test_what_is_said_while_somebody_reads_moves_nothing(client: Client, ring: Proposal) -> None:
    said = [say(ring, f"第 {number} 条", minutes=number) for number in range(25)]
    first = client.get(URL).content.decode()
    following = re.search(r'rel="next" href="([^"]+)#comments"', first)
    assert following
    say(ring, "刚刚说的")
    assert shown(client, following[1].replace("&amp;", "&")) == [comment.pk for comment in said[20:]]


def test_a_narrowed_thread_stays_narrowed_on_the_next_page(client: Client, ring: Proposal) -> None:
    for number in range(21):
        say(ring, f"第 {number} 条", minutes=number)
    page = client.get(f"{URL}?sort=supported&answered=no").content.decode()
    assert re.search(r'rel="next" href="/plan/ring/\?sort=supported&amp;answered=no&amp;after=0\.\d+#comments"', page)


# ── replies ─────────────────────────────────────────────────────────────────────


def reply(parent: Comment, text: str, *, minutes: int = 0, **fields: Any) -> Comment:
    made = say(parent.proposal, text, minutes=minutes, parent=parent, **fields)
    parent.reply_count = Comment.objects.filter(parent=parent, status="published").count()
    parent.save(update_fields=("reply_count",))
    return made


def test_the_first_three_replies_stand_under_a_comment_oldest_first(client: Client, ring: Proposal) -> None:
    top = say(ring, "放椅子")
    replies = [reply(top, f"回 {number}", minutes=50 - number) for number in range(5)]
    reply(top, "没有公开的回复", status="waiting")
    assert shown(client, URL) == [top.pk, *(r.pk for r in replies[:3])]
    assert "看全部 5 条回复" in client.get(URL).content.decode()


def test_a_comment_has_an_address_of_its_own_with_all_its_replies(client: Client, ring: Proposal) -> None:
    top = say(ring, "放椅子")
    replies = [reply(top, f"回 {number}", minutes=50 - number) for number in range(23)]
    page = client.get(top.get_absolute_url()).content.decode()
    assert shown(client, top.get_absolute_url()) == [top.pk, *(r.pk for r in replies[:20])]
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    assert shown(client, following[1]) == [top.pk, *(r.pk for r in replies[20:])]


def test_a_link_to_one_reply_opens_it_wherever_it_is(client: Client, ring: Proposal) -> None:
    top = say(ring, "放椅子")
    replies = [reply(top, f"回 {number}", minutes=90 - number) for number in range(45)]
    address = replies[40].get_absolute_url()
    assert address == f"/plan/ring/comments/{top.pk}/?at={replies[40].pk}#comment-{replies[40].pk}"
    assert shown(client, address) == [top.pk, *(r.pk for r in replies[40:])]
    assert re.search(
        rf'class="comment reply asked" id="comment-{replies[40].pk}"', client.get(address).content.decode()
    )
    assert "看前面的回复" in client.get(address).content.decode()


@pytest.mark.parametrize("status", ["waiting", "returned", "hidden", "withdrawn"])
def test_what_is_not_public_has_no_address(client: Client, ring: Proposal, status: str) -> None:
    comment = say(ring, "秘密", status=status)
    assert client.get(comment.get_absolute_url()).status_code == 404
    other = factories.make_proposal(plan=ring.plan, slug="bay")
    elsewhere = say(other, "别处的")
    assert client.get(f"/plan/ring/comments/{elsewhere.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("status", "sentence"), [("hidden", "这条意见已由审核隐藏。"), ("withdrawn", "这条意见已由作者撤回。")]
)
def test_replies_stay_under_a_stub_that_says_what_happened(
    client: Client, ring: Proposal, status: str, sentence: str
) -> None:
    top = say(ring, "不该再看到的话", author=factories.make_user(display_name="不该再看到的人"), shape=factories.INSIDE)
    kept = reply(top, "我同意上面说的。")
    Comment.objects.filter(pk=top.pk).update(status=status)
    for address in (URL, top.get_absolute_url()):
        page = client.get(address).content.decode()
        assert sentence in page
        assert kept.text in page
        assert "不该再看到的" not in page
        assert "data-shape" not in page


def test_without_replies_nothing_is_left_of_what_was_taken_back(client: Client, ring: Proposal) -> None:
    say(ring, "走了", status="withdrawn")
    assert shown(client, URL) == []


# ── how much it asks of the database ────────────────────────────────────────────


def test_five_thousand_comments_take_the_queries_of_fifty(client: Client, ring: Proposal) -> None:
    author = factories.make_user()
    consultation = factories.make_consultation(ring)
    keys = (factories.make_key() for _ in itertools.count())

    def fill(amount: int) -> None:
        rows = [
            Comment(
                proposal=ring, consultation=consultation, author=author, text="好。", status="published", key=next(keys)
            )
            for _ in range(amount)
        ]
        Comment.objects.bulk_create(rows)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(50)
    reply(Comment.objects.first() or say(ring, ""), "一条回复")
    client.get(URL)
    few = queries(URL)
    fill(4950)
    assert queries(URL) <= few
    assert queries(f"{URL}?sort=discussed&answered=no") <= few
