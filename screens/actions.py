"""Everything that can be done with a key: the one registry.

The keys that work, the key bar, the help and the commands are all made of it. Whether an
action can be done now is for the place to say (`Place.why_not`). One letter means one
thing in every place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from council.wording import N_
from screens.action import GENERAL, LIST, MEETING, MEMBER, PLACES, REQUEST, Action
from screens.advice_actions import ADVICE_ACTIONS
from screens.doors import DOORS
from screens.radar_actions import FIGURES_ACTIONS, RADAR_ACTIONS, VIEW_ACTIONS

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = ["ACTIONS", "Action", "action", "actions_in", "bindings"]


_REQUESTS = ("inbox", "today", "advice")

ACTIONS: tuple[Action, ...] = (
    # The inbox; a request under the cursor on Today as well.
    Action(
        id="new_request",
        key="n",
        label=N_("new"),
        help=N_("Register a request with the standard term."),
        group=REQUEST,
        places=("inbox",),
        apart=True,
    ),
    Action(
        id="next_step",
        key="v",
        label=N_("next step"),
        help=N_("Take the sensible next step with this request."),
        group=REQUEST,
        places=_REQUESTS,
    ),
    Action(
        id="other_step",
        key="V",
        label=N_("other step"),
        help=N_("Choose among all steps that this request can take."),
        group=REQUEST,
        places=_REQUESTS,
        bar=False,
    ),
    Action(
        id="term",
        key="t",
        label=N_("term"),
        help=N_("Stop, resume, extend, shorten or correct a term."),
        group=REQUEST,
        places=_REQUESTS,
    ),
    Action(
        id="change_request",
        key="w",
        label=N_("change"),
        help=N_("Change what is known of this request."),
        group=REQUEST,
        places=("inbox",),
    ),
    Action(
        id="assign",
        key="a",
        label=N_("assign"),
        help=N_("Say who prepares the advice; works on all marked requests."),
        group=REQUEST,
        places=("inbox",),
    ),
    Action(
        id="snooze",
        key="f",
        label=N_("put aside"),
        help=N_("Put aside until a day; works on all marked requests."),
        group=REQUEST,
        places=("inbox",),
        bar=False,
    ),
    Action(
        id="papers",
        key="s",
        label=N_("papers"),
        help=N_("Show the papers of this request."),
        group=REQUEST,
        places=("inbox",),
        bar=False,
    ),
    Action(
        id="take_in",
        key="i",
        label=N_("mail file"),
        help=N_("Make a request of a mail that was saved as a file."),
        group=REQUEST,
        places=("inbox",),
        apart=True,
    ),
    Action(
        id="letters",
        key="u",
        label=N_("letter"),
        help=N_("Write a letter that fits now: look at it, keep it as sent, get it as a file."),
        group=REQUEST,
        places=("inbox", "advice"),
    ),
    *ADVICE_ACTIONS,
    Action(
        id="next_queue",
        key="tab",
        label=N_("queue"),
        help=N_("Show the next queue."),
        group=LIST,
        places=("inbox", "advice", "members", "radar"),
        apart=True,
    ),
    Action(
        id="previous_queue",
        key="shift+tab",
        label=N_("previous queue"),
        help=N_("Show the previous queue."),
        group=LIST,
        places=("inbox", "advice", "members", "radar"),
        bar=False,
        apart=True,
    ),
    *VIEW_ACTIONS,
    # Meetings
    Action(
        id="plan",
        key="n",
        label=N_("plan"),
        help=N_("Plan one meeting, or a series such as every 2nd Tuesday."),
        group=MEETING,
        places=("meetings",),
        apart=True,
    ),
    Action(
        id="confirm",
        key="v",
        label=N_("make final"),
        help=N_("Make this draft a planned meeting, which calendars show."),
        group=MEETING,
        places=("meetings",),
    ),
    Action(
        id="move",
        key="m",
        label=N_("move"),
        help=N_("Move this meeting to another moment or place; calendars hear of it."),
        group=MEETING,
        places=("meetings",),
    ),
    Action(
        id="cancel",
        key="x",
        label=N_("cancel"),
        help=N_("Cancel this meeting; it stays in lists and calendars, marked."),
        group=MEETING,
        places=("meetings",),
    ),
    Action(
        id="invite",
        key="i",
        label=N_("invite"),
        help=N_("Write a mail for each member: come, or that a cancelled meeting is off."),
        group=MEETING,
        places=("meetings",),
    ),
    Action(
        id="change_meeting",
        key="w",
        label=N_("change"),
        help=N_("Change the title and the kind of this meeting."),
        group=MEETING,
        places=("meetings",),
        bar=False,
    ),
    Action(
        id="export",
        key="u",
        label=N_("export"),
        help=N_("Write the meetings as a calendar file for Outlook and others."),
        group=MEETING,
        places=("meetings",),
        apart=True,
    ),
    Action(
        id="month",
        key="tab",
        label=N_("month"),
        help=N_("Show the month, or the list again."),
        group=LIST,
        places=("meetings",),
        apart=True,
    ),
    # Members
    Action(
        id="appoint",
        key="n",
        label=N_("appoint"),
        help=N_("Appoint somebody, to this vacant seat or to another; or who has no seat."),
        group=MEMBER,
        places=("members", "today"),
        apart=True,
    ),
    Action(
        id="reappoint",
        key="h",
        label=N_("reappoint"),
        help=N_("Give this member the next term."),
        group=MEMBER,
        places=("members", "today"),
    ),
    Action(
        id="end_appointment",
        key="x",
        label=N_("end"),
        help=N_(
            "End this appointment or take it back; forget somebody; take away a seat never held."
        ),
        group=MEMBER,
        places=("members",),
    ),
    Action(
        id="change_person",
        key="w",
        label=N_("change"),
        help=N_("Change how this member is called and reached, and their term; or a vacant seat."),
        group=MEMBER,
        places=("members",),
    ),
    Action(
        id="on_date",
        key="@",
        label=N_("on a day"),
        help=N_("Show who sat where on another day; empty for today."),
        group=MEMBER,
        places=("members",),
        apart=True,
    ),
    Action(
        id="rota",
        key="t",
        label=N_("rota"),
        help=N_("Show the rota of retirement: who retires when, and what comes after."),
        group=MEMBER,
        places=("members",),
        apart=True,
    ),
    Action(
        id="read_list",
        key="i",
        label=N_("read in a list"),
        help=N_("Read in a member list that was saved as CSV."),
        group=MEMBER,
        places=("members",),
        apart=True,
    ),
    *RADAR_ACTIONS,
    *FIGURES_ACTIONS,
    # Lists
    Action(
        id="mark",
        key="space",
        label=N_("mark"),
        help=N_("Mark this line, or take the mark off; what works on all marked says so."),
        group=LIST,
        places=("inbox",),
        bar=False,
    ),
    Action(
        id="filter",
        key="/",
        label=N_("filter"),
        help=N_("Keep the lines in which every word you type occurs; Esc shows all again."),
        group=LIST,
        places=("inbox", "advice", "meetings", "members", "radar"),
        apart=True,
    ),
    Action(
        id="back",
        key="escape",
        label=N_("back"),
        help=N_("Go back: to the list, to all lines, to where you came from."),
        group=LIST,
        bar=False,
    ),
    Action(
        id="log",
        key="l",
        label=N_("log"),
        help=N_("Show who changed what and when."),
        group=LIST,
        bar=False,
    ),
    # Everywhere
    Action(
        id="search",
        key="z",
        label=N_("search"),
        help=N_("Search people, meetings, requests and papers at once."),
        group=GENERAL,
    ),
    Action(
        id="command",
        key=":",
        label=N_("command"),
        help=N_("Type a command, or a request in one line: a subject !domain #kind @stage 6w."),
        group=GENERAL,
    ),
    Action(
        id="help",
        key="?",
        label=N_("help"),
        help=N_("Show the keys that work here."),
        group=GENERAL,
        bar=False,
    ),
    Action(
        id="undo",
        key="o",
        label=N_("undo"),
        help=N_("Undo your last change."),
        group=GENERAL,
        bar=False,
    ),
    Action(
        id="redo",
        key="O",
        label=N_("redo"),
        help=N_("Do again what you undid last."),
        group=GENERAL,
        bar=False,
    ),
    Action(
        id="council",
        key="r",
        label=N_("other council"),
        help=N_("Choose another council in this database."),
        group=GENERAL,
        bar=False,
    ),
    Action(
        id="redraw",
        key="ctrl+l",
        label=N_("redraw"),
        help=N_("Draw the whole screen again."),
        group=GENERAL,
        bar=False,
    ),
    Action(
        id="quit",
        key="q",
        label=N_("quit"),
        help=N_("Leave the program."),
        group=GENERAL,
    ),
    *(
        Action(
            id=f"go_{door.id}",
            key=door.key,
            label=door.label,
            help=N_("Go to this place."),
            group=PLACES,
            bar=False,
        )
        for door in DOORS
    ),
)

_BY_ID = {action.id: action for action in ACTIONS}


def action(action_id: str) -> Action:
    """Return the action with this id."""
    return _BY_ID[action_id]


@cache
def actions_in(place: str) -> Sequence[Action]:
    """Return what can be done in a place, in the order of the key bar."""
    return tuple(one for one in ACTIONS if one.works_in(place))


def actions_elsewhere(place: str) -> list[Action]:
    """Return what can be asked for by name in a place, and is done in another."""
    return [one for one in ACTIONS if not one.works_in(place)]


def bindings(place: str) -> list[BindingType]:
    """Return the keys of a place for its screen."""
    from textual.binding import Binding

    # To Textual a comma stands between the keys of one binding.
    return [
        Binding(one.key.replace(",", "comma"), f"act('{one.id}')", id=one.id, show=False)
        for one in actions_in(place)
    ]
