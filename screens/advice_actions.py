"""What can be done with an advice, as part of the registry in `screens.actions`."""

from __future__ import annotations

from council.wording import N_
from screens.action import ADVICE, Action

ADVICE_ACTIONS: tuple[Action, ...] = (
    Action(
        id="new_advice",
        key="n",
        label=N_("new"),
        help=N_("Begin an advice on a request."),
        group=ADVICE,
        places=("advice",),
        apart=True,
    ),
    Action(
        id="write_advice",
        key="e",
        label=N_("write"),
        help=N_("Write the text of the advice and its recommendations."),
        group=ADVICE,
        places=("inbox", "advice"),
    ),
    Action(
        id="adopt",
        key="b",
        label=N_("adopt"),
        help=N_("Adopt the advice, by a decision of the council or under a mandate."),
        group=ADVICE,
        places=("advice",),
    ),
    Action(
        id="change_advice",
        key="w",
        label=N_("change"),
        help=N_("Change the tone and the minority view; after an answer, what it says."),
        group=ADVICE,
        places=("advice",),
    ),
    Action(
        id="copy",
        key="c",
        label=N_("copy"),
        help=N_("Record that the city council got a copy."),
        group=ADVICE,
        places=("advice",),
    ),
    Action(
        id="not_kept",
        key="x",
        label=N_("not kept"),
        help=N_("Record that this promise was not kept, and where that shows."),
        group=ADVICE,
        places=("advice",),
    ),
    Action(
        id="texts",
        key="s",
        label=N_("texts"),
        help=N_("Read the advice and the letters about it as they were sent."),
        group=ADVICE,
        places=("advice",),
        bar=False,
    ),
    Action(
        id="read_text",
        key="i",
        label=N_("read in a text"),
        help=N_("Take the text of the advice from a file."),
        group=ADVICE,
        places=("advice",),
        bar=False,
    ),
    Action(
        id="withdraw_advice",
        key="X",
        label=N_("take back"),
        help=N_("Take back the adoption of an advice, or a draft so that another can be begun."),
        group=ADVICE,
        places=("advice",),
        bar=False,
    ),
)
