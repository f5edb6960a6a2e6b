import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDriver } from "../../src/storage/sqlite/driver.js";
import { type Merchant, Platform, type WireReply } from "../support/platform.js";
import { upload } from "../support/requests.js";
import type { ErrorCases } from "../support/world.js";

export const AUTH_CASES: ErrorCases = {
  SYSTEM_ERROR: () => uploadWithoutTable("uploads", (app) => app.upload(upload())),
  INVALID_URL: (w) => w.get("/user-order/nothing"),
  REQUIRE_GET: (w) => w.post("/cgi-bin/token"),
  REQUIRE_POST: (w) => w.get(`/user-order/orders?access_token=${w.merchant.accessToken}`),
  ACCESS_TOKEN_MISSING: (w) =>
    w.post("/user-order/orders", JSON.stringify({ access_token: w.merchant.accessToken })),
  INVALID_CREDENTIAL: (w) => w.post("/user-order/orders?access_token=1_forged", "{}"),
  ACCESS_TOKEN_EXPIRED: async (w) => {
    const other = await w.platform.register();
    await w.advance(7200);
    return other.upload(upload());
  },
  APPID_MISSING: (w) => w.get(w.tokenQuery({ appid: "" })),
  INVALID_APPID: (w) => w.get(w.tokenQuery({ appid: "wx0000000000000000", grant_type: "" })),
  INVALID_GRANT_TYPE: (w) => w.get(w.tokenQuery({ grant_type: "password", secret: "" })),
  APPSECRET_MISSING: (w) => w.get(w.tokenQuery({ secret: "" })),
  INVALID_APPSECRET: (w) => w.get(w.tokenQuery({ secret: "wrong" })),
  IP_NOT_WHITELISTED: async (w) => {
    const other = await w.platform.register();
    await w.platform.admin("PATCH", `/apps/${other.appid}`, { ip_whitelist: ["203.0.113.0/24"] });
    return w.get(w.tokenQuery({ appid: other.appid, secret: other.secret }));
  },
  MINUTE_QUOTA_REACHED: async (w) => {
    const other = await w.platform.register();
    const quotas = { per_minute: 1, per_day: 100 };
    await w.platform.admin("PATCH", `/apps/${other.appid}`, { quotas });
    await other.upload(upload());
    return other.upload(upload());
  },
  FREQUENCY_LIMIT_REACHED: async (w) => {
    const other = await w.platform.register();
    const quotas = { per_minute: 1, per_day: 100 };
    await w.platform.admin("PATCH", `/apps/${other.appid}`, { quotas });
    const ask = () => other.call("/wxa/sec/order/is_trade_managed", { appid: other.appid });
    await ask();
    return ask();
  },
  DAILY_QUOTA_REACHED: async (w) => {
    const other = await w.platform.register();
    const force = () =>
      w.post(
        "/cgi-bin/stable_token",
        JSON.stringify({
          grant_type: "client_credential",
          appid: other.appid,
          secret: other.secret,
          force_refresh: true,
        }),
      );
    await force();
    for (let count = 0; count < 20; count++) {
      await force();
      await w.platform.admin("POST", "/clock", { advance_seconds: 30 });
    }
    return force();
  },
  EMPTY_BODY: (w) => w.merchant.upload(""),
  DATA_FORMAT_ERROR: (w) => w.merchant.upload("order_key=1&payer=2"),
};

/** Returns the answer to a call when a table of the database is missing. */
export async function uploadWithoutTable(
  table: string,
  call: (app: Merchant) => Promise<WireReply>,
): Promise<WireReply> {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-"));
  const file = join(folder, "broken.db");
  const broken = await Platform.start({ databaseUrl: `sqlite:${file}` });
  try {
    const app = await broken.register();
    const { DatabaseSync } = await loadDriver();
    const vandal = new DatabaseSync(file);
    // The platform may be writing what it does by itself.
    vandal.exec("PRAGMA busy_timeout = 10000");
    vandal.exec(`DROP TABLE ${table}`);
    vandal.close();
    return await call(app);
  } finally {
    await broken.close();
    rmSync(folder, { recursive: true });
  }
}
