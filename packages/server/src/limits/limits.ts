/**
 * Every limit that a client or a fault can reach, with the words of its log line. The name is the label
 * of `dingdan_limit_hits_total`, and docs/operating.md says what to do about each.
 */
export const LIMITS = {
  connections: "too many open connections; new connections are closed",
  connections_of_address:
    "too many open connections of one address; its new connections are closed",
  body_bytes: "too many bytes of request bodies in memory; calls are rejected",
  request_time: "a client did not send its headers or its body in time; its connection is closed",
  unread_answer: "a client did not read its answer in time; its connection is closed",
  pipelined_requests:
    "a client sends more requests than it reads answers; its connection is closed",
  body_pieces: "a client sends its body in tiny pieces; its connection is closed",
  waiting_calls: "too many calls wait; calls are rejected",
  tenant_calls: "one caller has too many calls waiting; its calls are rejected",
  call_deadline: "the deadline of a call passed; the call is answered with an error",
  guesses: "too many wrong credentials from one address; its attempts are rejected",
  guesses_uncounted: "the database cannot count a wrong credential; this process counts it alone",
  console_streams:
    "too many windows of the console follow the events; further ones refresh by themselves",
  log_lines: "the log target is slow or broken; log lines are dropped",
  server_call_address: "a callback address is in a refused network; the call is not made",
  queued_work: "too much work waits for the database; calls are rejected",
  quota_not_stored:
    "the database cannot count the calls of apps; each process counts its own in memory",
} as const;

export type LimitName = keyof typeof LIMITS;
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[];
