CREATE TABLE applied_plan (
  id TEXT PRIMARY KEY,
  job TEXT NOT NULL,
  run TEXT NOT NULL,
  began BIGINT NOT NULL,
  finished BIGINT
)
