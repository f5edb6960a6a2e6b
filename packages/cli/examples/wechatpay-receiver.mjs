// A receiver of WeChat Pay's notices with node:http and node:crypto alone. It keeps its orders in memory and
// is configured with test keys:
//
//   dingdan notify keys
//   dingdan notify orders --json > orders.json
//   node wechatpay-receiver.mjs
//   dingdan notify check http://127.0.0.1:3000/wechatpay/notify \
//     --effects-url http://127.0.0.1:3000/booked/{out_trade_no}
//
// Copy `verify`, `decrypt` and `handle`; replace the maps by your database, and book in one transaction.
import { createDecipheriv, createVerify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [keysFile = "wechatpay-test-keys.json", ordersFile = "orders.json"] = process.argv.slice(2);
const keys = JSON.parse(readFileSync(keysFile, "utf8"));
// All keys with which WeChat Pay may sign: several, while a merchant changes from one to another.
const platformKeys = new Map([
  [keys.public_key.id, keys.public_key.pem],
  [keys.certificate.serial, keys.certificate.pem],
]);
const orders = new Map(
  JSON.parse(readFileSync(ordersFile, "utf8")).map((order) => [
    order.out_trade_no,
    { ...order, payments: [], refunds: new Map() },
  ]),
);

/** Throws unless WeChat Pay has signed these bytes within the last five minutes. */
function verify(headers, body) {
  const timestamp = headers["wechatpay-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) throw new Refusal(401, "time");
  const key = platformKeys.get(headers["wechatpay-serial"]);
  if (key === undefined) throw new Refusal(401, "unknown serial");
  const verifier = createVerify("RSA-SHA256");
  verifier.update(`${timestamp}\n${headers["wechatpay-nonce"]}\n`).update(body).update("\n");
  const signature = headers["wechatpay-signature"] ?? "";
  if (!verifier.verify(key, signature, "base64")) throw new Refusal(401, "wrong signature");
}

/** The content of a notice. Throws if another APIv3 key encrypted it. */
function decrypt({ ciphertext, nonce, associated_data: associatedData = "" }) {
  const bytes = Buffer.from(ciphertext, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keys.api_v3_key, nonce, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(associatedData)).setAuthTag(bytes.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]));
}

/** Books a notice, once. Returns for a notice that is accepted, whether or not it is new. */
function handle({ event_type: event, resource }) {
  const content = decrypt(resource);
  if (event === "TRANSACTION.SUCCESS") pay(content);
  else if (event.startsWith("REFUND.")) refund(content);
}

function pay(content) {
  const { combine_out_trade_no: combined, sub_orders: parts, amount } = content;
  const order = orders.get(combined ?? content.out_trade_no);
  if (order === undefined) throw new Refusal(404, "no such order");
  const total = parts?.reduce((sum, part) => sum + part.amount.total_amount, 0) ?? amount.total;
  const mchid = content.combine_mchid ?? content.sp_mchid ?? content.mchid;
  const appid = content.combine_appid ?? content.sp_appid ?? content.appid;
  if (total !== order.total || mchid !== order.mchid || appid !== order.appid) {
    throw new Refusal(400, "differs from the order");
  }
  if (order.payments.length === 0) order.payments.push(total);
}

function refund({
  out_trade_no: number,
  out_refund_no: refundNumber,
  refund_status: status,
  amount,
}) {
  const order = orders.get(number);
  // WeChat Pay sends it again, by then the payment has arrived.
  if (!order?.payments.length) throw new Refusal(409, "not paid yet");
  if (status === "SUCCESS") order.refunds.set(refundNumber, amount.refund);
}

/** A notice that is not accepted. */
class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** What is booked of an order, for `--effects-url`. Only in tests: it shows orders to anyone. */
function booked(number) {
  const { payments = [], refunds = new Map() } = orders.get(number) ?? {};
  const sum = (amounts) => [...amounts].reduce((a, b) => a + b, 0);
  return {
    paid_total: sum(payments),
    paid_count: payments.length,
    refunded_total: sum(refunds.values()),
  };
}

async function respond(request, response) {
  if (request.method === "GET") {
    response.end(JSON.stringify(booked(decodeURIComponent(request.url.split("/")[2] ?? ""))));
    return;
  }
  try {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    verify(request.headers, body);
    handle(JSON.parse(body));
    response.writeHead(204).end();
  } catch (error) {
    const status = error instanceof Refusal ? error.status : 400;
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ code: "FAIL", message: error.message }));
  }
}

const server = createServer((request, response) => void respond(request, response));
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}/wechatpay/notify\n`);
});
