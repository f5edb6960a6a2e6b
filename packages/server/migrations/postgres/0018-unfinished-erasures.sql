-- Erasures that have begun and have no receipt yet: one row each, until then. What was found about the buyer
-- is sealed with a key that is sealed in the settings, so that a call after a crash finds what its orders no
-- longer lead to. Citus keeps the table on the coordinator. Takes no time: the table is new.
CREATE TABLE unfinished_erasures (
  buyer_hash text COLLATE "C" NOT NULL PRIMARY KEY,
  trail text NOT NULL,
  removed text NOT NULL
);
