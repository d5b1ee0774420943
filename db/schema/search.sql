-- One entry per thing that can be found, filled by triggers, and two indexes over it:
-- by words from their beginning, and by parts of words (Dutch compounds).

CREATE TABLE search_entry (
  id INTEGER PRIMARY KEY,
  council_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'meeting', 'request', 'document')),
  subject_id INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (kind, subject_id)
) STRICT;

CREATE VIRTUAL TABLE search_word USING fts5 (
  title, body, content = 'search_entry', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE VIRTUAL TABLE search_part USING fts5 (
  title, body, content = 'search_entry', content_rowid = 'id',
  tokenize = 'trigram', detail = 'none');

CREATE TRIGGER search_entry_new AFTER INSERT ON search_entry BEGIN
  INSERT INTO search_word (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
  INSERT INTO search_part (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;
CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
  INSERT INTO search_word (search_word, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
  INSERT INTO search_part (search_part, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
END;
CREATE TRIGGER search_entry_change AFTER UPDATE OF title, body ON search_entry BEGIN
  INSERT INTO search_word (search_word, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
  INSERT INTO search_part (search_part, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
  INSERT INTO search_word (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
  INSERT INTO search_part (rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);
END;

-- Council 0 stands for all councils in this file: a person may sit in several.
CREATE TRIGGER search_person_new AFTER INSERT ON person BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, title, body) VALUES (0, 'person', NEW.id, NEW.name, '');
END;
CREATE TRIGGER search_person_change AFTER UPDATE OF name ON person BEGIN
  UPDATE search_entry SET title = NEW.name WHERE kind = 'person' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_person_gone AFTER DELETE ON person BEGIN
  DELETE FROM search_entry WHERE kind = 'person' AND subject_id = OLD.id;
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
  INSERT INTO search_entry (council_id, kind, subject_id, title, body) VALUES (NEW.council_id, 'request', NEW.id,
    NEW.ref || ' ' || NEW.title, NEW.their_reference || ' ' || NEW.sender || ' ' || NEW.text);
END;
CREATE TRIGGER search_request_change AFTER UPDATE OF title, their_reference, sender, text ON request BEGIN
  UPDATE search_entry SET title = NEW.ref || ' ' || NEW.title,
    body = NEW.their_reference || ' ' || NEW.sender || ' ' || NEW.text
  WHERE kind = 'request' AND subject_id = NEW.id;
END;
CREATE TRIGGER search_request_gone AFTER DELETE ON request BEGIN
  DELETE FROM search_entry WHERE kind = 'request' AND subject_id = OLD.id;
END;

-- A paper that is confidential, or still under embargo, is found by its name only.
CREATE TRIGGER search_document_new AFTER INSERT ON document BEGIN
  INSERT INTO search_entry (council_id, kind, subject_id, title, body)
  VALUES ((SELECT council_id FROM request WHERE id = NEW.request_id), 'document', NEW.id, NEW.name,
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
