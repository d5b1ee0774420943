"""`raadtui doctor`: terminal, locale, database and disk; each ok, or what to do about it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from council.errors import NotFound, RaadError
from council.meetings import TIMEZONE
from council.record import record
from council.wording import N_, _, long_date, short_moment
from raadtui.cli.context import Context
from raadtui.cli.options import Command, pass_context
from raadtui.cli.printing import DAMAGED, DONE, tell_json, tell_table

if TYPE_CHECKING:
    from db.store import Store

_LEAST_FREE = 100_000_000
_FAR_OFF = timedelta(days=1)  # in a demo council it is always noon
_LEAST_COLUMNS, _LEAST_LINES = 80, 24

_LABELS = {
    "terminal": N_("terminal"),
    "size": N_("size"),
    "colours": N_("colours"),
    "locale": N_("locale"),
    "time_zone": N_("time zone"),
    "today": N_("today"),
    "clock": N_("clock"),
    "settings": N_("settings"),
    "folder": N_("folder"),
    "sqlite": "SQLite",
    "database": N_("database"),
    "disk": N_("disk"),
    "rights": N_("rights"),
    "room": N_("room"),
    "left": N_("left behind"),
    "earlier": N_("earlier copies"),
}
"""What each check is called, by its code."""


@record
class Finding:
    """What the check called `code` found.

    `advice` says what to do; `stops` that nothing works until then.
    """

    code: str
    found: str
    advice: str = ""
    stops: bool = False


@click.command(cls=Command, help=_("Check the terminal, the database and the disk."))
@pass_context
def doctor(context: Context) -> int:
    """Look at everything that work depends on."""
    checks: tuple[Callable[[Context], Finding], ...] = (
        _terminal,
        _size,
        _colours,
        _locale,
        _time_zone,
        _today,
        _clock,
        _settings,
        _folder,
        _sqlite,
        _database,
        _file_system,
        _rights,
        _room,
        _left,
        _earlier,
    )
    findings = [check(context) for check in checks]
    if context.json:
        tell_json(
            [
                {"check": one.code, "ok": not one.advice, "found": one.found, "advice": one.advice}
                for one in findings
            ]
        )
    else:
        tell_table((_(_LABELS[one.code]), one.found, one.advice or _("ok")) for one in findings)
    return DAMAGED if any(one.stops for one in findings) else DONE


def _terminal(context: Context) -> Finding:
    code, term = "terminal", os.environ.get("TERM", "")
    if not sys.stdout.isatty():
        return Finding(code=code, found=_("none: output goes to a file or a pipe"))
    if term in ("", "dumb"):
        advice = _("The screens need a terminal that can move the cursor; set TERM.")
        return Finding(code=code, found=term or "-", advice=advice)
    return Finding(code=code, found=term)


def _size(context: Context) -> Finding:
    size = shutil.get_terminal_size()
    small = size.columns < _LEAST_COLUMNS or size.lines < _LEAST_LINES
    advice = _("Make the window at least 80 columns by 24 lines.") if small else ""
    return Finding(code="size", found=f"{size.columns}x{size.lines}", advice=advice)


def _colours(context: Context) -> Finding:
    if "NO_COLOR" in os.environ:
        found = _("none, because NO_COLOR is set")
    elif os.environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        found = "16777216"
    else:
        found = "256" if "256color" in os.environ.get("TERM", "") else "16"
    return Finding(code="colours", found=found)


def _locale(context: Context) -> Finding:
    import locale

    encoding = locale.getencoding() if hasattr(locale, "getencoding") else "utf-8"
    if sys.flags.utf8_mode or encoding.casefold().replace("-", "") == "utf8":
        return Finding(code="locale", found="UTF-8")
    advice = _("Letters with accents may look wrong; set for example LANG=nl_NL.UTF-8.")
    return Finding(code="locale", found=encoding, advice=advice)


def _time_zone(context: Context) -> Finding:
    from zoneinfo import ZoneInfo

    now = datetime.now().astimezone()
    here = now.strftime("%z")
    same = now.astimezone(ZoneInfo(TIMEZONE)).utcoffset() == now.utcoffset()
    advice = _(
        "Today begins at another hour than in the Netherlands; install tzdata, "
        "or set this computer to Dutch time."
    )
    return Finding(code="time_zone", found=here, advice="" if same else advice)


def _today(context: Context) -> Finding:
    code = "today"
    try:
        found = long_date(context.today)
    except RaadError as error:
        return Finding(code=code, found="-", advice=str(error), stops=True)
    held = context.fixed_today is not None and not context.options.today
    advice = _("RAADTUI_TODAY holds today at this day; take it away unless that is meant.")
    return Finding(code=code, found=found, advice=advice if held else "")


def _clock(context: Context) -> Finding:
    """Compare the clock with the newest change, which cannot be of a moment still to come."""
    from db.connection import local
    from db.store import open_store

    now, newest = context.actor.clock(), None
    with suppress(RaadError), open_store(_path(context), context.actor) as store:
        newest = store.trail.newest()
    advice = ""
    if newest and newest - now > _FAR_OFF:
        advice = _(
            "The newest change in the database is of {moment}, which is still to come: set the "
            "clock of this computer, unless it was wrong then.",
            moment=local(newest.isoformat()),
        )
    return Finding(code="clock", found=short_moment(local(now.isoformat())), advice=advice)


def _settings(context: Context) -> Finding:
    from raadtui.config import config_path

    code, path = "settings", config_path()
    try:
        _read = context.settings
    except RaadError as error:
        return Finding(code=code, found=str(path), advice=str(error), stops=True)
    return Finding(code=code, found=path if Path(path).exists() else _("none; the defaults hold"))


def _folder(context: Context) -> Finding:
    """Look at where the screens write."""
    try:
        named = context.settings.folder
    except RaadError:  # which another check says
        named = ""
    folder = Path(os.path.expanduser(named or "~"))  # noqa: PTH111  without a home it stays "~"
    advice = ""
    if _seen(folder) is None or not folder.is_dir():
        advice = _("There is no folder {folder}.", folder=str(folder))
    elif not os.access(folder, os.W_OK | os.X_OK):
        advice = _("You have no right to write {path}; choose another folder.", path=str(folder))
    return Finding(code="folder", found=str(folder), advice=advice)


def _sqlite(context: Context) -> Finding:
    from db.driver import sqlite3, wal_is_safe

    advice = "" if wal_is_safe() else _("Works, more slowly: it has a fault that is avoided.")
    return Finding(code="sqlite", found=sqlite3.sqlite_version, advice=advice)


def _path(context: Context) -> Path:
    try:
        return context.path
    except RaadError:  # the settings are wrong, which another check says
        from db.place import default_path

        return Path(default_path())


def _database(context: Context) -> Finding:
    from db.store import open_store

    code, path = "database", _path(context)
    try:
        with open_store(path, context.actor) as store:
            result = str(store.connection.value("PRAGMA quick_check"))
            if result == "ok":
                _require_council(context, store)
    except NotFound as error:
        return Finding(code=code, found="-", advice=str(error), stops=True)
    except RaadError as error:
        return Finding(code=code, found=str(path), advice=str(error), stops=True)
    if result != "ok":
        advice = _("It is damaged ({reason}). Restore a backup.", reason=result)
        return Finding(code=code, found=str(path), advice=advice, stops=True)
    return Finding(code=code, found=str(path))


def _require_council(context: Context, store: Store) -> None:
    """Refuse the code of a council that is not in the database, as every command does."""
    try:
        code = context.council_code
    except RaadError:  # of the settings, which another check says
        return
    if code:
        store.councils.get(code)


def _file_system(context: Context) -> Finding:
    from db.place import file_system, require_local

    path = _path(context)
    found = file_system(path) or "?"
    try:
        require_local(path)
    except RaadError as error:
        return Finding(code="disk", found=found, advice=str(error), stops=True)
    return Finding(code="disk", found=found)


def _rights(context: Context) -> Finding:
    code, path = "rights", _path(context)
    known = _seen(path)
    if known is None:
        return Finding(code=code, found="-")
    papers = path.with_name(f"{path.name}.files")
    found = f"{stat.S_IMODE(known.st_mode):04o}"
    barred = next((one for one in (path.parent, path, *_folders(papers)) if not _mine(one)), None)
    if barred:
        advice = _("You have no right to write {file}.", file=str(barred))
        return Finding(code=code, found=found, advice=advice, stops=True)
    advice = ""
    if known.st_mode & 0o077:
        advice = _("Others can read the database: chmod 600 {file}", file=str(path))
    elif (kept := _seen(papers)) and kept.st_mode & 0o077:
        advice = _("Others can read the papers: chmod 700 {folder}", folder=str(papers))
    return Finding(code=code, found=found, advice=advice)


def _mine(path: Path) -> bool:
    return os.access(path, os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0))


def _folders(papers: Path) -> list[Path]:
    """Return the folder of the papers with those in it: one of them may be somebody else's."""
    if _seen(papers) is None:
        return []
    return [papers, *(papers.glob("??") if _mine(papers) else ())]


def _seen(path: Path) -> os.stat_result | None:
    """Return what the system says of a path; None where nothing is, or may be seen."""
    try:
        return path.stat()
    except OSError:
        return None


def _room(context: Context) -> Finding:
    folder = _path(context).parent
    while _seen(folder) is None:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    advice = _("There is little room left on the disk.") if free < _LEAST_FREE else ""
    return Finding(code="room", found=f"{free // 1_000_000} MB", advice=advice)


def _left(context: Context) -> Finding:
    """Look for what a backup or restore that was killed left beside the database."""
    from db.asides import asides_in

    names = ", ".join(map(str, asides_in(_path(context).parent)))
    advice = _(
        "A backup or restore goes on, or was broken off and left personal data here: delete it, or "
        "one that is made half a day later does."
    )
    return Finding(code="left", found=names or "-", advice=advice if names else "")


def _earlier(context: Context) -> Finding:
    """Look for what restoring a backup, or upgrading, kept beside the database."""
    path = _path(context)
    names = ""
    with suppress(OSError):  # which the check of the rights says
        beside = sorted(path.parent.glob(f"{escape(path.name)}.*"))
        names = ", ".join(str(one) for one in beside if one.is_file())
    advice = _(
        "How the database was before a backup was put back or an upgrade, with whom the council "
        "has forgotten since: delete it when all is well."
    )
    return Finding(code="earlier", found=names or "-", advice=advice if names else "")
