import type { CLOCK_OPERATIONS } from "./http-api/clock.js";
import type { Infer } from "./schema.js";
import { type Text, text } from "./text.js";

type Advanced = Infer<typeof CLOCK_OPERATIONS.advanceClock.reply>;

type CountName = Exclude<keyof Advanced, "now">;

const COUNT_TEXTS: Readonly<Record<CountName, (count: number) => Text>> = {
  reviews_finished: (n) => text(`reviews finished: ${n}`, `完成审核 ${n} 项`),
  orders_timed_out: (n) => text(`orders timed out: ${n}`, `超时订单 ${n} 个`),
  trade_orders_ingested: (n) => text(`payments now found by calls: ${n}`, `新可查支付单 ${n} 笔`),
  trade_orders_confirmed: (n) => text(`receipts confirmed: ${n}`, `自动确认收货 ${n} 笔`),
  trade_orders_settled: (n) => text(`payments settled: ${n}`, `已结算 ${n} 笔`),
  trade_orders_reminded: (n) => text(`reminders to ship: ${n}`, `发货提醒 ${n} 次`),
};

/** What fell due when a sandbox's clock was moved: `reviews finished: 1; payments settled: 2`. */
export function dueTexts(advanced: Advanced): Text {
  const shown = Object.entries(COUNT_TEXTS)
    .map(([name, say]) => ({ count: advanced[name as CountName] ?? 0, say }))
    .filter(({ count }) => count > 0)
    .map(({ count, say }) => say(count));
  if (shown.length === 0) return text("nothing fell due", "没有到期的任务");
  return text(shown.map(({ en }) => en).join("; "), shown.map(({ zh }) => zh).join("，"));
}
