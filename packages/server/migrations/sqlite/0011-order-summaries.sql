-- What a buyer's lists show of a matched order, in JSON. One that was matched before has none: lists
-- read its details instead.
ALTER TABLE uploads ADD COLUMN summary TEXT;
