import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { type App, NEW_APP_TRADE, type Quotas } from "../domain/app.js";
import { closePermission, openPermission, signAgreement } from "../domain/permission.js";
import { controlledMessage, isControlBegun } from "../domain/trade/control.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import { originalIdOf } from "../secrets/original-id.js";
import { hashSecret, newAppid, newAppSecret } from "../secrets/secret.js";
import type { ConsoleSessionStore } from "../storage/console-store.js";
import type { AppStore, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { sessionBehind } from "./authorize.js";
import type { CallbackParts } from "./callback-settings.js";
import { known, knownApp } from "./known-app.js";
import { isMessagePushNamed, messagePushAfter } from "./message-push-settings.js";
import { representApp } from "./represent.js";
import { requireAddresses } from "./require-addresses.js";
import { tradeChange } from "./trade-settings.js";

const CURSORS = new Cursors<[string]>("listApps", ["string"]);

/**
 * Registers the operations on apps, their agreement, permission and secret.
 * @param wakePushes notifies the jobs that messages are due
 * @param callbacks decides whether a message URL can be set, and seals its secrets
 */
export function registerAppRoutes(
  server: FastifyInstance,
  store: Pick<Store, "apps" | "consoleSessions" | "appMessages">,
  clock: Clock,
  { wakePushes, callbacks }: { readonly wakePushes: () => void; readonly callbacks: CallbackParts },
): void {
  const { apps, consoleSessions } = store;
  registerAdminRoutes(server, {
    createApp: (call) => createApp(call, apps, clock.nowMs()),
    listApps: (call) => listApps(call, apps),
    getApp: async ({ parameters }) => representApp(await knownApp(apps, parameters.appid)),
    updateApp: async (call) => {
      const reply = await updateApp(call, apps, callbacks, clock.nowMs());
      if (isMessagePushNamed(call.body)) {
        // Messages that wait after a failure go to the new URL at once.
        await store.appMessages.release({ appid: reply.appid, number: 0, dueAtMs: clock.nowMs() });
        wakePushes();
      }
      return reply;
    },
    signAgreement: ({ parameters: { appid } }) => {
      const nowMs = clock.nowMs();
      return changeApp(appid, apps, (app) => signAgreement(app, nowMs));
    },
    setPermission: (call) => setPermission(call, apps, clock.nowMs()),
    rotateSecret: (call) => rotateSecret(call, apps, consoleSessions),
  });
}

async function createApp({ body }: AdminCall<"createApp">, apps: AppStore, nowMs: number) {
  const secret = newAppSecret();
  const app = newApp(body, secret, nowMs);
  if (!(await apps.create(app))) {
    throw new Problem(
      409,
      text(`The appid ${app.appid} already exists.`, `appid ${app.appid} 已存在。`),
    );
  }
  return { ...representApp(app), secret };
}

async function listApps({ query }: AdminCall<"listApps">, apps: AppStore) {
  const limit = query.limit ?? PAGE_SIZE;
  const [afterAppid] = CURSORS.read(query.cursor) ?? [""];
  const found = await apps.list({ afterAppid, limit: limit + 1 });
  return CURSORS.page(found, limit, representApp, (last) => [last.appid]);
}

async function updateApp(
  { parameters: { appid }, body }: AdminCall<"updateApp">,
  apps: AppStore,
  callbacks: CallbackParts,
  nowMs: number,
) {
  requireAddresses(body.ip_whitelist ?? []);
  const changeTrade = tradeChange(body.trade_management);
  // Sealed outside the transaction, which may run twice.
  const messagePush = isMessagePushNamed(body)
    ? messagePushAfter(appid, (await knownApp(apps, appid)).messagePush, body, callbacks)
    : undefined;
  const change = (app: App): App => ({
    ...app,
    messagePush: messagePush === undefined ? app.messagePush : messagePush,
    name: body.name ?? app.name,
    mchids: body.mchids ?? app.mchids,
    itemLinks: body.item_links ?? app.itemLinks,
    isCategoryOpen: body.category_open ?? app.isCategoryOpen,
    ipWhitelist: body.ip_whitelist ?? app.ipWhitelist,
    quotas: quotasAfter(app.quotas, body.quotas),
    openPaths: body.open_paths ?? app.openPaths,
    trade: changeTrade(app.trade),
  });
  const changed = await apps.change(appid, change, (before, after) =>
    isControlBegun(before.trade, after.trade) && after.messagePush !== null
      ? [controlledMessage({ appid, from: originalIdOf(appid) }, nowMs)]
      : [],
  );
  return representApp(known(changed, appid));
}

async function setPermission(
  { parameters: { appid }, body }: AdminCall<"setPermission">,
  apps: AppStore,
  nowMs: number,
) {
  const app = await apps.changePermission(appid, nowMs, (stored) => ({
    app: body.state === "open" ? openPermission(stored, nowMs) : closePermission(stored),
  }));
  return representApp(known(app, appid));
}

async function rotateSecret(
  { parameters, request }: AdminCall<"rotateSecret">,
  apps: AppStore,
  consoleSessions: ConsoleSessionStore,
) {
  const secret = newAppSecret();
  const secretHash = hashSecret(secret);
  const { appid } = await changeApp(parameters.appid, apps, (app) => ({ ...app, secretHash }));
  // Changing the secret ends the merchant's sessions, except the session that changed it.
  const session = sessionBehind(request);
  if (session?.role === "merchant") {
    await consoleSessions.put({ ...session, credentialHash: secretHash });
  }
  return { appid, secret };
}

/**
 * Changes an app, and returns its representation.
 * @throws Problem when no app has the appid
 */
async function changeApp(appid: string, apps: AppStore, change: (app: App) => App) {
  return representApp(known(await apps.change(appid, change), appid));
}

/** The app's limits after a request; a request without limits leaves them unchanged. */
function quotasAfter(
  present: Quotas | null,
  asked: { readonly per_minute: number; readonly per_day: number } | undefined,
): Quotas | null {
  return asked === undefined ? present : { perMinute: asked.per_minute, perDay: asked.per_day };
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
    openPaths: [],
    permission: "closed",
    agreementSignedAtMs: null,
    openedAtMs: null,
    approvedAtMs: null,
    reviewedUntilMs: null,
    reviewDueAtMs: null,
    lastResult: "",
    createdAtMs: nowMs,
    ...NEW_APP_TRADE,
  };
}
