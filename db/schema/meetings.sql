-- Meetings. Those planned together share a series; each keeps its own identity in calendars.
-- told_sequence, told_title, told_starts_at and told_location are what the mails last written about a
-- meeting said of it; told_sender is to whom they let answers go, and is no part of the trail.

CREATE TABLE meeting_series (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id),
  rrule TEXT NOT NULL CHECK (rrule LIKE 'FREQ=%'),
  until TEXT NOT NULL CHECK (until IS date(until, '+0 days'))
) STRICT;

CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id),
  series_id INTEGER REFERENCES meeting_series (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  kind TEXT NOT NULL CHECK (kind IN ('plenary', 'committee', 'theme', 'consultation_hour', 'executive',
    'working_group')),
  status TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('draft', 'planned', 'invited',
    'cancelled')),
  starts_at TEXT NOT NULL CHECK (starts_at IS strftime('%Y-%m-%dT%H:%M', starts_at, '+0 days')),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
  location TEXT NOT NULL DEFAULT '',
  uid TEXT NOT NULL UNIQUE,
  sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  told_sequence INTEGER CHECK (told_sequence BETWEEN 0 AND sequence),
  told_title TEXT,
  told_starts_at TEXT CHECK (told_starts_at IS strftime('%Y-%m-%dT%H:%M', told_starts_at, '+0 days')),
  told_location TEXT,
  told_sender TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  public INTEGER NOT NULL DEFAULT 0 CHECK (public IN (0, 1)),
  created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (status <> 'cancelled' OR length(trim(reason)) > 0),
  CHECK ((told_sequence IS NULL) = (told_title IS NULL)),
  CHECK ((told_sequence IS NULL) = (told_starts_at IS NULL)),
  CHECK ((told_sequence IS NULL) = (told_location IS NULL))
) STRICT;

CREATE INDEX meeting_by_start ON meeting (council_id, starts_at, id);
CREATE INDEX meeting_of_series ON meeting (series_id, starts_at) WHERE series_id IS NOT NULL;

-- Who was invited to a meeting by mail, and so may have it in a calendar of their own.
CREATE TABLE invitee (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  UNIQUE (meeting_id, person_id)
) STRICT;

CREATE TRIGGER meeting_begins BEFORE INSERT ON meeting
WHEN NEW.status NOT IN ('draft', 'planned') AND NOT undoing()
BEGIN SELECT RAISE(ABORT, 'meeting: begins as draft or planned'); END;

CREATE TRIGGER meeting_change BEFORE UPDATE ON meeting BEGIN
  SELECT RAISE(ABORT, 'meeting: its calendar identity is fixed') WHERE NEW.uid <> OLD.uid;
  SELECT RAISE(ABORT, 'meeting: the sequence only rises') WHERE NEW.sequence < OLD.sequence;
  SELECT RAISE(ABORT, 'meeting: cancelled is final')
    WHERE OLD.status = 'cancelled' AND NEW.status <> OLD.status AND NOT undoing();
END;
