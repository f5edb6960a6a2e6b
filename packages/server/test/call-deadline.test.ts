import { afterEach, beforeEach, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { upload } from "./support/requests.js";
import { lockedFile, type UnwritableDatabase } from "./support/unwritable-database.js";

const DEADLINE_MS = 300;

let database: UnwritableDatabase;
let platform: Platform;
let merchant: Merchant;

beforeEach(async () => {
  database = await lockedFile();
  platform = await Platform.start({
    databaseUrl: database.url,
    limits: { callDeadlineMs: DEADLINE_MS },
    shutdown: { deadlineMs: 3_000 },
  });
  merchant = await platform.register();
  await platform.admin("POST", `/apps/${merchant.appid}/audit`, { result: "approved" });
});
afterEach(async () => {
  await database.allowWrites();
  await platform.close();
  await database.remove();
});

test("calls and the operator's requests are answered within the deadline while another program locks the file", async () => {
  await database.blockWrites();
  const app = { name: "Shop", kind: "mini_program", mchids: [] };
  const [call, request] = await Promise.all([
    merchant.upload(upload()),
    platform.admin("POST", "/apps", app),
  ]);
  expect(call).toMatchObject({ errcode: -1 });
  expect(request.status).toBe(503);

  // and the connections that were answered late serve the next calls
  await database.allowWrites();
  await expect.poll(() => merchant.upload(upload())).toMatchObject({ errcode: 0 });
});

test("a platform closes within its deadline while another program locks its file", async () => {
  await database.blockWrites();
  const answered = Promise.allSettled([merchant.upload(upload()), merchant.upload(upload())]);
  const closed = platform.close();
  expect((await platform.send("GET", "/readyz").catch(() => null))?.status ?? 503).toBe(503);
  await closed;
  for (const outcome of await answered) {
    if (outcome.status === "fulfilled") expect(outcome.value).toMatchObject({ errcode: -1 });
  }
}, 4_500);
