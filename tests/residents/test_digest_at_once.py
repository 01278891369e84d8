"""Two timers that fire at the very same moment: real processes on one real database."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from residents.notices import notify
from tests.factories import make_user
from tests.maps.test_comment_at_once import rows, shared_database

# Committed, so that other processes see it; afterwards the rows that migrations made are put back.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CHILD = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.core import mail
from residents.notices import send_digests
folder, number = Path(sys.argv[1]), sys.argv[2]
(folder / f"ready-{number}").touch()
while not (folder / "go").exists():
    time.sleep(0.005)
mail.outbox = []
print(send_digests(), len(mail.outbox))
"""


def send_at_once(folder: Path, processes: int) -> list[list[int]]:
    """Let every process send the day's messages, all released together; return how many each sent."""
    environment = os.environ | {
        "DATABASE_URL": shared_database(folder),
        "PYTHONPATH": os.pathsep.join((str(settings.ROOT), str(settings.ROOT / "site"))),
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder), str(number)], env=environment, stdout=subprocess.PIPE, text=True
        )
        for number in range(processes)
    ]
    deadline = time.monotonic() + 120
    while len(list(folder.glob("ready-*"))) < processes and time.monotonic() < deadline:
        time.sleep(0.02)
    (folder / "go").touch()
    return [[int(word) for word in child.communicate(timeout=120)[0].split()] for child in children]


def test_each_person_gets_one_message(tmp_path: Path) -> None:
    for number in range(6):
        user = make_user(f"reader-{number}")
        for title in ("甲有进展", "乙有进展"):
            notify(user=user, kind="progress", title=title, url="/plan/")
    said = send_at_once(tmp_path, 3)
    assert [sum(column) for column in zip(*said, strict=True)] == [6, 6]
    assert rows(tmp_path, "SELECT count(*) FROM residents_notice WHERE sent_at IS NULL") == 0
