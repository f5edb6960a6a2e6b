import { type AuditEntryRepresentation, text } from "@dingdan/contract";
import { Link } from "wouter";
import { useSay } from "../preferences/language.js";

type Entry = Pick<AuditEntryRepresentation, "target" | "path">;

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
            <span className="quiet">{name}</span>{" "}
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
