// `npm run bench:pages -- [options]`: measures how long the data of each page of the console and the buyer
// takes, with many orders in a SQLite file, and then in PostgreSQL if a database is given. A few orders are
// created through the API and copied with SQL, in seconds.
//   --orders N        number of orders (200000)
//   --runs N          number of requests for each page (50)
//   --postgres URL    an empty PostgreSQL database, to which the orders are copied
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDingdan } from "@dingdan/server";
import { SqliteDatabase } from "../packages/server/dist/storage/sqlite/database.js";
import { openSqliteStore } from "../packages/server/dist/storage/sqlite/store.js";
import { root } from "./install.mjs";

const { values: given } = parseArgs({
  options: {
    orders: { type: "string", default: "200000" },
    runs: { type: "string", default: "50" },
    postgres: { type: "string" },
  },
});
const [orders, runs] = [Number(given.orders), Number(given.runs)];
/** An order in the middle of the lists. */
const some = Math.floor(orders / 2) + 50;
const search = (q) => `/admin/v1/orders?q=${encodeURIComponent(q)}`;
const TARGET_MS = 100;
// All orders arrive within five hours, so that a review includes every one of them.
const PAUSE_MS = Math.floor((5 * 3_600_000) / orders);
const APPID = "wxbench";
const MCHID = "1900000109";
const folder = mkdtempSync(join(tmpdir(), "dingdan-bench-"));
const file = join(folder, "dingdan.db");
const sqlite = `sqlite:${file}`;

try {
  await withPlatform(sqlite, makeSamples);
  await copySamples();
  print("\nSQLite");
  await withPlatform(sqlite, async (call, platform) => {
    await indexNames(call);
    await measure(call, platform);
  });
  if (given.postgres !== undefined) {
    // The driver keeps the file open until its statements are collected, and copying needs it alone.
    for (let round = 0; round < 3; round++) {
      globalThis.gc();
      await new Promise(setImmediate);
    }
    const migrate = ["packages/cli/bin/dingdan.js", "migrate", "--database", sqlite];
    execFileSync(process.execPath, [...migrate, "--to", given.postgres], { cwd: root });
    print("\nPostgreSQL");
    await withPlatform(given.postgres, measure);
  }
} finally {
  rmSync(folder, { recursive: true });
}

async function withPlatform(databaseUrl, work) {
  const platform = await createDingdan({ databaseUrl, adminKey: "bench" });
  const call = async (method, path, body) => {
    const response = await fetch(platform.url + path, {
      method,
      headers: { authorization: "Bearer bench" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : parsed(text);
  };
  try {
    await work(call, platform);
  } finally {
    await platform.close();
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** One order of each state: 1 is matched, 2 is waiting, 3 was paid by another buyer. */
async function makeSamples(call, { clock }) {
  const app = { appid: APPID, name: "bench", kind: "mini_program", mchids: [MCHID] };
  await call("POST", "/admin/v1/apps", app);
  await call("PUT", `/admin/v1/apps/${APPID}/permission`, { state: "open" });
  for (const [number, payer] of [
    ["1", "oSample"],
    ["2", null],
    ["3", "oStranger"],
  ]) {
    await call("POST", `/admin/v1/apps/${APPID}/call/uploadShoppingInfo`, {
      order_key: { order_number_type: 1, mchid: MCHID, out_trade_no: `SAMPLE-${number}` },
      order_list: [1, 2].map((order) => ({
        merchant_order_no: `NO-${number}-${order}`,
        order_detail_jump_link: { type: 1, url: "https://shop.example.com/orders/1" },
        item_list: ["保护壳", "iPhoneX 256G"].map((name) => ({
          name,
          unit_price: 9900,
          quantity: 2,
          image_url: ["https://shop.example.com/images/1.png"],
          item_detail_jump_link: { type: 1, url: "https://shop.example.com/items/1" },
        })),
      })),
      payer: { openid: "oSample" },
      logistics_type: 1,
      upload_time: new Date(clock.now()).toISOString(),
    });
    if (payer === null) continue;
    await call("POST", "/admin/v1/payments", {
      appid: APPID,
      mchid: MCHID,
      out_trade_no: `SAMPLE-${number}`,
      transaction_id: `42000000000000000000000${number}`,
      trade_type: "JSAPI",
      trade_state: "SUCCESS",
      success_time: new Date(clock.now().getTime() - 1000).toISOString(),
      payer: { openid: payer },
      amount: { total: 39600, payer_total: 39600, currency: "CNY", payer_currency: "CNY" },
    });
  }
  await call("POST", `/admin/v1/apps/${APPID}/call/confirmProductPermission`, {});
}

/** Of 100 orders, 90 are matched, 9 are waiting and one is mismatched; each buyer has 20. */
async function copySamples() {
  const startedMs = performance.now();
  const database = await SqliteDatabase.open(file);
  const copies = `WITH RECURSIVE copies(i, sample) AS (
      SELECT 1, 1 UNION ALL
      SELECT i + 1, CASE WHEN i % 100 = 0 THEN 3 WHEN i % 100 < 10 THEN 2 ELSE 1 END
      FROM copies WHERE i < ${orders})`;
  database.transaction(() => {
    database.script(`${copies}
      INSERT INTO uploads (appid, order_key, openid, upload_time, upload_instant, state, mismatch,
        transaction_id, paid_at_ms, received_at_ms, first_received_at_ms, matched_at_ms,
        merchant_order_nos, events, details)
      SELECT appid, '1:${MCHID}:T-' || i, 'oBuyer-' || (i % ${Math.ceil(orders / 20)}), upload_time,
        upload_instant, state, mismatch,
        CASE WHEN transaction_id IS NULL THEN NULL ELSE '4200-' || i END, paid_at_ms + i * ${PAUSE_MS},
        received_at_ms + i * ${PAUSE_MS} + i % 4000, first_received_at_ms + i * ${PAUSE_MS},
        matched_at_ms + i * ${PAUSE_MS}, '["M-' || i || '","N-' || i || '"]', events, details
      FROM copies JOIN uploads ON number = sample`);
    database.script(`INSERT INTO payments (appid, transaction_id, out_trade_no, order_keys, openid,
        amount_fen, paid_at_ms, received_at_ms, body)
      SELECT u.appid, u.transaction_id, substr(u.order_key, 14),
        json_array(u.order_key, '2:' || u.transaction_id), u.openid, p.amount_fen, u.paid_at_ms,
        u.received_at_ms, p.body
      FROM uploads u JOIN (SELECT amount_fen, body FROM payments LIMIT 1) p
      WHERE u.transaction_id LIKE '4200-%'`);
    database.script(`INSERT INTO payment_numbers (order_key, appid, transaction_id)
      SELECT order_key, appid, transaction_id FROM uploads WHERE transaction_id LIKE '4200-%'
      UNION ALL
      SELECT '2:' || transaction_id, appid, transaction_id FROM uploads
      WHERE transaction_id LIKE '4200-%'`);
  });
  await database.close();
  const mib = (statSync(file).size / 2 ** 20).toFixed(0);
  print(`created ${orders} orders (${mib} MiB) in ${seconds(performance.now() - startedMs)}`);
}

async function indexNames(call) {
  const unindexed = await timesOf(call, search(`M-${some}`), 3);
  print(`search before any upload is indexed: ${milliseconds(median(unindexed))}`);
  await indexAll();
}

async function measure(call, platform) {
  // Moves the clock to the time at which the last copy was received.
  await call("POST", "/admin/v1/clock", { advance_seconds: Math.ceil((orders * PAUSE_MS) / 1000) });
  const [{ id }] = (await call("GET", search(`T-${some}`))).items;
  const now = platform.clock.now().getTime();
  const span = new URLSearchParams({
    from: new Date(now - 4 * 3_600_000).toISOString(),
    to: new Date(now - 3 * 3_600_000).toISOString(),
  });
  const pages = [
    ["overview", "/admin/v1/statistics"],
    ["overview of one app", `/admin/v1/statistics?appid=${APPID}`],
    ["what needs attention", "/admin/v1/attention"],
    ["what of one app needs attention", `/admin/v1/attention?appid=${APPID}`],
    ["apps", "/admin/v1/apps"],
    ["app", `/admin/v1/apps/${APPID}`],
    ["orders, newest", "/admin/v1/orders"],
    ["orders, oldest, of one app", `/admin/v1/orders?sort=oldest&appid=${APPID}`],
    ["orders, waiting", "/admin/v1/orders?state=waiting"],
    ["orders, mismatched", "/admin/v1/orders?state=mismatched"],
    ["orders, shipped (none)", "/admin/v1/orders?shipped=true"],
    ["orders that need attention", "/admin/v1/orders?status=needs_attention"],
    ["orders of another payer", "/admin/v1/orders?status=needs_attention&reason=other_payer"],
    ["orders to ship", "/admin/v1/orders?status=to_ship"],
    ["orders received (none)", "/admin/v1/orders?status=received"],
    ["orders, counted", "/admin/v1/orders/counts"],
    ["orders of one hour", `/admin/v1/orders?${span}`],
    ["search by merchant_order_no", search(`N-${some}`)],
    ["search by out_trade_no", search(`T-${some}`)],
    ["search by transaction_id", search(`4200-${some}`)],
    ["search by openid", search("oBuyer-50")],
    ["search by order id", search(id)],
    ["search by item", search("iphonex")],
    ["order", `/admin/v1/orders/${id}`],
    ["order's preview", `/admin/v1/orders/${id}/preview`],
    ["order's uploads", `/admin/v1/orders/${id}/uploads`],
    ["reviews", "/admin/v1/reviews"],
    ["review's delays", `/admin/v1/apps/${APPID}/delays`],
    ["review's history", `/admin/v1/apps/${APPID}/reviews`],
    ["requests", "/admin/v1/requests"],
    ["events", "/admin/v1/events/recent"],
    ["shipping", "/admin/v1/trade-orders"],
  ];
  print(`\n${"page".padEnd(34)}${"median".padStart(10)}${"p99".padStart(10)}`);
  for (const [name, path] of pages) report(name, await timesOf(call, path, runs));
  const counted = await timesOf(call, `/admin/v1/orders/counts?appid=${APPID}`, 1);
  const missed = await timesOf(call, search("nothing"), 3);
  print(`counting all orders from scratch: ${milliseconds(median(counted))}, beside other work`);
  print(
    `search that finds nothing, in all names of items: ${milliseconds(median(missed))}, beside other work`,
  );

  const session = await call("POST", "/admin/v1/buyer-sessions", {
    appid: APPID,
    openid: "oBuyer-50",
  });
  await call("POST", `/admin/v1/apps/${APPID}/audit`, { result: "approved" });
  const buyer = await call("POST", `/buyer/v1/sessions/${session.token}`);
  const asBuyer = async (_method, path) => {
    const headers = { authorization: `Bearer ${buyer.token}` };
    const response = await fetch(platform.url + path, { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const [ofBuyer] = (await asBuyer("GET", "/buyer/v1/orders")).items;
  report("buyer's orders", await timesOf(asBuyer, "/buyer/v1/orders", runs));
  report("buyer's order", await timesOf(asBuyer, `/buyer/v1/orders/${ofBuyer.id}`, runs));

  const exported = performance.now();
  const csv = await call("GET", `/admin/v1/orders/export?appid=${APPID}`);
  const mib = (csv.length / 2 ** 20).toFixed(1);
  print(
    `\nexport of all orders as CSV: ${mib} Mi characters in ${seconds(performance.now() - exported)}`,
  );
}

function report(name, times) {
  const isSlow = median(times) > TARGET_MS;
  if (isSlow) process.exitCode = 1;
  const columns = [median(times), percentile(times, 0.99)].map(milliseconds);
  const [middle, worst] = columns.map((column) => column.padStart(10));
  print(`${name.padEnd(34)}${middle}${worst}${isSlow ? `  exceeds ${TARGET_MS} ms` : ""}`);
}

async function timesOf(call, path, count) {
  const times = [];
  for (let run = 0; run < count; run++) {
    const startedMs = performance.now();
    await call("GET", path);
    times.push(performance.now() - startedMs);
  }
  return times.toSorted((a, b) => a - b);
}

/** Adds all uploads to the index of names in one go; the platform does it in small portions. */
async function indexAll() {
  const { store } = await openSqliteStore(file);
  const startedMs = performance.now();
  while ((await store.orderLists.indexNames(200)) === 200);
  const tookMs = performance.now() - startedMs;
  await store.close();
  const each = ((tookMs * 1000) / orders).toFixed(0);
  print(`index of names filled in ${seconds(tookMs)}, ${each} µs an upload`);
}

function percentile(times, share) {
  return times[Math.ceil(times.length * share) - 1];
}

function median(times) {
  return percentile(times, 0.5);
}

function milliseconds(time) {
  return `${time.toFixed(1)} ms`;
}

function seconds(time) {
  return `${(time / 1000).toFixed(1)} s`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
