-- The log shows openids masked. A call is found by the keyed hash of its openid, and its masked openids
-- are sealed for a replay. Making the index reads the log once: its rows have no openid yet.
ALTER TABLE requests ADD COLUMN openid_hash text COLLATE "C";
ALTER TABLE requests ADD COLUMN sealed_openids text;
CREATE INDEX requests_by_openid ON requests (openid_hash, number) WHERE openid_hash IS NOT NULL;
