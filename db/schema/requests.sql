-- Advice requests, the steps they took, their clocks, and the papers that came with them.

-- Which steps are allowed, the sensible one of the lowest rank. Without a council it holds for
-- all of them; what a council says of the same step goes before that, also that it is not allowed.
CREATE TABLE request_step (
  id INTEGER PRIMARY KEY,
  council_id INTEGER REFERENCES council (id),
  origin TEXT NOT NULL,
  target TEXT NOT NULL CHECK (target <> origin),
  rank INTEGER NOT NULL,
  needs_reason INTEGER NOT NULL CHECK (needs_reason IN (0, 1)),
  allowed INTEGER NOT NULL DEFAULT 1 CHECK (allowed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX step_once ON request_step (coalesce(council_id, 0), origin, target);

-- The steps of each council; a part of a council takes those of the whole.
CREATE VIEW council_step AS
SELECT c.id AS council_id, s.origin, s.target, s.rank, s.needs_reason
FROM council c
JOIN request_step s ON s.council_id IS NULL OR s.council_id = coalesce(c.parent_id, c.id)
WHERE s.allowed AND NOT EXISTS (
  SELECT 1 FROM request_step own WHERE s.council_id IS NULL
    AND own.council_id = coalesce(c.parent_id, c.id)
    AND own.origin = s.origin AND own.target = s.target);

-- due_on is the nearest date of a running clock and follows the clocks by trigger: the
-- lists are ordered by it. queue groups the states, for the counts above the inbox. mail_in is the
-- change in which a mail last joined the request, 0 for none; it follows the messages by trigger.
-- Of what is closed only as long as nobody looked: old mail is no news to who comes new.
CREATE TABLE request (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL REFERENCES council (id),
  ref TEXT NOT NULL,
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  kind TEXT NOT NULL CHECK (kind IN ('ordinance', 'policy_plan', 'policy_rules',
    'implementing_rules', 'other')),
  form TEXT NOT NULL CHECK (form IN ('requested', 'unsolicited', 'urgent', 'early_input', 'regional',
    'evaluation')),
  stage TEXT NOT NULL CHECK (stage IN ('exploration', 'starting_note', 'draft_policy',
    'executive_decision', 'city_council_decision', 'implementation', 'evaluation')),
  body TEXT NOT NULL DEFAULT 'executive' CHECK (body IN ('executive', 'city_council', 'joint_board')),
  state TEXT NOT NULL,
  received_on TEXT NOT NULL CHECK (received_on IS date(received_on, '+0 days')),
  asked_by TEXT CHECK (asked_by IS date(asked_by, '+0 days')),
  decision_on TEXT CHECK (decision_on IS date(decision_on, '+0 days')),
  their_reference TEXT NOT NULL DEFAULT '',
  sender TEXT NOT NULL DEFAULT '',
  sender_email TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL DEFAULT '',
  assignee TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  short_term_agreed_by TEXT NOT NULL DEFAULT '',
  agreed_due_on TEXT CHECK (agreed_due_on IS date(agreed_due_on, '+0 days')),
  snoozed_until TEXT CHECK (snoozed_until IS date(snoozed_until, '+0 days')),
  closed_on TEXT CHECK (closed_on IS date(closed_on, '+0 days')),
  due_on TEXT NOT NULL DEFAULT '9999-12-31',
  mail_in INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  queue TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN state = 'received' THEN 'new'
    WHEN state IN ('acknowledged', 'in_progress', 'consulted', 'draft', 'tabled', 'adopted') THEN 'working'
    WHEN state IN ('incomplete', 'on_hold', 'issued') THEN 'waiting'
    WHEN state IN ('responded', 'follow_up', 'declined', 'withdrawn', 'bypassed') THEN 'finishing'
    ELSE 'closed' END) STORED,
  UNIQUE (council_id, ref),
  CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
  CHECK (agreed_due_on IS NULL OR short_term_agreed_by <> '')
) STRICT;

-- For what is open, and for the few others about which there may be news.
CREATE INDEX request_by_due ON request (council_id, due_on, id)
WHERE closed_on IS NULL OR mail_in > 0;
CREATE INDEX request_in_queue ON request (council_id, queue, due_on, id) WHERE closed_on IS NULL;
CREATE INDEX request_by_receipt ON request (council_id, received_on, id);
-- With closed_on in it the index alone gives their count.
CREATE INDEX request_closed_by_receipt ON request (council_id, received_on, id, closed_on)
WHERE closed_on IS NOT NULL;

CREATE TRIGGER request_begins BEFORE INSERT ON request
WHEN NOT undoing() AND (NEW.state NOT IN ('received', 'in_progress', 'bypassed') OR NEW.closed_on IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'request: begins as received, in progress or bypassed'); END;

CREATE TRIGGER request_state_by_history BEFORE UPDATE OF state ON request
WHEN NOT undoing() AND NEW.state <> OLD.state AND NEW.state IS NOT (
  SELECT target FROM request_history WHERE request_id = NEW.id ORDER BY id DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'request: the state moves only through its history'); END;

-- Not due_on, which follows the clocks: they lapse with the closing, or go on after it.
CREATE TRIGGER request_closed BEFORE UPDATE OF council_id, ref, title, kind, form, stage, body, state,
  received_on, asked_by, decision_on, their_reference, sender, sender_email, department, assignee, text,
  short_term_agreed_by, agreed_due_on, snoozed_until, closed_on, version ON request
WHEN OLD.closed_on IS NOT NULL AND NEW.state = OLD.state AND NOT undoing() AND NOT erasing()
BEGIN SELECT RAISE(ABORT, 'request: closed; reopen it first'); END;

CREATE TABLE request_domain (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  domain TEXT NOT NULL REFERENCES policy_domain (code),
  position INTEGER NOT NULL,
  UNIQUE (request_id, domain),
  UNIQUE (request_id, position)
) STRICT;

-- The other councils that advise along; at most one of them leads, otherwise our own does.
CREATE TABLE request_partner (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  leads INTEGER NOT NULL DEFAULT 0 CHECK (leads IN (0, 1)),
  UNIQUE (request_id, name)
) STRICT;

CREATE UNIQUE INDEX one_leads ON request_partner (request_id) WHERE leads = 1;

CREATE TABLE request_history (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  origin TEXT NOT NULL,
  target TEXT NOT NULL,
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  who TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX history_of_request ON request_history (request_id, id);

CREATE TRIGGER history_new BEFORE INSERT ON request_history WHEN NOT undoing() BEGIN
  SELECT RAISE(ABORT, 'history: the state it leaves is not the present one')
    WHERE NEW.origin <> (SELECT state FROM request WHERE id = NEW.request_id);
  -- That the council's own writing was recorded later holds nothing back.
  SELECT RAISE(ABORT, 'history: a step cannot lie before the one that it follows')
    WHERE NEW.on_date < (
      SELECT max(on_date) FROM request_history
      WHERE request_id = NEW.request_id AND NOT (
        target IN ('in_progress', 'consulted', 'draft', 'tabled') AND origin IN
          ('received', 'acknowledged', 'in_progress', 'consulted', 'draft', 'tabled')));
  SELECT RAISE(ABORT, 'history: this step is not allowed')
    WHERE NOT EXISTS (
      SELECT 1 FROM council_step
      WHERE council_id = (SELECT council_id FROM request WHERE id = NEW.request_id)
        AND origin = NEW.origin AND target = NEW.target);
  SELECT RAISE(ABORT, 'history: this step needs a reason')
    WHERE trim(NEW.reason) = '' AND (
      SELECT needs_reason FROM council_step
      WHERE council_id = (SELECT council_id FROM request WHERE id = NEW.request_id)
        AND origin = NEW.origin AND target = NEW.target) = 1;
END;

CREATE TRIGGER history_fixed BEFORE UPDATE ON request_history
BEGIN SELECT RAISE(ABORT, 'history: cannot be rewritten'); END;
CREATE TRIGGER history_kept BEFORE DELETE ON request_history WHEN NOT undoing()
BEGIN SELECT RAISE(ABORT, 'history: cannot be rewritten'); END;

-- explanation holds the steps of the reckoning as data; due_on is its last date. event_id is
-- the event that last moved it. Once somebody moved the end, rule_due_on is where the rule would
-- have put it, and fair_due_on that too, or earlier as far as was agreed to.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('acknowledgement', 'advice', 'answer', 'follow_up')),
  owner TEXT NOT NULL CHECK (owner IN ('council', 'executive')),
  rule_id INTEGER REFERENCES term_rule (id),
  subject_id INTEGER NOT NULL DEFAULT 0,
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on, '+0 days')),
  original_due_on TEXT NOT NULL CHECK (original_due_on IS date(original_due_on, '+0 days')),
  due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
  rule_due_on TEXT CHECK (rule_due_on IS date(rule_due_on, '+0 days')),
  fair_due_on TEXT CHECK (fair_due_on IS date(fair_due_on, '+0 days')),
  state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'stopped', 'met', 'lapsed')),
  met_on TEXT CHECK (met_on IS date(met_on, '+0 days')),
  late_reason TEXT NOT NULL DEFAULT '',
  explanation TEXT NOT NULL CHECK (json_valid(explanation)),
  event_id INTEGER REFERENCES clock_event (id),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'met') = (met_on IS NOT NULL)),
  CHECK (original_due_on >= starts_on),
  CHECK ((rule_due_on IS NULL) = (fair_due_on IS NULL)),
  CHECK (fair_due_on IS NULL OR fair_due_on <= rule_due_on)
) STRICT;

CREATE UNIQUE INDEX clock_one_open ON clock (request_id, purpose, subject_id)
WHERE state IN ('running', 'stopped');
CREATE INDEX clock_open_by_due ON clock (due_on, id) WHERE state IN ('running', 'stopped');
CREATE INDEX clock_ended_by_due ON clock (due_on, id) WHERE state IN ('met', 'lapsed');
CREATE INDEX clock_of_request ON clock (request_id, id);

CREATE TRIGGER clock_fixed BEFORE UPDATE OF request_id, purpose, owner, rule_id, starts_on, original_due_on ON clock
WHEN NOT undoing() BEGIN
  SELECT RAISE(ABORT, 'clock: whose it is and what for are fixed')
    WHERE (NEW.request_id, NEW.purpose, NEW.owner) IS NOT (OLD.request_id, OLD.purpose, OLD.owner);
  SELECT RAISE(ABORT, 'clock: start, rule and original date are fixed, unless it is reckoned again')
    WHERE (NEW.rule_id, NEW.starts_on, NEW.original_due_on) IS NOT (OLD.rule_id, OLD.starts_on, OLD.original_due_on)
      AND (NEW.event_id IS OLD.event_id OR NOT EXISTS (SELECT 1 FROM clock_event
        WHERE id = NEW.event_id AND clock_id = NEW.id AND kind IN ('receipt', 'rule')));
END;

CREATE TRIGGER clock_late BEFORE UPDATE OF met_on ON clock
WHEN NEW.met_on > NEW.due_on AND NEW.purpose = 'advice' AND OLD.state = 'running' AND trim(NEW.late_reason) = ''
BEGIN SELECT RAISE(ABORT, 'clock: late; a reason is needed'); END;

CREATE TABLE clock_event (
  id INTEGER PRIMARY KEY,
  clock_id INTEGER NOT NULL REFERENCES clock (id),
  kind TEXT NOT NULL CHECK (kind IN ('stop', 'resume', 'extend', 'shorten', 'correct', 'agree', 'lapse',
    'reopen', 'calendar', 'receipt', 'rule')),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  reason TEXT NOT NULL DEFAULT '',
  amount INTEGER CHECK (amount > 0),
  unit TEXT CHECK (unit IN ('day', 'workday', 'week', 'month')),
  due_on TEXT CHECK (due_on IS date(due_on, '+0 days')),
  who TEXT NOT NULL,
  agreed_by TEXT NOT NULL DEFAULT '',
  CHECK (kind NOT IN ('stop', 'extend', 'shorten', 'correct') OR length(trim(reason)) > 0),
  CHECK ((kind IN ('extend', 'shorten')) = (amount IS NOT NULL AND unit IS NOT NULL)),
  CHECK (kind = 'agree' OR (kind IN ('correct', 'calendar', 'receipt', 'rule')) = (due_on IS NOT NULL))
) STRICT;

CREATE INDEX event_of_clock ON clock_event (clock_id, id);

-- What is done to a term lies in it, and stops and resumptions come one after another; what moves
-- the end may be heard of later. A day of receipt can be put right after the term was met.
CREATE TRIGGER event_new BEFORE INSERT ON clock_event WHEN NOT undoing() BEGIN
  SELECT RAISE(ABORT, 'clock: it is not open') WHERE (SELECT state FROM clock WHERE id = NEW.clock_id)
    NOT IN ('running', 'stopped', CASE NEW.kind WHEN 'reopen' THEN 'lapsed' WHEN 'receipt' THEN 'met' ELSE 'running' END);
  SELECT RAISE(ABORT, 'clock: only a running clock can be stopped')
    WHERE NEW.kind = 'stop' AND (SELECT state FROM clock WHERE id = NEW.clock_id) <> 'running';
  SELECT RAISE(ABORT, 'clock: only a stopped clock can be resumed')
    WHERE NEW.kind = 'resume' AND (SELECT state FROM clock WHERE id = NEW.clock_id) <> 'stopped';
  SELECT RAISE(ABORT, 'clock: what is done to it cannot lie before its start')
    WHERE NEW.kind IN ('stop', 'resume', 'extend', 'shorten', 'correct')
      AND NEW.on_date < (SELECT starts_on FROM clock WHERE id = NEW.clock_id);
  SELECT RAISE(ABORT, 'clock: stops and resumptions cannot run backwards')
    WHERE NEW.kind IN ('stop', 'resume') AND NEW.on_date < (SELECT max(on_date) FROM clock_event
      WHERE clock_id = NEW.clock_id AND kind IN ('stop', 'resume', 'reopen'));
END;
-- What happened to a clock is not rewritten; the recess that moved it may be called otherwise, and
-- who agreed to it is a number once they are forgotten.
CREATE TRIGGER event_fixed BEFORE UPDATE ON clock_event
WHEN NOT erasing() AND (OLD.kind <> 'calendar' OR (NEW.id, NEW.clock_id, NEW.kind, NEW.on_date, NEW.due_on, NEW.who)
  IS NOT (OLD.id, OLD.clock_id, OLD.kind, OLD.on_date, OLD.due_on, OLD.who))
BEGIN SELECT RAISE(ABORT, 'clock: its events cannot be rewritten'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON clock_event WHEN NOT undoing()
BEGIN SELECT RAISE(ABORT, 'clock: its events cannot be rewritten'); END;

CREATE TRIGGER clock_moves_by_event BEFORE UPDATE OF due_on, state ON clock
WHEN NOT undoing() AND (NEW.due_on <> OLD.due_on OR (NEW.state <> OLD.state AND NEW.state IN ('running', 'stopped')))
  AND (NEW.event_id IS OLD.event_id
    OR NEW.event_id IS NOT (SELECT max(id) FROM clock_event WHERE clock_id = NEW.id))
BEGIN SELECT RAISE(ABORT, 'clock: it moves, stops and resumes only by an event'); END;

CREATE TRIGGER request_due_new AFTER INSERT ON clock BEGIN
  UPDATE request SET due_on = coalesce((SELECT min(due_on) FROM clock
    WHERE request_id = NEW.request_id AND state = 'running'), '9999-12-31') WHERE id = NEW.request_id;
END;
CREATE TRIGGER request_due_change AFTER UPDATE OF due_on, state ON clock BEGIN
  UPDATE request SET due_on = coalesce((SELECT min(due_on) FROM clock
    WHERE request_id = NEW.request_id AND state = 'running'), '9999-12-31') WHERE id = NEW.request_id;
END;
CREATE TRIGGER request_due_gone AFTER DELETE ON clock BEGIN
  UPDATE request SET due_on = coalesce((SELECT min(due_on) FROM clock
    WHERE request_id = OLD.request_id AND state = 'running'), '9999-12-31') WHERE id = OLD.request_id;
END;

-- A paper: kept by the hash of its content beside the database; its content never changes. It
-- came as a mail or with one, was added by hand, or is the council's own. holds names by their hash
-- the files that are in it, of a mail its attachments: they cannot be removed without it.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  source TEXT NOT NULL CHECK (source IN ('mail', 'attachment', 'added', 'own')),
  added_on TEXT NOT NULL CHECK (added_on IS date(added_on, '+0 days')),
  confidential INTEGER NOT NULL DEFAULT 0 CHECK (confidential IN (0, 1)),
  embargo_until TEXT CHECK (embargo_until IS date(embargo_until, '+0 days')),
  replaces_id INTEGER UNIQUE REFERENCES document (id),
  holds TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(holds)),
  text TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX document_of_request ON document (request_id, id);

CREATE TRIGGER document_fixed BEFORE UPDATE OF sha256, bytes, request_id, holds, replaces_id ON document
WHEN (NEW.sha256, NEW.bytes, NEW.request_id, NEW.holds) IS NOT (OLD.sha256, OLD.bytes, OLD.request_id, OLD.holds)
  OR (NEW.replaces_id IS NOT OLD.replaces_id AND NOT erasing())
BEGIN SELECT RAISE(ABORT, 'document: its content is fixed; add a new edition'); END;

CREATE TRIGGER document_replaces BEFORE INSERT ON document
WHEN NEW.replaces_id IS NOT NULL AND NEW.request_id IS NOT (SELECT request_id FROM document WHERE id = NEW.replaces_id)
BEGIN SELECT RAISE(ABORT, 'document: it replaces one of another request'); END;

-- Every message taken in, once by each council; request_id is empty where it could not be read.
-- joined_in is the change in which it joined a request that was there, 0 where it began one or
-- joined none.
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  request_id INTEGER REFERENCES request (id),
  subject TEXT NOT NULL DEFAULT '',
  sent_at TEXT,
  taken_in_at TEXT NOT NULL,
  joined_in INTEGER NOT NULL DEFAULT 0,
  problem TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX message_once ON message (sha256, coalesce(request_id, 0));
CREATE INDEX message_by_id ON message (message_id) WHERE message_id <> '';
CREATE INDEX message_by_subject ON message (subject);
CREATE INDEX message_unread ON message (id) WHERE request_id IS NULL;
CREATE INDEX message_joined ON message (request_id, joined_in) WHERE joined_in > 0;

CREATE TRIGGER message_once_a_council BEFORE INSERT ON message
WHEN EXISTS (SELECT 1 FROM message m JOIN request r ON r.id = m.request_id
  WHERE m.sha256 = NEW.sha256 AND m.request_id <> NEW.request_id
  AND r.council_id = (SELECT council_id FROM request WHERE id = NEW.request_id))
BEGIN SELECT RAISE(ABORT, 'message: the council has it with another request'); END;

CREATE TRIGGER request_mail_in AFTER INSERT ON message WHEN NEW.joined_in > 0 BEGIN
  UPDATE request SET mail_in = max(mail_in, NEW.joined_in) WHERE id = NEW.request_id;
END;
CREATE TRIGGER request_mail_gone AFTER DELETE ON message WHEN OLD.joined_in > 0 BEGIN
  UPDATE request SET mail_in = coalesce((SELECT max(joined_in) FROM message
    WHERE request_id = OLD.request_id AND joined_in > 0), 0) WHERE id = OLD.request_id;
END;
CREATE TRIGGER request_mail_read AFTER UPDATE OF closed_on ON request
WHEN NEW.closed_on IS NOT NULL AND OLD.closed_on IS NULL AND NEW.mail_in > 0 BEGIN
  UPDATE request SET mail_in = 0 WHERE id = NEW.id AND EXISTS (SELECT 1 FROM request_seen
    WHERE request_id = NEW.id AND change_id >= NEW.mail_in);
END;
