-- Summaries are read by every list: as the other large texts, they are packed with lz4 where the server
-- can. What is there already stays as it is.
DO $$
BEGIN
  ALTER TABLE uploads ALTER COLUMN summary SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END
$$;
