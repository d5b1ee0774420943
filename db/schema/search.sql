-- One entry per thing that can be found, filled by triggers, and an index over it of every
-- three signs in a row: it finds parts of words (Dutch compounds). Seats are not among them: what
-- they are found by depends on the day.

CREATE TABLE search_entry (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'meeting', 'request', 'document', 'advice', 'letter',
    'announcement')),
  subject_id INTEGER NOT NULL,
  request_id INTEGER,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  contents TEXT,
  UNIQUE (kind, subject_id)
) STRICT;
CREATE INDEX search_entry_by_request ON search_entry (request_id) WHERE request_id IS NOT NULL;

CREATE VIRTUAL TABLE search_index USING fts5 (
  contents, content = 'search_entry', content_rowid = 'id', tokenize = 'trigram', detail = 'none');

-- `contents` are the words of title and body as a search compares them.
CREATE TRIGGER search_entry_new AFTER INSERT ON search_entry BEGIN
  UPDATE search_entry SET contents = searchable(NEW.title || ' ' || NEW.body) WHERE id = NEW.id;
END;
CREATE TRIGGER search_entry_change AFTER UPDATE OF title, body ON search_entry BEGIN
  UPDATE search_entry SET contents = searchable(NEW.title || ' ' || NEW.body) WHERE id = NEW.id;
END;
CREATE TRIGGER search_entry_indexed AFTER UPDATE OF contents ON search_entry BEGIN
  INSERT INTO search_index (search_index, rowid, contents)
  SELECT 'delete', OLD.id, OLD.contents WHERE OLD.contents IS NOT NULL;
  INSERT INTO search_index (rowid, contents) VALUES (NEW.id, NEW.contents);
END;
CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
  INSERT INTO search_index (search_index, rowid, contents) VALUES ('delete', OLD.id, OLD.contents);
END;

-- Council 0 stands for all councils in this file: a person may sit in several.
CREATE TRIGGER search_person_new AFTER INSERT ON person BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, title, body) VALUES (0, 'person', NEW.id, NEW.name, '');
END;
CREATE TRIGGER search_person_change AFTER UPDATE OF name ON person BEGIN
  UPDATE search_entry SET title = NEW.name WHERE kind = 'person' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_person_forgotten AFTER UPDATE OF forgotten_on ON person BEGIN
  DELETE FROM search_entry WHERE kind = 'person' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_person_gone AFTER DELETE ON person BEGIN
  DELETE FROM search_entry WHERE kind = 'person' AND subject_id = OLD.id;
END;

CREATE TRIGGER search_announcement_new AFTER INSERT ON announcement BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, title, body)
  VALUES (NEW.council_id, 'announcement', NEW.id, NEW.title, NEW.source);
END;
CREATE TRIGGER search_announcement_change AFTER UPDATE OF title, source ON announcement BEGIN
  UPDATE search_entry SET title = NEW.title, body = NEW.source
  WHERE kind = 'announcement' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_announcement_gone AFTER DELETE ON announcement BEGIN
  DELETE FROM search_entry WHERE kind = 'announcement' AND subject_id = OLD.id;
END;

CREATE TRIGGER search_meeting_new AFTER INSERT ON meeting BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, title, body)
  VALUES (NEW.council_id, 'meeting', NEW.id, NEW.title, NEW.location);
END;
CREATE TRIGGER search_meeting_change AFTER UPDATE OF title, location ON meeting BEGIN
  UPDATE search_entry SET title = NEW.title, body = NEW.location WHERE kind = 'meeting' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_meeting_gone AFTER DELETE ON meeting BEGIN
  DELETE FROM search_entry WHERE kind = 'meeting' AND subject_id = OLD.id;
END;

CREATE TRIGGER search_request_new AFTER INSERT ON request BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, request_id, title, body)
  VALUES (NEW.council_id, 'request', NEW.id, NEW.id, NEW.ref || ' ' || NEW.title,
    NEW.their_reference || ' ' || NEW.sender || ' ' || NEW.department || ' ' || NEW.assignee
      || ' ' || NEW.short_term_agreed_by || ' ' || NEW.text);
END;
CREATE TRIGGER search_request_change AFTER UPDATE OF title, their_reference, sender, department, assignee,
  short_term_agreed_by, text ON request BEGIN
  UPDATE search_entry SET title = NEW.ref || ' ' || NEW.title,
    body = NEW.their_reference || ' ' || NEW.sender || ' ' || NEW.department || ' ' || NEW.assignee
      || ' ' || NEW.short_term_agreed_by || ' ' || NEW.text
  WHERE kind = 'request' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_request_gone AFTER DELETE ON request BEGIN
  DELETE FROM search_entry WHERE kind = 'request' AND subject_id = OLD.id;
END;

-- A paper that is confidential, or still under embargo, is found by its name only.
CREATE TRIGGER search_document_new AFTER INSERT ON document BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, request_id, title, body)
  VALUES ((SELECT council_id FROM request WHERE id = NEW.request_id), 'document', NEW.id, NEW.request_id, NEW.name,
    CASE WHEN NEW.confidential OR NEW.embargo_until IS NOT NULL THEN '' ELSE NEW.text END);
END;
CREATE TRIGGER search_document_change AFTER UPDATE OF name, text, confidential, embargo_until ON document BEGIN
  UPDATE search_entry SET title = NEW.name,
    body = CASE WHEN NEW.confidential OR NEW.embargo_until IS NOT NULL THEN '' ELSE NEW.text END
  WHERE kind = 'document' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_document_gone AFTER DELETE ON document BEGIN
  DELETE FROM search_entry WHERE kind = 'document' AND subject_id = OLD.id;
END;

-- What an advice is found by: its reference and title, its newest text, its recommendations,
-- the decision or mandate it was adopted by, and what the municipality answered.
CREATE VIEW advice_words AS
SELECT a.id, r.council_id, a.request_id, r.ref || '-A' || a.number || ' ' || a.title AS title,
  coalesce((SELECT text FROM advice_text WHERE advice_id = a.id ORDER BY number DESC LIMIT 1), '')
    || coalesce((SELECT group_concat(' ' || text, '') FROM recommendation WHERE advice_id = a.id), '')
    || ' ' || a.minority_view || ' ' || a.decision || ' ' || a.mandate
    || coalesce((SELECT group_concat(' ' || reference, '') FROM (
      SELECT reference FROM answer WHERE advice_id = a.id ORDER BY id)), '')
    || coalesce((SELECT group_concat(' ' || reasons, '') FROM (
      SELECT j.reasons FROM judgement j JOIN answer n ON n.id = j.answer_id
      WHERE n.advice_id = a.id ORDER BY j.id)), '') AS body
FROM advice a JOIN request r ON r.id = a.request_id;

CREATE TRIGGER search_advice_new AFTER INSERT ON advice BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, request_id, title, body)
  SELECT council_id, 'advice', id, request_id, title, body FROM advice_words WHERE id = NEW.id;
END;
CREATE TRIGGER search_advice_change AFTER UPDATE OF title, minority_view, decision, mandate ON advice BEGIN
  UPDATE search_entry SET (title, body) = (SELECT title, body FROM advice_words WHERE id = NEW.id)
  WHERE kind = 'advice' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_advice_gone AFTER DELETE ON advice BEGIN
  DELETE FROM search_entry WHERE kind = 'advice' AND subject_id = OLD.id;
END;
CREATE TRIGGER search_advice_text_new AFTER INSERT ON advice_text BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = NEW.advice_id)
  WHERE kind = 'advice' AND subject_id = NEW.advice_id;
END;
CREATE TRIGGER search_advice_text_gone AFTER DELETE ON advice_text BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = OLD.advice_id)
  WHERE kind = 'advice' AND subject_id = OLD.advice_id;
END;
CREATE TRIGGER search_recommendation_new AFTER INSERT ON recommendation BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = NEW.advice_id)
  WHERE kind = 'advice' AND subject_id = NEW.advice_id;
END;
CREATE TRIGGER search_recommendation_change AFTER UPDATE OF text ON recommendation BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = NEW.advice_id)
  WHERE kind = 'advice' AND subject_id = NEW.advice_id;
END;
CREATE TRIGGER search_recommendation_gone AFTER DELETE ON recommendation BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = OLD.advice_id)
  WHERE kind = 'advice' AND subject_id = OLD.advice_id;
END;

CREATE TRIGGER search_answer_new AFTER INSERT ON answer BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = NEW.advice_id)
  WHERE kind = 'advice' AND subject_id = NEW.advice_id;
END;
CREATE TRIGGER search_answer_change AFTER UPDATE OF reference ON answer BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = NEW.advice_id)
  WHERE kind = 'advice' AND subject_id = NEW.advice_id;
END;
CREATE TRIGGER search_answer_gone AFTER DELETE ON answer BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = OLD.advice_id)
  WHERE kind = 'advice' AND subject_id = OLD.advice_id;
END;
CREATE TRIGGER search_judgement_new AFTER INSERT ON judgement BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = subject_id)
  WHERE kind = 'advice' AND subject_id = (SELECT advice_id FROM answer WHERE id = NEW.answer_id);
END;
CREATE TRIGGER search_judgement_change AFTER UPDATE OF reasons ON judgement BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = subject_id)
  WHERE kind = 'advice' AND subject_id = (SELECT advice_id FROM answer WHERE id = NEW.answer_id);
END;
CREATE TRIGGER search_judgement_gone AFTER DELETE ON judgement BEGIN
  UPDATE search_entry SET body = (SELECT body FROM advice_words WHERE id = subject_id)
  WHERE kind = 'advice' AND subject_id = (SELECT advice_id FROM answer WHERE id = OLD.answer_id);
END;

CREATE TRIGGER search_letter_new AFTER INSERT ON letter BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, request_id, title, body)
  VALUES ((SELECT council_id FROM request WHERE id = NEW.request_id), 'letter', NEW.id, NEW.request_id,
    NEW.reference || ' ' || NEW.subject, NEW.addressee || ' ' || NEW.body);
END;
CREATE TRIGGER search_letter_gone AFTER DELETE ON letter BEGIN
  DELETE FROM search_entry WHERE kind = 'letter' AND subject_id = OLD.id;
END;
