CREATE TABLE content_stream (
  number BIGINT PRIMARY KEY,
  job TEXT NOT NULL,
  stream TEXT NOT NULL,
  UNIQUE (job, stream)
);
CREATE TABLE content (
  stream BIGINT NOT NULL,
  record BIGINT NOT NULL,
  content BIGINT NOT NULL,
  PRIMARY KEY (stream, record)
);
CREATE INDEX sent_by_remote ON sent (job, target, remote)
