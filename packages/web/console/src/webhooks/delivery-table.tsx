import {
  type WebhookDeliveryRepresentation as Delivery,
  text,
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_OPERATIONS,
  type WebhookDeliveryState,
} from "@dingdan/contract";
import { Card, Flex, Segmented, type TableProps } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { CursorTable } from "../parts/cursor-table.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { useSay } from "../preferences/language.js";
import { deliveryPath } from "./endpoint-path.js";
import { AnswerWords, DeliveryTag } from "./webhook-tags.js";
import { DELIVERY_TEXTS, WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  all: text("All", "全部"),
  none: text(
    "Nothing was sent yet. The endpoint gets what happens from now on; send a test event to try it.",
    "尚未发送。端点接收此后发生的事件，可发送测试事件试用。",
  ),
  noneSuch: text("No delivery is in this state.", "没有该状态的投递。"),
};

const FILTERS = ["state"] as const;

/** The deliveries to an endpoint, the newest event first. */
export function DeliveryTable({ id }: { readonly id: string }) {
  const say = useSay();
  const [{ state }, setFilters] = useSearchState(FILTERS);
  const pages = usePages(
    WEBHOOK_OPERATIONS.listWebhookDeliveries,
    { ...(state === undefined ? {} : { state }), limit: 50 },
    { path: { id }, everyMs: 5_000 },
  );
  const columns = useColumns(id);
  return (
    <Card size="small" title={say(W.deliveries)}>
      <Flex vertical gap={12}>
        <div>
          <Segmented<WebhookDeliveryState | "">
            aria-label={say(W.state)}
            value={(state ?? "") as WebhookDeliveryState | ""}
            onChange={(chosen) => setFilters({ state: chosen })}
            options={[
              { value: "", label: say(T.all) },
              ...WEBHOOK_DELIVERY_STATES.map((value) => ({
                value,
                label: say(DELIVERY_TEXTS[value]),
              })),
            ]}
          />
        </div>
        <CursorTable
          label={say(W.deliveries)}
          pages={pages}
          columns={columns}
          rowKey="event_id"
          empty={<Nothing what={say(state === undefined ? T.none : T.noneSuch)} />}
        />
      </Flex>
    </Card>
  );
}

function useColumns(id: string): NonNullable<TableProps<Delivery>["columns"]> {
  const say = useSay();
  return useMemo(
    () => [
      {
        title: say(W.type),
        key: "type",
        render: (_, delivery) => (
          <div className="merchant">
            <Link href={deliveryPath(id, delivery.event_id)} className="mono">
              {delivery.type}
            </Link>
            <div className="mono quiet">{delivery.event_id}</div>
            <div className="phone-only">
              <DeliveryTag state={delivery.state} /> <Moment at={delivery.timestamp} />
              <div>
                <AnswerWords {...delivery} />
              </div>
            </div>
          </div>
        ),
      },
      {
        title: say(W.time),
        key: "time",
        responsive: ["md"],
        render: (_, { timestamp }) => <Moment at={timestamp} />,
      },
      {
        title: say(W.state),
        key: "state",
        responsive: ["md"],
        render: (_, { state, next_attempt_at: next }) => (
          <>
            <DeliveryTag state={state} />
            {next !== undefined && (
              <div className="quiet">
                {say(W.next)} <Moment at={next} />
              </div>
            )}
          </>
        ),
      },
      {
        title: say(W.attempts),
        key: "attempts",
        align: "right",
        responsive: ["md"],
        render: (_, { attempts }) => <span className="num">{attempts}</span>,
      },
      {
        title: say(W.answer),
        key: "answer",
        responsive: ["md"],
        render: (_, delivery) => (
          <div className="why">
            <AnswerWords {...delivery} />
          </div>
        ),
      },
    ],
    [say, id],
  );
}
