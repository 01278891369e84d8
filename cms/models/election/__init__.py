"""The elections as data: a front page, cycles below it, and in each its bulletins, neighbourhoods and notices."""

from cms.models.election.bulletins import BulletinIndexPage, BulletinPage
from cms.models.election.cycle import CycleStep, ElectionCyclePage
from cms.models.election.landing import ElectionPage
from cms.models.election.neighbourhoods import NeighbourhoodElectionPage
from cms.models.election.notices import ElectionNoticePage

__all__ = [
    "BulletinIndexPage",
    "BulletinPage",
    "CycleStep",
    "ElectionCyclePage",
    "ElectionNoticePage",
    "ElectionPage",
    "NeighbourhoodElectionPage",
]
