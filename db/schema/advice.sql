-- Advice in versions with its recommendations, what the municipality answered to each, and
-- the letters of the council as they were sent.

-- Cited as the reference of the request, -A and the number: 2026-014-A1.
CREATE TABLE advice (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  number INTEGER NOT NULL CHECK (number > 0),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  tone TEXT CHECK (tone IN ('positive', 'positive_if', 'negative_unless', 'negative', 'none')),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'adopted', 'issued', 'withdrawn')),
  decision TEXT NOT NULL DEFAULT '',
  mandate TEXT NOT NULL DEFAULT '',
  adopted_on TEXT CHECK (adopted_on IS date(adopted_on, '+0 days')),
  issued_on TEXT CHECK (issued_on IS date(issued_on, '+0 days')),
  copy_sent_on TEXT CHECK (copy_sent_on IS date(copy_sent_on, '+0 days')),
  public_on TEXT CHECK (public_on IS date(public_on, '+0 days')),
  minority_view TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (request_id, number),
  CHECK (state NOT IN ('adopted', 'issued')
    OR (adopted_on IS NOT NULL AND tone IS NOT NULL AND length(trim(decision) || trim(mandate)) > 0)),
  CHECK ((state = 'issued') = (issued_on IS NOT NULL)),
  CHECK (state <> 'issued' OR issued_on >= adopted_on),
  CHECK (copy_sent_on IS NULL OR (issued_on IS NOT NULL AND copy_sent_on >= issued_on)),
  CHECK (public_on IS NULL OR (issued_on IS NOT NULL AND public_on >= issued_on))
) STRICT;

-- One advice at a time is in hand; the next one follows when it was sent or withdrawn.
CREATE UNIQUE INDEX advice_in_the_making ON advice (request_id) WHERE state IN ('draft', 'adopted');

CREATE TRIGGER advice_begins BEFORE INSERT ON advice WHEN NOT undoing() AND NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'advice: begins as a draft'); END;

CREATE TRIGGER advice_moves BEFORE UPDATE OF state ON advice WHEN NOT undoing() AND NEW.state <> OLD.state
  AND (OLD.state, NEW.state) NOT IN (VALUES ('draft', 'adopted'), ('draft', 'withdrawn'),
    ('adopted', 'issued'), ('adopted', 'draft'))
BEGIN SELECT RAISE(ABORT, 'advice: it is adopted first, then sent; sent and withdrawn are final'); END;

CREATE TRIGGER advice_says_something BEFORE UPDATE OF state ON advice WHEN NOT undoing() AND NEW.state = 'adopted'
  AND coalesce((SELECT text FROM advice_text WHERE advice_id = NEW.id ORDER BY number DESC LIMIT 1), '') = ''
  AND NOT EXISTS (SELECT 1 FROM recommendation WHERE advice_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'advice: it has no text and no recommendations'); END;

CREATE TRIGGER advice_fixed BEFORE UPDATE ON advice
WHEN (NEW.request_id, NEW.number) IS NOT (OLD.request_id, OLD.number)
BEGIN SELECT RAISE(ABORT, 'advice: its request and its number are fixed'); END;

CREATE TRIGGER advice_frozen BEFORE UPDATE ON advice WHEN NOT undoing() AND OLD.state <> 'draft'
  AND (NEW.title, NEW.tone, NEW.minority_view) IS NOT (OLD.title, OLD.tone, OLD.minority_view)
BEGIN SELECT RAISE(ABORT, 'advice: no draft any more; it is frozen'); END;

-- An adoption is taken back as a whole or stays as it was, and so does the day of sending.
CREATE TRIGGER advice_adoption_fixed BEFORE UPDATE ON advice
WHEN NOT undoing() AND OLD.state <> 'draft' AND NEW.state <> 'draft'
  AND (NEW.decision, NEW.mandate, NEW.adopted_on, coalesce(OLD.issued_on, NEW.issued_on))
  IS NOT (OLD.decision, OLD.mandate, OLD.adopted_on, NEW.issued_on)
BEGIN SELECT RAISE(ABORT, 'advice: no draft any more; it is frozen'); END;

CREATE TRIGGER advice_kept BEFORE DELETE ON advice WHEN NOT undoing()
BEGIN SELECT RAISE(ABORT, 'advice: withdraw it instead'); END;

CREATE TABLE advice_text (
  id INTEGER PRIMARY KEY,
  advice_id INTEGER NOT NULL REFERENCES advice (id),
  number INTEGER NOT NULL CHECK (number > 0),
  text TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (advice_id, number)
) STRICT;

CREATE TRIGGER advice_text_new BEFORE INSERT ON advice_text WHEN NOT undoing() BEGIN
  SELECT RAISE(ABORT, 'advice: no draft any more; it is frozen')
    WHERE (SELECT state FROM advice WHERE id = NEW.advice_id) <> 'draft';
  SELECT RAISE(ABORT, 'advice: versions follow one another')
    WHERE NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM advice_text WHERE advice_id = NEW.advice_id);
END;
CREATE TRIGGER advice_text_fixed BEFORE UPDATE ON advice_text
BEGIN SELECT RAISE(ABORT, 'advice: a version is not rewritten; save a new one'); END;
CREATE TRIGGER advice_text_kept BEFORE DELETE ON advice_text WHEN NOT undoing()
BEGIN SELECT RAISE(ABORT, 'advice: a version is not rewritten; save a new one'); END;

CREATE TABLE recommendation (
  id INTEGER PRIMARY KEY,
  advice_id INTEGER NOT NULL REFERENCES advice (id),
  number INTEGER NOT NULL CHECK (number > 0),
  text TEXT NOT NULL CHECK (length(trim(text)) > 0),
  domain TEXT REFERENCES policy_domain (code),
  UNIQUE (advice_id, number)
) STRICT;

CREATE TRIGGER recommendation_new BEFORE INSERT ON recommendation
WHEN NOT undoing() AND (SELECT state FROM advice WHERE id = NEW.advice_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'recommendation: the advice is no draft any more'); END;
CREATE TRIGGER recommendation_change BEFORE UPDATE ON recommendation
WHEN NOT undoing() AND EXISTS (SELECT 1 FROM advice WHERE id IN (OLD.advice_id, NEW.advice_id)
  AND state <> 'draft')
BEGIN SELECT RAISE(ABORT, 'recommendation: the advice is no draft any more'); END;
CREATE TRIGGER recommendation_gone BEFORE DELETE ON recommendation
WHEN NOT undoing() AND (SELECT state FROM advice WHERE id = OLD.advice_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'recommendation: the advice is no draft any more'); END;

CREATE TABLE answer (
  id INTEGER PRIMARY KEY,
  advice_id INTEGER NOT NULL REFERENCES advice (id),
  received_on TEXT NOT NULL CHECK (received_on IS date(received_on, '+0 days')),
  form TEXT NOT NULL CHECK (form IN ('letter', 'council_proposal', 'explanatory_note', 'oral')),
  reference TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX answer_of_advice ON answer (advice_id, received_on, id);

CREATE TRIGGER answer_new BEFORE INSERT ON answer WHEN NOT undoing() AND NOT EXISTS (
  SELECT 1 FROM advice WHERE id = NEW.advice_id AND state = 'issued' AND issued_on <= NEW.received_on)
BEGIN SELECT RAISE(ABORT, 'answer: it cannot come before the advice was sent'); END;
CREATE TRIGGER answer_change BEFORE UPDATE ON answer WHEN NOT undoing() AND NOT EXISTS (
  SELECT 1 FROM advice WHERE id = NEW.advice_id AND NEW.advice_id = OLD.advice_id AND issued_on <= NEW.received_on)
BEGIN SELECT RAISE(ABORT, 'answer: it cannot come before the advice was sent'); END;

-- What an answer does with a recommendation. A promise has a clock of its own; kept says
-- whether what was found in the adopted text (seen) fulfils it.
CREATE TABLE judgement (
  id INTEGER PRIMARY KEY,
  answer_id INTEGER NOT NULL REFERENCES answer (id),
  recommendation_id INTEGER NOT NULL REFERENCES recommendation (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('adopted', 'partly', 'rejected', 'later', 'not_answered')),
  reasons TEXT NOT NULL DEFAULT '',
  promised_on TEXT CHECK (promised_on IS date(promised_on, '+0 days')),
  clock_id INTEGER REFERENCES clock (id),
  seen TEXT NOT NULL DEFAULT '',
  checked_on TEXT CHECK (checked_on IS date(checked_on, '+0 days')),
  kept INTEGER CHECK (kept IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  UNIQUE (answer_id, recommendation_id),
  CHECK ((promised_on IS NULL) = (clock_id IS NULL)),
  CHECK (promised_on IS NULL OR verdict IN ('adopted', 'partly', 'later')),
  CHECK ((kept IS NULL) = (checked_on IS NULL)),
  CHECK (kept IS NULL OR promised_on IS NOT NULL)
) STRICT;

CREATE INDEX judgement_of_recommendation ON judgement (recommendation_id, answer_id);
CREATE INDEX judgement_of_clock ON judgement (clock_id) WHERE clock_id IS NOT NULL;

CREATE TRIGGER judgement_new BEFORE INSERT ON judgement
WHEN (SELECT advice_id FROM answer WHERE id = NEW.answer_id)
  IS NOT (SELECT advice_id FROM recommendation WHERE id = NEW.recommendation_id)
BEGIN SELECT RAISE(ABORT, 'judgement: the recommendation is of another advice'); END;
CREATE TRIGGER judgement_change BEFORE UPDATE ON judgement
WHEN (NEW.answer_id, NEW.recommendation_id) IS NOT (OLD.answer_id, OLD.recommendation_id)
BEGIN SELECT RAISE(ABORT, 'judgement: its answer and its recommendation are fixed'); END;

CREATE TABLE letter (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES request (id),
  kind TEXT NOT NULL CHECK (kind IN ('acknowledgement', 'information', 'declined', 'advice', 'reminder',
    'alderman', 'city_council', 'city_council_chair', 'general_board', 'reasons', 'promise')),
  reference TEXT NOT NULL CHECK (length(trim(reference)) > 0),
  on_date TEXT NOT NULL CHECK (on_date IS date(on_date, '+0 days')),
  addressee TEXT NOT NULL CHECK (length(trim(addressee)) > 0),
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE INDEX letter_of_request ON letter (request_id, on_date, id);

CREATE UNIQUE INDEX letter_reference ON letter (request_id, reference);

-- An advice goes by one letter, under its own reference, on the day it was sent.
CREATE TRIGGER letter_of_advice BEFORE INSERT ON letter WHEN NOT undoing() AND NEW.kind = 'advice'
  AND NOT EXISTS (SELECT 1 FROM advice a JOIN request r ON r.id = a.request_id
    WHERE r.id = NEW.request_id AND r.ref || '-A' || a.number = NEW.reference AND a.issued_on = NEW.on_date)
BEGIN SELECT RAISE(ABORT, 'letter: an advice goes under its reference on the day it is sent'); END;

CREATE TRIGGER letter_fixed BEFORE UPDATE ON letter
BEGIN SELECT RAISE(ABORT, 'letter: kept as it was sent'); END;
CREATE TRIGGER letter_kept BEFORE DELETE ON letter WHEN NOT undoing()
BEGIN SELECT RAISE(ABORT, 'letter: kept as it was sent'); END;
