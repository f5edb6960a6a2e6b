/** Thrown by a case that cannot run on this machine; the message says what is missing. */
export class Skipped extends Error {}
