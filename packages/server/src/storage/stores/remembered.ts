/**
 * How long an expired token stays stored, so that a call with it is answered "expired" and not
 * "invalid". Older ones are deleted when the next token of their kind is issued.
 */
export const REMEMBERED_MS = 24 * 3_600_000;
