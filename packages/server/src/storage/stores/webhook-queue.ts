import type { EventType, WebhookDeliveryState } from "@dingdan/contract";
import { sql } from "kysely";
import type { FeedEvent } from "../../domain/events/recorded-event.js";
import { isWanted, type WebhookEndpoint } from "../../domain/webhooks/endpoint.js";
import { EVENT } from "../rows/event-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { all, first, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { ResendSince, WebhookStore } from "../webhook-store.js";

const WAITING = sql.lit("waiting" as const);

const WANTING = statement(({ db, isIn }, { appids }: Given<{ appids: readonly string[] }>) =>
  db
    .selectFrom("webhook_endpoints")
    .select(["id", "appid", "types", "outbox_after"])
    .where("state", "=", "enabled")
    .where(({ eb, or }) => or([eb("appid", "is", null), isIn(eb.ref("appid") as never, appids)])),
);

type Queued = { endpoint_id: string; position: number; due_at_ms: number };

const QUEUED_TYPES = { endpoint_id: "text", position: "bigint", due_at_ms: "bigint" } as const;

const QUEUE = statement((dialect, { rows }: Given<{ rows: readonly Queued[] }>) =>
  dialect.db
    .insertInto("webhook_deliveries")
    .columns(["endpoint_id", "position", "state", "due_at_ms", "tries", "attempts"])
    .expression((from) =>
      from
        .selectFrom(dialect.rows<Queued>(rows, QUEUED_TYPES))
        .select(({ lit }) => [
          "given.endpoint_id",
          "given.position",
          WAITING.as("state"),
          "given.due_at_ms",
          lit(0).as("tries"),
          lit(0).as("attempts"),
        ])
        .where(sql<boolean>`true`),
    )
    .onConflict((conflict) =>
      conflict.columns(["endpoint_id", "position"]).doUpdateSet(({ ref, lit }) => ({
        state: WAITING,
        due_at_ms: ref("excluded.due_at_ms"),
        tries: lit(0),
        ended_at_ms: null,
      })),
    ),
);

/** Queues events for the endpoints that want them, in the transaction that gives them their places. */
export function* queueDeliveries(
  events: readonly (FeedEvent & { readonly outboxNumber: number })[],
  nowMs: number,
): Script<void> {
  const appids = [...new Set(events.map(({ appid }) => appid))];
  const endpoints = (yield* all(WANTING, { appids })).map(({ id, appid, types, outbox_after }) => ({
    id,
    appid,
    types: types === null ? null : (JSON.parse(types) as EventType[]),
    outboxAfter: outbox_after,
  }));
  const rows = endpoints.flatMap((endpoint) =>
    events
      .filter((event) => event.outboxNumber > endpoint.outboxAfter && isWanted(endpoint, event))
      .map(({ position }) => ({ endpoint_id: endpoint.id, position, due_at_ms: nowMs })),
  );
  if (rows.length > 0) yield* run(QUEUE, { rows });
}

const EVENT_AT = statement(
  ({ db }, { position }: Given<{ position: number }>) =>
    db.selectFrom("events").select(EVENT.columns).where("position", "=", position),
  EVENT.of,
);

/** Events come into the feed after they happen: by an hour at most, if the clocks of the hosts differ. */
const CLOCKS_DIFFER_MS = 3_600_000;

const LAST_BEFORE = statement(({ db }, { beforeMs }: Given<{ beforeMs: number }>) =>
  db
    .selectFrom("events")
    .select("position")
    .where("added_at_ms", "<", beforeMs)
    .orderBy("position", "desc")
    .limit(1),
);

interface Since {
  id: string;
  after: number;
  sinceMs: number;
  nowMs: number;
  appid?: string;
  types?: readonly string[];
}

/** The events of an endpoint since a time. */
const eventsSince = ({ db, isIn }: Dialect, given: Given<Since>) => {
  let events = db
    .selectFrom("events as event")
    .where("event.position", ">", given.after)
    .where("event.at_ms", ">=", given.sinceMs);
  if (given.appid !== undefined) events = events.where("event.appid", "=", given.appid);
  const { types } = given;
  if (types !== undefined) events = events.where(({ ref }) => isIn(ref("event.type"), types));
  return events;
};

const resent = (operator: "=" | "<>", state: WebhookDeliveryState) =>
  statement(
    (dialect, given: Given<Since>) =>
      dialect.db
        .updateTable("webhook_deliveries")
        .set(({ lit }) => ({
          state: WAITING,
          due_at_ms: given.nowMs,
          tries: lit(0),
          ended_at_ms: null,
        }))
        .where("endpoint_id", "=", given.id)
        .where("state", operator, state)
        .where("position", "in", () => eventsSince(dialect, given).select("event.position")),
    undefined,
    ["appid", "types"],
  );

const RESEND_FAILED = resent("=", "failed");
const RESEND_NOT_DELIVERED = resent("<>", "delivered");

const QUEUE_MISSING = statement(
  (dialect, given: Given<Since>) =>
    dialect.db
      .insertInto("webhook_deliveries")
      .columns(["endpoint_id", "position", "state", "due_at_ms", "tries", "attempts"])
      .expression(() =>
        eventsSince(dialect, given)
          .select(({ lit, cast }) => [
            cast<string>(given.id, "text").as("endpoint_id"),
            "event.position",
            WAITING.as("state"),
            cast<number>(given.nowMs, "bigint").as("due_at_ms"),
            lit(0).as("tries"),
            lit(0).as("attempts"),
          ])
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom("webhook_deliveries as delivery")
                  .select("delivery.position")
                  .where("delivery.endpoint_id", "=", given.id)
                  .whereRef("delivery.position", "=", "event.position"),
              ),
            ),
          ),
      ),
  undefined,
  ["appid", "types"],
);

const DELETE_OF_EVENTS = statement(({ db }, { position }: Given<{ position: number }>) =>
  db
    .deleteFrom("webhook_deliveries")
    .where("endpoint_id", "in", ({ selectFrom }) => selectFrom("webhook_endpoints").select("id"))
    .where("position", "<=", position),
);

/** Deletes the deliveries of events that are deleted, in the same transaction. */
export function* deleteDeliveriesUntil(position: number): Script<void> {
  yield* run(DELETE_OF_EVENTS, { position });
}

export const webhookQueue = (engine: Engine): Pick<WebhookStore, "resend" | "resendSince"> => ({
  resend: (endpoint, position, nowMs) =>
    engine.transaction(() => resend(endpoint, position, nowMs), { isRepeatable: true }),
  resendSince: (given) =>
    engine.transaction(() => resendSince(given), { isExact: true, isLong: true }),
});

function* resend(
  endpoint: Pick<WebhookEndpoint, "id" | "appid" | "types">,
  position: number,
  nowMs: number,
): Script<boolean> {
  const event = yield* first(EVENT_AT, { position });
  if (event === null || !isWanted(endpoint, event)) return false;
  yield* run(QUEUE, { rows: [{ endpoint_id: endpoint.id, position, due_at_ms: nowMs }] });
  return true;
}

function* resendSince({
  id,
  appid,
  types,
  sinceMs,
  nowMs,
  isMissing,
}: ResendSince): Script<number> {
  const before = yield* first(LAST_BEFORE, { beforeMs: sinceMs - CLOCKS_DIFFER_MS });
  const since = { id, after: before?.position ?? 0, sinceMs, nowMs };
  if (!isMissing) return yield* run(RESEND_FAILED, since);
  const wanted = {
    ...since,
    ...(appid === null ? {} : { appid }),
    ...(types === null ? {} : { types }),
  };
  const queuedAgain = yield* run(RESEND_NOT_DELIVERED, wanted);
  return queuedAgain + (yield* run(QUEUE_MISSING, wanted));
}
