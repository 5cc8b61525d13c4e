CREATE TABLE remote (
  connection TEXT PRIMARY KEY,
  full_at BIGINT NOT NULL,
  held_until BIGINT NOT NULL
);
CREATE TABLE remote_host (
  connection TEXT NOT NULL,
  host TEXT NOT NULL,
  open_until BIGINT NOT NULL,
  probed_until BIGINT NOT NULL,
  error TEXT NOT NULL,
  PRIMARY KEY (connection, host)
)
