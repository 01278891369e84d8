"""``make bench``: what a page costs, as counts and as ratios within one run.

Machines differ and are noisy, so nothing here is a limit: queries and bytes are compared with the budget by the
tests; times are quoted as the median and as a ratio to another way of doing the same job in the same run.
"""

import gzip
import io
import os
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.timing import ROUNDS, milliseconds

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "/",
    "/news/",
    "/election/",
    "/lectures/",
    "/plan/",
    "/plan/ring/",
    "/plan/proposals.geojson",
    "/plan/tiles/15/27434/13388.json",
    "/search/?q=%E6%9B%B9%E6%9D%A8",
)
POINTS = 100_000
FEW_COMMENTS, MANY_COMMENTS, SHARE_OF_REPLIES, LAST_BEGUN = 50, 5_000, 0.3, 10


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="caoyang-bench-") as var:
        os.environ |= {"CAOYANG_VAR": var, "DJANGO_SETTINGS_MODULE": "config.settings.demo"}
        sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
        subprocess.run([sys.executable, str(ROOT / "manage.py"), "demo"], check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        from tests.bench import search

        _pages()
        _threads()
        _tiles()
        search.measure()


def _ask(client: Any, path: str) -> tuple[Any, int]:
    """Return the second answer of ``path``, and how many queries it took: the first fills what a process keeps."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    return response, len(captured)  # counted here: the next request empties it


def _pages() -> None:
    """Print queries, time and bytes of each page on the demonstration's data."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    print(f"{'page':<40}{'queries':>8}{'ms':>8}{'bytes':>9}{'gzip':>8}")
    for path in PAGES:
        response, queries = _ask(client, path)
        body = response.getvalue()
        took = milliseconds(partial(client.get, path))
        row = f"{path:<40}{queries:>8}{took:>8.1f}{len(body):>9}{len(gzip.compress(body)):>8}"
        print(row if response.status_code == 200 else f"{row}  {response.status_code}")


def _threads() -> None:
    """Compare the first page of a proposal with 50 comments and with 5,000, replies and support among them, in each order."""
    import random

    from django.core.management import call_command
    from django.test import Client

    from maps.consultation.models import Consultation

    consultation = Consultation.objects.filter(proposals__isnull=False).earliest("opens_at")
    few, many = consultation.proposals.order_by("pk")[:2]
    draw = random.Random(7)
    for proposal, amount in ((few, FEW_COMMENTS), (many, MANY_COMMENTS)):
        _fill_thread(proposal, consultation, amount, draw)
    call_command("recount", stdout=io.StringIO())
    client = Client(SERVER_NAME="127.0.0.1")
    head = f"{'shown':>8}{'queries':>8}{'ms':>8}"
    print(f"\n{'first page of a proposal':<32}{head}{head}{'ratio':>8}")
    for sort in ("newest", "supported", "discussed"):
        paths = [f"{proposal.get_absolute_url()}?sort={sort}" for proposal in (few, many)]
        answers = [_ask(client, path) for path in paths]
        assert all(response.status_code == 200 for response, _ in answers)
        shown = [response.content.count(b'id="comment-') for response, _ in answers]
        queries = [count for _, count in answers]
        # In turn, so that what else the machine does meets both.
        times = [[milliseconds(partial(client.get, path), rounds=1) for path in paths] for _ in range(ROUNDS)]
        less, more = (statistics.median(column) for column in zip(*times, strict=True))
        name = f"{FEW_COMMENTS} and {MANY_COMMENTS}, {sort}"
        halves = (f"{shown[i]:>8}{queries[i]:>8}{(less, more)[i]:>8.1f}" for i in (0, 1))
        print(f"{name:<32}{''.join(halves)}{more / less:>8.2f}")


def _fill_thread(proposal: Any, consultation: Any, amount: int, draw: Any) -> None:
    """Write ``amount`` comments on a proposal, a minute apart from now backwards, in the place of what it had."""
    import uuid
    from datetime import timedelta

    from django.utils import timezone

    from maps.consultation.models import Comment, Support
    from residents.models import User

    now, people = timezone.now(), list(User.objects.all())
    Comment.objects.filter(proposal=proposal).update(status=Comment.Status.HIDDEN)
    parents: list[Comment] = []
    for number in range(amount):
        moment = now - timedelta(minutes=number)
        comment = Comment(
            proposal=proposal,
            consultation=consultation,
            author=draw.choice(people),
            # One of those last begun: a thread is as full at the top of the long page as of the short one.
            parent=draw.choice(parents[-LAST_BEGUN:]) if parents and draw.random() < SHARE_OF_REPLIES else None,
            key=uuid.uuid4(),
            text=f"测量用的第 {number} 条意见：步道转角处夜里看不清路，请补一盏灯。",
            status=Comment.Status.PUBLISHED,
            published_at=moment,
        )
        comment.save()
        Comment.objects.filter(pk=comment.pk).update(created_at=moment)
        if comment.parent_id is None:
            parents.append(comment)
            Support.objects.bulk_create(
                Support(comment=comment, user=person) for person in draw.sample(people, draw.randint(0, 3))
            )


def _tiles() -> None:
    """Compare one range of one index with the box of coordinates, for the fullest tile of many points."""
    import uuid

    import numpy

    from maps.consultation.models import Comment, Consultation
    from maps.tiles import Tile

    consultation = Consultation.objects.earliest("opens_at")
    author = Comment.objects.earliest("pk").author
    proposal = consultation.proposals.earliest("pk")
    random = numpy.random.default_rng(7)
    places = zip(random.normal(121.402, 0.003, POINTS), random.normal(31.2395, 0.003, POINTS), strict=True)
    rows = (
        Comment(
            proposal=proposal, consultation=consultation, author=author, key=uuid.uuid4(), text="测量用", status="published",
            shape={"type": "Point", "coordinates": [float(lon), float(lat)]},
        )
        for lon, lat in places
    )  # fmt: skip
    Comment.objects.bulk_create(rows, batch_size=2000)
    tile = Tile(15, 27434, 13388)
    west, south, east, north = tile.bounds
    by_key = Comment.objects.published().inside(tile)
    by_box = Comment.objects.published().filter(west__gte=west, west__lt=east, south__gte=south, south__lt=north)
    key, box = milliseconds(by_key.count), milliseconds(by_box.count)
    print(f"\n{POINTS} points, {by_key.count()} in tile {tile}: by key {key:.1f} ms, by box {box:.1f} ms,", end=" ")
    print(f"ratio {box / key:.1f}")


if __name__ == "__main__":
    main()
