"""Opening the screens: on the council's own database, or on a fictional one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from council.errors import WrongUse
from council.wording import say
from db.connection import Actor
from raadtui.cli.context import Context

_WITHOUT_SCREEN = ("", "dumb", "unknown")


def open_screens(context: Context) -> int:
    """Show the screens over the database and return the exit status when they are left."""
    require_terminal()
    return run_app(context, context.path, context.actor)


def open_demo(context: Context) -> int:
    """Show the screens over a fictional council that is thrown away afterwards."""
    from tempfile import TemporaryDirectory

    from raadtui.demo import visitor

    require_terminal()
    with TemporaryDirectory(prefix="raadtui-demo-") as folder:
        path = Path(folder) / "demo.db"
        make_demo(context, path)
        return run_app(context, path, visitor(context.today), Path(folder))


def make_demo(context: Context, path: Path) -> None:
    """Make a database with the fictional council in it, the same for the same day."""
    from db.defaults import fresh_store
    from raadtui.demo import demo_actor, fill

    with fresh_store(path, demo_actor(context.today)) as store:
        fill(store, context.today)


def require_terminal() -> None:
    """Refuse to draw screens into a pipe, a file, or a terminal that has no screen."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse(
            say("The screens need a terminal. For plain text there are commands: raadtui --help")
        )
    if sys.platform != "win32" and os.environ.get("TERM", "") in _WITHOUT_SCREEN:
        raise WrongUse(
            say(
                "This terminal (TERM is “{term}”) cannot show screens. For plain text there are commands: raadtui --help",
                term=os.environ.get("TERM", ""),
            )
        )


def run_app(context: Context, path: Path, actor: Actor, folder: Path | None = None) -> int:
    """Start the app; files go to `folder`, else to the one in the settings, else to the home."""
    from raadtui.app import run

    return run(
        path,
        actor,
        council=context.council_code,
        today=context.fixed_today,
        settings=context.settings,
        folder=folder or _folder(context.settings.folder),
    )


def _folder(name: str) -> Path | None:
    return Path(name).expanduser() if name else None
