-- Wrong credentials of one account from one network, in the current minute. A job deletes rows whose
-- minute has ended. Takes no time: the tables are new.
CREATE TABLE wrong_guesses (
  account text COLLATE "C" NOT NULL,
  network text COLLATE "C" NOT NULL,
  wrong_count bigint NOT NULL,
  ends_at_ms bigint NOT NULL,
  PRIMARY KEY (account, network)
);
CREATE INDEX wrong_guesses_by_end ON wrong_guesses (ends_at_ms);

-- Networks that presented the right credential of an account, kept for 30 days: the newest 1,000 of an
-- account. Wrong guesses do not lock them out.
CREATE TABLE known_networks (
  account text COLLATE "C" NOT NULL,
  network text COLLATE "C" NOT NULL,
  succeeded_at_ms bigint NOT NULL,
  PRIMARY KEY (account, network)
);
CREATE INDEX known_networks_of_account ON known_networks (account, succeeded_at_ms);
CREATE INDEX known_networks_by_time ON known_networks (succeeded_at_ms);
