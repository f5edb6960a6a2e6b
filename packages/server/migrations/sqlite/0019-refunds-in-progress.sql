-- WeChat Pay is asked for the state of these. Most refunds are not in progress and cost the index nothing.
CREATE INDEX refunds_processing ON refunds (received_at_ms, refund_id) WHERE state = 'processing';
