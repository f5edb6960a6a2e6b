// Measures the bytes that an order takes on the disk and in PostgreSQL's WAL. Uploads, pays and ships some
// thousands of orders, made from the contract's example, over HTTP, and writes docs/order-bytes.json.
// `npm run generate` makes the tables of docs/scaling.md from that file.
//   node scripts/measure-order-bytes.mjs postgres://USER:PASSWORD@HOST/EMPTY_DATABASE [ORDERS]
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXAMPLE_APPID, EXAMPLE_PAYMENT, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { createDingdan } from "@dingdan/server";

const [postgresUrl, count = "5000"] = process.argv.slice(2);
const orders = Number(count);
const CONNECTIONS = 64;
const MCHID = EXAMPLE_UPLOAD.order_key.mchid;

// The driver is the server's own.
const require = createRequire(new URL("../packages/server/package.json", import.meta.url));
const { Client } = require("pg");

/** Runs one step for every order, many orders at the same time. */
async function each(step) {
  let next = 0;
  const work = async () => {
    for (let number = next++; number < orders; number = next++) await step(number);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
}

async function send(url, body, headers = {}, method = "POST") {
  const options = { method, headers, body: JSON.stringify(body) };
  const answer = await fetch(url, options);
  const reply = await answer.json();
  if (!answer.ok || (reply.errcode ?? 0) !== 0) throw new Error(JSON.stringify(reply));
  return reply;
}

/** Openids of the usual 32 characters, all different, so that they do not compress better than real ones. */
const openid = (number) =>
  `oUpF8${Buffer.from(`${number * 7919}`.padStart(17, "x")).toString("base64url")}`;
const orderKey = (number) => ({
  order_number_type: 1,
  mchid: MCHID,
  out_trade_no: `20220520${String((number * 48_271) % 2_147_483_647).padStart(12, "0")}`,
});

/** Sends the orders; returns the results of `measure` before, between and after the steps. */
async function goAllTheWay(databaseUrl, measure) {
  const startsAt = new Date(Date.parse(EXAMPLE_PAYMENT.success_time));
  const dingdan = await createDingdan({ databaseUrl, startsAt, quotas: null, requestLogDays: 0 });
  try {
    const admin = { authorization: `Bearer ${dingdan.adminKey}` };
    const { secret } = await send(
      `${dingdan.url}/admin/v1/apps`,
      { appid: EXAMPLE_APPID, name: "Store", kind: "mini_program", mchids: [MCHID] },
      admin,
    );
    const app = `${dingdan.url}/admin/v1/apps/${EXAMPLE_APPID}`;
    await send(`${app}/permission`, { state: "open" }, admin, "PUT");
    const credentials = new URLSearchParams({
      grant_type: "client_credential",
      appid: EXAMPLE_APPID,
      secret,
    });
    const { access_token } = await (
      await fetch(`${dingdan.url}/cgi-bin/token?${credentials}`)
    ).json();
    const wire = (path) => `${dingdan.url}${path}?access_token=${access_token}`;

    const found = [await measure()];
    await each((number) =>
      send(wire("/user-order/orders"), {
        ...EXAMPLE_UPLOAD,
        order_key: orderKey(number),
        payer: { openid: openid(number) },
      }),
    );
    found.push(await measure());
    await each((number) =>
      send(
        `${dingdan.url}/admin/v1/payments`,
        {
          ...EXAMPLE_PAYMENT,
          out_trade_no: orderKey(number).out_trade_no,
          transaction_id: `42000012342022052${String(number).padStart(11, "0")}`,
          payer: { openid: openid(number) },
        },
        admin,
      ),
    );
    found.push(await measure());
    await each((number) =>
      send(wire("/user-order/orders/shippings"), {
        order_key: orderKey(number),
        delivery_mode: "UNIFIED_DELIVERY",
        shipping_list: [
          {
            tracking_no: `ZT${String(number).padStart(13, "0")}`,
            express_company: "ZTO",
            item_desc: EXAMPLE_UPLOAD.order_list[0].item_list[0].name,
          },
        ],
        upload_time: "2022-05-20T13:40:00+08:00",
      }),
    );
    found.push(await measure());
    return found;
  } finally {
    await dingdan.close();
  }
}

const perOrder = (from, to) => Math.round((to - from) / orders);

async function onPostgres() {
  const client = new Client(postgresUrl);
  await client.connect();
  const { rows: facts } = await client.query("SELECT current_setting('server_version') AS version");
  const found = await goAllTheWay(postgresUrl, async () => {
    const { rows } = await client.query("SELECT pg_current_wal_lsn() - '0/0' AS wal");
    return Number(rows[0].wal);
  });
  await client.query("VACUUM");
  const { rows } = await client.query(
    `SELECT sum(pg_table_size(oid)) AS tables, sum(pg_indexes_size(oid)) AS indexes FROM pg_class
     WHERE relkind = 'r' AND relname IN ('uploads', 'payments', 'payment_numbers', 'deliveries')`,
  );
  await client.end();
  const [start, uploaded, paid, shipped] = found;
  return {
    version: facts[0].version,
    walBytes: {
      upload: perOrder(start, uploaded),
      payment: perOrder(uploaded, paid),
      shipping: perOrder(paid, shipped),
    },
    tableBytes: perOrder(0, Number(rows[0].tables)),
    indexBytes: perOrder(0, Number(rows[0].indexes)),
  };
}

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), "dingdan-bytes-"));
  const file = join(folder, "dingdan.db");
  try {
    await goAllTheWay(`sqlite:${file}`, () => 0);
    // Closing the last connection moves the WAL into the file.
    return { fileBytes: perOrder(0, statSync(file).size) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (postgresUrl === undefined) {
  process.stderr.write(
    "Missing argument: the URL of an empty PostgreSQL database, postgres://USER:PASSWORD@HOST/DATABASE\n",
  );
  process.exit(2);
}
const result = {
  date: new Date().toISOString().slice(0, 10),
  orders,
  requestBytes: Buffer.byteLength(JSON.stringify(EXAMPLE_UPLOAD)),
  postgres: await onPostgres(),
  sqlite: await onSqlite(),
};
const file = new URL("../docs/order-bytes.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(readFileSync(file, "utf8"));
