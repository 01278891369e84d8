"""The search among many articles. Imported once Django is set up."""

import random
import statistics
import time
from functools import partial
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import GlossaryTerm, NewsIndexPage, NewsPage
from cms.search.finding import Search
from cms.search.suggesting import suggest
from folding import fold
from tests.bench.timing import milliseconds

ARTICLES, SEARCHES = 10_000, 500


def measure() -> None:
    """Tell how long the search itself takes among many articles, for random pieces of their texts."""
    chance = random.Random(7)
    begin = time.perf_counter()
    texts = _write_articles(chance)
    call_command("update_index", verbosity=0)
    written = time.perf_counter() - begin
    site = Site.objects.get(is_default_site=True)
    times, hits = [], []
    for _ in range(SEARCHES):
        text = chance.choice(texts)
        start = chance.randrange(len(text) - 8)
        piece = text[start : start + chance.randint(2, 8)]
        begin = time.perf_counter()
        search = Search(piece, site=site)
        shown = search.hits(search.listed[:20])
        times.append((time.perf_counter() - begin) * 1000)
        hits.append(len(search.found))
        assert shown, piece
    times.sort()
    print(
        f"\n{NewsPage.objects.count()} articles, written and indexed in {written:.0f} s; {SEARCHES} searches:", end=" "
    )
    print(
        f"median {statistics.median(times):.1f} ms, p95 {times[int(SEARCHES * 0.95)]:.1f} ms, most {times[-1]:.1f} ms;",
        end=" ",
    )
    print(f"hits: median {statistics.median(hits):.0f}, most {max(hits)}")
    for word in ("曹杨", "曹", "曹杨新村街道"):
        everywhere = Search(word, site=site)
        found = len(everywhere.found)
        took = milliseconds(lambda word=word: Search(word, site=site).found, rounds=5)  # type: ignore[misc]
        print(f"{word}: {found} hits, {took:.1f} ms;", end=" ")
    for typed in ("曹杨", "cy"):
        print(f"suggestions for {typed}: {milliseconds(partial(suggest, typed, site=site), rounds=5):.1f} ms", end="; ")
    print()


def _write_articles(chance: Any) -> list[str]:
    """Write ``ARTICLES`` articles of 200 to 1,200 characters straight into the tables, and return their texts.

    The words are of the field and drawn by their rank, the first a hundred times as often as the last.
    """
    known = "".join(GlossaryTerm.objects.values_list("explanation", flat=True)) + "".join(
        text for text in NewsPage.objects.values_list("search_text", flat=True)
    )
    han = sorted({character for character in known if "\u4e00" <= character <= "\u9fff"})
    words = [
        "曹杨",
        "新村",
        "街道",
        "居民",
        *("".join(chance.choices(han, k=chance.choice((1, 2, 2, 2, 3, 4)))) for _ in range(3000)),
    ]
    weights = [1 / (10 + rank) for rank in range(len(words))]
    index = NewsIndexPage.objects.get()
    texts, now = [], timezone.now()
    last = index.get_last_child()
    for number in range(ARTICLES):
        text = "".join(chance.choices(words, weights, k=chance.randint(100, 600)))
        title = text[:14]
        texts.append(text)
        step = NewsPage._int2str(NewsPage._str2int(last.path[-4:]) + 1 + number).zfill(4)
        page = NewsPage(
            title=title, slug=f"bench-{number}", path=index.path + step, depth=index.depth + 1, live=True,
            url_path=f"{index.url_path}bench-{number}/", locale_id=index.locale_id, draft_title=title,
            content_type=last.content_type, section="design", source="测量", first_published_at=now,
        )  # fmt: skip
        page.search_text = f"{title}\n{text}"
        page.search_folded = fold(page.search_text)
        _store(page)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + ARTICLES)
    return texts


def _store(page: Any) -> None:
    """Insert a page as it is, without what publishing one does."""
    rows = {f.attname: getattr(page, f.attname) for f in Page._meta.local_concrete_fields if f.attname != "id"}
    page.page_ptr_id = Page.objects.bulk_create([Page(**rows)])[0].pk
    own = list(page._meta.local_concrete_fields)
    page.__class__._base_manager._insert([page], fields=own, raw=True)
