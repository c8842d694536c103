"""Tables of the database, as the steps that made them, one step a version.

A new file takes every step, an older one those it lacks (`migration.py`), so that both end
up alike. Rows are never changed or deleted: triggers refuse both. Full records are JSON in
`record`; the other columns repeat what is searched or read by people with SQL alone.

`article` holds one row per revision; `claim` one per claim of a revision, in text order;
`run` one per act of writing, each with a digest over what it wrote and over the run before.
`event` and `storyline` hold one row per revision; `member` says which event a claim is in and
`copy` which article a copy was made from: the latest row wins.
"""

from __future__ import annotations

APPLICATION = 0x746F6373  # "tocs": marks the file as ours, in the SQLite header

_CODING = """
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

_RECONCILING = """
DROP TRIGGER article_no_update;
ALTER TABLE article ADD COLUMN published_utc TEXT;  -- as a UTC moment; a day is its start
ALTER TABLE article ADD COLUMN content TEXT NOT NULL DEFAULT '';  -- SHA-256 of it and its claims
UPDATE article SET published_utc = utc_moment(published), content = content_digest(key);
CREATE TRIGGER article_no_update BEFORE UPDATE ON article
BEGIN SELECT raise(ABORT, 'article is append-only'); END;

CREATE TABLE run (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,              -- add, bury or reconcile
  recorded TEXT NOT NULL,
  version TEXT,                    -- of the coder or of tocsin
  model TEXT,                      -- of the coder
  through INTEGER NOT NULL,        -- articles up to this key are covered by this run or earlier
  counts TEXT NOT NULL,            -- JSON: how many of what
  digest TEXT NOT NULL,            -- SHA-256 of the previous digest and of what the run wrote
  previous TEXT NOT NULL           -- digest of the run before, "" for the first
) STRICT;
CREATE INDEX run_kind ON run (kind);

CREATE TABLE tombstone (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,              -- article
  id TEXT NOT NULL,
  reason TEXT NOT NULL,
  run INTEGER NOT NULL,
  recorded TEXT NOT NULL
) STRICT;
CREATE INDEX tombstone_id ON tombstone (id);

CREATE TABLE copy (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (key),
  origin INTEGER REFERENCES article (key),
  share REAL NOT NULL,             -- of its shingles that the origin has
  run INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_article ON copy (article);
CREATE INDEX copy_origin ON copy (origin);

CREATE TABLE shingle (
  hash INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES article (key),
  PRIMARY KEY (hash, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE reconciled (
  key INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (key),
  run INTEGER NOT NULL
) STRICT;
CREATE INDEX reconciled_article ON reconciled (article);

CREATE TABLE event (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  run INTEGER NOT NULL,
  recorded TEXT NOT NULL,
  successors TEXT,                 -- JSON list of ids when this revision retires the event
  type TEXT,
  mode TEXT,
  status TEXT,
  date TEXT,                       -- EDTF
  first TEXT,                      -- first and last day it may mean
  last TEXT,
  place TEXT,
  country TEXT,                    -- of the place
  lat REAL,
  lon REAL,
  claims INTEGER,                  -- how many
  independent INTEGER,             -- reports that are no copies
  first_reported TEXT,
  last_reported TEXT,
  record TEXT NOT NULL,            -- JSON without its claims, which are in `member`
  UNIQUE (id, revision)
) STRICT;
CREATE INDEX event_run ON event (run);

CREATE TABLE event_country (       -- what events are listed by: country and days
  country TEXT NOT NULL,           -- of actor, recipient or place; '' on a row for any
  first TEXT NOT NULL,             -- 0 and 9999 are open ends; 9999 and '': no date
  last TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES event (key),
  PRIMARY KEY (country, first, last, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_cell (          -- what events are compared by
  cell TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES event (key),
  PRIMARY KEY (cell, event)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE event_place USING rtree (event, south, north, west, east);

CREATE TABLE member (
  key INTEGER PRIMARY KEY,
  claim INTEGER NOT NULL REFERENCES claim (key),
  event TEXT,                      -- id; NULL takes the claim out of every event
  run INTEGER NOT NULL
) STRICT;
CREATE INDEX member_claim ON member (claim);
CREATE INDEX member_event ON member (event, claim);

CREATE TABLE storyline (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  run INTEGER NOT NULL,
  recorded TEXT NOT NULL,
  first TEXT,
  last TEXT,
  record TEXT NOT NULL,            -- JSON
  UNIQUE (id, revision)
) STRICT;

CREATE TABLE storyline_event (
  key INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  storyline TEXT,                  -- NULL takes it out
  run INTEGER NOT NULL
) STRICT;
CREATE INDEX storyline_event_event ON storyline_event (event);
CREATE INDEX storyline_event_storyline ON storyline_event (storyline, event);
CREATE INDEX storyline_event_run ON storyline_event (run);
"""


def _keeping(*tables: str) -> str:
    """Triggers that refuse to change or delete rows."""
    return "\n".join(
        f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT raise(ABORT, '{table} is append-only'); END;"
        for table in tables
        for action in ("UPDATE", "DELETE")
    )


STEPS = (
    _CODING + _keeping("article", "claim", "claim_country", "claim_source"),
    _RECONCILING
    + _keeping(
        "run", "tombstone", "copy", "shingle", "reconciled", "event", "event_country",
        "event_cell", "member", "storyline", "storyline_event",
    ),
)  # fmt: skip
VERSION = len(STEPS)
