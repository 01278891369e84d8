"""意见采纳情况: every published comment counts once under its newest answer, and every number leads to its rows."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maps.consultation.models import Answer, Comment, Consultation
from maps.plan.models import Proposal
from tests import factories

pytestmark = pytest.mark.django_db

NOW = timezone.now()
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def ring() -> Proposal:
    return factories.make_proposal(slug="ring", title="一环", order=1)


@pytest.fixture
def bay(ring: Proposal) -> Proposal:
    return factories.make_proposal(plan=ring.plan, slug="bay", title="东北湾", order=2)


@pytest.fixture
def consultation(ring: Proposal, bay: Proposal) -> Consultation:
    return factories.make_consultation(ring, bay)


def say(proposal: Proposal, consultation: Consultation, *kinds: str, **fields: Any) -> Comment:
    """Make a comment answered with ``kinds``, one a day, the last of them newest."""
    comment = factories.make_comment(proposal=proposal, consultation=consultation, **fields)
    for days, kind in enumerate(kinds):
        answered = NOW - timedelta(days=len(kinds) - days)
        Answer.objects.create(kind=kind, text="好。", office="某办公室", answered_at=answered).comments.add(comment)
    return comment


def cells(client: Client, consultation: Consultation) -> list[list[str]]:
    """Return the table as it is read: a list of lines, each a list of what stands in its cells."""
    page = client.get(f"/plan/answers/{consultation.pk}/").content.decode()
    table = page[page.index("<tbody>") : page.index("</table>")]
    lines = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>|\s", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)]
        for line in lines
    ]


def test_each_comment_counts_once_under_its_newest_answer(
    client: Client, ring: Proposal, bay: Proposal, consultation: Consultation
) -> None:
    say(ring, consultation, "adopted")
    say(ring, consultation, "later", "partly")
    say(ring, consultation, "adopted", "adopted")
    say(ring, consultation)
    say(bay, consultation, "not_adopted")
    say(bay, consultation, "passed_on")
    say(bay, consultation, "later")
    assert cells(client, consultation) == [
        ["一环", "2", "1", "0", "0", "0", "1", "4"],
        ["东北湾", "0", "0", "1", "1", "1", "0", "3"],
        ["合计", "2", "1", "1", "1", "1", "1", "7"],
    ]


@pytest.mark.parametrize(
    "fields",
    [{"status": status} for status in ("waiting", "returned", "hidden", "withdrawn")] + [{"office": "街道规划办"}],
    ids=["waiting", "returned", "hidden", "withdrawn", "office"],
)
def test_what_is_not_public_or_an_offices_own_does_not_count(
    client: Client, ring: Proposal, consultation: Consultation, fields: dict[str, str]
) -> None:
    comment = say(ring, consultation, text="不该数进去的话", **fields)
    assert cells(client, consultation)[-1] == ["合计", "0", "0", "0", "0", "0", "0", "0"]
    assert comment.text not in client.get(f"/plan/answers/{consultation.pk}/").content.decode()


def test_what_was_said_in_another_consultation_counts_there(
    client: Client, ring: Proposal, consultation: Consultation
) -> None:
    other = factories.make_consultation(ring)
    say(ring, other, "adopted")
    assert cells(client, consultation)[-1][-1] == "0"
    assert cells(client, other)[-1][-1] == "1"


def test_every_number_leads_to_as_many_rows(
    client: Client, ring: Proposal, bay: Proposal, consultation: Consultation
) -> None:
    for kinds in (["adopted"], ["adopted"], ["later"], []):
        say(ring, consultation, *kinds)
    say(bay, consultation, "adopted")
    page = client.get(f"/plan/answers/{consultation.pk}/").content.decode()
    numbers = re.findall(r'<a href="(\?[^"]+)#rows">(\d+)</a>', page)
    assert len(numbers) == 4 + 2 + 3
    for query, number in numbers:
        behind = client.get(f"/plan/answers/{consultation.pk}/{query.replace('&amp;', '&')}").content.decode()
        assert behind.count('<li class="comment">') == int(number)


def test_the_rows_come_in_pages(client: Client, ring: Proposal, consultation: Consultation) -> None:
    for _number in range(23):
        say(ring, consultation)
    address = f"/plan/answers/{consultation.pk}/"
    first = client.get(f"{address}?kind=none").content.decode()
    following = re.search(r'rel="next" href="([^"]+)#rows"', first)
    assert following
    second = client.get(address + following[1].replace("&amp;", "&")).content.decode()
    assert (first.count('<li class="comment">'), second.count('<li class="comment">')) == (20, 3)


@pytest.mark.parametrize(
    ("promised", "kept", "says"),
    [(-1, None, "已过承诺日期"), (0, None, None), (5, None, None), (-1, 0, "已办结")],
    ids=["late", "today", "ahead", "kept"],
)
def test_a_promise_shows_when_it_is_late_or_kept(
    client: Client, ring: Proposal, consultation: Consultation, promised: int, kept: int | None, says: str | None
) -> None:
    def day(offset: int | None) -> date | None:
        return None if offset is None else timezone.localdate() + timedelta(days=offset)

    comment = say(ring, consultation, "adopted")
    Answer.objects.update(promised_by=day(promised), kept_on=day(kept))
    for address in (f"/plan/answers/{consultation.pk}/", "/plan/ring/", comment.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "承诺" in page
        assert [words for words in ("已过承诺日期", "已办结") if words in page] == ([says] if says else [])


@pytest.mark.parametrize("query", ["kind=maybe", "after=x"])
def test_what_no_link_asks_for_is_not_found(client: Client, consultation: Consultation, query: str) -> None:
    assert client.get(f"/plan/answers/{consultation.pk}/?{query}").status_code == 404


def test_a_consultation_that_has_not_begun_or_is_elsewhere_has_no_table(client: Client, ring: Proposal) -> None:
    soon = {"opens_at": NOW + timedelta(days=1), "closes_at": NOW + timedelta(days=9)}
    elsewhere = factories.make_proposal(plan=factories.make_plan(site=None))
    for consultation in (factories.make_consultation(ring, **soon), factories.make_consultation(elsewhere)):
        assert client.get(f"/plan/answers/{consultation.pk}/").status_code == 404


def test_the_table_takes_the_same_queries_however_much_was_said(
    client: Client, ring: Proposal, consultation: Consultation
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/plan/answers/{consultation.pk}/")
        return len(asked)

    say(ring, consultation, "adopted")
    queries()
    few = queries()
    for _number in range(12):
        say(ring, consultation, "adopted", "later")
    assert queries() == few <= 12


def test_the_end_is_said_as_on_every_page(client: Client, consultation: Consultation) -> None:
    # Midnight after the ninth is the ninth's end.
    Consultation.objects.filter(pk=consultation.pk).update(
        opens_at=datetime(2021, 1, 1, tzinfo=SHANGHAI), closes_at=datetime(2021, 1, 10, tzinfo=SHANGHAI)
    )
    page = client.get(f"/plan/answers/{consultation.pk}/").content.decode()
    lead = re.sub(r"<[^>]+>", "", page[page.index('<p class="lead">') :])
    assert lead.startswith("2021年1月1日 至 2021年1月9日，公开的意见")
