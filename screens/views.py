"""The views of the inbox that one keeps: showing one, keeping this one, forgetting one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from council.requests import QUEUE_LABELS, Queue
from council.views import ORDER_LABELS, Order, SavedView
from council.wording import _
from screens.ask import Menu, Option
from screens.form import FormDialog
from screens.form_fields import Field

if TYPE_CHECKING:
    from screens.desk import Desk
    from screens.place import AnyPlace

_KEYS = "123456789abcdefghijklmopqrstuvwyz"
"""For the views; without n and x, which keep and forget."""


def choose_view(
    place: AnyPlace,
    queue: Queue,
    filter_text: str,
    order: Order,
    show: Callable[[SavedView], None],
) -> None:
    """Ask for a view and show it, or keep the present one, which is described by the rest."""
    desk = place.desk
    views = desk.store.views.all(desk.council.id)
    known = {view.name: view for view in views}
    options = [
        *_options(views),
        Option(
            value="+",
            key=_("n"),
            label=_("keep this view"),
            help=_described(queue, filter_text, order),
        ),
        Option(
            value="-",
            key=_("x"),
            label=_("forget a view"),
            why_not="" if views else _("There is none."),
        ),
    ]

    def chosen(value: str) -> None:
        if value == "+":
            form = _name_form(desk, queue, filter_text, order)
            place.ask(form, lambda view: place.say(_("View “{name}” is kept.", name=view.name)))
        elif value == "-":
            menu = Menu(_("Forget which view?"), _options(views))
            place.ask(menu, lambda name: _forget(place, known[name[1:]]))
        else:
            show(known[value[1:]])

    place.ask(Menu(_("Views of the inbox"), options), chosen)


def _options(views: Sequence[SavedView]) -> list[Option]:
    return [
        Option(
            value=f"={view.name}",
            key=key,
            label=view.name,
            help=_described(view.queue, view.filter_text, view.order),
        )
        for key, view in zip(_KEYS, views, strict=False)
    ]


def _described(queue: Queue, filter_text: str, order: Order) -> str:
    words = f"“{filter_text}”" if filter_text else ""
    return ", ".join(filter(None, [_(QUEUE_LABELS[queue]), words, _(ORDER_LABELS[order])]))


def _name_form(desk: Desk, queue: Queue, filter_text: str, order: Order) -> FormDialog[SavedView]:
    field = Field(
        name="name",
        label=_("name"),
        hint=_("A name that is taken gets this view instead of its own."),
        value=filter_text,
        required=True,
    )
    return FormDialog(
        desk,
        _("Keep this view: {view}", view=_described(queue, filter_text, order)),
        [field],
        lambda answers: desk.store.views.save(
            desk.council.id,
            answers.text("name"),
            queue=queue,
            filter_text=filter_text,
            order=order,
        ),
        confirm=_("keep"),
    )


def _forget(place: AnyPlace, view: SavedView) -> None:
    place.desk.store.views.delete(view)
    place.say(_("View “{name}” is forgotten.", name=view.name), "done")
