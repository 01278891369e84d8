"""The 20 residents' committees of 曹杨新村街道 (statistical codes of 2023)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SUBDISTRICT = "310107005"
NAMES = {
    "001": "源园", "003": "花溪园", "004": "金岭园", "005": "杏梅园", "006": "南岭园", "007": "南杨园", "009": "南梅园",
    "011": "沙溪园", "012": "南溪园", "013": "枫杨园", "014": "金杨园", "016": "兰溪园", "017": "金梅园", "018": "杏杨园",
    "019": "北梅园", "021": "北岭园", "022": "兰岭园", "024": "桂杨园", "026": "北杨园", "027": "枫岭园",
}  # fmt: skip


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    neighbourhood = apps.get_model("residents", "Neighbourhood")
    for code, name in NAMES.items():
        neighbourhood.objects.get_or_create(code=SUBDISTRICT + code, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
