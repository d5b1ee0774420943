"""Programs and libraries that read calendars, each asked the same: what is when?

Times come back in UTC, so that every reader has to apply the zone of the file itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest


class Entry(NamedTuple):
    """What a calendar shows: first and last moment in UTC, or first and last day."""

    title: str
    first: datetime | date
    last: datetime | date


Reader = Callable[[bytes, Path], list[Entry]]

INHERITED = ("PATH", "RAADTUI_ICALJS")


def run(command: Sequence[str], folder: Path, given: bytes = b"") -> str:
    """Run a reader in a world of its own: its home is `folder`, its zone UTC."""
    environment = {
        "HOME": str(folder),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        **{name: os.environ[name] for name in INHERITED if name in os.environ},
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def _span(first: datetime | date, end: datetime | date) -> tuple[datetime | date, datetime | date]:
    if isinstance(first, datetime):
        assert isinstance(end, datetime)
        return first.astimezone(UTC), end.astimezone(UTC)
    return first, end - timedelta(days=1)


def icalendar_library(data: bytes, _folder: Path) -> list[Entry]:
    from icalendar import Calendar

    file = Calendar.from_ical(data)
    assert not file.errors
    return [Entry(str(event["SUMMARY"]), *_span(event.start, event.end)) for event in file.events]


def vobject_library(data: bytes, _folder: Path) -> list[Entry]:
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    file = vobject.readOne(data.decode())
    return [
        Entry(event.summary.value, *_span(event.dtstart.value, event.dtend.value))
        for event in file.contents.get("vevent", [])
    ]


_KHAL = """\
[calendars]
[[council]]
path = {folder}/calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = council
"""


def khal(data: bytes, folder: Path) -> list[Entry]:
    """Read as khal does: import into its store, list what it shows."""
    pytest.importorskip("khal", reason="khal is not installed")
    program = [sys.executable, "-m", "khal", "-c", "config"]
    (folder / "config").write_text(_KHAL.format(folder=folder))
    (folder / "calendar").mkdir()
    (folder / "council.ics").write_bytes(data)
    run([*program, "import", "--batch", "-a", "council", "council.ics"], folder)
    shape = "{start-long}|{end-long}|{title}"
    shown = run(
        [*program, "list", "--format", shape, "--day-format", "", "2026-01-01", "2027-12-31"],
        folder,
    )
    return [_entry(line) for line in shown.splitlines() if line]


def calcurse(data: bytes, folder: Path) -> list[Entry]:
    """Read as calcurse does: import into its store, query what it shows."""
    program = shutil.which("calcurse")
    if program is None:
        pytest.skip("calcurse is not installed")
    (folder / "council.ics").write_bytes(data)
    run([program, "-D", str(folder), "-q", "-i", "council.ics"], folder)
    moment = "%Y-%m-%dT%H:%M"
    window = ["--input-datefmt", "4", "--from", "2026-01-01", "--days", "730"]
    days = ["--output-datefmt", "%Y-%m-%d"]
    appointments = f"%(start:{moment})|%(end:{moment})|%m\n"
    query = [program, "-D", str(folder), "-Q", *window, *days, "--format-event", "%m\n"]
    shown = run([*query, "--format-apt", appointments], folder)
    entries = []
    day = ""
    for line in shown.splitlines():
        if "|" in line:
            entries.append(_entry(line))
        elif line.endswith(":") and line[:4].isdigit():
            day = line[:10]
        elif line:
            entries.append(_entry(f"{day}|{day}|{line}"))
    return entries


_ICAL_JS = """
const {default: ICAL} = await import(process.env.RAADTUI_ICALJS || "ical.js");
const text = (await import("node:fs")).readFileSync(0, "utf8");
const file = new ICAL.Component(ICAL.parse(text));
for (const zone of file.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const moment = (time) => time.isDate ? time.toString() : new Date(time.toUnixTime() * 1000).toISOString();
console.log(JSON.stringify(file.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return [event.summary, moment(event.startDate), moment(event.endDate)];
})));
"""


def ical_js(data: bytes, _folder: Path) -> list[Entry]:
    """Read with the parser of Thunderbird and Nextcloud.

    RAADTUI_ICALJS says where its `ical.js` lies, unless node finds the package from here.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    here = Path(__file__).parent
    program = [node, "--input-type=module", "-e"]
    probe = (
        'try { await import(process.env.RAADTUI_ICALJS || "ical.js") } catch { console.log("no") }'
    )
    if run([*program, probe], here):
        pytest.skip("the npm package ical.js is not installed; RAADTUI_ICALJS may name its file")
    shown = json.loads(run([*program, _ICAL_JS], here, data))
    return [
        Entry(title, *_span(_moment(first.rstrip("Z")), _moment(end.rstrip("Z"))))
        for title, first, end in shown
    ]


def _entry(line: str) -> Entry:
    first, last, title = line.split("|", 2)
    return Entry(title.strip(), _moment(first), _moment(last))


def _moment(text: str) -> datetime | date:
    if len(text) == len("2026-12-08"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


READERS: Mapping[str, Reader] = {
    "icalendar": icalendar_library,
    "vobject": vobject_library,
    "khal": khal,
    "calcurse": calcurse,
    "ical.js": ical_js,
}
