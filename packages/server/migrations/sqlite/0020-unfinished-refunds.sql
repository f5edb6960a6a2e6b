-- WeChat Pay is asked for the state of abnormal refunds, too: the merchant handles them by hand.
CREATE INDEX refunds_unfinished ON refunds (received_at_ms, refund_id)
  WHERE state IN ('processing', 'abnormal');
DROP INDEX refunds_processing;
