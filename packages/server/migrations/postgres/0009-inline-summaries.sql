-- A row of a usual order is slightly longer than the 2 KB from which PostgreSQL moves its longest column to
-- a table of its own: the summary, which every buyer's list reads. With this limit three such rows fill
-- a page, and a list needs no second lookup for each order. Rows that exist stay as they are.
ALTER TABLE uploads SET (toast_tuple_target = 2700);
