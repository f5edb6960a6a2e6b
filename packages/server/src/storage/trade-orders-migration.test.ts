import { expect, test } from "vitest";
import { describeOnRawDatabases } from "../../test/support/raw-database.js";
import { NEW_APP_TRADE } from "../domain/app.js";

describeOnRawDatabases("a database of the version without trade orders", (create) => {
  test("has its apps under management, as new apps are", async () => {
    const database = await create("trade-orders");
    await database.query(
      `INSERT INTO apps (appid, kind, name, mchids, secret_hash, item_links, permission, last_result,
         created_at_ms, category_open, ip_whitelist)
       VALUES ('wx1', 'mini_program', 'one', '[]', 's', 'required', 'open', '', 1, 1, '[]')`,
    );
    const store = await database.open();
    expect(await store.apps.find("wx1")).toMatchObject({
      name: "one",
      openPaths: [],
      ...NEW_APP_TRADE,
    });
    await store.close();
    await database.remove();
  });
});
