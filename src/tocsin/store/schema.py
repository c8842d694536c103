"""Tables of the database and the number of their version.

`article` holds one row per revision; `claim` one per claim of a revision, in text
order; `claim_country` and `claim_source` are what claims are searched by. Rows are
never changed or deleted: triggers refuse both. Full records are JSON in `record`;
the other columns repeat what is searched or read by people with SQL alone.
"""

from __future__ import annotations

APPLICATION = 0x746F6373  # "tocs": marks the file as ours, in the SQLite header
VERSION = 1

TABLES = """
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
"""

_KEPT = ("article", "claim", "claim_country", "claim_source")
TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
    f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END;"
    for table in _KEPT
    for action in ("UPDATE", "DELETE")
)
CREATE = f"""
BEGIN IMMEDIATE;
{TABLES}
{TRIGGERS}
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
COMMIT;
"""
