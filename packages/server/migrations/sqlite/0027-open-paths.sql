-- The pages of an app's mini program that its buyers open from outside WeChat, as a JSON array of paths.
-- Takes no time: a row is not rewritten.
ALTER TABLE apps ADD COLUMN open_paths TEXT NOT NULL DEFAULT '[]';
