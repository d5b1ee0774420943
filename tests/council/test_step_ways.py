"""A council may change its steps as it likes, but never so that a request cannot end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.errors import Refused
from council.requests import RequestState
from council.step_ways import require_possible, require_way_on
from council.steps import (
    DEFAULT_STEPS,
    IN_THE_MAKING,
    UNDER_WAY,
    Step,
    stops_the_term,
)

S = RequestState
Path = tuple[RequestState, RequestState]
USUAL = {(step.origin, step.target) for step in DEFAULT_STEPS}
STARTS = {(S.RECEIVED, "open"), (S.IN_PROGRESS, "open"), (S.BYPASSED, "open")}


def steps(paths: set[Path]) -> list[Step]:
    return [Step(origin=origin, target=target, rank=1) for origin, target in paths]


def after(advice: str, origin: RequestState, target: RequestState) -> str | None:
    """Return how far the advice is after a step, None where the step is refused.

    It is open, adopted, sent or answered; a new one may be written once what was sent is taken up.
    """
    if target is S.RECEIVED:
        return None
    if target is S.ADOPTED:
        sent = origin in (S.ISSUED, S.RESPONDED, S.FOLLOW_UP)
        return None if sent else "adopted"
    if target is S.ISSUED:
        return "sent" if advice == "adopted" else None
    if target is S.RESPONDED:
        return "answered" if advice in ("sent", "answered") else None
    if target in IN_THE_MAKING and advice == "adopted":
        return "open"
    return advice


def stuck(paths: set[Path], seen: set[Path]) -> set[tuple[RequestState, str]]:
    """Return where a request may be, by the steps ever `seen`, and can never be closed.

    It is nobody's early input, its terms have passed, and no answer comes.
    """
    places, new = set(STARTS), set(STARTS)
    while new:
        new = {
            (target, then)
            for state, advice in new
            for origin, target in seen
            if origin is state and (then := after(advice, origin, target))
        } - places
        places |= new
    ends = {place for place in places if place[0] is S.CLOSED}
    while True:
        more = {
            (origin, advice)
            for state, advice in places - ends
            for origin, target in paths
            if origin is state
            and not stops_the_term(origin, target)
            and not (target is S.CLOSED and origin in UNDER_WAY)
            and not (target is S.RESPONDED and advice == "sent")
            and (target, after(advice, origin, target)) in ends
        }
        if not more:
            return places - ends
        ends |= more


changes = st.lists(
    st.tuples(st.booleans(), st.sampled_from(sorted(S)), st.sampled_from(sorted(S))), max_size=60
)


@given(changes, st.randoms(use_true_random=False))
def test_whatever_a_council_changes_every_request_can_end(
    wishes: list[tuple[bool, RequestState, RequestState]], chance: object
) -> None:
    now, seen = set(USUAL), set(USUAL)
    drops = [(False, origin, target) for origin, target in sorted(USUAL)]
    chance.shuffle(drops)  # type: ignore[attr-defined]
    for allowed, origin, target in [*wishes, *drops]:
        try:
            if allowed:
                require_possible(origin, target)
                now |= {(origin, target)} if origin is not target else set()
            elif (origin, target) in now:
                require_way_on(steps(now - {(origin, target)}))
                now -= {(origin, target)}
        except Refused:
            continue
        seen |= now
    assert stuck(now, seen) == set()


@pytest.mark.parametrize("path", sorted(USUAL))
def test_the_usual_steps_can_all_be_taken(path: Path) -> None:
    require_possible(*path)


@pytest.mark.parametrize(
    "path",
    [
        (S.RECEIVED, S.FOLLOW_UP),
        (S.RECEIVED, S.RESPONDED),
        (S.ADOPTED, S.FOLLOW_UP),
        (S.RECEIVED, S.ISSUED),
        (S.DRAFT, S.ISSUED),
        (S.ISSUED, S.ADOPTED),
        (S.IN_PROGRESS, S.RECEIVED),
    ],
)
def test_a_step_that_nobody_could_take_is_refused(path: Path) -> None:
    with pytest.raises(Refused, match="No request can go"):
        require_possible(*path)


@pytest.mark.parametrize(
    ("state", "left"),
    [
        (S.IN_PROGRESS, {S.CLOSED}),
        (S.IN_PROGRESS, {S.INCOMPLETE}),
        (S.ISSUED, {S.RESPONDED}),
        (S.ON_HOLD, set()),
    ],
)
def test_what_not_every_request_can_do_is_no_way_on(
    state: RequestState, left: set[RequestState]
) -> None:
    kept = {path for path in USUAL if path[0] is not state or path[1] in left}
    with pytest.raises(Refused, match="could not end then"):
        require_way_on(steps(kept))


def test_a_circle_is_no_way_on() -> None:
    circle = {(S.IN_PROGRESS, S.DRAFT), (S.DRAFT, S.IN_PROGRESS)}
    kept = {path for path in USUAL if path[0] not in (S.IN_PROGRESS, S.DRAFT)} | circle
    with pytest.raises(Refused, match="could not end then"):
        require_way_on(steps(kept))
