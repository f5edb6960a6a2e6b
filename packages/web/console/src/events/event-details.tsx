import { type EventRepresentation, text, WEBHOOK_OPERATIONS } from "@dingdan/contract";
import { Link } from "wouter";
import { usePages } from "../http/use-pages.js";
import { CopyButton } from "../parts/copy-button.js";
import { JsonView } from "../parts/json-view.js";
import { useSay } from "../preferences/language.js";
import { deliveryPath } from "../webhooks/endpoint-path.js";

const T = {
  data: text("The event", "事件内容"),
  deliveries: text("Deliveries to endpoints that take this event", "向接收此事件的端点的投递"),
  none: text("No webhook endpoint takes this event.", "没有接收此事件的 Webhook 端点。"),
  add: text("To the webhooks", "前往 Webhook"),
};

/** An event as the feed lists it, and its deliveries. */
export function EventDetails({ event }: { readonly event: EventRepresentation }) {
  const say = useSay();
  const { rows, isLoading } = usePages(WEBHOOK_OPERATIONS.listWebhookEndpoints, { limit: 100 });
  const takers = rows.filter(
    ({ appid, events }) =>
      (appid === undefined || appid === event.appid) &&
      (events.includes("*") || events.includes(event.type)),
  );
  return (
    <div className="stack event-details">
      <div>
        <div className="code-head">
          <span className="quiet">{say(T.data)}</span>
          <CopyButton value={JSON.stringify(event)} label={say(T.data)} />
        </div>
        <JsonView value={event} label={say(T.data)} />
      </div>
      {!isLoading && (
        <div>
          <div className="quiet">{say(takers.length === 0 ? T.none : T.deliveries)}</div>
          {takers.length === 0 ? (
            <Link href="/webhooks">{say(T.add)}</Link>
          ) : (
            <ul className="links">
              {takers.map(({ id, url }) => (
                <li key={id}>
                  <Link href={deliveryPath(id, event.id)} className="mono">
                    {url}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
