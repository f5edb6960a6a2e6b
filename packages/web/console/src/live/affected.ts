import type { EventType } from "@dingdan/contract";

/** The paths of calls whose replies change with any event. */
const ALWAYS = ["/events", "/webhook-endpoints"] as const;

/** The paths of calls whose replies change, by the first part of the event's type. */
const BY_SUBJECT: Readonly<Record<string, readonly string[]>> = {
  order: ["/orders", "/requests", "/statistics", "/attention"],
  trade: ["/trade-orders", "/trade-order-totals", "/requests"],
  review: ["/apps", "/reviews", "/attention"],
  permission: ["/apps", "/reviews", "/statistics", "/attention"],
  authorization: ["/apps"],
};

/** The beginnings of the paths of calls to make again when events of these types happen. */
export const affectedPaths = (types: readonly EventType[]): readonly string[] => [
  ...ALWAYS,
  ...new Set(types.flatMap((type) => BY_SUBJECT[type.split(".", 1)[0] ?? ""] ?? [])),
];

/** The paths of all calls that events can affect. */
export const ALL_PATHS: readonly string[] = [...ALWAYS, ...Object.values(BY_SUBJECT).flat()];

/** Whether a call is one of those with these beginnings: `/orders/:id` with `/orders`. */
export const isAffected = (path: string, beginnings: readonly string[]): boolean =>
  beginnings.some((beginning) => `${path}/`.startsWith(`${beginning}/`));
