"""Several people who register at the very same moment: real processes on one real database."""

from pathlib import Path

import pytest

from tests.cms.test_registering import make_coming
from tests.factories import make_user
from tests.maps.test_comment_at_once import rows, run_at_once

# Committed, so that other processes see it; in a file of its own, for what runs after it finds an emptied database.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CHILD = """
import sys, time
from pathlib import Path
import django
django.setup()
from cms import registering
from cms.models import LecturePage
from residents.models import User
folder, number, name = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
(folder / f"ready-{number}").touch()
while not (folder / "go").exists():
    time.sleep(0.005)
try:
    lecture, user = LecturePage.objects.get(), User.objects.get(username=name)
    print(registering.register(lecture_id=lecture.pk, attendee=user).state)
except Exception as error:
    print(type(error).__name__)
"""


def test_of_three_who_take_the_last_place_at_the_same_moment_one_gets_it(tmp_path: Path) -> None:
    make_coming(capacity=1)
    names = [make_user(f"neighbour-{number}").username for number in range(3)]
    assert sorted(run_at_once(tmp_path, names, CHILD)) == ["LectureFull", "LectureFull", "registered"]
    assert rows(tmp_path, "SELECT count(*) FROM cms_registration") == 1
