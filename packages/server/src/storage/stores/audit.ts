import type { SelectQueryBuilder } from "kysely";
import {
  AUDIT_START,
  type AuditDraft,
  type AuditPlace,
  type AuditRow,
} from "../../domain/audit/audit-entry.js";
import { chainEntry } from "../../domain/audit/chain.js";
import type { AuditFilter, AuditStore } from "../audit-store.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { Tables } from "../statements/tables.js";

const INSERT = insert("audit_entries", [
  "sequence",
  "stage",
  "begun",
  "actor",
  "operation",
  "appid",
  "entry",
  "previous_hash",
  "hash",
]);

const HEAD = statement(({ db }) =>
  db.selectFrom("audit_entries").select(["sequence", "hash"]).orderBy("sequence", "desc").limit(1),
);

type Rows = Pick<Tables["audit_entries"], "sequence" | "entry" | "previous_hash" | "hash">;

const rowOf = ({ previous_hash: previousHash, ...row }: Rows): AuditRow => ({
  ...row,
  previousHash,
});

type Filter = { actor?: string; operation?: string; appid?: string; acts?: number };
const OPTIONAL = ["actor", "operation", "appid", "acts"] as const;

type Query = SelectQueryBuilder<Tables, "audit_entries", Rows>;

function filtered(page: Query, { actor, operation, appid, acts }: Given<Filter>): Query {
  let query = page;
  if (actor !== undefined) query = query.where("actor", "=", actor);
  if (operation !== undefined) query = query.where("operation", "=", operation);
  if (appid !== undefined) query = query.where("appid", "=", appid);
  if (acts !== undefined) {
    query = query.where(({ eb, or, not, exists, selectFrom }) =>
      or([
        eb("stage", "!=", "begun"),
        not(
          exists(
            selectFrom("audit_entries as outcome")
              .select("outcome.sequence")
              .whereRef("outcome.begun", "=", "audit_entries.sequence"),
          ),
        ),
      ]),
    );
  }
  return query;
}

const COLUMNS = [
  "audit_entries.sequence",
  "audit_entries.entry",
  "audit_entries.previous_hash",
  "audit_entries.hash",
] as const;

const AFTER = statement(
  ({ db }, given: Given<Filter & { place: number; limit: number }>) =>
    filtered(
      db
        .selectFrom("audit_entries")
        .select(COLUMNS)
        .where("sequence", ">", given.place)
        .orderBy("sequence")
        .limit(given.limit),
      given,
    ),
  rowOf,
  OPTIONAL,
);

const BEFORE = statement(
  ({ db }, given: Given<Filter & { place: number; limit: number }>) =>
    filtered(
      db
        .selectFrom("audit_entries")
        .select(COLUMNS)
        .where("sequence", "<", given.place)
        .orderBy("sequence", "desc")
        .limit(given.limit),
      given,
    ),
  rowOf,
  OPTIONAL,
);

export const auditStore = (engine: Engine): AuditStore => ({
  append: (drafts) => engine.transaction(() => append(drafts), { isExact: true }),
  head: async () => (await engine.first(HEAD, {})) ?? AUDIT_START,
  after: (place, limit, filter = {}) => engine.all(AFTER, { place, limit, ...filterOf(filter) }),
  before: (place, limit, filter = {}) =>
    engine.all(BEFORE, { place: place ?? Number.MAX_SAFE_INTEGER, limit, ...filterOf(filter) }),
});

function* append(drafts: readonly AuditDraft[]): Script<AuditPlace[]> {
  yield* lock("audit trail");
  let last: AuditPlace = (yield* first(HEAD, {})) ?? AUDIT_START;
  const places: AuditPlace[] = [];
  for (const draft of drafts) {
    const { entry, previousHash, ...place } = chainEntry(draft, last);
    yield* run(INSERT, {
      ...place,
      stage: draft.stage,
      begun: draft.begun ?? null,
      actor: draft.actor.id ?? null,
      operation: draft.operation,
      appid: draft.target.appid ?? null,
      entry,
      previous_hash: previousHash,
    });
    places.push(place);
    last = place;
  }
  return places;
}

const filterOf = ({ isActs = false, ...filter }: AuditFilter) => ({
  ...filter,
  ...(isActs ? { acts: 1 } : {}),
});
