import { type LoggedRequestRepresentation, text } from "@dingdan/contract";
import { Alert, Card, Col, Flex, Row } from "antd";
import { lazy, type ReactNode, Suspense } from "react";
import { Link } from "wouter";
import { duration } from "../format/times.js";
import { AppName } from "../parts/app-name.js";
import { Facts } from "../parts/facts.js";
import { JsonView } from "../parts/json-view.js";
import { Moment } from "../parts/moment.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { explainedPaths, parsedBody } from "./logged-body.js";

// The rules of all interfaces come with it, and only rejected calls need them.
const CorrectedRequest = lazy(() => import("./corrected-request.js"));

type Logged = LoggedRequestRepresentation;

const T = {
  request: text("Request as sent", "收到的请求"),
  reply: text("Reply", "应答"),
  call: text("The call", "调用信息"),
  emptyBody: text("No body.", "没有请求体。"),
  cut: text("Only the first 16 KiB were stored.", "仅保留前 16 KiB。"),
  noText: text(
    "The body was not text; this is an approximation.",
    "原内容不是文本，此处为近似显示。",
  ),
  redacted: text("Masked:", "已脱敏："),
  tryIt: text("Edit on the page Try it", "在接口调试中修改"),
  at: text("Time", "时间"),
  operation: text("Operation", "接口"),
  app: text("App", "应用"),
  component: text("Called by platform", "代调用平台"),
  client: text("From", "来源"),
  agent: text("User agent", "客户端"),
  took: text("Duration", "用时"),
};

const NO_LINES: ReadonlySet<number> = new Set();

/** What a call sent and got, with the corrected request beside the sent one if there is one. */
export function RequestBodies({ request }: { readonly request: Logged }) {
  const plain = <Bodies request={request} removed={NO_LINES} corrected={null} />;
  if (request.errcode === 0) return plain;
  return (
    <Suspense fallback={plain}>
      <CorrectedRequest
        request={request}
        render={(parts) => <Bodies request={request} {...parts} />}
      />
    </Suspense>
  );
}

function Bodies({
  request,
  removed,
  corrected,
}: {
  readonly request: Logged;
  readonly removed: ReadonlySet<number>;
  readonly corrected: ReactNode;
}) {
  const say = useSay();
  const sent = (
    <Card
      size="small"
      id="logged-body"
      title={say(T.request)}
      className="fills"
      extra={<TryLink request={request} />}
    >
      <div className="stack">
        {request.body_state === "cut" && <Alert type="info" title={say(T.cut)} />}
        {request.body_state === "no_text" && <Alert type="info" title={say(T.noText)} />}
        <Body
          body={request.body}
          label={say(T.request)}
          lit={explainedPaths(request)}
          removed={removed}
        />
        {request.redacted.length > 0 && (
          <div className="quiet">
            {say(T.redacted)} <span className="mono">{request.redacted.join(", ")}</span>
          </div>
        )}
      </div>
    </Card>
  );
  const reply = (
    <Card size="small" title={say(T.reply)} className="fills">
      <Body body={request.reply} label={say(T.reply)} />
    </Card>
  );
  if (corrected === null) {
    return (
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={15}>
          {sent}
        </Col>
        <Col xs={24} lg={9}>
          <Flex vertical gap={12}>
            <CallFacts request={request} />
            {reply}
          </Flex>
        </Col>
      </Row>
    );
  }
  return (
    <Row gutter={[12, 12]}>
      <Col xs={24} lg={12}>
        {sent}
      </Col>
      <Col xs={24} lg={12}>
        {corrected}
      </Col>
      <Col xs={24} lg={12}>
        <CallFacts request={request} />
      </Col>
      <Col xs={24} lg={12}>
        {reply}
      </Col>
    </Row>
  );
}

function CallFacts({ request }: { readonly request: Logged }) {
  const say = useSay();
  const { language } = useLanguage();
  const facts = [
    { name: T.at, value: <Moment at={request.at} /> },
    { name: T.operation, value: request.operation ?? "–" },
    { name: T.app, value: <AppName appid={request.appid} name={request.app_name} /> },
    ...(request.component_appid === undefined
      ? []
      : [{ name: T.component, value: <span className="mono">{request.component_appid}</span> }]),
    { name: T.client, value: <span className="mono">{request.client_ip}</span> },
    { name: T.agent, value: <span className="mono">{request.user_agent ?? "–"}</span> },
    { name: T.took, value: <span className="num">{duration(request.duration_ms, language)}</span> },
  ];
  return (
    <Card size="small" title={say(T.call)} className="fills">
      <Facts facts={facts} />
    </Card>
  );
}

/** A body as JSON with line numbers, or as text. */
function Body({
  body,
  label,
  lit = [],
  removed = NO_LINES,
}: {
  readonly body: string;
  readonly label: string;
  readonly lit?: readonly string[];
  readonly removed?: ReadonlySet<number>;
}) {
  const say = useSay();
  if (body === "") return <div className="quiet">{say(T.emptyBody)}</div>;
  const value = parsedBody(body);
  return value === undefined ? (
    <pre className="code wraps" tabIndex={0}>
      {body}
    </pre>
  ) : (
    <JsonView value={value} lit={lit} marks={{ lines: removed, as: "removed" }} label={label} />
  );
}

function TryLink({ request }: { readonly request: Logged }) {
  const say = useSay();
  if (request.operation === undefined || parsedBody(request.body) === undefined) return null;
  return <Link href={`/try?rid=${encodeURIComponent(request.rid)}`}>{say(T.tryIt)}</Link>;
}
