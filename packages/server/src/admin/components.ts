import { ADMIN_OPERATIONS, ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { makeTicket } from "../components/credentials.js";
import { grantAuthorization, mayBeGranted } from "../components/grant.js";
import { type Component, type ComponentCallback, setCallback } from "../domain/component.js";
import { decodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import { newCallbackToken, newEncodingAesKey } from "../secrets/component-secrets.js";
import { hashSecret, newAppid, newAppSecret } from "../secrets/secret.js";
import type { Store } from "../storage/store.js";
import { representAuthorization, representComponent } from "./represent-component.js";

/** @param wakePushes tells that an event waits for a platform's callback */
export function registerComponentRoutes(
  server: FastifyInstance,
  store: Pick<Store, "apps" | "components" | "componentCredentials" | "authorizations">,
  clock: Clock,
  wakePushes: () => void,
): void {
  const { components, componentCredentials, authorizations } = store;

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.createComponent,
    async ({ body }) => {
      const nowMs = clock.nowMs();
      const secret = newAppSecret();
      const callback = changedCallback(null, body);
      const component = withSettings(
        setCallback(newComponent(body, secret, nowMs), callback, nowMs),
        body,
      );
      const { componentAppid } = component;
      const ticket = makeTicket(componentAppid, nowMs);
      if (!(await components.create(component, ticket.credential))) {
        throw new Problem(
          409,
          text(
            `The component_appid ${componentAppid} exists already.`,
            `component_appid ${componentAppid} 已存在。`,
          ),
        );
      }
      wakePushes();
      return {
        ...representComponent(component),
        component_appsecret: secret,
        component_verify_ticket: ticket.secret,
        ...callbackSecrets(callback),
      };
    },
  );

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.listComponents,
    async ({ query }) => {
      const limit = query.limit ?? PAGE_SIZE;
      const [afterAppid] = decodeCursor<[string]>(query.cursor, ["string"]) ?? [""];
      const found = await components.list({ afterAppid, limit: limit + 1 });
      return pageOf(found, limit, representComponent, (last) => [last.componentAppid]);
    },
  );

  /** The platform that a path names. */
  const find = async (parameters: Readonly<Record<string, string>>): Promise<Component> => {
    const id = parameters["id"] as string;
    return known(await components.find(id), id);
  };

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.getComponent,
    async ({ parameters }) => representComponent(await find(parameters)),
  );

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.updateComponent, async (call) => {
    const { body } = call;
    const nowMs = clock.nowMs();
    const before = await find(call.parameters);
    const isCallbackChanged =
      (body.callback_url ?? body.token ?? body.encoding_aes_key) !== undefined;
    // Drawn outside the transaction, which may run twice.
    const callback = isCallbackChanged ? changedCallback(before.callback, body) : null;
    const changed = await components.change(before.componentAppid, (stored) => ({
      ...withSettings(isCallbackChanged ? setCallback(stored, callback, nowMs) : stored, body),
      name: body.name ?? stored.name,
    }));
    wakePushes();
    return {
      ...representComponent(known(changed, before.componentAppid)),
      ...callbackSecrets(callback),
    };
  });

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.createComponentTicket,
    async ({ parameters }) => {
      const { componentAppid } = await find(parameters);
      const { secret, credential } = makeTicket(componentAppid, clock.nowMs());
      await componentCredentials.issue(credential, null);
      return { component_verify_ticket: secret, expires_at: instant(credential.expiresAtMs) };
    },
  );

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.authorizeComponent,
    async ({ parameters, body }) => {
      const component = await find(parameters);
      const { appid, permission_sets: permissionSets } = body;
      if ((await store.apps.find(appid)) === null) {
        throw new Problem(
          404,
          text(`No app has the appid ${appid}.`, `没有 appid 为 ${appid} 的应用。`),
        );
      }
      if (!mayBeGranted(component, permissionSets)) {
        const sets = component.permissionSets?.join(", ") ?? "";
        throw new Problem(
          422,
          text(
            `The platform may be granted these permission sets: ${sets}.`,
            `该第三方平台可获授的权限集：${sets}。`,
          ),
        );
      }
      const { componentAppid } = component;
      const consent = { appid, componentAppid, permissionSets, preAuthCode: null };
      const code = await grantAuthorization(consent, authorizations, clock.nowMs());
      if (code === null) throw new Error("a consent without a pre_auth_code was not written");
      wakePushes();
      return {
        authorization_code: code.secret,
        expires_at: instant(code.credential.expiresAtMs),
      };
    },
  );

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.listAuthorizations, async (call) => {
    const { componentAppid } = await find(call.parameters);
    const limit = call.query.limit ?? PAGE_SIZE;
    const [position] = decodeCursor<[number]>(call.query.cursor, ["number"]) ?? [0];
    const offset = Number.isSafeInteger(position) ? Math.max(position, 0) : 0;
    const found = await authorizations.listOf(componentAppid, { offset, limit: limit + 1 });
    return pageOf(found.authorizations, limit, representAuthorization, () => [offset + limit]);
  });

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.revokeAuthorization,
    async ({ parameters }) => {
      const id = parameters["id"] as string;
      const appid = parameters["appid"] as string;
      const revoked = await authorizations.revoke(appid, id, clock.nowMs());
      if (revoked === null) {
        throw new Problem(
          404,
          text(
            `The app ${appid} has not authorised the platform ${id}.`,
            `应用 ${appid} 未授权第三方平台 ${id}。`,
          ),
        );
      }
      wakePushes();
      return representAuthorization(revoked);
    },
  );
}

interface Settings {
  readonly callback_url?: string;
  readonly token?: string;
  readonly encoding_aes_key?: string;
  readonly redirect_hosts?: readonly string[];
  readonly permission_sets?: readonly number[];
}

function newComponent(
  body: { readonly component_appid?: string; readonly name: string },
  secret: string,
  nowMs: number,
): Component {
  return {
    componentAppid: body.component_appid ?? newAppid(),
    name: body.name,
    secretHash: hashSecret(secret),
    callback: null,
    redirectHosts: [],
    permissionSets: null,
    ticketDueAtMs: null,
    pushFailures: 0,
    lastPushFault: null,
    createdAtMs: nowMs,
  };
}

const withSettings = (component: Component, body: Settings): Component => ({
  ...component,
  redirectHosts: body.redirect_hosts?.map((host) => host.toLowerCase()) ?? component.redirectHosts,
  permissionSets: body.permission_sets
    ? [...new Set(body.permission_sets)]
    : component.permissionSets,
});

/** The callback as a request leaves it: what it does not name stays, what is lacking is made. */
function changedCallback(
  before: ComponentCallback | null,
  { callback_url: url = before?.url ?? "", token, encoding_aes_key: encodingAesKey }: Settings,
): ComponentCallback | null {
  if (url === "") {
    if ((token ?? encodingAesKey) === undefined) return null;
    throw badRequest(
      "token and encoding_aes_key are a callback's: send callback_url, too.",
      "token 与 encoding_aes_key 属于回调配置，请同时传 callback_url。",
    );
  }
  if (!URL.canParse(url) || new URL(url).username !== "") {
    throw badRequest(
      "callback_url is not a link that can be called, or holds a user name.",
      "callback_url 不是可调用的链接，或包含用户名。",
    );
  }
  return {
    url,
    token: token ?? before?.token ?? newCallbackToken(),
    encodingAesKey: encodingAesKey ?? before?.encodingAesKey ?? newEncodingAesKey(),
  };
}

const badRequest = (en: string, zh: string) => new Problem(400, text(en, zh));

const callbackSecrets = (callback: ComponentCallback | null) =>
  callback === null ? {} : { token: callback.token, encoding_aes_key: callback.encodingAesKey };

const instant = (timeMs: number) => new Date(timeMs).toISOString();

function known(component: Component | null, id: string): Component {
  if (component !== null) return component;
  throw new Problem(
    404,
    text(
      `No third-party platform has the component_appid ${id}; GET ${ADMIN_PREFIX}/components lists those that are registered.`,
      `没有 component_appid 为 ${id} 的第三方平台；GET ${ADMIN_PREFIX}/components 可列出已注册的平台。`,
    ),
  );
}
