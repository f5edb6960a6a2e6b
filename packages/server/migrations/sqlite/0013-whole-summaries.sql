-- A summary is the whole of what lists show now, its merchant's name apart. One that was made before
-- is not: lists read the details of its order instead.
UPDATE uploads SET summary = NULL WHERE summary IS NOT NULL;
