import {
  type WebhookEndpointRepresentation as Endpoint,
  text,
  WEBHOOK_OPERATIONS,
} from "@dingdan/contract";
import { Alert, Button, Card, Flex, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { useReading } from "../http/queries.js";
import { AppOf } from "../parts/app-of.js";
import { CopyButton } from "../parts/copy-button.js";
import { Facts } from "../parts/facts.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import type { PageProps } from "../shell/page-props.js";
import { EndpointActions } from "./endpoint-actions.js";
import { TestButton, useTest } from "./test-button.js";
import { AnswerWords, EndpointState } from "./webhook-tags.js";
import { KIND_TEXTS, WEBHOOK_WORDS as W } from "./webhook-texts.js";

// What a person knows the endpoint by is shown first.
const DeliveryTable = lazy(async () => ({
  default: (await import("./delivery-table.js")).DeliveryTable,
}));
const UcpPlatform = lazy(async () => ({
  default: (await import("./ucp-platform.js")).UcpPlatform,
}));
const ResendForm = lazy(async () => ({ default: (await import("./resend-form.js")).ResendForm }));
const TestAnswer = lazy(async () => ({ default: (await import("./test-answer.js")).TestAnswer }));

const T = {
  title: text("Webhook endpoint", "Webhook 端点"),
  back: text("All endpoints", "全部端点"),
  id: text("ID", "ID"),
  created: text("Added", "新增于"),
  rotated: text("Secret rotated", "密钥更换于"),
  previous: text("The old secret signs until", "旧密钥签名至"),
  paused: text("This endpoint is paused: nothing is sent to it", "该端点已暂停，不再发送"),
  pausedNext: text(
    "Its deliveries failed for five days. When the receiver works again: send a test event, enable the endpoint, then send again all that was not acknowledged.",
    "其投递已连续失败五天。接收端恢复后，请发送测试事件、启用该端点，再重新发送全部未确认的事件。",
  ),
};

/** The page of one endpoint: its facts, what can be done with it, and its deliveries. */
export default function EndpointPage({ params }: PageProps) {
  const id = decodeURIComponent(params["id"] ?? "");
  const say = useSay();
  const { ownAppid } = useSession();
  const test = useTest();
  const reading = useReading(
    WEBHOOK_OPERATIONS.getWebhookEndpoint,
    { path: { id } },
    { everyMs: 5_000 },
  );
  const { data: endpoint } = reading;
  const back = (
    <Link href="/webhooks" asChild>
      <Button type="text">{say(T.back)}</Button>
    </Link>
  );
  if (endpoint === undefined) {
    return (
      <Page title={say(T.title)} actions={back}>
        <LoadingOrProblem reading={reading} />
      </Page>
    );
  }
  const actions = (
    <>
      {back}
      <TestButton id={id} test={test} />
    </>
  );
  return (
    <Page
      title={say(T.title)}
      about={<span className="mono">{endpoint.url}</span>}
      actions={actions}
    >
      {endpoint.state === "paused" && (
        <Alert type="warning" showIcon title={say(T.paused)} description={say(T.pausedNext)} />
      )}
      {(test.data !== undefined || test.error !== null) && (
        <Suspense fallback={null}>
          <TestAnswer test={test} />
        </Suspense>
      )}
      <Card size="small">
        <Flex vertical gap={14}>
          <EndpointFacts of={endpoint} />
          <EndpointActions of={endpoint} />
        </Flex>
      </Card>
      <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
        {endpoint.kind === "ucp" && ownAppid === null && <UcpPlatform id={id} />}
        <DeliveryTable id={id} />
        <ResendForm of={endpoint} />
      </Suspense>
    </Page>
  );
}

function EndpointFacts({ of }: { readonly of: Endpoint }) {
  const say = useSay();
  const { last_attempt: last, failing_since: failing, public_key: key } = of;
  const { rotated_at: rotated, previous_valid_until: previous } = of;
  const events = of.events.includes("*") ? say(W.allEvents) : of.events.join(", ");
  const facts = [
    { name: W.state, value: <EndpointState of={of} /> },
    { name: W.app, value: of.appid === undefined ? say(W.allApps) : <AppOf appid={of.appid} /> },
    { name: W.events, value: events },
    { name: W.kind, value: say(KIND_TEXTS[of.kind]) },
    ...(last === undefined
      ? []
      : [
          {
            name: W.last,
            value: (
              <>
                <Moment at={last.at} /> <AnswerWords {...last} />
              </>
            ),
          },
        ]),
    ...(failing === undefined ? [] : [{ name: W.failingSince, value: <Moment at={failing} /> }]),
    ...(key === undefined || of.kind === "ucp"
      ? []
      : [
          {
            name: W.publicKey,
            value: (
              <Flex gap={8} align="center" wrap>
                <span className="mono">{key}</span>
                <CopyButton value={key} label={say(W.publicKey)} />
              </Flex>
            ),
          },
        ]),
    ...(rotated === undefined ? [] : [{ name: T.rotated, value: <Moment at={rotated} /> }]),
    ...(previous === undefined ? [] : [{ name: T.previous, value: <Moment at={previous} /> }]),
    { name: T.id, value: <span className="mono">{of.id}</span> },
    { name: T.created, value: <Moment at={of.created_at} /> },
  ];
  return <Facts facts={facts} />;
}
