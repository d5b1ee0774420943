-- What the municipality announced, so that what never came to the council can be counted.

-- title_key is the title without case and accents, for telling pieces apart and for filtering;
-- sort_on puts what has no date at the end of the list.
CREATE TABLE announcement (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  title_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('ordinance', 'policy_plan', 'policy_rules',
    'implementing_rules', 'other')),
  domain TEXT REFERENCES policy_domain (code),
  expected_on TEXT CHECK (expected_on IS date(expected_on, '+0 days')),
  decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days')),
  source TEXT NOT NULL DEFAULT '',
  seen_on TEXT NOT NULL CHECK (seen_on IS date(seen_on, '+0 days')),
  advice_due INTEGER NOT NULL DEFAULT 1 CHECK (advice_due IN (0, 1)),
  request_id INTEGER REFERENCES request (id),
  version INTEGER NOT NULL DEFAULT 1,
  sort_on TEXT NOT NULL GENERATED ALWAYS AS (coalesce(expected_on, decided_on, '9999-12-31')) STORED
) STRICT;

CREATE INDEX announcement_by_date ON announcement (council_id, sort_on, id);
CREATE INDEX announcement_by_title ON announcement (council_id, title_key);
CREATE INDEX announcement_of_request ON announcement (request_id) WHERE request_id IS NOT NULL;

CREATE TRIGGER announcement_own_request BEFORE UPDATE OF request_id, council_id ON announcement
WHEN NEW.council_id <> (SELECT council_id FROM request WHERE id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'announcement: the request belongs to another council'); END;
CREATE TRIGGER announcement_own_request_new BEFORE INSERT ON announcement
WHEN NEW.council_id <> (SELECT council_id FROM request WHERE id = NEW.request_id)
BEGIN SELECT RAISE(ABORT, 'announcement: the request belongs to another council'); END;
