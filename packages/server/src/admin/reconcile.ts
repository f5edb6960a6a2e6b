import { type Language, languageOf, type ReconcileRepresentation, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { Cursors } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import { FIRST_POSITION, type Position, type Reconciler } from "../reconcile/reconciler.js";
import type { ReconcileReport } from "../reconcile/report.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

const CURSORS = new Cursors<readonly [string, number, string, string]>("reconcile", [
  "string",
  "number",
  "string",
  "string",
]);

/** How many payments or refunds one call asks for: a few seconds, while WeChat Pay answers. */
const PAGE_SIZE = 20;

/**
 * Registers the operation that asks WeChat Pay for what was not reported. A call asks for one page, so that
 * a client can show how far it is.
 * @param reconciler null in a sandbox that must not call WeChat Pay
 */
export function registerReconcileRoute(
  server: FastifyInstance,
  reconciler: Reconciler | null,
): void {
  registerAdminRoutes(server, {
    reconcile: (call) => {
      if (reconciler === null) throw IN_SANDBOX;
      return reconcile(call, reconciler);
    },
  });
}

async function reconcile(
  { body, request }: AdminCall<"reconcile">,
  reconciler: Reconciler,
): Promise<ReconcileRepresentation> {
  const { mchid = null, cursor } = body;
  const { position, stopped } = startOf(cursor);
  const page = await reconciler.page(mchid, position, { stopped, limit: PAGE_SIZE });
  if (page.kind === "no_client") throw withoutClient(mchid);
  if (page.kind === "stopping") throw STOPPING;
  const shown = represent(page.report, languageOf(request.headers["accept-language"]));
  if (page.next === null) return shown;
  return { ...shown, next_cursor: cursorOf(page.next, page.stopped) };
}

/** The kind of position, its parts, and the merchant numbers that are not asked for any more. */
type Place = readonly ["uploads" | "refunds", number, string, string];

function startOf(cursor: string | undefined): {
  readonly position: Position;
  readonly stopped: readonly string[];
} {
  const place = CURSORS.read(cursor);
  if (place === null) return { position: FIRST_POSITION, stopped: [] };
  const [part, number, refundId, list] = place;
  const stopped = list === "" ? [] : list.split(",");
  if (part === "uploads") return { position: { part, after: number }, stopped };
  const after = number === 0 ? null : { receivedAtMs: number, refundId };
  return { position: { part: "refunds", after }, stopped };
}

function cursorOf(position: Position, stopped: readonly string[]): string {
  const list = stopped.join(",");
  const place: Place =
    position.part === "uploads"
      ? ["uploads", position.after, "", list]
      : ["refunds", position.after?.receivedAtMs ?? 0, position.after?.refundId ?? "", list];
  return CURSORS.write(place);
}

const represent = (
  { asked, recorded, repeated, notPaid, contradictions, failures }: ReconcileReport,
  language: Language,
): ReconcileRepresentation => ({
  asked,
  recorded,
  repeated,
  not_paid: notPaid,
  contradictions,
  failures: failures.map(({ mchid, number, cause, next }) => ({
    mchid,
    number,
    cause: cause[language],
    next: next[language],
  })),
});

const IN_SANDBOX = new Problem(
  409,
  text(
    "This is a sandbox, which does not call WeChat Pay. To try it with a server of your own, start with --wechatpay-api-url http://127.0.0.1:PORT (DINGDAN_WECHATPAY_API_URLS).",
    "当前是沙箱，不会调用微信支付。如需以自备的服务试用，请以 --wechatpay-api-url http://127.0.0.1:PORT（DINGDAN_WECHATPAY_API_URLS）启动。",
  ),
);

const STOPPING = new Problem(
  503,
  text(
    "The platform is stopping and has not asked for everything. Run `dingdan reconcile` again once it has started: what was recorded stays recorded.",
    "平台正在停止，尚有内容未查询。请在其启动后重新运行 `dingdan reconcile`，已记录的结果不受影响。",
  ),
);

function withoutClient(mchid: string | null): Problem {
  const [en, zh] =
    mchid === null
      ? ["No merchant number has", "没有商户号设置了"]
      : [`The merchant number ${mchid} does not have`, `商户号 ${mchid} 未设置`];
  return new Problem(
    409,
    text(
      `${en} an api_client, with which the platform signs its queries: set serial_no and private_key of the merchant's API certificate on the console's page WeChat Pay or with \`dingdan wechatpay set ${mchid ?? "MCHID"} FILE\`.`,
      `${zh} api_client，平台无法为查询签名：请在管理台的“微信支付”页或用 \`dingdan wechatpay set ${mchid ?? "MCHID"} FILE\` 设置商户 API 证书的 serial_no 与 private_key。`,
    ),
  );
}
