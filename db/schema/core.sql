-- The council, its rules, its calendar; and the trail of every change.
--
-- Functions of our own connection: undoing() is 1 while a change is being undone, when
-- rules about immutable history step aside; erasing() is 1 while a person is forgotten or a paper
-- removed, when what was known of them leaves the trail; current_change() is the change that is open.
-- A plain sqlite3 shell has none of these, so it cannot write here by accident.
-- Real dates only: date(x) alone keeps 30 February, date(x, '+0 days') does not.

CREATE TABLE council (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('client_council', 'advisory_council', 'participation_council',
    'citizen_council', 'sub_council', 'working_group')),
  municipality TEXT NOT NULL DEFAULT '',
  parent_id INTEGER REFERENCES council (id),
  quorum_numerator INTEGER NOT NULL DEFAULT 1 CHECK (quorum_numerator >= 0),
  quorum_denominator INTEGER NOT NULL DEFAULT 2 CHECK (quorum_denominator > 0),
  quorum_strict INTEGER NOT NULL DEFAULT 1 CHECK (quorum_strict IN (0, 1)),
  quorum_basis TEXT NOT NULL DEFAULT 'seated' CHECK (quorum_basis IN ('seats', 'seated')),
  quorum_article TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (length(trim(code)) > 0 AND length(trim(name)) > 0),
  CHECK ((parent_id IS NULL) = (kind NOT IN ('sub_council', 'working_group')))
) STRICT;

CREATE TRIGGER council_one_level BEFORE INSERT ON council
WHEN NEW.parent_id IS NOT NULL AND (SELECT parent_id FROM council WHERE id = NEW.parent_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'council: a sub-council has no sub-councils'); END;

CREATE TRIGGER council_one_level_update BEFORE UPDATE OF parent_id ON council
WHEN NEW.parent_id IS NOT NULL AND (
  (SELECT parent_id FROM council WHERE id = NEW.parent_id) IS NOT NULL
  OR EXISTS (SELECT 1 FROM council WHERE parent_id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'council: a sub-council has no sub-councils'); END;

CREATE TABLE policy_domain (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  act TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A term as an ordinance sets it. A change of the ordinance is a new row: a clock keeps
-- pointing to the rule it was made with. What was mistyped is put right in its row.
CREATE TABLE term_rule (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('acknowledgement', 'advice', 'answer', 'follow_up')),
  urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1)),
  amount INTEGER NOT NULL CHECK (amount > 0),
  unit TEXT NOT NULL CHECK (unit IN ('day', 'workday', 'week', 'month')),
  first_day_counts INTEGER NOT NULL DEFAULT 0 CHECK (first_day_counts IN (0, 1)),
  rolls INTEGER NOT NULL DEFAULT 1 CHECK (rolls IN (0, 1)),
  recess_suspends INTEGER NOT NULL DEFAULT 0 CHECK (recess_suspends IN (0, 1)),
  article TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from, '+0 days')),
  valid_until TEXT CHECK (valid_until IS date(valid_until, '+0 days')),
  CHECK (valid_until IS NULL OR valid_until >= valid_from),
  UNIQUE (council_id, purpose, urgent, valid_from)
) STRICT;

CREATE TRIGGER term_rule_fixed BEFORE UPDATE ON term_rule
WHEN NOT undoing() AND (NEW.council_id, NEW.purpose, NEW.urgent, NEW.valid_from)
  IS NOT (OLD.council_id, OLD.purpose, OLD.urgent, OLD.valid_from)
BEGIN SELECT RAISE(ABORT, 'term_rule: what for and from when are fixed; add a new version'); END;

-- Days that the Algemene termijnenwet does not list itself: equalised by decree, and recess.
CREATE TABLE day_off (
  id INTEGER PRIMARY KEY,
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on, '+0 days')),
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'equalised', 'recess')),
  name TEXT NOT NULL,
  source TEXT NOT NULL CHECK (length(trim(source)) > 0),
  CHECK (ends_on >= starts_on),
  UNIQUE (kind, starts_on, ends_on)
) STRICT;

CREATE TABLE number_series (
  council_id INTEGER NOT NULL REFERENCES council (id),
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last > 0),
  PRIMARY KEY (council_id, kind, year)
) STRICT, WITHOUT ROWID;

-- What a form holds while somebody types, so that a broken line loses nothing.
CREATE TABLE draft (
  who TEXT NOT NULL,
  form TEXT NOT NULL,
  subject_id INTEGER NOT NULL DEFAULT 0,
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  saved_at TEXT NOT NULL,
  PRIMARY KEY (who, form, subject_id)
) STRICT, WITHOUT ROWID;

-- One line per change that a person made: a command, or a key on a screen. council_id is the
-- council in which they worked: what councils share, such as people, is changed in one of them.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL CHECK (length(trim(who)) > 0),
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  council_id INTEGER,
  request_id INTEGER,
  undoes INTEGER REFERENCES change (id),
  undone_by INTEGER UNIQUE REFERENCES change (id)
) STRICT;

CREATE INDEX change_by_who ON change (who, id);
CREATE INDEX change_of_request ON change (request_id, id) WHERE request_id IS NOT NULL;

CREATE TRIGGER change_fixed BEFORE UPDATE ON change
WHEN (NEW.id, NEW.at, NEW.who, NEW.action, NEW.undoes)
  IS NOT (OLD.id, OLD.at, OLD.who, OLD.action, OLD.undoes)
  OR (OLD.subject <> '' AND NEW.subject <> OLD.subject AND NOT erasing())
  OR (OLD.council_id IS NOT NULL AND NEW.council_id IS NOT OLD.council_id)
  OR (OLD.request_id IS NOT NULL AND NEW.request_id IS NOT OLD.request_id)
BEGIN SELECT RAISE(ABORT, 'change: the trail cannot be rewritten'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'change: the trail cannot be rewritten'); END;

-- What a change did to each row. The triggers that fill it are made from the column lists.
CREATE TABLE trail (
  id INTEGER PRIMARY KEY,
  change_id INTEGER NOT NULL REFERENCES change (id),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  old TEXT,
  new TEXT,
  CHECK (old IS NOT NULL OR new IS NOT NULL)
) STRICT;

CREATE INDEX trail_of_change ON trail (change_id, id);
CREATE INDEX trail_of_row ON trail (table_name, row_id, id);
CREATE INDEX trail_of_letters ON trail (json_extract(new, '$.request_id')) WHERE table_name = 'letter';

CREATE TRIGGER trail_fixed BEFORE UPDATE ON trail
WHEN NOT (erasing() AND OLD.table_name IN ('appointment', 'message', 'request', 'clock', 'clock_event'))
BEGIN SELECT RAISE(ABORT, 'trail: cannot be rewritten'); END;
CREATE TRIGGER trail_kept BEFORE DELETE ON trail
WHEN NOT (erasing() AND OLD.table_name IN ('person', 'document'))
BEGIN SELECT RAISE(ABORT, 'trail: cannot be rewritten'); END;
