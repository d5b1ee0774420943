-- How each person looks at the inbox: filters kept by name, and how far they have looked.

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  who TEXT NOT NULL CHECK (length(trim(who)) > 0),
  council_id INTEGER NOT NULL REFERENCES council (id),
  name TEXT NOT NULL COLLATE NOCASE CHECK (length(trim(name)) > 0),
  queue TEXT NOT NULL,
  filter_text TEXT NOT NULL DEFAULT '',
  sort TEXT NOT NULL CHECK (sort IN ('urgency', 'received', 'title')),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (who, council_id, name)
) STRICT;

-- The last change of a request that somebody looked at. It leaves no trail.
CREATE TABLE request_seen (
  who TEXT NOT NULL,
  request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
  change_id INTEGER NOT NULL,
  PRIMARY KEY (who, request_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_of_request ON request_seen (request_id);

-- The orders of the inbox besides urgency.
CREATE INDEX request_open_by_receipt ON request (council_id, received_on, id) WHERE closed_on IS NULL;
CREATE INDEX request_open_by_title ON request (council_id, title COLLATE NOCASE, id) WHERE closed_on IS NULL;
CREATE INDEX request_by_title ON request (council_id, title COLLATE NOCASE, id);
