"""Two sendings at the very same moment: real processes on one real database."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import factories

# Committed, so that other processes see it; afterwards the rows that migrations made are put back.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CHILD = """
import sys, time
from pathlib import Path
import django
django.setup()
from maps.consultation import services
from maps.consultation.models import Comment
from maps.plan.models import Proposal
from residents.models import Neighbourhood, User
from uuid import UUID
folder, number, act = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
(folder / f"ready-{number}").touch()
while not (folder / "go").exists():
    time.sleep(0.005)
try:
    if act == "send":
        author, proposal = User.objects.get(username="resident"), Proposal.objects.get()
        print(services.submit_comment(proposal=proposal, author=author, text="希望多放椅子。", key=UUID(int=7)).pk)
    elif act == "enter":
        desk, proposal, place = User.objects.get(username="desk"), Proposal.objects.get(), Neighbourhood.objects.first()
        said = {"text": "希望多放椅子。", "display_name": "王阿姨", "neighbourhood": place}
        print(services.enter_comment(proposal=proposal, by=desk, key=UUID(int=7), **said).pk)
    else:
        name, _colon, place = act.partition(":")
        moderator, comment = User.objects.get(username=name), Comment.objects.order_by("pk")[int(place or 0)]
        print(services.decide(comment_id=comment.pk, moderator=moderator, verb="publish").verb)
except Exception as error:
    print(type(error).__name__)
"""


def copy_database(path: Path) -> None:
    """Write tables, indexes and rows of this test to a file: SQLite's own copying waits for the test's transaction."""
    connection.ensure_connection()
    source = connection.connection
    things = source.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index'")
    wanted = [
        thing for thing in things if "fts" not in thing[1] and thing[0] != "trigger" and "sqlite_" not in thing[1]
    ]
    with sqlite3.connect(path) as target:
        # As every database of ours is: of two that change this at the same moment, one is refused without waiting.
        target.execute("PRAGMA journal_mode=WAL")
        for kind, name, sql in wanted:
            target.execute(sql)
            if kind == "table":
                columns = [row[1] for row in source.execute(f'PRAGMA table_info("{name}")')]
                # A plus before each column: Python does not turn it into a date, and a date not into text.
                plain = ", ".join(f'+"{column}"' for column in columns)
                found = source.execute(f'SELECT {plain} FROM "{name}"')
                target.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})', found.fetchall())


def shared_database(folder: Path) -> str:
    """Return the address of a database with this test's rows that other processes can open."""
    if connection.vendor == "sqlite":
        copy_database(folder / "db.sqlite3")
        return f"sqlite:///{folder / 'db.sqlite3'}"
    facts = connection.settings_dict
    return f"postgresql://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


def run_at_once(folder: Path, acts: list[str], child: str = CHILD) -> list[str]:
    """Let one process of ``child`` for each act do it, all released together, and return what they said."""
    environment = os.environ | {
        "DATABASE_URL": shared_database(folder),
        "PYTHONPATH": os.pathsep.join((str(settings.ROOT), str(settings.ROOT / "site"))),
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-c", child, str(folder), str(number), act],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, act in enumerate(acts)
    ]
    deadline = time.monotonic() + 120
    while len(list(folder.glob("ready-*"))) < len(acts) and time.monotonic() < deadline:
        time.sleep(0.02)
    (folder / "go").touch()
    return [child.communicate(timeout=120)[0].strip() for child in children]


def rows(folder: Path, query: str) -> int:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(query)
            return int(cursor.fetchone()[0])
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        return int(copy.execute(query).fetchone()[0])


def test_one_key_sent_by_three_processes_at_once_is_one_comment(tmp_path: Path) -> None:
    factories.make_user("resident")
    factories.make_consultation(factories.make_proposal())
    said = run_at_once(tmp_path, ["send"] * 3)
    assert len(set(said)) == 1
    assert said[0].isdecimal()
    assert rows(tmp_path, "SELECT count(*) FROM consultation_comment") == 1


def test_what_the_desk_sends_from_three_processes_at_once_is_one_comment_of_one_neighbour(tmp_path: Path) -> None:
    factories.make_user("desk", groups=("desk",))
    factories.make_consultation(factories.make_proposal())
    said = run_at_once(tmp_path, ["enter"] * 3)
    assert len(set(said)) == 1
    assert said[0].isdecimal()
    assert rows(tmp_path, "SELECT count(*) FROM residents_user WHERE taken_in_by_id IS NOT NULL") == 1


def test_decisions_on_two_comments_of_a_proposal_at_once_are_both_counted(tmp_path: Path) -> None:
    first = factories.make_comment(status="waiting")
    factories.make_comment(status="waiting", proposal=first.proposal)
    moderators = [factories.make_moderator(name).username for name in ("moderator", "moderator2")]
    assert run_at_once(tmp_path, [f"{name}:{number}" for number, name in enumerate(moderators)]) == ["publish"] * 2
    assert rows(tmp_path, "SELECT comments FROM consultation_tally") == 2


def test_two_moderators_at_once_make_one_decision(tmp_path: Path) -> None:
    factories.make_comment(status="waiting")
    moderators = [factories.make_moderator(name).username for name in ("moderator", "moderator2")]
    assert sorted(run_at_once(tmp_path, moderators)) == ["StaleDecision", "publish"]
    assert rows(tmp_path, "SELECT count(*) FROM consultation_decision") == 1
    assert rows(tmp_path, "SELECT comments FROM consultation_tally") == 1
