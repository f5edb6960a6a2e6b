import { isObject, REQUEST_OPERATIONS, text } from "@dingdan/contract";
import { lazy, Suspense } from "react";
import { Link } from "wouter";
import { useReading } from "../http/queries.js";
import { useOrderPath } from "../orders/use-order-path.js";
import { JsonView } from "../parts/json-view.js";
import { useSay } from "../preferences/language.js";

// Only a rejected call needs it.
const ErrorPanel = lazy(async () => ({
  default: (await import("../requests/error-panel.js")).ErrorPanel,
}));

const T = {
  reply: text("Reply", "应答"),
  explain: text("Explain", "查看原因"),
  order: text("Show the order", "查看订单"),
};

/** What a sent call returned: why, if it was rejected, and the order that it uploaded. */
export function SentReply({
  sent: { rid, reply },
  appid,
  number,
  onField,
}: {
  readonly sent: { readonly rid: string; readonly reply?: unknown };
  readonly appid: string | undefined;
  /** The number of the order that the call uploaded; null if it uploaded none. */
  readonly number: string | null;
  readonly onField: (path: string) => void;
}) {
  const say = useSay();
  const orderPath = useOrderPath({ appid, number });
  const isRejected = isObject(reply) && reply["errcode"] !== 0 && reply["errcode"] !== undefined;
  return (
    <>
      {isRejected && (
        <Suspense fallback={null}>
          <WhyRejected rid={rid} onField={onField} />
        </Suspense>
      )}
      <JsonView value={reply} label={say(T.reply)} />
      <div>
        {orderPath !== null && <Link href={orderPath}>{say(T.order)}</Link>}{" "}
        <Link href={`/requests/${rid}`}>{say(T.explain)}</Link>{" "}
        <span className="mono quiet">{rid}</span>
      </div>
    </>
  );
}

/** The explanation that the request log has of the call. */
function WhyRejected({
  rid,
  onField,
}: {
  readonly rid: string;
  readonly onField: (path: string) => void;
}) {
  const { data } = useReading(REQUEST_OPERATIONS.listRequests, { query: { rid, limit: 1 } });
  const [request] = data?.items ?? [];
  return request === undefined ? null : <ErrorPanel request={request} onField={onField} isEdited />;
}
