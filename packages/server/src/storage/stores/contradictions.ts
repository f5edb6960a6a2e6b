import type { Payment } from "../../domain/stored-order.js";
import { type JsonText, toJson } from "../rows/json.js";
import type { Engine } from "../statements/engine.js";
import { first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { ContradictionStore } from "../store.js";

type Noted = NonNullable<Payment["contradiction"]>;
type Place = { appid: string; id: string };

const SET = statement(({ db }, { appid, id, noted }: Given<Place & { noted: JsonText<Noted> }>) =>
  db
    .updateTable("payments")
    .set({ contradiction: noted })
    .where("appid", "=", appid)
    .where("transaction_id", "=", id),
);

const CLEAR = statement(({ db }, { appid, id }: Given<Place>) =>
  db
    .updateTable("payments")
    .set({ contradiction: null })
    .where("appid", "=", appid)
    .where("transaction_id", "=", id),
);

const FIND_PLACE = statement(
  ({ db }, { orderKey }: Given<{ orderKey: string }>) =>
    db
      .selectFrom("payment_numbers")
      .select(["appid", "transaction_id"])
      .where("order_key", "=", orderKey),
  (row) => ({ appid: row.appid, id: row.transaction_id }),
);

/** A payment can be replaced while its row is awaited; its number then leads to another row. */
const ATTEMPTS_MAX = 3;

export const contradictionStore = (engine: Engine): ContradictionStore => ({
  note: (transactionId, contradiction) =>
    engine.transaction(function* () {
      const noted = toJson(contradiction);
      for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
        const place = yield* first(FIND_PLACE, { orderKey: `2:${transactionId}` });
        if (place === null) return;
        if ((yield* run(SET, { ...place, noted })) > 0) return;
      }
      // An internal error, so that the sender repeats the report.
      throw new Error(`the payment of ${transactionId} was moved ${ATTEMPTS_MAX} times meanwhile`);
    }),

  async clear({ appid, id }) {
    await engine.run(CLEAR, { appid, id });
  },
});
