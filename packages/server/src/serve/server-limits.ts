import { readFileSync } from "node:fs";
import type { ConnectionLimits } from "./connections.js";

/** What clients together may take of the server. */
export interface ServerLimits extends ConnectionLimits {
  /** The bytes of all request bodies that are in memory at one time. */
  readonly bodyBytesMax: number;
  /** How long a call may take, from the arrival of its last byte to its answer. */
  readonly callDeadlineMs: number;
}

/** How a server stops. */
export interface ShutdownTimes {
  /** How long it still serves after `/readyz` says that it closes, so that a load balancer notices. */
  readonly delayMs: number;
  /** When it has stopped at the latest, whatever still waits. */
  readonly deadlineMs: number;
}

/** The default, where enough descriptors are available. */
export const CONNECTIONS_MAX = 10_000;
/** Descriptors for the database, the log and connections to other servers. */
export const OTHER_DESCRIPTORS = 256;

/** The limits for the given settings; the descriptor limit of the process bounds the connections. */
export function serverLimits(
  given: Partial<ServerLimits> = {},
  descriptorsMax: number = descriptorLimit(),
): ServerLimits {
  const possible = Math.max(16, descriptorsMax - OTHER_DESCRIPTORS);
  const connectionsMax = Math.min(given.connectionsMax ?? CONNECTIONS_MAX, possible);
  return {
    connectionsMax,
    connectionsPerAddressMax: Math.min(
      given.connectionsPerAddressMax ?? Math.ceil(connectionsMax / 2),
      connectionsMax,
    ),
    answerTimeoutMs: given.answerTimeoutMs ?? 30_000,
    bodyBytesMax: given.bodyBytesMax ?? 128 * 1024 * 1024,
    callDeadlineMs: given.callDeadlineMs ?? 5_000,
  };
}

/** The times for the given settings. A sandbox has no load balancer in front, so it stops without a delay. */
export const shutdownTimes = (
  given: Partial<ShutdownTimes> = {},
  isSandbox = false,
): ShutdownTimes => ({
  delayMs: given.delayMs ?? (isSandbox ? 0 : 1_500),
  deadlineMs: given.deadlineMs ?? 10_000,
});

/** How many files and connections the process may open. Only Linux says so in a file. */
export function descriptorLimit(): number {
  try {
    const limits = readFileSync("/proc/self/limits", "utf8");
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
    return soft === undefined || soft === "unlimited" ? Number.MAX_SAFE_INTEGER : Number(soft);
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
