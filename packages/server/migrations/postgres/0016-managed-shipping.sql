-- For the lists of orders: which payments were shipped by shipping information management. Making the
-- index reads the trade orders once: about 2 s for each million of them, while uploads wait.
CREATE INDEX trade_orders_shipped ON trade_orders (appid, transaction_id)
  WHERE is_managed = 1 AND state IN (2, 3, 4, 6);
