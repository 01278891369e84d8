"""The demonstration's plan: every shape comes in by the planners' own import, from files in this folder."""

import json
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from wagtail.models import Site

from config.demo.sentences import CHANNELS, PLAN_SUMMARY
from maps.consultation.models import Consultation
from maps.geojson import to_geojson
from maps.plan.models import Layer, Plan, Proposal
from maps.workbench.importing import import_layer, import_proposals
from maps.workbench.reading import read_features

SHAPES = Path(__file__).parent / "shapes"
SLUG = "caoyang-2021"
CULTURE_TITLE = "文化空间 意见征集（示例）"
WORLD = (-180.0, -90.0, 180.0, 90.0)
GROUND = {
    "ground-water": ("水面（示意）", Layer.Style.WATER),
    "ground-streets": ("道路（示意）", Layer.Style.STREETS),
    "ground-places": ("地名（示意）", Layer.Style.PLACES),
}


def make_plan(site: Site) -> Plan:
    """Make the plan, its ground layers and its proposals, published."""
    outline = read_features(SHAPES / "outline.geojson", crs=None, surroundings=WORLD).features[0].shape
    plan = Plan.objects.create(
        name="一环双轴线（示意）",
        slug=SLUG,
        site=site,
        summary=PLAN_SUMMARY,
        outline=to_geojson(outline),
    )
    for order, (stem, (name, style)) in enumerate(GROUND.items()):
        file = SHAPES / f"{stem}.geojson"
        said = json.loads(file.read_text())
        import_layer(
            file,
            plan=plan,
            name=name,
            style=style,
            order=order,
            attribution=said["attribution"],
            licence=said["licence"],
        )
    import_proposals(SHAPES / "proposals.geojson", plan=plan)
    for proposal in plan.proposals.all():
        proposal.get_latest_revision().publish()
    return plan


def make_consultations(plan: Plan) -> None:
    """One that is open and allows points, lines and areas, one that will be over, and one that is still to come."""
    proposals = list(plan.proposals.in_order())
    projects = [p for p in proposals if p.kind == Proposal.Kind.PROJECT]
    culture = [p for p in proposals if p.kind == Proposal.Kind.CULTURE]
    others = [p for p in proposals if p not in culture]
    building = Consultation.Kind.BUILDING_SCHEME
    _consultation(
        plan, "一环双轴线 意见征集（示例）", opened=-70, days=115, proposals=others, shapes=Consultation.Shapes.ALL
    )
    _consultation(plan, CULTURE_TITLE, opened=-70, days=100, proposals=culture)
    _consultation(plan, "小项目设计方案公示（示例）", opened=50, days=30, proposals=projects[:3], kind=building)


def close_culture(plan: Plan) -> None:
    """End the consultation on culture places two days ago, once its comments are written."""
    consultation = Consultation.objects.get(plan=plan, title=CULTURE_TITLE)
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=consultation.opens_at + timedelta(days=68))


def _consultation(plan: Plan, title: str, *, opened: int, days: int, proposals: list[Proposal], **fields: str) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    opens_at = midnight + timedelta(days=opened)
    consultation = Consultation.objects.create(
        plan=plan,
        title=title,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=days),
        channels=CHANNELS,
        **{"shapes": Consultation.Shapes.POINT, **fields},
    )
    consultation.proposals.set(proposals)
