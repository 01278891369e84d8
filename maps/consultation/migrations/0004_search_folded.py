from django.db import migrations

from folding import fold
from maps.plan.fields import FoldedTextField


def fold_texts(apps, schema_editor):
    rows = apps.get_model("consultation", "Comment").objects
    for key, text in rows.values_list("pk", "text").iterator():
        rows.filter(pk=key).update(search_folded=fold(text))


class Migration(migrations.Migration):
    """What is there already is compared like what comes."""

    dependencies = [("consultation", "0003_entered_at_the_desk")]
    operations = [
        migrations.AddField("comment", "search_folded", FoldedTextField(blank=True, default="", editable=False)),
        migrations.RunPython(fold_texts, migrations.RunPython.noop, elidable=True),
    ]
