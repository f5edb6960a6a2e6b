import {
  isMchid,
  isObject,
  languageOf,
  MCHID_RULE,
  type NoticeKind,
  type Text,
  text,
} from "@dingdan/contract";
import type { SentNotification } from "@dingdan/wechatpay";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { transactionName } from "../domain/payment-names.js";
import { reportsOf } from "../domain/recorded-payment.js";
import { unreachable } from "../domain/unreachable.js";
import { invalidRequest, Problem } from "../http/problem.js";
import type { PostToUrl } from "../outbound/server-call.js";
import type { Sealer } from "../secrets/seal.js";
import { otherKeyText, sealFaultText } from "../secrets/seal-faults.js";
import type { OrderStore, Store } from "../storage/store.js";
import { makeNotices, REFUND_STATUSES } from "../test-notices/make-notices.js";
import {
  type NoticeContent,
  paymentContent,
  refundContent,
} from "../test-notices/notice-content.js";
import { sendNotices } from "../test-notices/send-notices.js";
import { findTestKeys, representTestKeys } from "../test-notices/test-keys.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { representAnswers, representNotice } from "./represent-test-notice.js";

/** What a sandbox simulates WeChat Pay with. */
export interface SimulationParts {
  readonly isSandbox: boolean;
  readonly sealer: Sealer;
  readonly post: PostToUrl;
  /** The time of day: receivers compare it with their own clocks, which no sandbox moves. */
  readonly timeOfDay: Clock;
}

type Stores = Pick<Store, "settings" | "orders">;

/** Registers the simulation of WeChat Pay, which only a sandbox has. */
export function registerTestNoticeRoutes(
  server: FastifyInstance,
  stores: Stores,
  parts: SimulationParts,
): void {
  registerAdminRoutes(server, {
    getTestKeys: async ({ parameters: { mchid } }) => {
      checkSimulation(mchid, parts);
      return representTestKeys((await knownKeys(mchid, stores, parts)).keys);
    },
    sendTestNotice: (call) => sendTestNotice(call, stores, parts),
  });
}

type SendCall = AdminCall<"sendTestNotice">;

async function sendTestNotice(call: SendCall, stores: Stores, parts: SimulationParts) {
  const { mchid } = call.parameters;
  const { notify_url: url, kind = "payment" } = call.body;
  checkSimulation(mchid, parts);
  if (!isSendable(url)) throw badMember("notify_url", NO_URL);
  const nowMs = parts.timeOfDay.nowMs();
  const resource = resourceOf(await contentOf(call.body, kind, stores.orders, nowMs), mchid);
  // Last: keys that this call makes are shown in its answer.
  const { keys, isNew } = await knownKeys(mchid, stores, parts);
  const notices = makeNotices(kind, resource, keys, nowMs);
  const answers = await sendNotices(url, notices, parts.post, NEVER);
  const language = languageOf(call.request.headers["accept-language"]);
  return {
    kind,
    ...representAnswers(kind, answers, language),
    sent: representNotice(notices.at(-1) as SentNotification, resource),
    ...(isNew ? { test_keys: representTestKeys(keys) } : {}),
  };
}

/** A notice in progress ends by itself, before a platform that stops has to. */
const NEVER = new AbortController().signal;

/** @throws Problem outside a sandbox, and when keys cannot be sealed */
function checkSimulation(mchid: string, { isSandbox, sealer }: SimulationParts): void {
  if (!isSandbox) throw new Problem(409, NO_SANDBOX);
  if (!isMchid(mchid)) throw badMember("mchid", NO_MERCHANT_NUMBER);
  if (sealer.fault !== null) throw new Problem(409, sealFaultText(sealer.fault));
}

/** @throws Problem when the stored keys cannot be opened */
async function knownKeys(mchid: string, { settings }: Stores, { sealer }: SimulationParts) {
  const found = await findTestKeys(mchid, settings, sealer);
  switch (found.kind) {
    case "found":
      return found;
    case "other_key":
      throw new Problem(409, otherKeyText(found.sealedWith));
    case "damaged":
      throw new Problem(409, DAMAGED);
    default:
      return unreachable(found);
  }
}

async function contentOf(
  { transaction, transaction_id: transactionId, refund }: SendCall["body"],
  kind: NoticeKind,
  orders: OrderStore,
  nowMs: number,
): Promise<NoticeContent> {
  if (transaction !== undefined && transactionId !== undefined) {
    throw badMember("transaction_id", BOTH);
  }
  const paid =
    transactionId === undefined ? transaction : await recordedReport(transactionId, orders);
  const status = REFUND_STATUSES[kind];
  if (paid === undefined && (status === null || refund === undefined)) {
    throw badMember("transaction", NO_SOURCE);
  }
  if (status === null) {
    if (refund !== undefined) throw badMember("refund", NO_REFUND);
    return paymentContent(paid, nowMs);
  }
  if (refund !== undefined && !isObject(refund)) throw badMember("refund", NO_OBJECT);
  const source = { transaction: paid, partId: transactionId ?? null, given: refund ?? {} };
  return refundContent(source, status, nowMs);
}

/** The object that reported a payment, that for the whole first. @throws Problem for an unknown payment */
async function recordedReport(transactionId: string, orders: OrderStore): Promise<object> {
  // A payment is found by its name in any app.
  const { payment } = await orders.findFacts("", transactionName(transactionId));
  const report = payment === null ? undefined : reportsOf(payment)[0];
  if (report !== undefined) return report;
  throw new Problem(
    404,
    text(
      `No payment has the transaction_id ${transactionId}. Record it first (dingdan pay FILE), or send the transaction itself.`,
      `没有 transaction_id 为 ${transactionId} 的支付。请先记录该支付（dingdan pay FILE），或直接传 transaction。`,
    ),
  );
}

/** @throws Problem for a content that WeChat Pay would not send to this merchant */
function resourceOf(content: NoticeContent, mchid: string): object {
  switch (content.kind) {
    case "content":
      if (content.mchid === null || content.mchid === mchid) return content.resource;
      throw new Problem(400, otherMerchant(content.mchid, mchid));
    case "incomplete":
      throw new Problem(422, incomplete(content.path, content.tradeState));
    case "broken":
      throw invalidRequest(content.violations);
    default:
      return unreachable(content);
  }
}

const isSendable = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === "" && password === "";
};

const badMember = (path: string, reason: Text) => invalidRequest([{ path, reason }]);

const NO_SANDBOX = text(
  "Only a sandbox simulates WeChat Pay: start with --sandbox or DINGDAN_SANDBOX=1. Here, WeChat Pay itself sends the notices.",
  "只有沙箱可以模拟微信支付：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。正式运行时由微信支付发送通知。",
);

const DAMAGED = text(
  "The stored test keys of this merchant number are damaged. Use another merchant number, or a new sandbox.",
  "该商户号的测试密钥已损坏，请使用其他商户号或新的沙箱。",
);

const NO_MERCHANT_NUMBER = text(
  `must be a merchant number: ${MCHID_RULE.en}`,
  `须为商户号：${MCHID_RULE.zh}`,
);

const NO_URL = text(
  "must be a valid link without a user name or a password",
  "须为有效的链接，且不含用户名与密码",
);

const BOTH = text(
  "must not be sent together with transaction: one of them says what was paid",
  "不可与 transaction 同时传：二者均用于指明支付",
);

const NO_SOURCE = text(
  "is missing: send a WeChat Pay transaction, or the transaction_id of a recorded payment",
  "缺失：请传微信支付交易对象，或已记录支付的 transaction_id",
);

const NO_REFUND = text(
  "belongs to the kinds refund, refund_abnormal and refund_closed",
  "仅用于 refund、refund_abnormal、refund_closed",
);

const NO_OBJECT = text("must be an object", "应为对象");

const otherMerchant = (named: string, mchid: string) =>
  text(
    `WeChat Pay sends this notice to the merchant number ${named}, with its keys, and not to ${mchid}: use ${named} in the path. (In provider mode it is the sp_mchid, of a combined payment the combine_mchid.)`,
    `微信支付会以商户号 ${named} 的密钥将该通知发送给该商户，而不是 ${mchid}：请在路径中使用 ${named}。（服务商模式为 sp_mchid，合单支付为 combine_mchid。）`,
  );

const incomplete = (path: string, tradeState: string) =>
  text(
    `${path} is ${tradeState}: WeChat Pay notifies only of a completed payment. Send SUCCESS.`,
    `${path} 为 ${tradeState}：微信支付仅通知已完成的支付，请传 SUCCESS。`,
  );
