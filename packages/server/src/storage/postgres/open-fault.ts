import { codeOf } from "./faults.js";

/** Why a database cannot be opened, and what to look at: a sentence or two, without any secret. */
export function openFaultOf(error: unknown): string {
  const code = codeOf(error);
  const advice = ADVICE[code];
  if (advice !== undefined) return advice;
  const message = error instanceof Error ? error.message : String(error);
  if (/timeout/i.test(message)) {
    return "it does not answer in time. Are the host and the port right, and does a firewall let them through?";
  }
  return message.endsWith(".") ? message : `${message}.`;
}

const REFUSED =
  "the server refuses the user or the password. Are they right, and does pg_hba.conf let them in from here?";
const NOBODY = "nothing listens there. Is PostgreSQL running, and are the host and the port right?";
const UNKNOWN_HOST = "there is no such host. Is its name right?";

const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: NOBODY,
  ENOENT: NOBODY,
  EHOSTUNREACH: NOBODY,
  ENETUNREACH: NOBODY,
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  "28P01": REFUSED,
  "28000": REFUSED,
  "3D000": "there is no such database on the server. Make it with `createdb`, or name another.",
  "42501":
    "the user may not make tables there. Run `dingdan migrate` as one who may, or GRANT CREATE ON SCHEMA to this one.",
  "53300":
    "the server takes no more connections. Raise its max_connections, or start fewer processes.",
  "57P03": "the server is starting or stopping. Try again in a moment.",
};

/**
 * A database URL as it may be shown: user, host and database, without the password and the settings
 * behind them, of which some are secrets, too.
 */
export function shownUrl(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "postgres://…";
  const { username, host, pathname } = new URL(databaseUrl);
  return `postgres://${username === "" ? "" : `${username}@`}${host}${pathname}`;
}
