-- A database of version 1 with three articles, as that version wrote it

BEGIN IMMEDIATE;

CREATE TABLE article (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,       -- 1, 2, ... for one id
  digest TEXT NOT NULL,            -- SHA-256 of the record without its uri
  sha256 TEXT NOT NULL,            -- SHA-256 of the text
  version TEXT NOT NULL,           -- of the coder
  model TEXT NOT NULL,
  recorded TEXT NOT NULL,          -- UTC, ISO 8601 with milliseconds
  published TEXT,
  first TEXT,                      -- day of publication
  outlet TEXT,
  headline TEXT,
  text TEXT NOT NULL,
  record TEXT NOT NULL,            -- JSON, with its text left empty
  UNIQUE (id, revision),
  UNIQUE (id, digest, version, model)
) STRICT;
CREATE INDEX article_first ON article (first);

CREATE TABLE claim (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (key),
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  stance TEXT NOT NULL,
  date TEXT,                       -- EDTF
  first TEXT,                      -- first and last day it may mean
  last TEXT,
  place TEXT,
  country TEXT,                    -- of the place
  score REAL NOT NULL,
  record TEXT NOT NULL             -- JSON
) STRICT;
CREATE INDEX claim_article ON claim (article);
CREATE INDEX claim_type ON claim (type, first);
CREATE INDEX claim_first ON claim (first);

CREATE TABLE claim_country (
  country TEXT NOT NULL,
  claim INTEGER NOT NULL REFERENCES claim (key),
  role TEXT NOT NULL,              -- actor, recipient or place
  PRIMARY KEY (country, claim, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_source (
  claim INTEGER NOT NULL REFERENCES claim (key),
  link INTEGER NOT NULL,           -- 0 is the nearest source
  name TEXT NOT NULL,
  folded TEXT NOT NULL,            -- name and surface text, case folded
  PRIMARY KEY (claim, link)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE article_text USING fts5 (
  headline, text, content = 'article', content_rowid = 'key', tokenize = 'unicode61'
);
CREATE VIRTUAL TABLE claim_place USING rtree (claim, south, north, west, east);

CREATE VIEW revision AS
SELECT article.*, (
  SELECT min(later.revision) FROM article AS later
  WHERE later.id = article.id AND later.revision > article.revision
) AS superseded_by
FROM article;

CREATE TRIGGER article_indexed AFTER INSERT ON article BEGIN
  INSERT INTO article_text (rowid, headline, text) VALUES (new.key, new.headline, new.text);
END;

CREATE TRIGGER article_no_update BEFORE UPDATE ON article BEGIN SELECT raise(ABORT, 'article is append-only'); END;
CREATE TRIGGER article_no_delete BEFORE DELETE ON article BEGIN SELECT raise(ABORT, 'article is append-only'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT raise(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_country_no_update BEFORE UPDATE ON claim_country BEGIN SELECT raise(ABORT, 'claim_country is append-only'); END;
CREATE TRIGGER claim_country_no_delete BEFORE DELETE ON claim_country BEGIN SELECT raise(ABORT, 'claim_country is append-only'); END;
CREATE TRIGGER claim_source_no_update BEFORE UPDATE ON claim_source BEGIN SELECT raise(ABORT, 'claim_source is append-only'); END;
CREATE TRIGGER claim_source_no_delete BEFORE DELETE ON claim_source BEGIN SELECT raise(ABORT, 'claim_source is append-only'); END;
PRAGMA application_id = 1953457011;
PRAGMA user_version = 1;
COMMIT;
BEGIN;
INSERT INTO article (key, id, revision, digest, sha256, version, model, recorded, published, first, outlet, headline, text, record) VALUES (1, 'report-1', 1, 'f9e7692abf814eb91ca85ab557d29ebdd105b6c10e53ca997526491065e768be', '15eba17ff3b7f0915cfc484ccdf262f99d354106d60313be2f02b53633311dd6', '0.test', 'fake', '2026-11-24T00:45:47.576+00:00', '2022-01-06T10:00:00+06:00', '2022-01-06', 'Example Wire', 'Police beat protesters', 'Police beat protesters in Almaty on Thursday, the Interior Ministry said.', '{"id": "report-1", "text": "", "sha256": "15eba17ff3b7f0915cfc484ccdf262f99d354106d60313be2f02b53633311dd6", "uri": "https://example.org/1", "copy_of": null, "headline": "Police beat protesters", "language": null, "published": "2022-01-06T10:00:00+06:00", "outlet": {"name": "Example Wire", "domain": null, "country": null}, "byline": null, "dateline": null, "rights": {"holder": null, "notice": null, "usage_terms": null, "license_url": null, "tdm_reserved": null, "signal": null}, "completeness": {"value": "unknown", "reason": null}, "zones": [{"start": 0, "end": 73, "text": "Police beat protesters in Almaty on Thursday, the Interior Ministry said.", "kind": "body"}]}');
INSERT INTO article (key, id, revision, digest, sha256, version, model, recorded, published, first, outlet, headline, text, record) VALUES (2, 'report-2', 1, '686e54bd4972ddae6d5c0e1ef1d34ba98704a0acd0b4d198b29cdafaf7b616bb', '82491ae82b62d7e20f749518fd7a94899369bd0216401106882980b3012da054', '0.test', 'fake', '2026-11-24T00:45:47.585+00:00', '2022-01-07', '2022-01-07', 'Example Wire', NULL, 'Rebels stormed the airport.', '{"id": "report-2", "text": "", "sha256": "82491ae82b62d7e20f749518fd7a94899369bd0216401106882980b3012da054", "uri": null, "copy_of": null, "headline": null, "language": null, "published": "2022-01-07", "outlet": {"name": "Example Wire", "domain": null, "country": null}, "byline": null, "dateline": null, "rights": {"holder": null, "notice": null, "usage_terms": null, "license_url": null, "tdm_reserved": null, "signal": null}, "completeness": {"value": "unknown", "reason": null}, "zones": [{"start": 0, "end": 27, "text": "Rebels stormed the airport.", "kind": "body"}]}');
INSERT INTO article (key, id, revision, digest, sha256, version, model, recorded, published, first, outlet, headline, text, record) VALUES (3, 'report-2', 2, '78aba4fe1cfa42e5a85fec15f6785dc373e6bdc815fc5a017761594624d97789', '7d9985dca15ad6cf5a506f9feba9f8b0b1eaa9ddc631d290e8addd665992793e', '0.test', 'fake', '2026-11-24T00:45:47.586+00:00', '2022-01-08', '2022-01-08', 'Example Wire', NULL, 'Rebels stormed the airport, and left it.', '{"id": "report-2", "text": "", "sha256": "7d9985dca15ad6cf5a506f9feba9f8b0b1eaa9ddc631d290e8addd665992793e", "uri": null, "copy_of": null, "headline": null, "language": null, "published": "2022-01-08", "outlet": {"name": "Example Wire", "domain": null, "country": null}, "byline": null, "dateline": null, "rights": {"holder": null, "notice": null, "usage_terms": null, "license_url": null, "tdm_reserved": null, "signal": null}, "completeness": {"value": "unknown", "reason": null}, "zones": [{"start": 0, "end": 40, "text": "Rebels stormed the airport, and left it.", "kind": "body"}]}');
INSERT INTO claim (key, article, id, type, mode, status, stance, date, first, last, place, country, score, record) VALUES (1, 1, 'report-1:7', 'ASSAULT', 'beat', 'occurred', 'asserts', '2022-01-06', '2022-01-06', '2022-01-06', 'Almaty', 'KAZ', 0.5, '{"id": "report-1:7", "article": {"id": "report-1", "uri": "https://example.org/1", "outlet": {"name": "Example Wire", "domain": null, "country": null}, "published": "2022-01-06T10:00:00+06:00", "completeness": {"value": "unknown", "reason": null}}, "sentence": {"start": 0, "end": 73, "text": "Police beat protesters in Almaty on Thursday, the Interior Ministry said."}, "trigger": {"start": 7, "end": 11, "text": "beat"}, "event": {"type": "ASSAULT", "mode": "beat", "contexts": [], "cameo": null}, "actors": [{"start": 0, "end": 6, "text": "Police", "name": "Police", "id": null, "country": "KAZ", "sectors": ["COP"]}], "recipients": [{"start": 12, "end": 22, "text": "protesters", "name": null, "id": null, "country": null, "sectors": ["CVL"]}], "status": "occurred", "stance": "asserts", "said_by": [{"start": 46, "end": 67, "text": "the Interior Ministry", "name": "Interior Ministry", "id": null, "kind": "government", "cue": {"start": 68, "end": 72, "text": "said"}, "quote": "indirect"}], "date": {"start": 36, "end": 44, "text": "Thursday", "edtf": "2022-01-06", "granularity": "day", "basis": "relative"}, "place": {"start": 26, "end": 32, "text": "Almaty", "name": "Almaty", "geonameid": 1526384, "lat": 43.25, "lon": 76.92, "country": "KAZ", "admin1": "02", "precision": "city"}, "figures": [], "cause": null, "score": 0.5, "coder": {"version": "0.test", "model": "fake"}}');
INSERT INTO claim (key, article, id, type, mode, status, stance, date, first, last, place, country, score, record) VALUES (2, 2, 'report-2:7', 'ASSAULT', NULL, 'occurred', 'asserts', NULL, NULL, NULL, NULL, NULL, 0.5, '{"id": "report-2:7", "article": {"id": "report-2", "uri": null, "outlet": {"name": "Example Wire", "domain": null, "country": null}, "published": "2022-01-07", "completeness": {"value": "unknown", "reason": null}}, "sentence": {"start": 0, "end": 27, "text": "Rebels stormed the airport."}, "trigger": {"start": 7, "end": 14, "text": "stormed"}, "event": {"type": "ASSAULT", "mode": null, "contexts": [], "cameo": null}, "actors": [], "recipients": [], "status": "occurred", "stance": "asserts", "said_by": [], "date": null, "place": null, "figures": [], "cause": null, "score": 0.5, "coder": {"version": "0.test", "model": "fake"}}');
INSERT INTO claim (key, article, id, type, mode, status, stance, date, first, last, place, country, score, record) VALUES (3, 3, 'report-2:7', 'ASSAULT', NULL, 'occurred', 'asserts', NULL, NULL, NULL, NULL, NULL, 0.5, '{"id": "report-2:7", "article": {"id": "report-2", "uri": null, "outlet": {"name": "Example Wire", "domain": null, "country": null}, "published": "2022-01-08", "completeness": {"value": "unknown", "reason": null}}, "sentence": {"start": 0, "end": 40, "text": "Rebels stormed the airport, and left it."}, "trigger": {"start": 7, "end": 14, "text": "stormed"}, "event": {"type": "ASSAULT", "mode": null, "contexts": [], "cameo": null}, "actors": [], "recipients": [], "status": "occurred", "stance": "asserts", "said_by": [], "date": null, "place": null, "figures": [], "cause": null, "score": 0.5, "coder": {"version": "0.test", "model": "fake"}}');
INSERT INTO claim (key, article, id, type, mode, status, stance, date, first, last, place, country, score, record) VALUES (4, 3, 'report-2:32', 'RETREAT', NULL, 'occurred', 'asserts', NULL, NULL, NULL, NULL, NULL, 0.5, '{"id": "report-2:32", "article": {"id": "report-2", "uri": null, "outlet": {"name": "Example Wire", "domain": null, "country": null}, "published": "2022-01-08", "completeness": {"value": "unknown", "reason": null}}, "sentence": {"start": 0, "end": 40, "text": "Rebels stormed the airport, and left it."}, "trigger": {"start": 32, "end": 36, "text": "left"}, "event": {"type": "RETREAT", "mode": null, "contexts": [], "cameo": null}, "actors": [], "recipients": [], "status": "occurred", "stance": "asserts", "said_by": [], "date": null, "place": null, "figures": [], "cause": null, "score": 0.5, "coder": {"version": "0.test", "model": "fake"}}');
INSERT INTO claim_country (country, claim, role) VALUES ('KAZ', 1, 'actor');
INSERT INTO claim_country (country, claim, role) VALUES ('KAZ', 1, 'place');
INSERT INTO claim_source (claim, link, name, folded) VALUES (1, 0, 'Interior Ministry', 'interior ministry
the interior ministry');
INSERT INTO claim_place (claim, south, north, west, east) VALUES (1, 43.25, 43.25, 7.69199981689453125008e+01, 7.69200057983398437482e+01);
COMMIT;
