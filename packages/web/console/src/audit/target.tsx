import { type AuditEntryRepresentation, type Text, text } from "@dingdan/contract";
import { Link } from "wouter";
import { useSay } from "../preferences/language.js";

type Entry = Pick<AuditEntryRepresentation, "target" | "path">;

/** The names of what a call was about. */
const NAMES: Readonly<Partial<Record<string, Text>>> = {
  appid: text("App", "应用"),
  component_appid: text("Platform", "第三方平台"),
  id: text("ID", "ID"),
  mchid: text("Merchant number", "商户号"),
  order_id: text("Order", "订单"),
  transaction_id: text("Payment", "微信支付单号"),
  out_trade_no: text("Merchant's number", "商户单号"),
  refund_id: text("Refund", "微信退款单号"),
  out_refund_no: text("Merchant's refund number", "商户退款单号"),
  event_id: text("Event", "事件"),
  rid: text("Call", "调用"),
  spu_id: text("Goods", "商品"),
  sku_id: text("Variant", "规格"),
  pkg_id: text("Package", "资源包"),
  operation: text("Operation", "接口"),
};

const T = { buyers: (count: number) => text(`${count} buyers`, `${count} 位买家`) };

/** The page that shows an id; null for an id without a page. */
function pathOf(name: string, value: string, path: string): string | null {
  const id = encodeURIComponent(value);
  if (name === "appid") return `/apps/${id}`;
  if (name === "mchid") return "/wechatpay";
  if (name === "rid") return `/requests/${id}`;
  if (name !== "id") return null;
  if (path.includes("/webhook-endpoints")) return `/webhooks/${id}`;
  return path.includes("/orders/") ? `/orders/${id}` : null;
}

/** What a call was about, with links to the pages that show it. */
export function Target({ of: { target, path } }: { readonly of: Entry }) {
  const say = useSay();
  const { buyers, ...ids } = target;
  return (
    <div>
      {Object.entries(ids).map(([name, value]) => {
        const page = pathOf(name, value, path);
        return (
          <div key={name}>
            <span className="quiet">{NAMES[name] === undefined ? name : say(NAMES[name])}</span>{" "}
            {page === null ? (
              <span className="mono">{value}</span>
            ) : (
              <Link href={page} className="mono">
                {value}
              </Link>
            )}
          </div>
        );
      })}
      {buyers !== undefined && <div className="quiet">{say(T.buyers(buyers.length))}</div>}
    </div>
  );
}
