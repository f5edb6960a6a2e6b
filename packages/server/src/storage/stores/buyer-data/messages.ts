import type { Row } from "../../rows/row.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, statement } from "../../statements/statement.js";
import type { Buyer } from "../../store.js";
import { slicesOf } from "./slices.js";
import type { TrailNames } from "./trail.js";

type Slice = { appid: string; after: number; upTo: number };

const MESSAGES = statement(({ db }, { appid, after, upTo }: Given<Slice>) =>
  db
    .selectFrom("app_messages")
    .select(["number", "appid", "message", "created_at_ms"])
    .where("appid", "=", appid)
    .where("number", ">", after)
    .where("number", "<=", upTo),
);

/** The waiting messages that name a buyer or one of the buyer's orders. */
export function messagesOf(
  engine: Engine,
  { appid, openid }: Buyer,
  { transactionIds, orderKeys }: TrailNames,
): AsyncGenerator<readonly (Row & { readonly number: number })[]> {
  const numbers = [...orderKeys.values()].flat().map((key) => key.slice(key.lastIndexOf(":") + 1));
  const named = new Set<unknown>([openid, ...transactionIds, ...numbers]);
  return slicesOf(engine, "app_messages", async (slice) => {
    const rows = await engine.all(MESSAGES, { appid, ...slice });
    return rows.filter(({ message }) =>
      valuesIn(JSON.parse(message)).some((value) => named.has(value)),
    );
  });
}

/** Every value in a message, at any depth. */
function valuesIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.values(value).flatMap(valuesIn);
}
