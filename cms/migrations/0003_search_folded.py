from django.db import migrations

from cms.tasks import rebuild_index
from folding import fold
from maps.plan.fields import FoldedTextField

PAGES = ("ElectionPage", "HomePage", "LecturePage", "LectureSeriesPage", "NewsIndexPage", "NewsPage", "StandardPage")


def fold_texts(apps, schema_editor):
    for name in PAGES:
        rows = apps.get_model("cms", name).objects
        for key, text in rows.values_list("pk", "search_text").iterator():
            rows.filter(pk=key).update(search_folded=fold(text))
    terms = apps.get_model("cms", "GlossaryTerm").objects
    for key, *texts in terms.values_list("pk", "term", "explanation", "source").iterator():
        terms.filter(pk=key).update(search_folded=fold("\n".join(filter(None, texts))))


def index_anew(apps, schema_editor):
    """Have the worker write the index anew, once all migrations ran: what it holds is words, no longer pairs."""
    if apps.get_model("cms", "HomePage").objects.exists():
        rebuild_index.enqueue()



class Migration(migrations.Migration):
    """What is there already is compared like what comes."""

    dependencies = [("cms", "0002_search_facts"), ("django_tasks_database", "0021_conditional_partial_index_ordering")]
    operations = [
        migrations.AddField("electionpage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("glossaryterm", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("homepage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("lecturepage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("lectureseriespage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("newsindexpage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("newspage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.AddField("standardpage", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.RunPython(fold_texts, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(index_anew, migrations.RunPython.noop, elidable=True),
    ]
