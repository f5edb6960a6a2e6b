import { expect } from "vitest";
import type { Component, ComponentCredential } from "../../domain/component.js";
import type { Grant } from "../component-store.js";
import type { Store } from "../store.js";
import { promise as promiseOfAny, type StorePromise } from "./store-promise.js";

const NOW_MS = 1_000_000_000;
const DAY_MS = 86_400_000;

export const componentNamed = (componentAppid: string): Component => ({
  componentAppid,
  name: "platform",
  secretHash: "secret",
  callback: { url: "http://127.0.0.1:9/", token: "token", encodingAesKey: "key" },
  redirectHosts: ["platform.example.com"],
  ipWhitelist: ["203.0.113.0/24"],
  permissionSets: [120],
  ticketDueAtMs: NOW_MS,
  pushFailures: 0,
  lastPushFault: null,
  createdAtMs: NOW_MS,
});

export const credentialNamed = (
  credentialHash: string,
  kind: ComponentCredential["kind"],
  changes: Partial<ComponentCredential> = {},
): ComponentCredential => ({
  credentialHash,
  kind,
  componentAppid: "wx-p",
  appid: null,
  sealedKey: null,
  expiresAtMs: NOW_MS + 1000,
  retiredAtMs: null,
  ...changes,
});

let made = 0;
export const grantOf = (
  appid: string,
  changes: Partial<Grant> = {},
  permissionSets = [120],
): Grant => ({
  authorization: {
    appid,
    componentAppid: "wx-p",
    permissionSets,
    refreshSalt: "salt",
    authorizedAtMs: NOW_MS,
  },
  preAuthCode: null,
  authorizationCode: credentialNamed(`code-${++made}`, "authorization_code", { appid }),
  ...changes,
});

/** A promise of a store in which one platform is registered. */
const promise = (title: string, check: (store: Store) => Promise<void>): StorePromise =>
  promiseOfAny(title, async (store) => {
    await store.components.create(componentNamed("wx-p"), credentialNamed("ticket-1", "ticket"));
    await check(store);
  });

export const componentPromises: readonly StorePromise[] = [
  promise(
    "keeps a platform as it was created, and takes no second one with its appid",
    async (store) => {
      const ticket = credentialNamed("ticket-2", "ticket");
      expect(await store.components.create(componentNamed("wx-p"), ticket)).toBe(false);
      expect(await store.componentCredentials.find("ticket-2")).toBeNull();
      expect(await store.components.find("wx-p")).toEqual(componentNamed("wx-p"));
    },
  ),

  promise("rejects one of two calls that spend the same code", async (store) => {
    const { componentCredentials } = store;
    await componentCredentials.issue(credentialNamed("code", "authorization_code"), null);
    const exchange = (hash: string) =>
      componentCredentials.exchange("code", credentialNamed(hash, "authorizer_token"), NOW_MS);
    const hashes = ["token-a", "token-b"];
    const spent = await Promise.all(hashes.map(exchange));
    expect(spent.filter(Boolean)).toHaveLength(1);
    const refused = hashes[spent.indexOf(false)] ?? "";
    expect(await componentCredentials.find(refused)).toBeNull();
  }),

  promise(
    "rejects one of two consents with the same pre_auth_code, which changes nothing",
    async (store) => {
      await store.componentCredentials.issue(credentialNamed("pre", "pre_auth_code"), null);
      const preAuthCode = { code: "pre", hash: "pre" };
      const grant = (appid: string) => store.authorizations.grant(grantOf(appid, { preAuthCode }));
      const appids = ["wx-a", "wx-b"];
      const granted = await Promise.all(appids.map(grant));
      expect(granted.filter(Boolean)).toHaveLength(1);
      const refused = appids[granted.indexOf(false)] ?? "";
      expect(await store.authorizations.find(refused, "wx-p")).toBeNull();
    },
  ),

  ...(
    [
      ["another platform's", { componentAppid: "wx-other" }],
      ["an expired", { expiresAtMs: NOW_MS }],
      ["another kind of", { kind: "ticket" as const }],
    ] as const
  ).map(([whose, changes]) =>
    promise(`rejects ${whose} code as a pre_auth_code`, async (store) => {
      const code = { ...credentialNamed("pre", "pre_auth_code"), ...changes };
      await store.componentCredentials.issue(code, null);
      const preAuthCode = { code: "pre", hash: "pre" };
      expect(await store.authorizations.grant(grantOf("wx-a", { preAuthCode }))).toBe(false);
      expect(await store.componentCredentials.find("pre")).toEqual(code);
    }),
  ),

  promise("retires only the same merchant's tokens when one is issued", async (store) => {
    const { componentCredentials } = store;
    const token = (hash: string, changes: Partial<ComponentCredential>) =>
      credentialNamed(hash, "authorizer_token", changes);
    await componentCredentials.issue(token("a", { appid: "wx-a" }), null);
    await componentCredentials.issue(token("b", { appid: "wx-b" }), null);
    await componentCredentials.issue(token("o", { appid: "wx-a", componentAppid: "wx-o" }), null);
    await componentCredentials.issue(token("a2", { appid: "wx-a" }), NOW_MS + 5);
    const retiredAt = async (hash: string) => (await componentCredentials.find(hash))?.retiredAtMs;
    expect(await retiredAt("a")).toBe(NOW_MS + 5);
    for (const hash of ["a2", "b", "o"]) expect(await retiredAt(hash), hash).toBeNull();
  }),

  promise("retires all but one of the tokens that are issued at the same time", async (store) => {
    const { componentCredentials } = store;
    const hashes = Array.from({ length: 20 }, (_, index) => `token-${index}`);
    const issue = (hash: string) =>
      componentCredentials.issue(
        credentialNamed(hash, "authorizer_token", { appid: "wx-a" }),
        NOW_MS + 5,
      );
    await Promise.all(hashes.map(issue));
    const issued = await Promise.all(hashes.map((hash) => componentCredentials.find(hash)));
    expect(issued.filter((token) => token?.retiredAtMs === null)).toHaveLength(1);
  }),

  promise(
    "deletes long expired credentials when the next of their kind is issued",
    async (store) => {
      const { componentCredentials } = store;
      const late = { expiresAtMs: NOW_MS + 2000 + DAY_MS };
      await componentCredentials.issue(credentialNamed("ticket-2", "ticket", late), null);
      expect(await componentCredentials.find("ticket-1")).toBeNull();
    },
  ),

  promise("reports one of many concurrent consents as the first", async (store) => {
    const { authorizations, componentEvents } = store;
    const grants = Array.from({ length: 10 }, (_, index) => grantOf("wx-a", {}, [120, index]));
    await Promise.all(grants.map((grant) => authorizations.grant(grant)));
    const infoTypes: string[] = [];
    for (const nowMs of grants.keys()) {
      const due = { nowMs: NOW_MS + nowMs, leaseUntilMs: NOW_MS + 60, limit: 1 };
      for (const { number, infoType } of await componentEvents.takeDue(due)) {
        infoTypes.push(infoType);
        await componentEvents.remove(number);
      }
    }
    expect(infoTypes).toEqual(["authorized", ...Array<string>(9).fill("updateauthorized")]);
  }),

  promise("hands out each due event and ticket once to many concurrent calls", async (store) => {
    const { authorizations, componentEvents, components } = store;
    const names = Array.from({ length: 10 }, (_, index) => `wx-p${index}`);
    for (const [index, name] of names.entries()) {
      await components.create(componentNamed(name), credentialNamed(`t-${index}`, "ticket"));
      const { authorization, ...grant } = grantOf("wx-a");
      await authorizations.grant({
        ...grant,
        authorization: { ...authorization, componentAppid: name },
      });
    }
    const due = { nowMs: NOW_MS, nextDueAtMs: NOW_MS + 60, leaseUntilMs: NOW_MS + 60, limit: 5 };
    const takers = Array.from({ length: 20 }, (_, index) => index);
    const tickets = await Promise.all(takers.map(() => components.takeDueTickets(due)));
    const events = await Promise.all(takers.map(() => componentEvents.takeDue(due)));
    const unique = (taken: readonly { readonly componentAppid: string }[]) =>
      new Set(taken.map(({ componentAppid }) => componentAppid)).size;
    expect(tickets.flat()).toHaveLength(unique(tickets.flat()));
    expect(events.flat()).toHaveLength(unique(events.flat()));
    expect(unique(events.flat())).toBeGreaterThan(0);
  }),

  promise("hands out a due ticket once, until it is due again", async (store) => {
    const due = { nowMs: NOW_MS, nextDueAtMs: NOW_MS + 600_000, limit: 10 };
    const take = () => store.components.takeDueTickets(due);
    const taken = await Promise.all([take(), take()]);
    expect(taken.flat()).toHaveLength(1);
    expect((await store.components.find("wx-p"))?.ticketDueAtMs).toBe(NOW_MS + 600_000);
  }),

  promise(
    "hands out the events of each platform one by one, and again when their lease ends",
    async (store) => {
      const { authorizations, componentEvents, components } = store;
      await components.create(componentNamed("wx-q"), credentialNamed("ticket-q", "ticket"));
      await authorizations.grant(grantOf("wx-a"));
      await authorizations.revoke("wx-a", "wx-p", NOW_MS);
      const other = grantOf("wx-a");
      const authorization = { ...other.authorization, componentAppid: "wx-q" };
      await authorizations.grant({ ...other, authorization });
      const take = async (nowMs: number) => {
        const taken = await componentEvents.takeDue({ nowMs, leaseUntilMs: nowMs + 60, limit: 10 });
        return taken.map(({ number, componentAppid, infoType }) => ({
          number,
          is: `${componentAppid} ${infoType}`,
        }));
      };
      const first = await take(NOW_MS);
      expect(first.map(({ is }) => is)).toEqual(["wx-p authorized", "wx-q authorized"]);
      expect(await take(NOW_MS + 59)).toEqual([]);
      expect(await take(NOW_MS + 60)).toEqual(first);
      for (const { number } of first) await componentEvents.remove(number);
      const [second] = await take(NOW_MS + 60);
      expect(second?.is).toBe("wx-p unauthorized");
      await componentEvents.retry(second?.number ?? 0, NOW_MS + 500);
      expect(await take(NOW_MS + 499)).toEqual([]);
      expect(await take(NOW_MS + 500)).toEqual([second]);
    },
  ),

  promise("keeps authorisations apart by platform and by merchant", async (store) => {
    const { authorizations } = store;
    await authorizations.grant(grantOf("wx-a"));
    await authorizations.grant(grantOf("wx-b"));
    expect(await authorizations.find("wx-a", "wx-other")).toBeNull();
    expect(await authorizations.revoke("wx-a", "wx-other", NOW_MS)).toBeNull();
    await authorizations.revoke("wx-a", "wx-p", NOW_MS);
    const { totalCount, authorizations: left } = await authorizations.listOf("wx-p", {
      offset: 0,
      limit: 10,
    });
    expect([totalCount, left.map(({ appid }) => appid)]).toEqual([1, ["wx-b"]]);
  }),

  promise("keeps an option for each account, null until it is set", async (store) => {
    const { authorizations } = store;
    await authorizations.putOption("wx-a", "voice_recognize", "1");
    await authorizations.putOption("wx-a", "voice_recognize", "0");
    expect(await authorizations.findOption("wx-a", "voice_recognize")).toBe("0");
    expect(await authorizations.findOption("wx-b", "voice_recognize")).toBeNull();
  }),
];
