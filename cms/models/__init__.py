from cms.models.correction import Correction
from cms.models.draft_link import DraftLink
from cms.models.election import (
    BulletinIndexPage,
    BulletinPage,
    CycleStep,
    ElectionCyclePage,
    ElectionNoticePage,
    ElectionPage,
    NeighbourhoodElectionPage,
)
from cms.models.glossary import GlossaryTerm
from cms.models.home import HomePage
from cms.models.imports import ImportRecord
from cms.models.lecture_parts import LecturePerson, LecturePhoto, Moment
from cms.models.lectures import LecturePage, LectureSeriesPage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.people import PersonPage
from cms.models.settings import SiteDetails
from cms.models.standard import StandardPage

__all__ = [
    "BulletinIndexPage",
    "BulletinPage",
    "Correction",
    "CycleStep",
    "DraftLink",
    "ElectionCyclePage",
    "ElectionNoticePage",
    "ElectionPage",
    "GlossaryTerm",
    "HomePage",
    "ImportRecord",
    "LecturePage",
    "LecturePerson",
    "LecturePhoto",
    "LectureSeriesPage",
    "Moment",
    "NeighbourhoodElectionPage",
    "NewsIndexPage",
    "NewsPage",
    "PersonPage",
    "SiteDetails",
    "StandardPage",
]
