import { text, WEBHOOK_OPERATIONS } from "@dingdan/contract";
import { Alert } from "antd";
import { Link } from "wouter";
import { usePages } from "../http/use-pages.js";
import { useSay } from "../preferences/language.js";
import { endpointPath } from "../webhooks/endpoint-path.js";

const T = {
  paused: (n: number) =>
    text(
      n === 1 ? "A webhook endpoint is paused" : `${n} webhook endpoints are paused`,
      `${n} 个 Webhook 端点已暂停`,
    ),
  next: text(
    "Nothing is sent there, because all attempts failed for five days. Open the endpoint for the reason and the next step:",
    "连续五天投递失败，已不再发送。打开端点可查看原因与下一步：",
  ),
};

/** Warns of webhook endpoints that are paused; shows nothing when there is none. */
export function PausedEndpoints() {
  const say = useSay();
  const { rows } = usePages(
    WEBHOOK_OPERATIONS.listWebhookEndpoints,
    { state: "paused", limit: 20 },
    { everyMs: 60_000 },
  );
  if (rows.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={say(T.paused(rows.length))}
      description={
        <>
          <div>{say(T.next)}</div>
          <ul className="causes">
            {rows.map(({ id, url }) => (
              <li key={id}>
                <Link href={endpointPath(id)} className="mono">
                  {url}
                </Link>
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
