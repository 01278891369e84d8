"""Let go of what was kept long enough; once a day by the clock."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from maps.consultation.evidence import let_go
from media.services import forget, unused

#: What the worker remembers of finished tasks holds addresses and the words of letters.
TASK_RESULT_DAYS = 30


class Command(BaseCommand):
    help = "Delete removed texts whose date has come and nobody holds, and old results of tasks. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = let_go()
        forget(list(unused()))
        self.stdout.write(
            _("删除了 %(texts)s 条到期的留存内容，%(photos)s 张照片。") % {"texts": gone.texts, "photos": gone.photos}
        )
        if settings.TASKS["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend":
            call_command("prune_db_task_results", queue_name="*", min_age_days=TASK_RESULT_DAYS, verbosity=0)
