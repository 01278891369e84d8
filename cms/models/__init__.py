from cms.models.attendance import Phase, Registration
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
from cms.models.imports import ImportRecord, ImportRun
from cms.models.lecture_parts import LecturePerson, LecturePhoto, Moment
from cms.models.lectures import LecturePage, LectureSeriesPage
from cms.models.links import Link
from cms.models.neighbourhoods import NeighbourhoodIndexPage, NeighbourhoodPage
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.people import PersonPage
from cms.models.question import Question
from cms.models.settings import SiteDetails
from cms.models.standard import StandardPage
from cms.models.topics import TopicIndexPage, TopicPage

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
    "ImportRun",
    "LecturePage",
    "LecturePerson",
    "LecturePhoto",
    "LectureSeriesPage",
    "Link",
    "Moment",
    "NeighbourhoodElectionPage",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "NewsIndexPage",
    "NewsPage",
    "PersonPage",
    "Phase",
    "Question",
    "Registration",
    "SiteDetails",
    "StandardPage",
    "TopicIndexPage",
    "TopicPage",
]
