import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import Fastify from "fastify";
import { Callers, isAdmin } from "../common/callers.js";
import { parseInstant } from "../common/instant.js";
import { enumerationNumber, LOGISTICS_TYPES, ORDER_NUMBER_TYPES } from "../common/limits.js";
import { putPayment, putUpload, verifyUpload } from "../common/orders.js";
import { representOrder } from "../common/represent.js";
import { hashToken, readSeed } from "../common/seed.js";
import { keepsCrossRules, orderKeyText, withPayer } from "../common/upload.js";
import { openPostgresTables } from "./postgres-tables.js";
import { List, Payment, Upload, Verify } from "./schemas.js";
import { openSqliteTables } from "./sqlite-tables.js";

const seed = readSeed(process.env["SEED_FILE"] as string);
const databaseUrl = process.env["DATABASE_URL"] as string;
const adminKeyHash = hashToken(seed.adminKey);
const tables = databaseUrl.startsWith("sqlite:")
  ? openSqliteTables(databaseUrl.slice("sqlite:".length), seed)
  : await openPostgresTables(databaseUrl, seed);
const callers = new Callers(tables);

const OK = { errcode: 0, errmsg: "ok" };
const INVALID_CREDENTIAL = { errcode: 40001, errmsg: "invalid credential" };
const PARAMETER_ERROR = { errcode: 268435461, errmsg: "parameter error" };

const app = Fastify({ bodyLimit: 2 * 1024 * 1024, keepAliveTimeout: 72_000 })
  .withTypeProvider<TypeBoxTypeProvider>()
  .setValidatorCompiler(TypeBoxValidatorCompiler);

// Merchants' programs send JSON under any Content-Type.
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "string" }, app.getDefaultJsonParser("error", "error"));
app.addHook("preValidation", (request, _reply, done) => {
  if (request.url.startsWith("/user-order/")) request.body = withPayer(request.body);
  done();
});
app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
  const isFault = (error.statusCode ?? 500) >= 500;
  if (isFault) process.stderr.write(`${String(error)}: ${String(error.cause)}\n`);
  if (!request.url.startsWith("/user-order/")) {
    return reply.code(isFault ? 500 : 400).send({ title: isFault ? "fault" : "bad request" });
  }
  return reply.code(200).send(isFault ? { errcode: -1, errmsg: "system error" } : PARAMETER_ERROR);
});

const errcodeReply = {
  200: {
    type: "object",
    properties: {
      errcode: { type: "integer" },
      errmsg: { type: "string" },
      verify_result: { type: "string" },
    },
  },
};

app.post(
  "/user-order/orders",
  { schema: { body: Upload, response: errcodeReply } },
  async ({ query, body }) => {
    const caller = await callers.appOf((query as Record<string, unknown>)["access_token"]);
    if (caller === null) return INVALID_CREDENTIAL;
    const { order_key: key, order_list, logistics_type } = body;
    if (!isOfCaller(key, caller.mchids) || !keepsCrossRules(body as never, caller)) {
      return PARAMETER_ERROR;
    }
    const outcome = await putUpload(tables, {
      appid: caller.appid,
      orderKey: orderKeyText(key),
      openid: body.payer.openid,
      uploadInstant: parseInstant(body.upload_time) as string,
      details: JSON.stringify({
        order_list,
        logistics_type: enumerationNumber(LOGISTICS_TYPES, logistics_type) ?? 1,
      }),
      receivedAt: new Date().toISOString(),
    });
    return outcome === "refused" ? PARAMETER_ERROR : OK;
  },
);

app.post(
  "/user-order/shoppinginfo/verify",
  { schema: { body: Verify, response: errcodeReply } },
  async ({ query, body }) => {
    const caller = await callers.appOf((query as Record<string, unknown>)["access_token"]);
    if (caller === null) return INVALID_CREDENTIAL;
    const { appid, mchids } = caller;
    if (!isOfCaller(body.order_key, mchids)) return PARAMETER_ERROR;
    const orderKey = orderKeyText(body.order_key);
    const question = { appid, mchids, orderKey, openid: body.payer.openid };
    return { ...OK, verify_result: `${await verifyUpload(tables, question)}: ` };
  },
);

app.post("/admin/v1/payments", { schema: { body: Payment } }, async (request, reply) => {
  const { headers, body } = request;
  if (!isAdmin(headers.authorization, adminKeyHash)) return reply.code(401).send({ title: "key" });
  const state = await putPayment(tables, {
    transactionId: body.transaction_id,
    tradeKey: `1:${body.mchid}:${body.out_trade_no}`,
    appid: body.appid,
    openid: body.payer.openid,
    amountFen: body.amount.total,
    paidAt: new Date(body.success_time).toISOString(),
    body: JSON.stringify(body),
  });
  if (state === "conflict") return reply.code(409).send({ title: "another payment" });
  return { state };
});

app.get(
  "/buyer/v1/orders",
  { schema: { querystring: List } },
  async ({ headers, query }, reply) => {
    const session = await callers.sessionOf(headers.authorization);
    if (session === null) return reply.code(401).send({ title: "no session" });
    const name = (await callers.appName(session.appid)) ?? "";
    const limit = Number(query.limit ?? 20);
    const found = await tables.listMatched(session.appid, session.openid, limit);
    return { items: found.map((order) => representOrder(order, name)) };
  },
);

app.get("/healthz", async () => ({ status: "ok" }));

function isOfCaller(
  key: { readonly order_number_type: string | number; readonly mchid?: unknown },
  mchids: readonly string[],
): boolean {
  const form = enumerationNumber(ORDER_NUMBER_TYPES, key.order_number_type);
  return form === 2 || mchids.includes(key.mchid as string);
}

const url = await app.listen({ host: "127.0.0.1", port: 0 });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.once("SIGTERM", () => process.exit(0));
