import { type Language, languageOf } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { AuditTrail } from "../audit/audit-trail.js";
import { unknownName } from "../audit/audited-names.js";
import { type Verification, verifyTrail } from "../audit/verify-trail.js";
import type { AuditPlace } from "../domain/audit/audit-entry.js";
import { entryOf } from "../domain/audit/chain.js";
import { invalidRequest } from "../http/problem.js";
import type { AuditStore } from "../storage/audit-store.js";
import { within } from "../within.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";

const LIMIT = 100;

/** How long a list waits for the entries of refused calls that are being written. */
const SETTLE_MS = 1_000;

/** Registers the operations on the audit trail. All of them only read. */
export function registerAuditRoutes(
  server: FastifyInstance,
  store: AuditStore,
  trail: Pick<AuditTrail, "settled">,
): void {
  const verify = verifyTogether(store);
  registerAdminRoutes(server, {
    listAudit: async (call) => {
      // While the database cannot be written, the list shows what is there.
      await within(trail.settled(), SETTLE_MS, "the entries in progress").catch(() => undefined);
      return listAudit(call, store);
    },
    getAuditHead: () => store.head(),
    verifyAudit: async ({ body: { head }, request }) => {
      const noted = head === undefined ? null : placeOf(head);
      // Only a check without a noted head is the same for all callers.
      const found = await (noted === null ? verify() : verifyTrail(store, noted));
      return represent(found, languageOf(request.headers["accept-language"]));
    },
  });
}

async function listAudit({ query }: AdminCall<"listAudit">, store: AuditStore) {
  const { after, cursor, limit = LIMIT, view, ...filter } = query;
  const unknown = filter.operation === undefined ? null : unknownName(filter.operation);
  if (unknown !== null) throw invalidRequest([unknown]);
  const chosen = { ...definedOnly(filter), isActs: view === "acts" };
  const head = await store.head();
  if (after !== undefined) {
    const rows = await store.after(after, limit, chosen);
    return { items: rows.map(entryOf), head };
  }
  const before = cursor === undefined ? null : Number(cursor);
  const rows = await store.before(before, limit, chosen);
  const last = rows.at(-1);
  return {
    items: rows.map(entryOf),
    ...(last === undefined || rows.length < limit ? {} : { next_cursor: String(last.sequence) }),
    head,
  };
}

/** Callers who ask while a check is in progress get its result: a long chain is not read many times at once. */
function verifyTogether(store: AuditStore): () => Promise<Verification> {
  let inProgress: Promise<Verification> | null = null;
  return () =>
    (inProgress ??= verifyTrail(store).finally(() => {
      inProgress = null;
    }));
}

function placeOf(noted: string): AuditPlace {
  const [sequence = "", hash = ""] = noted.split(":");
  return { sequence: Number(sequence), hash };
}

const represent = ({ checked, fault, head }: Verification, language: Language) => ({
  checked,
  fault: fault && { ...fault, message: fault.message[language] },
  head,
});

type Defined<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

const definedOnly = <T extends object>(filter: T): Defined<T> =>
  Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
