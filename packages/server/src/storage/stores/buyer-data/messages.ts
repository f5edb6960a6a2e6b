import type { Row } from "../../rows/row.js";
import type { Engine } from "../../statements/engine.js";
import { type Given, statement } from "../../statements/statement.js";
import type { Buyer } from "../../store.js";
import { slicesOf } from "./slices.js";
import type { TrailNames } from "./trail.js";

/** How many messages one step reads. */
const SLICE = 500;

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
export async function* messagesOf(
  engine: Engine,
  { appid, openid }: Buyer,
  { transactionIds, orderKeys }: TrailNames,
): AsyncGenerator<readonly (Row & { readonly number: number })[]> {
  const numbers = [...orderKeys.values()].flat().map((key) => key.slice(key.lastIndexOf(":") + 1));
  const named = new Set<unknown>([openid, ...transactionIds, ...numbers]);
  for await (const slice of slicesOf(engine, "app_messages", SLICE)) {
    const rows = await engine.all(MESSAGES, { appid, ...slice });
    const found = rows.filter(({ message }) =>
      valuesIn(JSON.parse(message)).some((value) => named.has(value)),
    );
    if (found.length > 0) yield found;
  }
}

/** Every value in a message, at any depth. */
function valuesIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [value];
  return Object.values(value).flatMap(valuesIn);
}
