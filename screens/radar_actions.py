"""What can be done with coming policy and with figures: a part of `screens.actions`."""

from __future__ import annotations

from council.wording import N_
from screens.action import ANNOUNCEMENT, FIGURES, LIST, Action

RADAR_ACTIONS: tuple[Action, ...] = (
    Action(
        id="new_announcement",
        key="n",
        label=N_("new"),
        help=N_("Add what the municipality announced."),
        group=ANNOUNCEMENT,
        places=("radar",),
        apart=True,
    ),
    Action(
        id="change_announcement",
        key="w",
        label=N_("change"),
        help=N_("Change what is known of this announcement."),
        group=ANNOUNCEMENT,
        places=("radar",),
    ),
    Action(
        id="link",
        key="k",
        label=N_("link"),
        help=N_("Link what was announced with the request that came of it."),
        group=ANNOUNCEMENT,
        places=("radar", "today", "inbox"),
        bar=False,
    ),
    Action(
        id="decided",
        key="x",
        label=N_("decided"),
        help=N_("Record the day on which the municipality decided."),
        group=ANNOUNCEMENT,
        places=("radar",),
    ),
    Action(
        id="read_announcements",
        key="i",
        label=N_("read in a list"),
        help=N_("Read in the municipality's list of coming policy, saved as CSV."),
        group=ANNOUNCEMENT,
        places=("radar",),
        apart=True,
    ),
    Action(
        id="go_linked",
        key="g",
        label=N_("go to request"),
        help=N_("Go to the request that came of this announcement."),
        group=ANNOUNCEMENT,
        places=("radar",),
        bar=False,
    ),
)

FIGURES_ACTIONS: tuple[Action, ...] = (
    Action(
        id="grouping",
        key="tab",
        label=N_("compare by"),
        help=N_("Compare years, quarters, policy domains or departments."),
        group=FIGURES,
        places=("figures",),
        apart=True,
    ),
    Action(
        id="previous_grouping",
        key="shift+tab",
        label=N_("compared by before"),
        help=N_("Compare by what was compared by before."),
        group=FIGURES,
        places=("figures",),
        bar=False,
        apart=True,
    ),
    Action(
        id="period",
        key="@",
        label=N_("period"),
        help=N_("Choose the days between which the requests were received."),
        group=FIGURES,
        places=("figures",),
        apart=True,
    ),
    Action(
        id="export_figures",
        key="u",
        label=N_("export"),
        help=N_("Write the table as a CSV file for a spreadsheet."),
        group=FIGURES,
        places=("figures",),
        apart=True,
    ),
)

VIEW_ACTIONS: tuple[Action, ...] = (
    Action(
        id="order",
        key=",",
        label=N_("order"),
        help=N_("Sort by urgency, by date of receipt or by subject."),
        group=LIST,
        places=("inbox",),
        bar=False,
        apart=True,
    ),
    Action(
        id="views",
        key="F",
        label=N_("views"),
        help=N_("Keep this queue, filter and order under a name, or show one that was kept."),
        group=LIST,
        places=("inbox",),
        bar=False,
        apart=True,
    ),
)
"""How the inbox is looked at."""
