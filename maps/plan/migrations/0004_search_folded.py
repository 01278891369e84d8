from django.db import migrations

from folding import fold
from maps.plan.fields import FoldedTextField


def fold_texts(apps, schema_editor):
    rows = apps.get_model("plan", "Proposal").objects
    for key, text in rows.values_list("pk", "search_text").iterator():
        rows.filter(pk=key).update(search_folded=fold(text))


class Migration(migrations.Migration):
    """What is there already is compared like what comes."""

    dependencies = [("plan", "0003_outline_is_an_area")]
    operations = [
        migrations.AddField("proposal", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.RunPython(fold_texts, migrations.RunPython.noop, elidable=True),
    ]
