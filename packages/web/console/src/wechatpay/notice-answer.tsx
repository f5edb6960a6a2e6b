import { type TestNoticeRepresentation, text } from "@dingdan/contract";
import { Alert, Collapse } from "antd";
import { Facts } from "../parts/facts.js";
import { JsonView } from "../parts/json-view.js";
import { useSay } from "../preferences/language.js";

const T = {
  accepted: text("The receiver accepted the notice", "接收端已接受该通知"),
  refused: text("The receiver refused the notice, as it must", "接收端已正确拒绝该通知"),
  notAccepted: text("The receiver did not accept the notice", "接收端未接受该通知"),
  notRefused: text(
    "The receiver did not refuse the notice, as it must",
    "接收端应拒绝该通知，但未拒绝",
  ),
  answer: text("Answer", "应答"),
  first: text("First of the two", "第一次发送"),
  body: text("Body of the answer", "应答正文"),
  next: text("What happens then", "后续"),
  in: (answer: string, ms: number) => text(`${answer}, ${ms} ms`, `${answer}，${ms} 毫秒`),
  faults: {
    timeout: text("none within 5 s", "5 秒内无应答"),
    unreachable: text("no connection", "无法连接"),
    address_refused: text("not called", "未发送"),
  },
  headers: text("Header fields that were sent", "已发送的请求头"),
  sentBody: text("Body that was sent", "已发送的正文"),
  resource: text("What is encrypted in it", "其中加密的内容"),
};

/** How a receiver answered a test notice, and what was sent. */
export function NoticeAnswer({ answer }: { readonly answer: TestNoticeRepresentation }) {
  const say = useSay();
  const { must_be: mustBe, is_right: isRight, sent, first, body } = answer;
  const [right, wrong] =
    mustBe === "accepted" ? [T.accepted, T.notAccepted] : [T.refused, T.notRefused];
  const words = ({
    status,
    fault = "unreachable",
    fault_code: code,
    duration_ms: ms,
  }: Answered) => {
    const without = [say(T.faults[fault]), code].filter(Boolean).join(" ");
    return say(T.in(status === undefined ? without : `HTTP ${status}`, ms));
  };
  const facts = [
    { name: T.answer, value: <span className="num">{words(answer)}</span> },
    ...(first === undefined
      ? []
      : [{ name: T.first, value: <span className="num">{words(first)}</span> }]),
    ...(body ? [{ name: T.body, value: <code className="mono wraps">{body}</code> }] : []),
    { name: T.next, value: answer.what_wechat_pay_would_do },
  ];
  const parts = [
    { key: "resource", name: T.resource, value: sent.resource },
    { key: "headers", name: T.headers, value: sent.headers },
    { key: "body", name: T.sentBody, value: JSON.parse(sent.body) as unknown },
  ];
  return (
    <div className="stack" role="status">
      <Alert
        type={isRight ? "success" : "error"}
        showIcon
        title={say(isRight ? right : wrong)}
        description={<Facts facts={facts} />}
      />
      <Collapse
        size="small"
        items={parts.map(({ key, name, value }) => ({
          key,
          label: say(name),
          children: <JsonView value={value} label={say(name)} />,
        }))}
      />
    </div>
  );
}

type Answered = Pick<TestNoticeRepresentation, "status" | "fault" | "fault_code" | "duration_ms">;
