from django.db import migrations
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat

#: What a page is searched by beside its title and body; every page writes it itself when it is saved.
FACTS = {"NewsPage": ("kicker", "source"), "LecturePage": ("host", "speaker", "place", "source")}


def add_facts(apps, schema_editor):
    for name, fields in FACTS.items():
        parts = [part for field in fields for part in (Value("\n"), F(field))]
        text = Concat("search_text", *parts, output_field=TextField())
        apps.get_model("cms", name).objects.update(search_text=text)


class Migration(migrations.Migration):
    """Pages that are there already are found by their facts, too."""

    dependencies = [("cms", "0001_initial")]
    operations = [migrations.RunPython(add_facts, migrations.RunPython.noop, elidable=True)]
