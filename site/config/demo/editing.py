"""Work that waits in the demonstration's back office: a draft to review, one that came back, a correction, a quiet column."""

from datetime import timedelta

from django.utils import timezone

from cms.models import Correction, NewsIndexPage, NewsPage
from cms.models.news import Section
from config.demo.composing import body
from residents.models import User

#: Title and text of drafts that nobody has published; invented, and labelled so.
SUBMITTED = ("示例：河边装了三把椅子", "示例稿件，内容是编的。河边装了三把椅子，可以坐下来歇歇脚。")
RETURNED = ("示例：周末去看老照片", "示例稿件，内容是编的。周末有一场老照片展，地点还没有定。")
WHY = "示例：请写明地点，再送一次。"
CORRECTION = "示例：第二段的“花溪路”少写了一个字。"
#: A column is called quiet after 30 days.
QUIET_DAYS = 40


def make_work(people: dict[str, User]) -> None:
    _submit(SUBMITTED, 1, people["writer"])
    _submit(RETURNED, 2, people["writer"]).current_workflow_task_state.reject(user=people["reviewer"], comment=WHY)
    election = NewsPage.objects.filter(section=Section.ELECTION).order_by("event_date")
    election.update(first_published_at=timezone.now() - timedelta(days=QUIET_DAYS))
    newest = election.last()
    Correction.objects.create(page=newest.address if newest else "", text=CORRECTION)


def _submit(draft: tuple[str, str], number: int, writer: User) -> NewsPage:
    title, text = draft
    page = NewsPage(
        title=title,
        slug=f"{timezone.localdate()}-{number}",
        section=Section.DESIGN,
        source="示例",
        body=body(text),
        live=False,
        owner=writer,
    )
    NewsIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)
    return page
