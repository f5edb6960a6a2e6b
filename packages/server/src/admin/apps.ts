import { ADMIN_OPERATIONS, ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import type { App, Quotas } from "../domain/app.js";
import { isAddressOrRange } from "../domain/ip-whitelist.js";
import { closePermission, openPermission, signAgreement } from "../domain/permission.js";
import { decodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem, unfitting } from "../http/problem.js";
import { hashSecret, newAppid, newAppSecret } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";
import { sessionBehind } from "./authorize.js";
import { known, knownApp } from "./known-app.js";
import { representApp } from "./represent.js";

/** Apps, their agreement, permission and secret. */
export function registerAppRoutes(
  server: FastifyInstance,
  { apps, consoleSessions }: Pick<Store, "apps" | "consoleSessions">,
  clock: Clock,
): void {
  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.createApp, async ({ body }) => {
    const secret = newAppSecret();
    const app = newApp(body, secret, clock.nowMs());
    if (!(await apps.create(app))) {
      throw new Problem(
        409,
        text(`The appid ${app.appid} exists already.`, `appid ${app.appid} 已存在。`),
      );
    }
    return { ...representApp(app), secret };
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.listApps, async ({ query }) => {
    const limit = query.limit ?? PAGE_SIZE;
    const [afterAppid] = decodeCursor<[string]>(query.cursor, ["string"]) ?? [""];
    const found = await apps.list({ afterAppid, limit: limit + 1 });
    return pageOf(found, limit, representApp, (last) => [last.appid]);
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.getApp, async ({ parameters }) => {
    return representApp(await knownApp(apps, parameters["appid"] as string));
  });

  /** Changes the app that a path names, and answers it. */
  const change = async (
    parameters: Readonly<Record<string, string>>,
    changed: (app: App, nowMs: number) => App,
  ) => {
    const appid = parameters["appid"] as string;
    const nowMs = clock.nowMs();
    return representApp(known(await apps.change(appid, (app) => changed(app, nowMs)), appid));
  };

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.updateApp,
    ({ parameters, body }) => {
      requireAddresses(body.ip_whitelist ?? []);
      return change(parameters, (app) => ({
        ...app,
        name: body.name ?? app.name,
        mchids: body.mchids ?? app.mchids,
        itemLinks: body.item_links ?? app.itemLinks,
        isCategoryOpen: body.category_open ?? app.isCategoryOpen,
        ipWhitelist: body.ip_whitelist ?? app.ipWhitelist,
        quotas: quotasAfter(app.quotas, body.quotas),
      }));
    },
  );

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.signAgreement, ({ parameters }) =>
    change(parameters, signAgreement),
  );

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.setPermission,
    ({ parameters, body }) =>
      change(parameters, (app, nowMs) =>
        body.state === "open" ? openPermission(app, nowMs) : closePermission(app),
      ),
  );

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.rotateSecret, async (call) => {
    const secret = newAppSecret();
    const secretHash = hashSecret(secret);
    const { appid } = await change(call.parameters, (app) => ({ ...app, secretHash }));
    // A merchant's sessions end with the secret that opened them, but not the one that changed it.
    const session = sessionBehind(call.request);
    if (session?.role === "merchant") {
      await consoleSessions.put({ ...session, credentialHash: secretHash });
    }
    return { appid, secret };
  });
}

function requireAddresses(whitelist: readonly string[]): void {
  const wrong = whitelist.flatMap((entry, index) =>
    isAddressOrRange(entry)
      ? []
      : [
          {
            path: `ip_whitelist[${index}]`,
            reason: text("is no IP address or range", "不是 IP 地址或网段"),
          },
        ],
  );
  if (wrong.length > 0) throw unfitting(wrong);
}

/** What is left out stays. */
function quotasAfter(
  present: Quotas | null,
  asked: { readonly per_minute: number; readonly per_day: number } | null | undefined,
): Quotas | null {
  return asked === undefined || asked === null
    ? present
    : { perMinute: asked.per_minute, perDay: asked.per_day };
}

function newApp(
  body: {
    readonly appid?: string;
    readonly name: string;
    readonly kind: App["kind"];
    readonly mchids?: readonly string[];
  },
  secret: string,
  nowMs: number,
): App {
  return {
    appid: body.appid ?? newAppid(),
    kind: body.kind,
    name: body.name,
    mchids: body.mchids ?? [],
    secretHash: hashSecret(secret),
    itemLinks: "required",
    isCategoryOpen: true,
    ipWhitelist: [],
    quotas: null,
    permission: "closed",
    agreementSignedAtMs: null,
    openedAtMs: null,
    approvedAtMs: null,
    reviewedUntilMs: null,
    reviewDueAtMs: null,
    lastResult: "",
    createdAtMs: nowMs,
  };
}
