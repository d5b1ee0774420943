from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from council.councils import Council
from council.errors import NotFound, WrongUse
from council.requests import AdviceRequest, Queue, RequestLine, RequestState
from council.views import Order
from db.store import Store, open_store
from tests.conftest import fixed_actor

TODAY = date(2026, 11, 23)


@pytest.fixture
def colleague(store: Store) -> Iterator[Store]:
    with open_store(store.path, fixed_actor("de vries")) as opened:
        yield opened


def register(store: Store, council: Council, title: str = "Verordening") -> AdviceRequest:
    return store.requests.register(council.id, title=title, received_on=TODAY)


def unseen(store: Store, council: Council) -> set[str]:
    """Return the titles of what is unseen, after checking that list, count and set agree."""
    inbox = store.requests.inbox
    lines = inbox.lines(council.id, Queue.UNSEEN, TODAY)
    assert inbox.counts(council.id, TODAY)[Queue.UNSEEN] == len(lines)
    assert store.views.unseen(council.id) == {line.id for line in lines}
    return {line.title for line in lines}


def test_a_view_is_kept_by_name_and_replaced_by_one_of_that_name(
    store: Store, council: Council
) -> None:
    kept = store.views.save(council.id, " Jeugd ", filter_text="jeugdhulp", order=Order.TITLE)
    assert (kept.name, kept.queue, kept.filter_text, kept.order) == (
        "Jeugd",
        Queue.OPEN,
        "jeugdhulp",
        Order.TITLE,
    )
    store.views.save(council.id, "bijstand", queue=Queue.WAITING)
    again = store.views.save(council.id, "JEUGD", queue=Queue.NEW)
    assert again.id == kept.id
    assert [view.name for view in store.views.all(council.id)] == ["bijstand", "JEUGD"]
    assert store.views.get(council.id, "jeugd") == again


def test_saving_and_deleting_a_view_are_undone(store: Store, council: Council) -> None:
    first = store.views.save(council.id, "Jeugd", queue=Queue.NEW)
    second = store.views.save(council.id, "Jeugd", queue=Queue.CLOSED)
    store.views.delete(second)
    assert store.views.all(council.id) == []
    store.trail.undo()
    assert store.views.get(council.id, "Jeugd").queue is Queue.CLOSED
    store.trail.undo()
    assert store.views.get(council.id, "Jeugd").queue is first.queue
    store.trail.undo()
    assert store.views.all(council.id) == []


def test_views_are_ones_own(store: Store, colleague: Store, council: Council) -> None:
    mine = store.views.save(council.id, "Jeugd")
    assert colleague.views.all(council.id) == []
    colleague.views.delete(mine)
    colleague.views.save(council.id, "jeugd", queue=Queue.CLOSED)
    assert store.views.get(council.id, "Jeugd") == mine


def test_a_view_needs_a_name_that_exists(store: Store, council: Council) -> None:
    with pytest.raises(WrongUse, match="needs a name"):
        store.views.save(council.id, " ")
    with pytest.raises(WrongUse, match="needs a name"):
        store.views.save(council.id, ".")
    with pytest.raises(NotFound, match="“jeugd”"):
        store.views.get(council.id, "jeugd")


def test_what_a_colleague_changed_is_new_until_one_looks(
    store: Store, colleague: Store, council: Council
) -> None:
    request = register(colleague, council)
    register(store, council, "Eigen werk")
    assert unseen(store, council) == {"Verordening"}
    assert unseen(colleague, council) == {"Eigen werk"}
    store.views.mark_seen(request.id)
    assert unseen(store, council) == set()
    store.requests.assign(request, "werkgroep")
    assert unseen(store, council) == set()
    assert unseen(colleague, council) == {"Verordening", "Eigen werk"}
    colleague.requests.snooze(colleague.requests.by_id(request.id), TODAY + timedelta(days=7))
    assert unseen(store, council) == {"Verordening"}
    store.views.mark_seen(*store.views.unseen(council.id))
    assert unseen(store, council) == set()


def test_undoing_by_a_colleague_is_news_too_and_a_request_that_is_gone_is_not(
    store: Store, colleague: Store, council: Council
) -> None:
    request = register(colleague, council)
    colleague.requests.assign(request, "werkgroep")
    store.views.mark_seen(request.id)
    colleague.trail.undo()
    assert unseen(store, council) == {"Verordening"}
    store.views.mark_seen(request.id)
    colleague.trail.undo()
    assert unseen(store, council) == set()
    colleague.trail.redo()
    assert unseen(store, council) == {"Verordening"}


def test_a_closed_request_is_no_news(store: Store, colleague: Store, council: Council) -> None:
    request = register(colleague, council)
    request = colleague.requests.advance(
        request, RequestState.DECLINED, on=TODAY, reason="buiten het domein"
    )
    colleague.requests.advance(request, RequestState.CLOSED, on=TODAY)
    assert unseen(store, council) == set()


def test_mail_is_news_to_all_until_they_look_and_of_what_is_closed_until_somebody_did(
    store: Store, colleague: Store, council: Council
) -> None:
    request = register(store, council)
    colleague.views.mark_seen(request.id)
    store.files.record_message(b"a", request_id=request.id, joins=True)
    assert (unseen(store, council), unseen(colleague, council)) == ({"Verordening"},) * 2
    request = store.requests.advance(
        request, RequestState.DECLINED, on=TODAY, reason="buiten het domein"
    )
    request = store.requests.advance(request, RequestState.CLOSED, on=TODAY)
    assert (store.views.mail_in(council.id), colleague.views.mail_in(council.id)) == (1, 1)
    request = store.requests.advance(request, RequestState.IN_PROGRESS, on=TODAY, reason="toch")
    store.views.mark_seen(request.id)
    assert (store.views.mail_in(council.id), colleague.views.mail_in(council.id)) == (0, 1)
    request = store.requests.advance(
        request, RequestState.DECLINED, on=TODAY, reason="buiten het domein"
    )
    store.requests.advance(request, RequestState.CLOSED, on=TODAY)
    assert (unseen(store, council), unseen(colleague, council)) == (set(), set())


def test_mail_that_joins_does_not_keep_others_from_undoing(
    store: Store, colleague: Store, council: Council
) -> None:
    request = register(store, council)
    store.requests.assign(request, "werkgroep")
    colleague.files.record_message(b"a", request_id=request.id, joins=True)
    store.trail.undo()
    assert store.requests.by_id(request.id).assignee == ""
    colleague.trail.undo()
    assert store.views.mail_in(council.id) == 0


def test_looking_leaves_no_trail_and_writes_nothing_twice(
    store: Store, colleague: Store, council: Council
) -> None:
    request = register(colleague, council)
    log = store.trail.log()
    store.views.mark_seen(request.id)
    before = colleague.connection.version()
    store.views.mark_seen(request.id)
    assert colleague.connection.version() == before
    assert store.trail.log() == log


def paged(store: Store, council: Council, queue: Queue, order: Order) -> list[RequestLine]:
    """Return the whole list, read two rows at a time, forwards; backwards must give the same."""
    window = store.requests.inbox.window(council.id, queue, TODAY, order=order)
    lines = window.first(2)
    while more := window.after(lines[-1], 2):
        lines += more
    back = window.last(2)
    while more := window.before(back[0], 2):
        back = more + back
    assert back == lines
    return lines


def test_the_inbox_in_three_orders(store: Store, council: Council) -> None:
    titles = ["beleid", "Advies", "élan", "Beleid", "advies"]
    for days, title in enumerate(titles):
        store.requests.register(
            council.id, title=title, received_on=TODAY - timedelta(days=7 * (days % 3))
        )

    def listed(order: Order) -> list[str]:
        return [line.title for line in paged(store, council, Queue.OPEN, order)]

    assert listed(Order.URGENCY) == ["élan", "Advies", "advies", "beleid", "Beleid"]
    assert listed(Order.RECEIVED) == ["Beleid", "beleid", "advies", "Advies", "élan"]
    assert listed(Order.TITLE) == ["Advies", "advies", "beleid", "Beleid", "élan"]


def test_closed_requests_have_no_urgency(store: Store, council: Council) -> None:
    for days in (3, 1, 2):
        request = store.requests.register(
            council.id, title=f"{days}", received_on=TODAY - timedelta(days=days)
        )
        request = store.requests.advance(request, RequestState.DECLINED, on=TODAY, reason="x")
        store.requests.advance(request, RequestState.CLOSED, on=TODAY)
    lines = paged(store, council, Queue.CLOSED, Order.URGENCY)
    assert [line.title for line in lines] == ["1", "2", "3"]
