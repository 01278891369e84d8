"""What a resident types: a text, and a place if they set one."""

from typing import Any, ClassVar, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from maps.consultation.errors import (
    ConsultationError,
    KeyReused,
    NoSuchParent,
    NoSuchTopic,
    NotReady,
    ShapeNotAllowed,
    TextTooLong,
    TextTooShort,
)
from maps.consultation.models import Comment, Topic
from maps.consultation.models.comment import MAX_LENGTH, MIN_LENGTH
from maps.consultation.photo_field import PhotosField
from maps.consultation.place import place_choices, place_named
from maps.consultation.place_field import PlaceField, ShapeField
from maps.consultation.requests import is_number
from maps.consultation.text import plain_text
from maps.errors import GeoError
from maps.plan.models import Proposal
from residents.forms import DisplayNameField, NeighbourhoodField


class PlainTextField(forms.CharField):
    """Many lines, of which only what is visible counts; see ``plain_text``."""

    # Not ``maxlength`` on the widget: a browser would cut off what is pasted without a word.
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        if len(value) < MIN_LENGTH:
            raise _refusal(TextTooShort(length=len(value), minimum=MIN_LENGTH))
        if len(value) > MAX_LENGTH:
            raise _refusal(TextTooLong(length=len(value), maximum=MAX_LENGTH))


class RefusableForm(forms.Form):
    """A form whose wish the services may refuse; what was typed stays in it."""

    def add_refusal(self, error: ConsultationError | GeoError, field: str | None = None) -> None:
        self.add_error(field, _refusal(error))


class TextForm(RefusableForm):
    """A text alone: what an author changes of their comment."""

    text = PlainTextField(
        label=_("您的意见"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("5 到 2000 个字。请不要写电话、门牌号等个人信息，审核通过后所有人都能看到。"),
    )

    @property
    def is_too_early(self) -> bool:
        """Whether its author has something to do before they may write."""
        return self.has_error(NON_FIELD_ERRORS, code=NotReady.code)


class KeyedForm(TextForm):
    """A text that is new. The key belongs to this one form: sent twice, it is stored once."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={code: _("没有提交成功，请再点一次“提交意见”。") for code in ("required", "invalid")},
    )

    def renew_key(self) -> None:
        """Give the form another key: the old one cannot be used, or belongs to another comment."""
        self.data = dict(self.data.items()) | {"key": str(uuid4())}

    def add_refusal(self, error: ConsultationError | GeoError, field: str | None = None) -> None:
        super().add_refusal(error, field)
        if isinstance(error, KeyReused):
            self.renew_key()


class CommentForm(KeyedForm):
    """A new comment on a proposal, or a reply to another one."""

    #: Where it is sent to, and what its draft is kept under.
    page: ClassVar[str] = "maps:comment"
    draft: ClassVar[str] = "comment"

    parent = forms.ModelChoiceField(
        queryset=Comment.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": NoSuchParent.sentence},
    )
    topic = forms.ModelChoiceField(
        label=_("话题"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=_("不选也可以"),
        error_messages={"invalid_choice": NoSuchTopic.sentence},
    )
    shape = ShapeField()
    place = PlaceField()
    photos = PhotosField(
        label=_("照片"),
        required=False,
        help_text=_("最多三张。照片里的拍摄地点等信息会自动去掉；请不要拍到别人的脸和门牌。"),
    )
    #: The author has seen what others said already, and means something else.
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plan = proposal.plan
        cast(PlaceField, self.fields["place"]).choices = lambda: self.places
        self._parents = Comment.objects.published().filter(proposal=proposal, parent=None)
        self.choice("parent").queryset = self._parents
        self.choice("topic").queryset = Topic.objects.filter(plan=proposal.plan_id)

    def clean(self) -> dict[str, Any]:
        """A place from the list is the comment's shape, unless one was drawn."""
        cleaned = super().clean() or self.cleaned_data
        name = cleaned.pop("place", "")
        place = place_named(self._plan, name) if name else None
        if name and place is None:
            self.add_error(
                "place", ValidationError(self.fields["place"].error_messages["invalid_choice"], "invalid_choice")
            )
        if place and cleaned.get("shape") is None:
            cleaned["shape"] = place.point
        return cleaned

    def add_refusal(self, error: ConsultationError | GeoError, field: str | None = None) -> None:
        if isinstance(error, NoSuchParent):
            field = "parent"
        super().add_refusal(error, "shape" if isinstance(error, GeoError | ShapeNotAllowed) else field)

    def add_error(self, field: str | None, error: Any) -> None:
        """What cannot be replied to any more is not asked for again: sent once more, it is a comment of its own."""
        super().add_error(field, error)
        if field == "parent":
            self.data = dict(self.data.items()) | {"parent": ""}

    @cached_property
    def places(self) -> list[Any]:
        """The choices of the list of places, with the empty one: asked for by whoever shows the list or picked from it."""
        return place_choices(self._plan)

    @cached_property
    def topic_choices(self) -> list[tuple[str, str]]:
        """The topics to choose from, read once; none for a reply, which is about what it replies to."""
        if self["parent"].value():
            return []
        return [(str(topic.pk), topic.name) for topic in self.choice("topic").queryset or ()]

    def choice(self, name: str) -> forms.ModelChoiceField:
        return cast(forms.ModelChoiceField, self.fields[name])

    @property
    def replies_to(self) -> Comment | None:
        """What this form is a reply to, for its page to quote."""
        value = self["parent"].value()
        if not is_number(str(value)):
            return None
        return self._parents.select_related("author").filter(pk=value).first()


class NeighbourForm(CommentForm):
    """What the desk writes down for a neighbour who has no account."""

    page = "maps:comment_for"
    draft = "for"

    display_name = DisplayNameField(
        label=_("邻居的称呼"),
        help_text=_("公开时显示这个称呼，不必用真名，例如“花溪路的王阿姨”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    neighbourhood = NeighbourhoodField(
        required=True,
        empty_label=_("请选择"),
        help_text=_("邻居住在哪个居民区，公开时写在称呼旁边。"),
        error_messages={code: _("请选一个居民区。") for code in ("required", "invalid_choice")},
    )
    agreed = forms.BooleanField(
        label=_("已当面说明并征得同意"),
        help_text=_("邻居知道意见会先审核、后公开，由您代录入，并同意《用户协议》和《个人信息说明》。"),
        error_messages={"required": _("请先当面说明，邻居同意以后再提交。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("邻居的意见")


class OfficeReplyForm(KeyedForm):
    """What an office says in a thread, under its own name."""

    office = forms.CharField(label=_("回复单位"), max_length=100, error_messages={"required": _("请写明单位。")})

    field_order = ("office", "text")


def blank_form(
    kind: type[CommentForm], proposal: Proposal, text: str = "", *, parent: str = "", place: str = ""
) -> CommentForm:
    return kind(proposal=proposal, initial={"key": uuid4(), "text": text, "parent": parent, "place": place})


def _refusal(error: ConsultationError | GeoError) -> ValidationError:
    return ValidationError(error.for_people(), code=error.code)
