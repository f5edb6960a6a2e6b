import type { WebhookDeliveryState } from "@dingdan/contract";
import { sql } from "kysely";
import type { AttemptDetails } from "../../domain/webhooks/endpoint.js";
import { EVENT, type EventRow } from "../rows/event-rows.js";
import type { RowOfFields } from "../rows/fields.js";
import { WEBHOOK_DELIVERY } from "../rows/webhook-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { all, first } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { WebhookStore } from "../webhook-store.js";

const WAITING = sql.lit("waiting" as const);

type Position = { id: string; position: number };

const DELIVERY_COLUMNS = WEBHOOK_DELIVERY.columns.map((column) => `delivery.${column}` as const);
const EVENT_COLUMNS = EVENT.columns
  .filter((column) => column !== "position")
  .map((column) => `event.${column}` as const);

/** Deliveries with their events. */
const joined = ({ db }: Dialect, { id }: Given<{ id: string }>) =>
  db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("events as event", "event.position", "delivery.position")
    .select([...DELIVERY_COLUMNS, ...EVENT_COLUMNS])
    .where("delivery.endpoint_id", "=", id);

const read = (row: object) => ({
  delivery: WEBHOOK_DELIVERY.of(row as RowOfFields<typeof WEBHOOK_DELIVERY>),
  event: EVENT.of(row as EventRow),
});

const DUE = statement(
  (
    { db },
    { nowMs, realNowMs, owner }: Given<{ nowMs: number; realNowMs: number; owner: string }>,
  ) =>
    db
      .selectFrom("webhook_endpoints as endpoint")
      .select("endpoint.id")
      .where("endpoint.state", "=", "enabled")
      .where(({ eb, or }) =>
        or([eb("endpoint.leased_by", "=", owner), eb("endpoint.leased_until_ms", "<=", realNowMs)]),
      )
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("webhook_deliveries as delivery")
            .select("delivery.position")
            .whereRef("delivery.endpoint_id", "=", "endpoint.id")
            .where("delivery.state", "=", WAITING)
            .where("delivery.due_at_ms", "<=", nowMs),
        ),
      ),
);

const DUE_OF = statement(
  (dialect, given: Given<{ id: string; nowMs: number; limit: number }>) =>
    joined(dialect, given)
      .where("delivery.state", "=", WAITING)
      .where("delivery.due_at_ms", "<=", given.nowMs)
      .orderBy("delivery.due_at_ms")
      .orderBy("delivery.position")
      .limit(given.limit),
  read,
);

interface ListQuery {
  id: string;
  before: number;
  limit: number;
  state?: WebhookDeliveryState;
}

const LIST = statement(
  (dialect, given: Given<ListQuery>) => {
    const page = joined(dialect, given)
      .where("delivery.position", "<", given.before)
      .orderBy("delivery.position", "desc")
      .limit(given.limit);
    return given.state === undefined ? page : page.where("delivery.state", "=", given.state);
  },
  read,
  ["state"],
);

const FIND = statement(
  (dialect, given: Given<Position>) =>
    joined(dialect, given).where("delivery.position", "=", given.position),
  read,
);

const LOG = statement(
  ({ db }, { id, position }: Given<Position>) =>
    db
      .selectFrom("webhook_attempts")
      .select(["number", "at_ms", "details"])
      .where("endpoint_id", "=", id)
      .where("position", "=", position)
      .orderBy("number"),
  ({ number, at_ms, details }) => ({
    number,
    atMs: at_ms,
    details: JSON.parse(details) as AttemptDetails,
  }),
);

const COUNT = statement(
  (
    { db },
    { id, state, limit }: Given<{ id: string; state: WebhookDeliveryState; limit: number }>,
  ) =>
    db
      .selectFrom(({ selectFrom }) =>
        selectFrom("webhook_deliveries")
          .select("position")
          .where("endpoint_id", "=", id)
          .where("state", "=", state)
          .limit(limit)
          .as("counted"),
      )
      .select(({ fn }) => fn.countAll<number>().as("count")),
);

/** A body that was made before the order's buyer was erased is not stored after it. */
const PUT_BODY = statement(({ db }, { id, position, body }: Given<Position & { body: string }>) =>
  db
    .updateTable("webhook_deliveries")
    .set({ body })
    .where("endpoint_id", "=", id)
    .where("position", "=", position)
    .where("body", "is", null)
    .where("position", "in", (from) =>
      from
        .selectFrom("events")
        .select("position")
        .where("position", "=", position)
        .where("order_id", "is not", null),
    ),
);

type DeliveryPart = Pick<
  WebhookStore,
  "count" | "due" | "dueOf" | "putBody" | "deliveries" | "delivery"
>;

export const webhookDeliveries = (engine: Engine): DeliveryPart => ({
  async count(id, countMax) {
    const countOf = async (state: WebhookDeliveryState) =>
      (await engine.first(COUNT, { id, state, limit: countMax }))?.count ?? 0;
    return {
      waiting: await countOf("waiting"),
      delivered: await countOf("delivered"),
      failed: await countOf("failed"),
    };
  },
  due: async (given) => (await engine.all(DUE, given)).map(({ id }) => id),
  dueOf: (id, given) => engine.all(DUE_OF, { id, ...given }),
  async putBody(id, position, body) {
    await engine.run(PUT_BODY, { id, position, body }, { isRepeatable: true });
  },
  deliveries: ({ id, before, limit, state }) =>
    engine.all(LIST, {
      id,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit,
      ...(state === undefined ? {} : { state }),
    }),
  delivery: (id, position) =>
    engine.snapshot(function* () {
      const found = yield* first(FIND, { id, position });
      return found && { ...found, log: yield* all(LOG, { id, position }) };
    }),
});
