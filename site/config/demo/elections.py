"""The election of 2021 as data: what the newspaper printed, and nothing else."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from cms.models import (
    BulletinIndexPage,
    BulletinPage,
    CycleStep,
    ElectionCyclePage,
    ElectionNoticePage,
    ElectionPage,
    NeighbourhoodElectionPage,
)
from config.demo.composing import Block, body, facts, publish
from config.demo.election_file import Election, read_election
from media.models import Picture
from residents.models import Neighbourhood


def make_election(home: Page, pictures: Callable[[str], Picture]) -> None:
    election = read_election()
    front = ElectionPage(
        title=election.title,
        slug="election",
        show_in_menus=True,
        picture=pictures(election.picture),
        body=body(election.intro),
    )
    cycle = publish(publish(home, front), _cycle(election))
    _bulletins(cycle, election)
    _notice(cycle, election)
    for neighbourhood in Neighbourhood.objects.order_by("code"):
        title = f"{neighbourhood.name}居民区"
        page = NeighbourhoodElectionPage(title=title, slug=neighbourhood.code[-3:], neighbourhood=neighbourhood)
        publish(cycle, page)


def _cycle(election: Election) -> ElectionCyclePage:
    said = election.cycle
    page = ElectionCyclePage(
        title=said.title,
        slug=said.slug,
        lead=said.lead,
        year=said.year,
        kind=ElectionCyclePage.Kind.BOTH,
        term_years=said.term_years,
        stage_count=said.stages,
        step_count=said.steps,
        as_of=election.now.date,
        source=election.source,
        units=[("unit", {"count": u.count, "name": u.name, "role": u.role}) for u in election.unit],
        laws=[("law", {"title": law.title, "text": law.text, "source": law.source}) for law in election.law],
        body=_texts(election),
    )
    page.steps = _steps(election)
    return page


def _steps(election: Election) -> list[CycleStep]:
    """The meetings in the order of their days, then the steps that were named."""
    meetings: list[dict[str, Any]] = [
        {"kind": CycleStep.Kind.MEETING, "title": e.title, "note": e.text, "starts_on": e.date} for e in election.event
    ]
    named = [{"title": step.title, "note": step.note, "marked": step.marked} for step in election.step]
    return [CycleStep(sort_order=order, **row) for order, row in enumerate([*meetings, *named])]


def _texts(election: Election) -> list[Block]:
    return [
        *body(f"{election.now.text}\n\n{election.now.note}"),
        *body(f"## {election.stages.title}\n\n{election.stages.text}"),
        facts("三个法宝", {fact.title: fact.text for fact in election.treasure}),
        *body(f"## {election.method.title}\n\n{election.method.text}"),
        *body(f"## {election.term.title}\n\n{election.term.text}"),
        facts("四个统一", {fact.title: fact.text for fact in election.unified}),
    ]


def _bulletins(cycle: Page, election: Election) -> None:
    index = publish(cycle, BulletinIndexPage(title="工作提示", slug="bulletins"))
    for said in election.bulletin:
        page = BulletinPage(title=said.title, slug=f"bulletin-{said.number}", number=said.number, body=body(said.body))
        publish(index, page)


def _notice(cycle: Page, election: Election) -> None:
    """Make one notice for everyone, and none of a neighbourhood: nobody has published one that could be shown."""
    said = election.notice
    page = ElectionNoticePage(
        title=said.title,
        slug="example",
        kind=ElectionNoticePage.Kind.OTHER,
        signed_by="示例",
        issued_on=election.now.date,
        body=body(said.text),
    )
    publish(cycle, page)
