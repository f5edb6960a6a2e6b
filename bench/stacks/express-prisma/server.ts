import type { AddressInfo } from "node:net";
import express, { type NextFunction, type Request, type Response } from "express";
import { Callers, isAdmin } from "../common/callers.js";
import { parseInstant } from "../common/instant.js";
import { putPayment, putUpload, verifyUpload } from "../common/orders.js";
import { representOrder } from "../common/represent.js";
import { hashToken, readSeed } from "../common/seed.js";
import { keepsCrossRules, orderKeyText, withPayer } from "../common/upload.js";
import { listSchema, paymentSchema, uploadSchema, verifySchema } from "./schemas.js";
import { openTables } from "./tables.js";

const seed = readSeed(process.env["SEED_FILE"] as string);
const adminKeyHash = hashToken(seed.adminKey);
const tables = await openTables(process.env["DATABASE_URL"] as string, seed);
const callers = new Callers(tables);

const OK = { errcode: 0, errmsg: "ok" };
const INVALID_CREDENTIAL = { errcode: 40001, errmsg: "invalid credential" };
const PARAMETER_ERROR = { errcode: 268435461, errmsg: "parameter error" };

const app = express();
app.disable("x-powered-by");
app.disable("etag");
app.use(express.json({ type: () => true, limit: "2mb" }));

app.post("/user-order/orders", async (request, response) => {
  const caller = await callers.appOf(request.query["access_token"]);
  if (caller === null) return void response.json(INVALID_CREDENTIAL);
  const { data: upload } = uploadSchema.safeParse(withPayer(request.body));
  const isOfCaller =
    upload?.order_key.order_number_type === 2 ||
    caller.mchids.includes(upload?.order_key.mchid as string);
  if (upload === undefined || !isOfCaller || !keepsCrossRules(upload, caller)) {
    return void response.json(PARAMETER_ERROR);
  }
  const { order_list, logistics_type } = upload;
  const outcome = await putUpload(tables, {
    appid: caller.appid,
    orderKey: orderKeyText(upload.order_key),
    openid: upload.payer.openid,
    uploadInstant: parseInstant(upload.upload_time) as string,
    details: JSON.stringify({ order_list, logistics_type }),
    receivedAt: new Date().toISOString(),
  });
  response.json(outcome === "refused" ? PARAMETER_ERROR : OK);
});

app.post("/user-order/shoppinginfo/verify", async (request, response) => {
  const caller = await callers.appOf(request.query["access_token"]);
  if (caller === null) return void response.json(INVALID_CREDENTIAL);
  const { data: asked } = verifySchema.safeParse(withPayer(request.body));
  if (asked === undefined) return void response.json(PARAMETER_ERROR);
  const { order_key: key, payer } = asked;
  if (key.order_number_type === 1 && !caller.mchids.includes(key.mchid as string)) {
    return void response.json(PARAMETER_ERROR);
  }
  const { appid, mchids } = caller;
  const question = { appid, mchids, orderKey: orderKeyText(key), openid: payer.openid };
  response.json({ ...OK, verify_result: `${await verifyUpload(tables, question)}: ` });
});

app.post("/admin/v1/payments", async (request, response) => {
  if (!isAdmin(request.headers.authorization, adminKeyHash)) return void response.sendStatus(401);
  const { data: payment } = paymentSchema.safeParse(request.body);
  if (payment === undefined) return void response.status(400).json({ title: "not a payment" });
  const state = await putPayment(tables, {
    transactionId: payment.transaction_id,
    tradeKey: `1:${payment.mchid}:${payment.out_trade_no}`,
    appid: payment.appid,
    openid: payment.payer.openid,
    amountFen: payment.amount.total,
    paidAt: new Date(payment.success_time).toISOString(),
    body: JSON.stringify(request.body),
  });
  if (state === "conflict") return void response.status(409).json({ title: "another payment" });
  response.json({ state });
});

app.get("/buyer/v1/orders", async (request, response) => {
  const session = await callers.sessionOf(request.headers.authorization);
  if (session === null) return void response.sendStatus(401);
  const { data: query } = listSchema.safeParse(request.query);
  if (query === undefined) return void response.sendStatus(400);
  const name = (await callers.appName(session.appid)) ?? "";
  const orders = await tables.listMatched(session.appid, session.openid, query.limit);
  response.json({ items: orders.map((order) => representOrder(order, name)) });
});

app.get("/healthz", (_request, response) => void response.json({ status: "ok" }));

app.use(
  (
    error: Error & { status?: number },
    _request: Request,
    response: Response,
    next: NextFunction,
  ) => {
    if (response.headersSent) return next(error);
    // A body that is not JSON is the caller's error; any other error is ours.
    if (error.status !== 400) process.stderr.write(`${String(error)}\n`);
    response.json(error.status === 400 ? PARAMETER_ERROR : { errcode: -1, errmsg: "system error" });
  },
);

const server = app.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
server.keepAliveTimeout = 72_000;
process.once("SIGTERM", () => process.exit(0));
