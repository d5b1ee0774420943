"""Files that the screens write: under a free name in one folder, so that nothing is lost."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from exports.atomic import free_paths, write_atomically
from screens.desk import Desk


def stem_of(desk: Desk, what: str) -> str:
    """Return the name proposed for what is written today, such as `raad-2026-11-23-leden`."""
    words = "-".join(what.split())
    return f"raad-{desk.today.isoformat()}-{words}"


def path_shown(desk: Desk, stem: str, ending: str) -> str:
    """Return where a file would be written now, as people write it."""
    return shown(free_paths(desk.folder, stem, [ending])[0])


def write_files(desk: Desk, stem: str, bodies: Mapping[str, bytes]) -> str:
    """Write one thing in a file for each ending, and return where, as people write it.

    What has that name already stays as it is: the files get a number.
    """
    paths = free_paths(desk.folder, stem, list(bodies))
    for path, body in zip(paths, bodies.values(), strict=True):
        write_atomically(path, body)
    first, *others = paths
    return ", ".join([shown(first), *(path.suffix for path in others)])


def fetching(desk: Desk, words: str, name: str) -> str:
    """Return the command that fetches an export from another computer; empty on one's own.

    Who came in through sudo has to name the account that owns the database.
    """
    account = getpass.getuser() if os.environ.get("SUDO_USER") else ""
    if not (account or os.environ.get("SSH_CONNECTION")):
        return ""
    program = f"sudo -u {account} raadtui" if account else "raadtui"
    first = desk.store.councils.get()
    # Quoted for the shell here and for the one there, to which ssh hands what is left of it.
    code = quote(quote(desk.council.code))
    council = "" if first.id == desk.council.id else f" --council {code}"
    return f"ssh {socket.gethostname()} {program} {words}{council} -o - > {name}"


def shown(path: Path) -> str:
    """Return a path, with ~ for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
