import { expect } from "vitest";
import { AUDIT_START, type AuditDraft } from "../../domain/audit/audit-entry.js";
import { entryOf } from "../../domain/audit/chain.js";
import { ChainCheck } from "../../domain/audit/chain-check.js";
import type { AuditStore } from "../audit-store.js";
import { APPID } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";

export const auditDraft = (changes: Partial<AuditDraft> = {}): AuditDraft => ({
  at: "2022-05-20T05:29:35.120Z",
  stage: "begun",
  actor: { kind: "admin_key", id: "k1", name: "CI of 商城", role: "owner" },
  via: "admin_api",
  address: "203.0.113.9",
  operation: "createApp",
  method: "POST",
  path: "/admin/v1/apps",
  target: { appid: APPID },
  rid: "r1",
  ...changes,
});

const sequences = (rows: readonly { readonly sequence: number }[]) =>
  rows.map(({ sequence }) => sequence);

async function faultOf(audit: AuditStore) {
  const check = new ChainCheck();
  for (const row of await audit.after(0, 1_000)) check.add(row);
  return check.end();
}

export const auditPromises: readonly StorePromise[] = [
  promise("begins the audit trail with the first entry", async ({ audit }) => {
    expect(await audit.head()).toEqual(AUDIT_START);
    expect(await audit.after(0, 10)).toEqual([]);
    expect(await audit.before(null, 10)).toEqual([]);

    const [place] = await audit.append([auditDraft()]);

    expect(place?.sequence).toBe(1);
    expect(await audit.head()).toEqual(place);
    const [row] = await audit.after(0, 10);
    expect(row && entryOf(row)).toEqual({
      ...auditDraft(),
      sequence: 1,
      previous_hash: AUDIT_START.hash,
      hash: place?.hash,
    });
  }),

  promise("numbers entries without gaps, in one chain, however many come", async ({ audit }) => {
    const places = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        audit.append([auditDraft({ rid: `a${index}` }), auditDraft({ rid: `b${index}` })]),
      ),
    );

    expect(sequences(places.flat()).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 80 }, (_, index) => index + 1),
    );
    for (const [first, second] of places) {
      expect(second?.sequence).toBe((first?.sequence ?? 0) + 1);
    }
    expect(await faultOf(audit)).toBeNull();
  }),

  promise("continues the chain when it is opened again", async (store, reopen) => {
    await store.audit.append([auditDraft({ members: ["订单 🛍\0\u{10FFFE}"] })]);
    const { audit } = await reopen();
    await audit.append([auditDraft()]);

    expect(sequences(await audit.after(0, 10))).toEqual([1, 2]);
    expect(await faultOf(audit)).toBeNull();
  }),

  promise("lists entries in both directions, page by page", async ({ audit }) => {
    await audit.append(Array.from({ length: 5 }, () => auditDraft()));

    expect(sequences(await audit.after(1, 2))).toEqual([2, 3]);
    expect(sequences(await audit.before(null, 2))).toEqual([5, 4]);
    expect(sequences(await audit.before(4, 9))).toEqual([3, 2, 1]);
  }),

  promise("filters entries by who, what and whose", async ({ audit }) => {
    await audit.append([
      auditDraft(),
      auditDraft({ operation: "updateApp", target: {} }),
      auditDraft({ actor: { kind: "anonymous" }, stage: "refused", status: 401 }),
    ]);

    expect(sequences(await audit.after(0, 9, { actor: "k1" }))).toEqual([1, 2]);
    expect(sequences(await audit.before(null, 9, { operation: "createApp" }))).toEqual([3, 1]);
    expect(sequences(await audit.before(null, 9, { appid: APPID, actor: "k1" }))).toEqual([1]);
  }),

  promise("lists an act once: its outcome, or its begin while it has none", async ({ audit }) => {
    await audit.append([auditDraft(), auditDraft({ rid: "without outcome" })]);
    await audit.append([auditDraft({ stage: "ended", begun: 1, status: 200 })]);

    expect(sequences(await audit.before(null, 9, { isActs: true }))).toEqual([3, 2]);
    await expect(
      audit.append([auditDraft({ stage: "ended", begun: 1, status: 200 })]),
    ).rejects.toThrow();
    expect(await faultOf(audit)).toBeNull();
  }),
];
