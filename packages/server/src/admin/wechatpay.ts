import { isMchid, languageOf, MCHID_RULE, text } from "@dingdan/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Clock } from "../clock.js";
import type { WeChatPayMerchant, WeChatPaySecrets } from "../domain/wechatpay-merchant.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { invalidRequest, Problem } from "../http/problem.js";
import type { PublicOrigin } from "../http/public-origin.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import type { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import { changedSettings, replacesSecrets } from "../wechatpay/changed-settings.js";
import { closedText, openSecrets, sealSecrets } from "../wechatpay/merchant-keys.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { callerOf } from "./authorize.js";
import { representWeChatPay } from "./represent-wechatpay.js";

const CURSORS = new Cursors<[string]>("listWeChatPay", ["string"]);

export interface WeChatPayParts {
  readonly sealer: Sealer;
  readonly guard: AddressGuard;
  readonly clock: Clock;
  readonly publicOrigin: PublicOrigin;
}

/** Registers the operations on the keys of WeChat Pay. Each change is logged with the name of its caller. */
export function registerWeChatPayRoutes(
  server: FastifyInstance,
  wechatpay: WeChatPayStore,
  parts: WeChatPayParts,
): void {
  const show = (request: FastifyRequest) => (merchant: WeChatPayMerchant) =>
    representWeChatPay(merchant, {
      sealer: parts.sealer,
      nowMs: parts.clock.nowMs(),
      origin: parts.publicOrigin.urlFor(request.raw),
      language: languageOf(request.headers["accept-language"]),
    });
  registerAdminRoutes(server, {
    setWeChatPay: async (call) => show(call.request)(await setKeys(call, wechatpay, parts)),
    getWeChatPay: async ({ parameters: { mchid }, request }) =>
      show(request)(known(await wechatpay.find(mchid), mchid)),
    listWeChatPay: async ({ query, request }) => {
      const limit = query.limit ?? PAGE_SIZE;
      const [afterMchid] = CURSORS.read(query.cursor) ?? [""];
      const found = await wechatpay.list({ afterMchid, limit: limit + 1 });
      return CURSORS.page(found, limit, show(request), (last) => [last.mchid]);
    },
    deleteWeChatPay: async ({ parameters: { mchid }, request }) => {
      let deleted: WeChatPayMerchant | null = null;
      await wechatpay.change(mchid, (before) => {
        deleted = before;
        return null;
      });
      const reply = show(request)(known(deleted, mchid));
      logChange(request, "WeChat Pay keys deleted", { mchid });
      return reply;
    },
  });
}

async function setKeys(
  { parameters: { mchid }, body, request }: AdminCall<"setWeChatPay">,
  wechatpay: WeChatPayStore,
  { sealer, guard, clock }: WeChatPayParts,
): Promise<WeChatPayMerchant> {
  if (!isMchid(mchid)) throw notAMchid(mchid);
  if (sealer.fault !== null) throw new Problem(409, sealFaultText(sealer.fault));
  const terms = { mchid, nowMs: clock.nowMs(), timeOfDayMs: Date.now(), guard };
  const stored = await wechatpay.change(mchid, (merchant) => {
    const secrets =
      merchant === null || replacesSecrets(merchant, body)
        ? openedOrNull(merchant, sealer)
        : openedOrThrow(merchant, sealer);
    const change = changedSettings({ merchant, secrets }, body, terms);
    if (change.kind === "broken") throw invalidRequest(change.violations);
    const sealedSecrets = sealSecrets(mchid, change.secrets, sealer);
    return { ...change.merchant, sealedSecrets };
  });
  logChange(request, "WeChat Pay keys set", { mchid, members: Object.keys(body) });
  return known(stored, mchid);
}

function openedOrNull(merchant: WeChatPayMerchant | null, sealer: Sealer): WeChatPaySecrets | null {
  const opened = merchant === null ? null : openSecrets(merchant, sealer);
  return opened?.kind === "opened" ? opened.secrets : null;
}

/** @throws Problem for secrets that cannot be opened */
function openedOrThrow(merchant: WeChatPayMerchant, sealer: Sealer): WeChatPaySecrets {
  const opened = openSecrets(merchant, sealer);
  if (opened.kind === "opened") return opened.secrets;
  throw new Problem(409, closedText(opened));
}

function known(merchant: WeChatPayMerchant | null, mchid: string): WeChatPayMerchant {
  if (merchant !== null) return merchant;
  throw new Problem(
    404,
    text(
      `The merchant number ${mchid} has no keys of WeChat Pay. Set them with PUT to this path, or with dingdan wechatpay set.`,
      `商户号 ${mchid} 未设置微信支付密钥。请以 PUT 请求或 dingdan wechatpay set 设置。`,
    ),
  );
}

const notAMchid = (mchid: string) =>
  new Problem(
    400,
    text(
      `${JSON.stringify(mchid)} is not a merchant number: it has ${MCHID_RULE.en}.`,
      `${JSON.stringify(mchid)} 不是商户号：须为${MCHID_RULE.zh}。`,
    ),
  );

/** The log shows which members were set, never their values. */
function logChange(
  request: FastifyRequest,
  what: string,
  wechatpay: Readonly<Record<string, unknown>>,
): void {
  request.log.info({ wechatpay, by: callerOf(request).name }, what);
}
