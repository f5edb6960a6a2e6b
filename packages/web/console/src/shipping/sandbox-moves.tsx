import {
  CLOCK_OPERATIONS,
  TRADE_ORDER_OPERATIONS,
  type TradeOrderRepresentation,
  text,
} from "@dingdan/contract";
import { App, Button, Card, Flex } from "antd";
import { movedText } from "../clock/moved-text.js";
import { useNow } from "../clock/use-now.js";
import { timeLeft } from "../format/times.js";
import { useChange, useReading } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = {
  title: text("What happens next (sandbox)", "模拟后续操作（沙箱）"),
  confirm: text("Confirm the receipt as the buyer", "以买家身份确认收货"),
  open: text("Open a complaint as the buyer", "以买家身份发起投诉"),
  close: text("Close the complaint", "关闭投诉"),
  clock: (left: string) =>
    text(`Move the clock to the next timer (+${left})`, `将时钟拨至下一期限（+${left}）`),
  answer: (status: string, errormsg: string) =>
    text(
      `The component answers: ${status}${errormsg === "" ? "" : `, ${errormsg}`}`,
      `组件返回：${status}${errormsg === "" ? "" : `，${errormsg}`}`,
    ),
  done: text("Done.", "已完成。"),
};

/** Buttons that do what the buyer or the time would do; only in a sandbox. */
export function SandboxMoves({ order }: { readonly order: TradeOrderRepresentation }) {
  const say = useSay();
  const { language } = useLanguage();
  const { message } = App.useApp();
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const now = useNow(15_000);
  const { confirmTradeOrder, complainAboutTradeOrder } = TRADE_ORDER_OPERATIONS;
  const confirm = useChange(confirmTradeOrder, {
    onDone: ({ status, errormsg }) =>
      void message[status === "success" ? "success" : "warning"](say(T.answer(status, errormsg))),
  });
  const complain = useChange(complainAboutTradeOrder, {
    onDone: () => void message.success(say(T.done)),
  });
  const advance = useChange(CLOCK_OPERATIONS.advanceClock, {
    onDone: (advanced) => void message.success(say(movedText(advanced))),
  });
  if (clock?.is_sandbox !== true || order.unmanaged_reason !== undefined) return null;
  const { appid, transaction_id, openid, in_complaint: isInComplaint, timers } = order;
  const path = { transaction_id };
  const [next] = timers;
  const leftMs = next && now ? Date.parse(next.due_at) - now.getTime() : 0;
  const isClosed = order.money === "released" || order.money === "returned";
  return (
    <Card size="small" title={say(T.title)}>
      <Flex vertical gap={10}>
        <Flex gap={8} wrap>
          <ForRole operation={confirmTradeOrder}>
            <Button
              disabled={order.state_name !== "shipped"}
              loading={confirm.isPending}
              onClick={() => confirm.mutate({ path, body: { openid } })}
            >
              {say(T.confirm)}
            </Button>
          </ForRole>
          <ForRole operation={complainAboutTradeOrder}>
            <Button
              disabled={isClosed}
              loading={complain.isPending}
              onClick={() =>
                complain.mutate({ path, query: { appid }, body: { open: !isInComplaint } })
              }
            >
              {say(isInComplaint ? T.close : T.open)}
            </Button>
          </ForRole>
          {leftMs > 0 && (
            <ForRole operation={CLOCK_OPERATIONS.advanceClock}>
              <Button
                loading={advance.isPending}
                onClick={() =>
                  advance.mutate({ body: { advance_seconds: Math.ceil(leftMs / 1000) } })
                }
              >
                {say(T.clock(timeLeft(leftMs, language)))}
              </Button>
            </ForRole>
          )}
        </Flex>
        <ProblemAlert error={confirm.error ?? complain.error ?? advance.error} />
      </Flex>
    </Card>
  );
}
