import { findErrorByCode } from "./error-catalogue.js";
import type { AttentionItemRepresentation } from "./http-api/attention.js";
import { OPERATIONS } from "./operations/index.js";
import { attentionWords, UPLOAD_DELAY_MAX_MS } from "./order-attention.js";
import { type Text, text } from "./text.js";

type Item = Omit<AttentionItemRepresentation, "words">;

/** What is wrong, in a sentence; its app and its time are shown beside it. */
export function attentionItemWords(item: Item): Text {
  const { kind, count, of = count, before = 0 } = item;
  switch (kind) {
    case "webhook_paused":
      return text(
        "A webhook endpoint gets no events: it is paused",
        "Webhook 端点已暂停，不再投递事件",
      );
    case "webhook_failing":
      return text(
        "The last attempt to deliver to a webhook endpoint failed",
        "Webhook 端点最近一次投递失败",
      );
    case "review_rejected":
      return text(
        "The access review was rejected: buyers see no orders",
        "接入审核未通过，买家看不到订单",
      );
    case "review_due":
      return text("The access review is due soon", "接入审核即将进行");
    case "not_submitted":
      return text(
        `${orders(count)} paid, and buyers see none: no access review was requested`,
        `已有 ${count} 个支付成功的订单，但未提交接入审核，买家看不到`,
      );
    case "late_uploads":
      return text(
        `${count} of ${of} orders came more than ${DELAY_S} s after payment`,
        `${of} 个订单中有 ${count} 个在支付完成 ${DELAY_S} 秒后才上传`,
      );
    case "unmatched_payments":
      return text(
        count === 1
          ? "A payment waits for its order, which was not uploaded"
          : `${count} payments wait for their orders, which were not uploaded`,
        `${count} 笔支付的订单仍未上传`,
      );
    case "refusals_rising": {
      const { en, zh } = errorTitle(item);
      return text(
        `${count} calls rejected, ${before} in the 24 hours before: ${en}`,
        `${count} 次调用被拒绝，前 24 小时为 ${before} 次：${zh}`,
      );
    }
    case "orders": {
      const { en, zh } = item.reason === undefined ? NO_MATCH : attentionWords(item.reason);
      return text(
        `${orders(count)} ${count === 1 ? "needs" : "need"} attention: ${en}`,
        `${count} 个订单需要处理：${zh}`,
      );
    }
  }
}

/** What an error of an interface means. */
export function errorTitle({
  errcode,
  operation,
}: {
  readonly errcode?: number;
  /** The interface's name, as `OPERATIONS` has it. */
  readonly operation?: string;
}): Text {
  const called = Object.values(OPERATIONS).find(({ name }) => name === operation);
  const found = errcode === undefined ? null : findErrorByCode(errcode, called);
  return found?.when ?? text(`errcode ${errcode}`, `错误码 ${errcode}`);
}

const DELAY_S = UPLOAD_DELAY_MAX_MS / 1000;
const NO_MATCH = text("Does not match its payment", "与支付不符");
const orders = (count: number) => (count === 1 ? "1 order" : `${count} orders`);
