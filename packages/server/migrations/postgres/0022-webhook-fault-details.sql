-- Why an attempt failed: a code and its parameters, in JSON. The column fault keeps the English words of
-- attempts that earlier versions made.
ALTER TABLE webhook_deliveries ADD COLUMN fault_details TEXT;
