"""Take the residents' published comments out, as rows for a spreadsheet or a map."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from maps import geometry
from maps.consultation.models import Answer, Comment
from maps.geojson import shape_from_geojson
from maps.workbench.writing import CommentRow, write_comments


def export_comments(path: Path) -> int:
    """Write every published comment with its place, proposal, state and answer; return how many.

    The format follows the ending: ``.gpkg`` or ``.xlsx``. Raises a ``GeoError`` for another one.
    """
    return write_comments(comment_rows(), path)


def comment_rows() -> Iterator[CommentRow]:
    comments = (
        Comment.objects.published().for_list().select_related("proposal", "consultation", "author__neighbourhood")
    )
    for comment in comments.order_by("pk").iterator(chunk_size=1000):
        yield _row(comment, list(comment.answers.all()))


def _row(comment: Comment, answers: Sequence[Answer]) -> CommentRow:
    """Return one comment; of several answers the newest says kind, office and time, and all of them stand in the text."""
    answer = answers[0] if answers else None
    shape = shape_from_geojson(comment.shape) if comment.shape else None
    lon, lat = geometry.representative_point(shape) if shape is not None else (None, None)
    return CommentRow(
        id=comment.pk,
        proposal_code=comment.proposal.code,
        proposal_title=comment.proposal.title,
        consultation=comment.consultation.title,
        text=comment.text,
        author=str(comment.author),
        neighbourhood=comment.author.neighbourhood.name if comment.author.neighbourhood else "",
        status=comment.get_status_display(),
        sent_at=comment.created_at,
        published_at=comment.published_at,
        lon=lon,
        lat=lat,
        shape=shape,
        place_kind=shape.geom_type if shape is not None else "",
        answer_kind=answer.get_kind_display() if answer else "",
        answer_text=_all_of(answers),
        answer_office=answer.office if answer else "",
        answered_at=answer.answered_at if answer else None,
    )


def _all_of(answers: Sequence[Answer]) -> str:
    if len(answers) < 2:
        return answers[0].text if answers else ""
    return "\n\n".join(f"{one.get_kind_display()}（{one.office}）：{one.text}" for one in answers)
