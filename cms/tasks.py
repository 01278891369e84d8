"""What happens beside a request: the index of the search is written anew."""

from django.core.management import call_command
from django_tasks import task


@task()
def rebuild_index() -> None:
    call_command("update_index", verbosity=0)
