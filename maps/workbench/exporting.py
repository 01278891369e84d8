"""Take the residents' published comments out, as rows for a spreadsheet or a map."""

from collections.abc import Iterator
from pathlib import Path

from maps import geometry
from maps.consultation.models import Answer, Comment
from maps.geojson import shape_from_geojson
from maps.workbench.writing import CommentRow, write_comments


def export_comments(path: Path) -> int:
    """Write every published comment with its place, proposal, state and answer; return how many.

    The format follows the ending: ``.gpkg`` or ``.xlsx``. Raises a ``GeoError`` for another one.
    """
    rows = list(comment_rows())
    write_comments(rows, path)
    return len(rows)


def comment_rows() -> Iterator[CommentRow]:
    comments = (
        Comment.objects.published().for_list().select_related("proposal", "consultation", "author__neighbourhood")
    )
    for comment in comments.order_by("pk").iterator(chunk_size=1000):
        yield _row(comment, next(iter(comment.answers.all()), None))


def _row(comment: Comment, answer: Answer | None) -> CommentRow:
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
        answer_text=answer.text if answer else "",
        answer_office=answer.office if answer else "",
        answered_at=answer.answered_at if answer else None,
    )
