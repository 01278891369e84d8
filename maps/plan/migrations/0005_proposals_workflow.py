from django.db import migrations


def have_proposals_approved(apps, schema_editor):
    """Lead proposals the way that pages go; once, for who ends it in the back office means it."""
    chosen = apps.get_model("wagtailcore", "WorkflowPage").objects.filter(page__depth=1).first()
    if chosen is None:
        return
    # Content types are made after the migrations.
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _made = kinds.get_or_create(app_label="plan", model="proposal")
    ways = apps.get_model("wagtailcore", "WorkflowContentType").objects
    ways.get_or_create(content_type=kind, defaults={"workflow": chosen.workflow})
    # Where there are groups already: whose approval lets a proposal out needs the right to.
    right = apps.get_model("auth", "Permission").objects.filter(content_type=kind, codename="publish_proposal").first()
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(workflow_tasks__workflow=chosen.workflow)
    for task in tasks if right else ():
        for group in task.groups.all():
            group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0004_search_folded"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]
    operations = [migrations.RunPython(have_proposals_approved, migrations.RunPython.noop)]
