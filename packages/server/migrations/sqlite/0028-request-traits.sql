-- What the filters of the request log compare, without the bodies: a list by operation, by time or of
-- rejected calls reads this index from the newest call on, instead of the rows.
CREATE INDEX requests_by_traits ON requests (number, at_ms, errcode, appid, operation);
