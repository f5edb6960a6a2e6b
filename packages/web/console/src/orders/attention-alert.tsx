import { ORDER_OPERATIONS, text } from "@dingdan/contract";
import { Alert, Button } from "antd";
import { useChange } from "../http/queries.js";
import { Facts } from "../parts/facts.js";
import { ForRole } from "../parts/for-role.js";
import { Moment } from "../parts/moment.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { Order } from "./order.js";

type Attention = NonNullable<Order["attention"]>;

const T = {
  title: text(
    "WeChat Pay reported this payment again with a different fact",
    "微信支付再次报告该笔支付，但内容与记录不一致",
  ),
  number: text("Number", "单号"),
  path: text("Field", "字段"),
  recorded: text("Recorded value", "已记录的值"),
  reported: text("Reported value", "报告的值"),
  at: text("Reported at", "报告时间"),
  next: text(
    "Compare both values with the merchant's WeChat Pay back office. The recorded values stay; the report was not recorded.",
    "请与商户的微信支付后台核对两个值。已记录的值保持不变，该报告未被记录。",
  ),
  handled: text("Mark as handled", "标记为已处理"),
};

/** A report that contradicts the recorded payment, and what to do about it. */
export function AttentionAlert({
  id,
  attention,
}: {
  readonly id: string;
  readonly attention: Attention | undefined;
}) {
  const say = useSay();
  const { ownAppid } = useSession();
  const clear = useChange(ORDER_OPERATIONS.clearAttention);
  if (attention === undefined) return null;
  const { at, number, path, recorded, reported } = attention;
  const facts = [
    { name: T.number, value: <span className="mono">{number}</span> },
    { name: T.path, value: <code className="mono">{path}</code> },
    { name: T.recorded, value: <span className="mono">{recorded}</span> },
    { name: T.reported, value: <span className="mono">{reported}</span> },
    { name: T.at, value: <Moment at={at} /> },
  ];
  return (
    <Alert
      type="warning"
      showIcon
      title={say(T.title)}
      description={
        <div className="stack">
          <Facts facts={facts} />
          <span>{say(T.next)}</span>
          <ProblemAlert error={clear.error} />
          {ownAppid === null && (
            <div>
              <ForRole operation={ORDER_OPERATIONS.clearAttention}>
                <Button loading={clear.isPending} onClick={() => clear.mutate({ path: { id } })}>
                  {say(T.handled)}
                </Button>
              </ForRole>
            </div>
          )}
        </div>
      }
    />
  );
}
