import { randomUUID } from "node:crypto";
import { text } from "@dingdan/contract";
import type { SendingCase } from "../check-case.js";
import { COMBINED_PAID_ONCE, PAID_ONCE } from "../effects.js";
import { mustAccept, mustBook } from "../judge.js";
import { RULE_SOURCES } from "../rule-sources.js";

/** How many copies of a notice arrive at the same time. */
const COPIES = 8;

const ANSWER_REPEATED = text(
  "The same notice may arrive many times. One that was handled before must simply be answered with success.",
  "同样的通知可能多次发送；已处理过的，直接返回成功。",
);

const BOOK_ONCE = text(
  "Remember what was booked by out_trade_no (or transaction_id), in the transaction that books. Answer 200 or 204 if it was booked before.",
  "在入账的同一事务中按 out_trade_no（或 transaction_id）记录已入账；已入账时直接应答 200 或 204。",
);

/** A genuine payment, and everything that WeChat Pay repeats of it. */
export const PAYMENT_CASES: readonly SendingCase[] = [
  {
    name: "payment",
    level: "must",
    phase: "payment",
    title: text("a genuine payment is accepted", "接受真实的支付通知"),
    rule: text(
      "A verified notice of a payment of the merchant's own order is answered with 200 or 204 within 5 s.",
      "对于自身订单的支付通知，验签通过后须在 5 秒内应答 200 或 204。",
    ),
    fix: text(
      "Check that the receiver has the test keys (notify keys) and knows the orders (notify orders), and that no login, CSRF check or firewall is in front of it.",
      "请确认接收端已配置测试密钥（notify keys）、已有测试订单（notify orders），且没有登录、CSRF 校验或防火墙拦截。",
    ),
    source: RULE_SOURCES.payment,
    // The cases of other forms send the same payment again, so their books decide nothing here.
    run: async (kit) => mustAccept([await kit.send(kit.payment("payment"))]),
  },
  {
    name: "duplicate",
    level: "must",
    phase: "later",
    title: text("the same notice three times is booked once", "同一通知发送三次只入账一次"),
    rule: ANSWER_REPEATED,
    fix: BOOK_ONCE,
    source: RULE_SOURCES.receiving,
    run: async (kit) => {
      const notice = kit.payment("duplicate");
      return mustBook(await kit.sendInTurn([notice, notice, notice]));
    },
    effects: { order: "duplicate", expected: PAID_ONCE },
  },
  {
    name: "redelivery",
    level: "must",
    phase: "later",
    title: text(
      "a notice that is sent again with a new signature is booked once",
      "以新签名重发的通知只入账一次",
    ),
    rule: ANSWER_REPEATED,
    fix: BOOK_ONCE,
    source: RULE_SOURCES.receiving,
    run: async (kit) => {
      const id = randomUUID();
      const notice = () => kit.payment("redelivery", { id });
      return mustBook(await kit.sendInTurn([notice(), notice()]));
    },
    effects: { order: "redelivery", expected: PAID_ONCE },
  },
  {
    name: "new-id",
    level: "must",
    phase: "later",
    title: text(
      "a payment under a second notice id is booked once",
      "同一支付以另一个通知 ID 到达时只入账一次",
    ),
    rule: text(
      "Before the business data is handled, its own state must be checked: the order decides whether a payment is new, not the id of the notice.",
      "处理前须先检查业务数据的状态：是否重复由订单决定，而不是通知 ID。",
    ),
    fix: BOOK_ONCE,
    source: RULE_SOURCES.payment,
    run: async (kit) =>
      mustBook(await kit.sendInTurn([kit.payment("new_id"), kit.payment("new_id")])),
    effects: { order: "new_id", expected: PAID_ONCE },
  },
  {
    name: "concurrent",
    level: "must",
    phase: "later",
    title: text(
      `${COPIES} copies at the same time are booked once`,
      `${COPIES} 个相同通知同时到达时只入账一次`,
    ),
    rule: text(
      "Between the check of the state and the booking, a lock on the data must control concurrency, so that copies that arrive at the same time are not booked twice.",
      "在检查状态与处理之间须用数据锁进行并发控制，避免同时到达的重复通知造成数据混乱。",
    ),
    fix: text(
      "Book with a unique key or SELECT … FOR UPDATE in one transaction; do not check first and write later. Answer 200 or 204 to the copies.",
      "请在一个事务中使用唯一键或 SELECT … FOR UPDATE 入账，不要先查后写；对重复通知应答 200 或 204。",
    ),
    source: RULE_SOURCES.payment,
    run: async (kit) => {
      const notice = kit.payment("concurrent");
      return mustBook(await kit.sendAll(Array.from({ length: COPIES }, () => notice)));
    },
    effects: { order: "concurrent", expected: PAID_ONCE },
  },
  {
    name: "combined",
    level: "must",
    phase: "later",
    title: text(
      "a combined payment is accepted, and booked with all its parts",
      "接受合单支付通知，并记录全部子单",
    ),
    rule: text(
      "A combined payment has the event type of an ordinary one. Its content has combine_out_trade_no and sub_orders, whose amounts are called total_amount and payer_amount.",
      "合单支付的事件类型与普通支付相同；内容为 combine_out_trade_no 与 sub_orders，子单金额字段为 total_amount、payer_amount。",
    ),
    fix: text(
      "Recognise a combined payment by combine_out_trade_no, and handle every entry of sub_orders. If you offer none, use --skip combined.",
      "以 combine_out_trade_no 识别合单支付，并逐一处理 sub_orders。若未使用合单支付，请加 --skip combined。",
    ),
    source: RULE_SOURCES.combined,
    run: async (kit) => mustBook([await kit.send(kit.combined())]),
    effects: { order: "combined", expected: COMBINED_PAID_ONCE },
  },
  {
    name: "provider",
    level: "must",
    phase: "later",
    title: text("a payment in provider mode is accepted", "接受服务商模式的支付通知"),
    rule: text(
      "In provider mode the content has sp_mchid, sp_appid and sub_mchid instead of mchid and appid, and payer.sp_openid instead of payer.openid.",
      "服务商模式下，内容以 sp_mchid、sp_appid、sub_mchid 代替 mchid、appid，以 payer.sp_openid 代替 payer.openid。",
    ),
    fix: text(
      "Read the provider's members as well. If you are no service provider, use --skip provider.",
      "请同时支持服务商模式的字段。若不是服务商，请加 --skip provider。",
    ),
    source: RULE_SOURCES.provider,
    run: async (kit) => mustAccept([await kit.send(kit.provider())]),
    effects: { order: "provider", expected: PAID_ONCE },
  },
];
