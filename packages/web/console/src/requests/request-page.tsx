import { RedoOutlined } from "@ant-design/icons";
import {
  CLOCK_OPERATIONS,
  type LoggedRequestRepresentation,
  REQUEST_OPERATIONS,
  text,
} from "@dingdan/contract";
import { Alert, Button, Card, Col, Flex, Row } from "antd";
import { Link } from "wouter";
import { duration } from "../format/times.js";
import { useChange, useReading } from "../http/queries.js";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { ForRole } from "../parts/for-role.js";
import { JsonView } from "../parts/json-view.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { ErrcodeTag } from "../parts/tags.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";

const T = {
  title: text("Request", "请求"),
  back: text("All requests", "全部请求"),
  missing: (rid: string) =>
    text(
      `The request log has no call with the rid ${rid}.`,
      `请求日志中没有 rid 为 ${rid} 的调用。`,
    ),
  missingNext: text(
    "It may have expired, or belong to another platform.",
    "可能已超过保留期限，或属于其他平台。",
  ),
  explained: text("Why this reply", "为什么这样应答"),
  fine: text("The call has no problem.", "该调用没有问题。"),
  request: text("Request", "请求"),
  reply: text("Reply", "应答"),
  headers: text("The call", "调用信息"),
  body: text("Body", "请求体"),
  emptyBody: text("No body.", "没有请求体。"),
  cut: text("Only the first 16 KiB were stored.", "仅保留前 16 KiB。"),
  noText: text(
    "The body was not text; this is an approximation.",
    "原内容不是文本，此处为近似显示。",
  ),
  redacted: text("Masked:", "已脱敏："),
  replay: text("Replay", "重放"),
  replayed: (rid: string) => text(`Replayed as ${rid}`, `已重放，新 rid：${rid}`),
  field: text("Field", "字段"),
  tryIt: text("Edit on the page Try it", "在接口调试中修改"),
  at: text("Time", "时间"),
  operation: text("Operation", "接口"),
  app: text("App", "应用"),
  component: text("Called by platform", "代调用平台"),
  client: text("From", "来源"),
  agent: text("User agent", "客户端"),
  took: text("Duration", "用时"),
};

/** The page of one logged call, with its explanation. */
export default function RequestPage({ params }: PageProps) {
  const rid = decodeURIComponent(params["rid"] ?? "");
  const say = useSay();
  const reading = useReading(
    REQUEST_OPERATIONS.listRequests,
    { query: { rid, limit: 1 } },
    { everyMs: 10_000 },
  );
  const { data, error } = reading;
  const request = data?.items[0];
  const back = (
    <Link href="/requests" asChild>
      <Button type="text">{say(T.back)}</Button>
    </Link>
  );
  if (request !== undefined) return <Explained request={request} back={back} />;
  return (
    <Page title={say(T.title)} actions={back}>
      {(error !== null || data === undefined) && <LoadingOrProblem reading={reading} />}
      {data !== undefined && <Nothing what={say(T.missing(rid))} next={say(T.missingNext)} />}
    </Page>
  );
}

function Explained({
  request,
  back,
}: {
  readonly request: LoggedRequestRepresentation;
  readonly back: React.ReactNode;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { ownAppid } = useSession();
  const { explanation } = request;
  const isFine = request.errcode === 0 && explanation.diagnoses.length === 0;
  const paths = [explanation.field, ...explanation.diagnoses.map(({ path }) => path)].filter(
    (path) => path !== "",
  );
  const facts = [
    { name: T.at, value: <Moment at={request.at} /> },
    { name: T.operation, value: request.operation ?? "–" },
    {
      name: T.app,
      value:
        request.appid === undefined ? (
          "–"
        ) : (
          <Link href={`/apps/${request.appid}`} className="mono">
            {request.appid}
          </Link>
        ),
    },
    ...(request.component_appid === undefined
      ? []
      : [{ name: T.component, value: <span className="mono">{request.component_appid}</span> }]),
    { name: T.client, value: <span className="mono">{request.client_ip}</span> },
    { name: T.agent, value: <span className="mono">{request.user_agent ?? "–"}</span> },
    { name: T.took, value: <span className="num">{duration(request.duration_ms, language)}</span> },
  ];
  return (
    <Page
      title={`${say(T.title)} ${request.rid}`}
      about={
        <span className="mono">
          {request.method} {request.path}
          {request.query === "" ? "" : `?${request.query}`}
        </span>
      }
      actions={
        <>
          <CopyButton value={request.rid} label="rid" size="medium" />
          {ownAppid === null && <ReplayButton rid={request.rid} />}
          {back}
        </>
      }
    >
      <Card size="small" title={say(T.explained)} extra={<ErrcodeTag errcode={request.errcode} />}>
        <div className="stack">
          {isFine ? (
            <div>{say(T.fine)}</div>
          ) : (
            <Alert
              type={request.errcode === 0 ? "warning" : "error"}
              showIcon
              title={explanation.summary}
              description={
                <>
                  {explanation.field !== "" && (
                    <div>
                      {say(T.field)}: <code className="mono">{explanation.field}</code>
                    </div>
                  )}
                  <div>{explanation.hint}</div>
                </>
              }
            />
          )}
          {explanation.diagnoses.map(({ id, path, text: what, hint }) => (
            <Alert
              key={id + path}
              type="info"
              showIcon
              title={what}
              description={
                <>
                  {path !== "" && (
                    <div>
                      {say(T.field)}: <code className="mono">{path}</code>
                    </div>
                  )}
                  <div>{hint}</div>
                </>
              }
            />
          ))}
        </div>
      </Card>
      <Row gutter={[12, 12]}>
        <Col xs={24} lg={15}>
          <Card
            size="small"
            title={say(T.body)}
            className="fills"
            extra={<TryLink request={request} />}
          >
            <div className="stack">
              {request.body_state === "cut" && <Alert type="info" title={say(T.cut)} />}
              {request.body_state === "no_text" && <Alert type="info" title={say(T.noText)} />}
              <Body body={request.body} lit={paths} />
              {request.redacted.length > 0 && (
                <div className="quiet">
                  {say(T.redacted)} <span className="mono">{request.redacted.join(", ")}</span>
                </div>
              )}
            </div>
          </Card>
        </Col>
        <Col xs={24} lg={9}>
          <Flex vertical gap={12}>
            <Card size="small" title={say(T.headers)}>
              <Facts facts={facts} />
            </Card>
            <Card size="small" title={say(T.reply)}>
              <Body body={request.reply} />
            </Card>
          </Flex>
        </Col>
      </Row>
    </Page>
  );
}

/** A body as JSON with line numbers, or as text. */
function Body({ body, lit = [] }: { readonly body: string; readonly lit?: readonly string[] }) {
  const say = useSay();
  if (body === "") return <div className="quiet">{say(T.emptyBody)}</div>;
  const value = parsed(body);
  return value === undefined ? (
    <pre className="code wraps" tabIndex={0}>
      {body}
    </pre>
  ) : (
    <JsonView value={value} lit={lit} label={say(T.body)} />
  );
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

function TryLink({ request }: { readonly request: LoggedRequestRepresentation }) {
  const say = useSay();
  if (request.operation === undefined || parsed(request.body) === undefined) return null;
  return <Link href={`/try?rid=${encodeURIComponent(request.rid)}`}>{say(T.tryIt)}</Link>;
}

/** Replays the call. Hidden outside a sandbox, where the platform rejects a replay. */
function ReplayButton({ rid }: { readonly rid: string }) {
  const say = useSay();
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const replay = useChange(REQUEST_OPERATIONS.replayRequest);
  if (clock?.is_sandbox !== true) return null;
  return (
    <>
      <ForRole operation={REQUEST_OPERATIONS.replayRequest}>
        <Button
          icon={<RedoOutlined />}
          loading={replay.isPending}
          onClick={() => replay.mutate({ path: { rid }, body: {} })}
        >
          {say(T.replay)}
        </Button>
      </ForRole>
      {replay.data !== undefined && (
        <Link href={`/requests/${replay.data.rid}`}>{say(T.replayed(replay.data.rid))}</Link>
      )}
      <ProblemAlert error={replay.error} />
    </>
  );
}
