CREATE TABLE run (
  id TEXT PRIMARY KEY,
  job TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  started_by TEXT NOT NULL,
  host TEXT NOT NULL,
  login TEXT NOT NULL,
  pid BIGINT NOT NULL,
  config_hash TEXT NOT NULL,
  started BIGINT NOT NULL,
  state TEXT NOT NULL,
  exit_code INTEGER,
  error TEXT,
  finished BIGINT,
  elapsed BIGINT
);
CREATE INDEX run_by_job ON run (job, id);
CREATE INDEX run_by_state ON run (state);
CREATE TABLE stream (
  run TEXT NOT NULL,
  job TEXT NOT NULL,
  name TEXT NOT NULL,
  target TEXT NOT NULL,
  exit_code INTEGER NOT NULL,
  error TEXT,
  rows_read BIGINT NOT NULL,
  skipped BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  deleted BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  bookmark_before TEXT,
  bookmark_after TEXT,
  phases TEXT NOT NULL,
  elapsed BIGINT NOT NULL,
  PRIMARY KEY (run, name)
);
CREATE INDEX stream_by_job ON stream (job, name, run);
CREATE TABLE bookmark (
  job TEXT NOT NULL,
  stream TEXT NOT NULL,
  position TEXT,
  former TEXT,
  run TEXT,
  changed BIGINT NOT NULL,
  overridden TEXT,
  PRIMARY KEY (job, stream)
);
CREATE TABLE lease (
  job TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  host TEXT NOT NULL,
  space TEXT NOT NULL,
  pid BIGINT NOT NULL,
  login TEXT NOT NULL,
  fence BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  renewed BIGINT NOT NULL,
  expires BIGINT NOT NULL
)
