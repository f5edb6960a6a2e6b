import type { Engine } from "../statements/engine.js";
import { type Given, statement } from "../statements/statement.js";
import type { ContradictionStore } from "../store.js";

const CLEAR = statement(({ db }, { appid, id }: Given<{ appid: string; id: string }>) =>
  db
    .updateTable("payments")
    .set({ contradiction: null })
    .where("appid", "=", appid)
    .where("transaction_id", "=", id),
);

export const contradictionStore = (engine: Engine): ContradictionStore => ({
  async clear({ appid, id }) {
    await engine.run(CLEAR, { appid, id });
  },
});
