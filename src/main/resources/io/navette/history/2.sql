CREATE TABLE rejection (
  number BIGINT PRIMARY KEY,
  run TEXT NOT NULL,
  job TEXT NOT NULL,
  stream TEXT NOT NULL,
  stage TEXT NOT NULL,
  content TEXT NOT NULL,
  culprit TEXT,
  reason TEXT NOT NULL,
  place TEXT NOT NULL,
  kept_at BIGINT NOT NULL,
  replayed TEXT
);
CREATE INDEX rejection_by_run ON rejection (run, number);
CREATE INDEX rejection_by_time ON rejection (kept_at);
CREATE TABLE rejection_number (last BIGINT NOT NULL);
INSERT INTO rejection_number VALUES (0);
ALTER TABLE run ADD COLUMN rejections_seen BIGINT NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN rejections_kept BIGINT NOT NULL DEFAULT 0
