-- People, seats, appointments and offices.

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  sort_name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  forgotten_on TEXT CHECK (forgotten_on IS date(forgotten_on, '+0 days')),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (forgotten_on IS NULL OR email || phone = '')
) STRICT;

-- Who was forgotten stays forgotten; that somebody sat, and when, is the council's history.
CREATE TRIGGER person_forgotten BEFORE UPDATE ON person WHEN OLD.forgotten_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'person: was forgotten'); END;

CREATE INDEX person_by_name ON person (sort_name, id);

CREATE TABLE seat (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id),
  code TEXT NOT NULL COLLATE NOCASE CHECK (length(trim(code)) > 0),
  role TEXT NOT NULL CHECK (role IN ('independent_chair', 'chair', 'client_member', 'representative',
    'resident', 'adviser', 'secretary')),
  domain TEXT REFERENCES policy_domain (code),
  voting INTEGER NOT NULL CHECK (voting IN (0, 1)),
  term_months INTEGER CHECK (term_months > 0),
  max_terms INTEGER CHECK (max_terms > 0),
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  version INTEGER NOT NULL DEFAULT 1,
  rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE role WHEN 'independent_chair' THEN 0 WHEN 'chair' THEN 0
    WHEN 'adviser' THEN 2 WHEN 'secretary' THEN 2 ELSE 1 END) STORED,
  -- PW-2 comes before PW-10: the digits at the end count as a number.
  sort_code TEXT NOT NULL COLLATE NOCASE GENERATED ALWAYS AS (
    CASE rtrim(code, '0123456789') WHEN code THEN code ELSE rtrim(code, '0123456789')
      || substr('00000000000000000000' || substr(code, length(rtrim(code, '0123456789')) + 1), -20)
    END) STORED,
  UNIQUE (council_id, code),
  CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;

CREATE INDEX seat_in_order ON seat (council_id, rank, sort_code, id);

CREATE UNIQUE INDEX seat_one_chair ON seat (council_id)
WHERE role IN ('independent_chair', 'chair') AND ends_on IS NULL;

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  seat_id INTEGER NOT NULL REFERENCES seat (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  term_number INTEGER NOT NULL DEFAULT 1 CHECK (term_number > 0),
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on, '+0 days')),
  ended_on TEXT CHECK (ended_on IS date(ended_on, '+0 days')),
  end_reason TEXT NOT NULL DEFAULT '',
  decision TEXT NOT NULL DEFAULT '',
  follows_id INTEGER UNIQUE REFERENCES appointment (id),
  deviation TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  last_day TEXT GENERATED ALWAYS AS (coalesce(ended_on, ends_on)) STORED,
  CHECK (ends_on >= starts_on),
  CHECK (ended_on IS NULL OR ended_on BETWEEN starts_on AND ends_on),
  CHECK (ended_on IS NULL OR length(trim(end_reason)) > 0)
) STRICT;

CREATE INDEX appointment_of_seat ON appointment (seat_id, starts_on, last_day);
CREATE INDEX appointment_of_person ON appointment (person_id, starts_on);
CREATE INDEX appointment_by_end ON appointment (last_day, id);

CREATE TRIGGER appointment_new BEFORE INSERT ON appointment BEGIN
  SELECT RAISE(ABORT, 'appointment: the person was forgotten') WHERE EXISTS (
    SELECT 1 FROM person p WHERE p.id = NEW.person_id AND p.forgotten_on IS NOT NULL);
  SELECT RAISE(ABORT, 'appointment: the seat is taken in this period') WHERE EXISTS (
    SELECT 1 FROM appointment a WHERE a.seat_id = NEW.seat_id
      AND a.starts_on <= coalesce(NEW.ended_on, NEW.ends_on) AND a.last_day >= NEW.starts_on);
  SELECT RAISE(ABORT, 'appointment: the person already sits in this council in this period') WHERE EXISTS (
    SELECT 1 FROM appointment a JOIN seat s ON s.id = a.seat_id
    WHERE a.person_id = NEW.person_id AND s.council_id = (SELECT council_id FROM seat WHERE id = NEW.seat_id)
      AND a.starts_on <= coalesce(NEW.ended_on, NEW.ends_on) AND a.last_day >= NEW.starts_on);
  SELECT RAISE(ABORT, 'appointment: outside the life of the seat') WHERE EXISTS (
    SELECT 1 FROM seat s WHERE s.id = NEW.seat_id
      AND (NEW.starts_on < s.starts_on OR (s.ends_on IS NOT NULL AND NEW.ends_on > s.ends_on)));
  SELECT RAISE(ABORT, 'appointment: more terms than the seat allows') WHERE trim(NEW.deviation) = ''
    AND NEW.term_number > (SELECT coalesce(max_terms, 999) FROM seat WHERE id = NEW.seat_id);
  SELECT RAISE(ABORT, 'appointment: a follow-up is the same person, later, with the next number')
    WHERE NEW.follows_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM appointment p WHERE p.id = NEW.follows_id AND p.person_id = NEW.person_id
        AND p.last_day < NEW.starts_on AND NEW.term_number = p.term_number + 1);
END;

CREATE TRIGGER appointment_change BEFORE UPDATE ON appointment BEGIN
  SELECT RAISE(ABORT, 'appointment: the person was forgotten') WHERE EXISTS (
    SELECT 1 FROM person p WHERE p.id = NEW.person_id AND p.forgotten_on IS NOT NULL);
  SELECT RAISE(ABORT, 'appointment: seat, person and number are fixed')
    WHERE (NEW.seat_id, NEW.person_id, NEW.term_number, NEW.follows_id)
      IS NOT (OLD.seat_id, OLD.person_id, OLD.term_number, OLD.follows_id);
  SELECT RAISE(ABORT, 'appointment: the seat is taken in this period') WHERE EXISTS (
    SELECT 1 FROM appointment a WHERE a.id <> NEW.id AND a.seat_id = NEW.seat_id
      AND a.starts_on <= coalesce(NEW.ended_on, NEW.ends_on) AND a.last_day >= NEW.starts_on);
  SELECT RAISE(ABORT, 'appointment: the person already sits in this council in this period') WHERE EXISTS (
    SELECT 1 FROM appointment a JOIN seat s ON s.id = a.seat_id
    WHERE a.id <> NEW.id AND a.person_id = NEW.person_id
      AND s.council_id = (SELECT council_id FROM seat WHERE id = NEW.seat_id)
      AND a.starts_on <= coalesce(NEW.ended_on, NEW.ends_on) AND a.last_day >= NEW.starts_on);
  SELECT RAISE(ABORT, 'appointment: outside the life of the seat') WHERE EXISTS (
    SELECT 1 FROM seat s WHERE s.id = NEW.seat_id
      AND (NEW.starts_on < s.starts_on
        OR (s.ends_on IS NOT NULL AND coalesce(NEW.ended_on, NEW.ends_on) > s.ends_on)));
END;

CREATE TRIGGER seat_life BEFORE UPDATE OF starts_on, ends_on ON seat
WHEN EXISTS (SELECT 1 FROM appointment a WHERE a.seat_id = NEW.id
  AND (a.starts_on < NEW.starts_on OR a.last_day > NEW.ends_on))
BEGIN SELECT RAISE(ABORT, 'seat: somebody is appointed to it outside this period'); END;

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  appointment_id INTEGER NOT NULL REFERENCES appointment (id),
  office TEXT NOT NULL CHECK (office IN ('vice_chair', 'treasurer', 'secretary', 'minute_taker')),
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  ends_on TEXT CHECK (ends_on IS date(ends_on, '+0 days')),
  CHECK (ends_on IS NULL OR ends_on >= starts_on),
  UNIQUE (appointment_id, office, starts_on)
) STRICT;
