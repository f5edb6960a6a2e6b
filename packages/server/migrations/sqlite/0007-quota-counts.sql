-- How often an app has called an interface in the minute and on the day that it called it last.
CREATE TABLE quota_counts (
  appid TEXT NOT NULL,
  operation TEXT NOT NULL,
  minute INTEGER NOT NULL,
  in_minute INTEGER NOT NULL,
  day TEXT NOT NULL,
  in_day INTEGER NOT NULL,
  PRIMARY KEY (appid, operation)
) STRICT, WITHOUT ROWID;
