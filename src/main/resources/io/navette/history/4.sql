CREATE TABLE sent (
  job TEXT NOT NULL,
  target TEXT NOT NULL,
  record TEXT NOT NULL,
  remote TEXT,
  content TEXT NOT NULL,
  sends BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  message TEXT NOT NULL,
  run TEXT NOT NULL,
  changed BIGINT NOT NULL,
  PRIMARY KEY (job, target, record)
);
CREATE TABLE sent_chunk (
  job TEXT NOT NULL,
  target TEXT NOT NULL,
  chunk BIGINT NOT NULL,
  PRIMARY KEY (job, target)
)
