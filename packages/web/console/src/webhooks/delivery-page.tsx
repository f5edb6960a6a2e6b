import {
  type WebhookDeliveryDetailRepresentation as Delivery,
  text,
  WEBHOOK_OPERATIONS,
} from "@dingdan/contract";
import { Button, Card, Collapse } from "antd";
import { Link } from "wouter";
import { SubjectLink } from "../events/subject-link.js";
import { useChange, useReading } from "../http/queries.js";
import { AppOf } from "../parts/app-of.js";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { ForRole } from "../parts/for-role.js";
import { JsonView } from "../parts/json-view.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import type { PageProps } from "../shell/page-props.js";
import { AttemptParts } from "./attempt-parts.js";
import { endpointPath } from "./endpoint-path.js";
import { AnswerWords, DeliveryTag } from "./webhook-tags.js";
import { WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  title: text("Delivery", "投递"),
  back: text("To the endpoint", "返回端点"),
  event: text("Event", "事件"),
  happened: text("Happened", "发生时间"),
  ended: text("Ended", "结束于"),
  subject: text("About", "相关"),
  body: text("Body, exactly as it is sent", "正文（与发送内容完全一致）"),
  unmade: text("The body is made before the first attempt.", "正文在首次尝试前生成。"),
  attempts: text("Attempts of the last 7 days", "最近 7 天的尝试"),
  attempt: (n: number) => text(`Attempt ${n}`, `第 ${n} 次`),
  noAttempts: text("No attempt in the last 7 days.", "最近 7 天没有尝试。"),
  notQueued: text(
    "If the event happened before the endpoint was added, “Send again” sends it now.",
    "若事件发生在新增该端点之前，可点击“重新发送”立即发送。",
  ),
};

/** The page of the delivery of one event to one endpoint. */
export default function DeliveryPage({ params }: PageProps) {
  const id = decodeURIComponent(params["id"] ?? "");
  const eventId = decodeURIComponent(params["event_id"] ?? "");
  const path = { id, event_id: eventId };
  const say = useSay();
  const reading = useReading(WEBHOOK_OPERATIONS.getWebhookDelivery, { path }, { everyMs: 5_000 });
  const resend = useChange(WEBHOOK_OPERATIONS.resendWebhookDelivery);
  const { data: delivery, error } = reading;
  const actions = (
    <>
      <Link href={endpointPath(id)} asChild>
        <Button type="text">{say(T.back)}</Button>
      </Link>
      <ForRole operation={WEBHOOK_OPERATIONS.resendWebhookDelivery}>
        <Button loading={resend.isPending} onClick={() => resend.mutate({ path, body: {} })}>
          {say(W.resend)}
        </Button>
      </ForRole>
    </>
  );
  const title = delivery === undefined ? T.title : text(delivery.type, delivery.type);
  return (
    <Page title={say(title)} about={<span className="mono">{eventId}</span>} actions={actions}>
      <ProblemAlert error={resend.error} />
      {delivery === undefined ? (
        <>
          <LoadingOrProblem reading={reading} />
          {error?.status === 404 && <div className="quiet">{say(T.notQueued)}</div>}
        </>
      ) : (
        <>
          <Card size="small">
            <DeliveryFacts of={delivery} />
          </Card>
          <Card size="small" title={say(T.attempts)}>
            <Attempts of={delivery} />
          </Card>
          <Body of={delivery} />
        </>
      )}
    </Page>
  );
}

function DeliveryFacts({ of }: { readonly of: Delivery }) {
  const { next_attempt_at: next, ended_at: ended } = of;
  const facts = [
    { name: W.state, value: <DeliveryTag state={of.state} /> },
    { name: W.answer, value: <AnswerWords {...of} /> },
    { name: W.attempts, value: <span className="num">{of.attempts}</span> },
    ...(next === undefined ? [] : [{ name: W.next, value: <Moment at={next} /> }]),
    ...(ended === undefined ? [] : [{ name: T.ended, value: <Moment at={ended} /> }]),
    { name: T.happened, value: <Moment at={of.timestamp} /> },
    { name: W.app, value: <AppOf appid={of.appid} /> },
    { name: T.subject, value: <SubjectLink of={of} /> },
  ];
  return <Facts facts={facts} />;
}

/** The attempts that are kept, the newest first. */
function Attempts({ of }: { readonly of: Delivery }) {
  const say = useSay();
  const log = of.log.toReversed();
  if (log.length === 0) return <Nothing what={say(T.noAttempts)} />;
  return (
    <Collapse
      size="small"
      defaultActiveKey={[log[0]?.number ?? 0]}
      items={log.map((attempt) => ({
        key: attempt.number,
        label: (
          <>
            {say(T.attempt(attempt.number))} · <Moment at={attempt.at} /> ·{" "}
            <AnswerWords {...attempt} />
          </>
        ),
        children: <AttemptParts attempt={attempt} />,
      }))}
    />
  );
}

function Body({ of }: { readonly of: Delivery }) {
  const say = useSay();
  const copy = of.body === "" ? null : <CopyButton value={of.body} label={say(T.body)} />;
  return (
    <Card size="small" title={say(T.body)} extra={copy}>
      {of.body === "" ? (
        <div className="quiet">{say(T.unmade)}</div>
      ) : (
        <JsonView value={parsed(of.body)} label={say(T.body)} />
      )}
    </Card>
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
