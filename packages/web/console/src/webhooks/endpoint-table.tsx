import {
  type WebhookEndpointRepresentation as Endpoint,
  text,
  WEBHOOK_COUNT_MAX,
  WEBHOOK_OPERATIONS,
} from "@dingdan/contract";
import { Flex, type TableProps } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { count } from "../format/numbers.js";
import { usePages } from "../http/use-pages.js";
import { useAppName } from "../parts/app-of.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { endpointPath } from "./endpoint-path.js";
import { AnswerWords, EndpointState } from "./webhook-tags.js";
import { DELIVERY_TEXTS, SHORT_KIND_TEXTS, WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  title: text("Webhook endpoints", "Webhook 端点"),
  types: (n: number) => text(n === 1 ? "1 type" : `${n} types`, `${n} 种类型`),
  none: text(
    "No endpoint yet. An endpoint is a URL of yours to which the platform posts each event: an order was matched, shipped or refunded. Your system then need not poll.",
    "暂无端点。端点是您的一个地址，订单匹配、发货、退款等事件发生时平台会立即发送，您的系统无需轮询。",
  ),
  next: text(
    "Add your receiver's URL, then send it a test event.",
    "请新增接收端的地址，然后发送测试事件。",
  ),
};

/** The endpoints with their state and how their deliveries go. */
export function EndpointTable() {
  const say = useSay();
  const pages = usePages(
    WEBHOOK_OPERATIONS.listWebhookEndpoints,
    { limit: 50 },
    { everyMs: 10_000 },
  );
  const columns = useColumns();
  return (
    <CursorTable
      label={say(T.title)}
      pages={pages}
      columns={columns}
      rowKey="id"
      empty={<Nothing what={say(T.none)} next={<span className="quiet">{say(T.next)}</span>} />}
    />
  );
}

function useColumns(): NonNullable<TableProps<Endpoint>["columns"]> {
  const say = useSay();
  return useMemo(
    () => [
      {
        title: say(W.endpoint),
        key: "endpoint",
        render: (_, endpoint) => (
          <div className="endpoint">
            <Link href={endpointPath(endpoint.id)} className="mono">
              {endpoint.url}
            </Link>
            <Scope of={endpoint} />
            {/* On a phone there are no further columns. */}
            <div className="phone-only">
              <EndpointState of={endpoint} />
              <Flex gap={10} wrap>
                <Counts of={endpoint} />
              </Flex>
              <LastAttempt of={endpoint} />
            </div>
          </div>
        ),
      },
      {
        title: say(W.state),
        key: "state",
        responsive: ["md"],
        render: (_, endpoint) => <EndpointState of={endpoint} />,
      },
      {
        title: say(W.deliveries),
        key: "deliveries",
        responsive: ["md"],
        render: (_, endpoint) => <Counts of={endpoint} />,
      },
      {
        title: say(W.last),
        key: "last",
        responsive: ["md"],
        render: (_, endpoint) => <LastAttempt of={endpoint} />,
      },
    ],
    [say],
  );
}

/** Whose events an endpoint gets, and which. */
function Scope({ of }: { readonly of: Endpoint }) {
  const say = useSay();
  const { ownAppid } = useSession();
  const types = of.events.includes("*") ? W.allEvents : T.types(of.events.length);
  const name = useAppName(of.appid);
  const app = ownAppid === null ? [name ?? of.appid ?? say(W.allApps)] : [];
  return (
    <div className="quiet">{[...app, say(types), say(SHORT_KIND_TEXTS[of.kind])].join(" · ")}</div>
  );
}

function Counts({ of }: { readonly of: Endpoint }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <>
      {(["delivered", "waiting", "failed"] as const).map((state) => (
        <div key={state} className={of[state] === 0 ? "quiet" : undefined}>
          {say(DELIVERY_TEXTS[state])}{" "}
          <span className="num">
            {count(of[state], language)}
            {of[state] === WEBHOOK_COUNT_MAX ? "+" : ""}
          </span>
        </div>
      ))}
    </>
  );
}

function LastAttempt({ of }: { readonly of: Endpoint }) {
  const say = useSay();
  const { last_attempt: last, failing_since: since } = of;
  if (last === undefined) return <span className="quiet">{say(W.noAttempt)}</span>;
  return (
    <div className="last-attempt">
      <Moment at={last.at} />
      <div>
        <AnswerWords {...last} />
      </div>
      {since !== undefined && (
        <div className="quiet">
          <div>{say(W.failingSince)}</div>
          <Moment at={since} />
        </div>
      )}
    </div>
  );
}
