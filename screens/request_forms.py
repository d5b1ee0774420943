"""The forms about one request: registering it and changing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from council.clocks import Clock, ClockEvent, ClockEventKind, reckon
from council.partners import Partner, leader_of, partners_of
from council.record import replace
from council.request_facts import (
    URGENCY_UNAGREED,
    agreed_day,
    remarks,
    unfit_consent,
)
from council.requests import (
    DOCUMENT_LABELS,
    FORM_LABELS,
    STAGE_LABELS,
    WITHOUT_TERM,
    AdviceRequest,
    DocumentKind,
    PolicyStage,
    RequestForm,
)
from council.terms import BODY_LABELS, AdvisedBody, Purpose
from council.wording import _, long_date, say
from screens.desk import Desk
from screens.form import FormDialog
from screens.form_fields import Answers, ChoiceField, DateField, Field, choices

Line = tuple[str, str]


def new_request(desk: Desk) -> FormDialog[AdviceRequest]:
    """Return the form that registers a request."""

    def save(answers: Answers) -> AdviceRequest:
        return desk.store.requests.register(
            desk.council.id,
            title=answers.text("title"),
            kind=DocumentKind(answers.text("kind")),
            domains=answers.many("domain"),
            stage=PolicyStage(answers.text("stage")),
            received_on=answers.required_day("received"),
            asked_by=answers.day("asked_by"),
            decision_on=answers.day("decision_on"),
            form=RequestForm(answers.text("form")),
            their_reference=answers.text("their_reference"),
            sender=answers.text("sender"),
            sender_email=answers.text("sender_email"),
            assignee=answers.text("assignee"),
            short_term_agreed_by=answers.text("agreed_by"),
        )

    fields = [
        *_main_fields(desk, None),
        *_origin_fields(desk, None),
        *_more_fields(desk, None),
        Field(name="assignee", label=_("prepared by"), main=False),
    ]
    return FormDialog(
        desk,
        _("New request for advice"),
        fields,
        save,
        preview=lambda answers: list(_when_advised(desk, answers)),
        draft=("request.new", 0),
        confirm=_("register"),
    )


def _when_advised(desk: Desk, answers: Answers) -> Iterator[Line]:
    """Yield the end of the term, what shortens it, and the plenary that can adopt the advice."""
    from screens.about_advice import route_lines

    form, received_on = RequestForm(answers.text("form")), answers.required_day("received")
    urgent, agreed = form is RequestForm.URGENT, bool(answers.text("agreed_by"))
    rule = desk.store.councils.rule(
        desk.council.id, Purpose.ADVICE, received_on, urgent=urgent and agreed
    )
    if rule is None or form in WITHOUT_TERM:
        return
    due_on = reckon(rule, received_on, [], desk.store.councils.calendar()).due_on
    asked_by = answers.day("asked_by")
    if asked_by and asked_by < due_on and agreed:
        yield "", _("By the ordinance the term to advise ends on {day}.", day=due_on)
        due_on = asked_by
    yield "strong", _("The term to advise ends on {day}.", day=due_on)
    decided_on = answers.day("decision_on")
    unagreed = asked_by if asked_by and asked_by < due_on and not agreed else None
    said = remarks(
        received_on,
        decided_on=decided_on,
        due_on=due_on,
        too_short=unagreed is not None,
        unagreed=unagreed,
    )
    presiding = desk.store.requests.presiding(desk.council.id, desk.today)
    # What cannot be helped any more by who agrees comes first: not everything may be in sight.
    said += unfit_consent(answers.text("agreed_by"), presiding)
    for remark in [*said, *([say(URGENCY_UNAGREED)] if urgent and not agreed else [])]:
        yield "late", f"! {remark}"
    yield from route_lines(desk, desk.council.id, received_on, due_on)


def change_request(desk: Desk, request: AdviceRequest) -> FormDialog[str]:
    """Return the form that changes what is known of a request; its answer tells of a moved end."""
    clocks = desk.store.requests.clocks

    def save(answers: Answers) -> str:
        before = clocks.open_of(request.id, Purpose.ADVICE)
        change(answers)
        after = clocks.open_of(request.id, Purpose.ADVICE)
        moved = _moved(before, after) if before and after else []
        return " ".join([_("{ref}: saved.", ref=request.ref), *moved])

    def preview(answers: Answers) -> list[Line]:
        clock = clocks.open_of(request.id, Purpose.ADVICE)
        agreed = replace(
            request,
            asked_by=answers.day("asked_by"),
            agreed_due_on=agreed_day(
                request,
                answers.day("asked_by"),
                answers.text("agreed_by"),
                anew=answers.any("agreed_anew") == "yes",
            ),
        ).due_by_agreement
        kept = (request.received_on, request.form)
        if clock is None or kept != (answers.day("received"), answers.text("form")):
            return []
        earlier = agreed if agreed and agreed < clock.original_due_on else None
        agree = ClockEvent(kind=ClockEventKind.AGREE, on=desk.today, due_on=earlier)
        return [("strong", one) for one in _moved(clock, clocks.preview(clock, agree))]

    def change(answers: Answers) -> None:
        desk.store.requests.change(
            request,
            title=answers.text("title"),
            kind=DocumentKind(answers.text("kind")),
            form=RequestForm(answers.text("form")),
            stage=PolicyStage(answers.text("stage")),
            body=AdvisedBody(answers.text("body")),
            domains=answers.many("domain"),
            received_on=answers.required_day("received"),
            asked_by=answers.day("asked_by"),
            decision_on=answers.day("decision_on"),
            their_reference=answers.text("their_reference"),
            sender=answers.text("sender"),
            sender_email=answers.text("sender_email"),
            department=answers.text("department"),
            short_term_agreed_by=answers.text("agreed_by"),
            agreed_anew=answers.any("agreed_anew") == "yes",
            partners=_partners(answers),
            on=desk.today,
        )

    partners = desk.store.requests.partners.of(request.id)
    fields = [
        *_main_fields(desk, request),
        *_more_fields(desk, request),
        *_partner_fields(partners),
        *_origin_fields(desk, request),
        *_asker_fields(desk, request),
    ]
    title = _("Change {ref}", ref=request.ref)
    draft = ("request.change", request.id)
    return FormDialog(desk, title, fields, save, preview=preview, draft=draft)


def _moved(before: Clock, after: Clock) -> list[str]:
    """Say how the end of the term to advise moved, if it did."""
    if after.due_on == before.due_on:
        return []
    ends = _("Our term ends on {day}.", day=after.due_on)
    return [ends, _("It was {day}.", day=before.due_on)]


def _main_fields(desk: Desk, request: AdviceRequest | None) -> list[Field]:
    domains = [(domain.code, domain.name) for domain in desk.store.councils.domains()]
    kind, stage = DocumentKind.OTHER, PolicyStage.DRAFT_POLICY
    return [
        Field(
            name="title",
            label=_("subject"),
            hint=_("What the advice is asked on."),
            value=request.title if request else "",
            required=True,
        ),
        ChoiceField(
            name="kind",
            label=_("kind of document"),
            value=request.kind if request else kind,
            proposed=None if request else _kind_of_title,
            options=choices((one, _(label)) for one, label in DOCUMENT_LABELS.items()),
        ),
        ChoiceField(
            name="domain",
            label=_("domain"),
            hint=_("The first one chosen is the main domain. Enter goes on."),
            value=" ".join(request.domains) if request else "",
            options=choices(domains),
            many=True,
        ),
        ChoiceField(
            name="stage",
            label=_("stage of the policy"),
            value=request.stage if request else stage,
            options=choices((one, _(label)) for one, label in STAGE_LABELS.items()),
        ),
    ]


def _kind_of_title(texts: Mapping[str, str]) -> str:
    from intake.policy_words import kind_of

    return kind_of(texts["title"])


def _origin_fields(desk: Desk, request: AdviceRequest | None) -> list[Field]:
    """Return when it came and in which form: what its terms are reckoned from."""
    return [
        DateField(
            name="received",
            label=_("received"),
            value=long_date(request.received_on if request else desk.today),
            usual=request is None,
            hint=_("The term follows from this day."),
            happened=True,
            required=True,
            main=False,
        ),
        ChoiceField(
            name="form",
            label=_("form"),
            value=request.form if request else RequestForm.REQUESTED,
            options=choices((one, _(label)) for one, label in FORM_LABELS.items()),
            main=False,
        ),
    ]


def _more_fields(desk: Desk, request: AdviceRequest | None) -> list[Field]:
    presiding = desk.store.requests.presiding(desk.council.id, desk.today)
    asked, decided = (request.asked_by, request.decision_on) if request else (None, None)
    return [
        DateField(
            name="asked_by",
            label=_("advice asked for"),
            hint=_("The last day on which the municipality wants the advice; empty if none."),
            value=long_date(asked) if asked else "",
            until=True,
            main=False,
        ),
        DateField(
            name="decision_on",
            label=_("decision on"),
            value=long_date(decided) if decided else "",
            main=False,
        ),
        Field(
            name="agreed_by",
            label=_("short term agreed by"),
            hint=_(
                "Who agreed to less time for the council: {names}.",
                names=", ".join(presiding),
            )
            if presiding
            else _("Who agreed with less time than the ordinance gives; normally the chair."),
            value=request.short_term_agreed_by if request else "",
            known=presiding,
            main=False,
        ),
        *_anew_field(request),
        Field(
            name="their_reference",
            label=_("their reference"),
            value=request.their_reference if request else "",
            main=False,
        ),
        Field(
            name="sender",
            label=_("sender"),
            value=request.sender if request else "",
            known=desk.store.requests.in_use(desk.council.id, "sender"),
            main=False,
        ),
        Field(
            name="sender_email",
            label=_("e-mail of sender"),
            value=request.sender_email if request else "",
            main=False,
        ),
    ]


def _asker_fields(desk: Desk, request: AdviceRequest) -> list[Field]:
    """Return what is asked after registering: in that form the end of the term stays in sight."""
    known = desk.store.requests.in_use(request.council_id, "department")
    return [
        Field(
            name="department",
            label=_("department"),
            hint=_("In use: {names}.", names=", ".join(known))
            if known
            else _("The department of the municipality that asks."),
            value=request.department,
            known=known,
            main=False,
        ),
        ChoiceField(
            name="body",
            label=_("advice to"),
            value=request.body,
            options=choices((one, _(label)) for one, label in BODY_LABELS.items()),
            main=False,
        ),
    ]


def _anew_field(request: AdviceRequest | None) -> list[Field]:
    """Return whether they agreed again, where somebody agreed before."""
    if request is None or not request.short_term_agreed_by:
        return []
    return [
        ChoiceField(
            name="agreed_anew",
            label=_("agreed again"),
            hint=_("An earlier date than was agreed, or an urgent form, needs that again."),
            value="no",
            options=choices([("no", _("no")), ("yes", _("yes"))]),
            main=False,
        )
    ]


def _partner_fields(partners: Sequence[Partner]) -> list[Field]:
    return [
        Field(
            name="partners",
            label=_("together with"),
            hint=_("Other councils that advise along, with commas between them."),
            value=", ".join(partner.name for partner in partners),
            main=False,
        ),
        Field(
            name="lead",
            label=_("led by"),
            hint=_("Which of those leads; empty when our own council does."),
            value=leader_of(partners),
            main=False,
        ),
    ]


def _partners(answers: Answers) -> tuple[Partner, ...]:
    return partners_of(answers.text("partners").split(","), answers.text("lead"))
