import { text } from "@dingdan/contract";
import type { SendingCase } from "../check-case.js";
import { NOTHING } from "../effects.js";
import { mustNotBook, mustNotCrash } from "../judge.js";
import { otherMchid } from "../orders.js";
import { RULE_SOURCES } from "../rule-sources.js";

const COMPARE = text(
  "A merchant must verify that what a notice says agrees with its own record of the order; otherwise a false notice causes a loss of money.",
  "商户须校验通知内容与自身订单是否一致，防止“假通知”造成资金损失。",
);

/** Genuine notices whose content is not what the merchant's own record says, or is no payment at all. */
export const CONTENT_CASES: readonly SendingCase[] = [
  {
    name: "wrong-amount",
    level: "must",
    phase: "refusal",
    title: text("an order paid with another amount is not booked", "金额不符的支付不入账"),
    rule: COMPARE,
    fix: text(
      "Compare amount.total (fen) with the order before you book. Refuse the notice, or accept it and set the order aside for a person.",
      "入账前将 amount.total（分）与订单金额比较；不符时拒绝，或应答成功并转人工处理。",
    ),
    source: RULE_SOURCES.payment,
    run: async (kit) => {
      const amount = {
        total: kit.template.totalFen + 1,
        payer_total: kit.template.totalFen + 1,
        currency: "CNY",
        payer_currency: "CNY",
      };
      return mustNotBook(await kit.send(kit.payment("wrong_amount", {}, { amount })));
    },
    effects: { order: "wrong_amount", expected: NOTHING },
  },
  {
    name: "wrong-mchid",
    level: "must",
    phase: "refusal",
    title: text("a payment to another merchant number is not booked", "付给其他商户号的支付不入账"),
    rule: COMPARE,
    fix: text(
      "Compare mchid with the merchant number of the order before you book.",
      "入账前将 mchid 与订单的商户号比较。",
    ),
    source: RULE_SOURCES.payment,
    run: async (kit) => {
      const mchid = otherMchid(kit.template);
      return mustNotBook(await kit.send(kit.payment("wrong_mchid", {}, { mchid })));
    },
    effects: { order: "wrong_mchid", expected: NOTHING },
  },
  {
    name: "wrong-appid",
    level: "must",
    phase: "refusal",
    title: text("a payment in another app is not booked", "其他应用中的支付不入账"),
    rule: COMPARE,
    fix: text(
      "Compare appid with the app in which the order was placed before you book.",
      "入账前将 appid 与下单应用比较。",
    ),
    source: RULE_SOURCES.payment,
    run: async (kit) =>
      mustNotBook(await kit.send(kit.payment("wrong_appid", {}, { appid: "wx0000000000000000" }))),
    effects: { order: "wrong_appid", expected: NOTHING },
  },
  {
    name: "unknown-event",
    level: "should",
    phase: "refusal",
    title: text("an event of another kind causes no error", "其他类型的事件不会引发错误"),
    rule: text(
      "WeChat Pay sends other events to the same URL, such as SECURITY_ECHO.SUCCESS of its signature test, and adds new ones.",
      "微信支付会向同一地址发送其他事件，例如签名测试的 SECURITY_ECHO.SUCCESS，并可能新增事件。",
    ),
    fix: text(
      "Look at event_type first. Accept a verified event that you do not use, and do nothing with it.",
      "先判断 event_type；对验签通过但不使用的事件应答成功，不做处理。",
    ),
    source: RULE_SOURCES.echo,
    run: async (kit) => {
      const echo = kit.notice({
        eventType: "SECURITY_ECHO.SUCCESS",
        originalType: "security",
        summary: "回调通知成功",
        resource: { mchid: kit.template.mchid, echo: "dingdan notify check" },
      });
      return mustNotCrash(await kit.send(echo));
    },
  },
  {
    name: "xml-refund",
    level: "should",
    phase: "refusal",
    title: text("a refund notice in XML causes no error", "XML 格式的退款通知不会引发错误"),
    rule: text(
      "A refund that an operator makes in the merchant platform is notified in the XML of APIv2, without the headers of APIv3.",
      "在商户平台手动退款时，通知为 APIv2 的 XML 格式，没有 APIv3 的请求头。",
    ),
    fix: text(
      "Answer a body that is not JSON, or has no signature headers, with 4xx; a 5xx raises alarms and is repeated for a day. Give such refunds a URL of their own in the merchant platform, or query them.",
      "请求体不是 JSON 或缺少签名请求头时应答 4xx；5xx 会引发告警并被重复发送一天。请在商户平台为此类退款设置单独的地址，或主动查询。",
    ),
    source: RULE_SOURCES.platformRefund,
    run: async (kit) => {
      const body = `<xml><return_code>SUCCESS</return_code><mch_id>${kit.template.mchid}</mch_id><nonce_str>TeqClE3i0mvn3DrK</nonce_str><req_info><![CDATA[T87GAHG17TGAHG1TGHAHAHA1Y1CIOA9UGJH1GAHV871HAGAGQYQQPOOJMXNBCXBVNMNMAJAA]]></req_info></xml>`;
      const headers = { "Content-Type": "text/xml; charset=utf-8" };
      return mustNotCrash(await kit.send({ headers, body }));
    },
  },
];
