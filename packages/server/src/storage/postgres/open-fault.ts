import { codeOf } from "./faults.js";

/** Why a database cannot be opened and what to check, in a sentence or two without secrets. */
export function openFaultOf(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const forbidden =
    code === "42501" ? /for (?:table|sequence) (\S+)/.exec(message)?.[1] : undefined;
  if (forbidden !== undefined) return `the user has no right to use ${forbidden}. ${GRANTS}`;
  const advice = ADVICE[code];
  if (advice !== undefined) return advice;
  if (/timeout/i.test(message)) {
    return "it does not reply in time. Check the host, the port and the firewall.";
  }
  return message.endsWith(".") ? message : `${message}.`;
}

const GRANTS =
  "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES and USAGE ON ALL SEQUENCES IN SCHEMA to it.";
const REFUSED =
  "the server rejected the user or the password. Check both, and whether pg_hba.conf allows this host.";
const NO_SERVER =
  "no server is listening there. Check that PostgreSQL is running, and check the host and the port.";
const UNKNOWN_HOST = "the host does not exist. Check its name.";

const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: NO_SERVER,
  ENOENT: NO_SERVER,
  EHOSTUNREACH: NO_SERVER,
  ENETUNREACH: NO_SERVER,
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
  "28P01": REFUSED,
  "28000": REFUSED,
  "3D000": "the server has no such database. Create it with `createdb`, or name another.",
  "42501":
    "the user may not create tables there. Run `dingdan migrate` as a user who may, or GRANT CREATE ON SCHEMA to this one.",
  "25006":
    "the server accepts only reads: it is a standby server, or default_transaction_read_only is on. Name the primary server.",
  "53100": "the disk of the server is full. Free space on it.",
  "53300":
    "the server has no free connections. Raise its max_connections, or start fewer processes.",
  "57P03": "the server is starting or stopping. Retry in a moment.",
};

/**
 * The part of a database URL that may be shown: user, host and database. The password and the query are
 * left out, since some of its settings are secrets, too.
 */
export function shownUrl(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "postgres://…";
  const { username, host, pathname } = new URL(databaseUrl);
  return `postgres://${username === "" ? "" : `${username}@`}${host}${pathname}`;
}
