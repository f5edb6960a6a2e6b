import { type AuditTarget, text } from "@dingdan/contract";
import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.js";
import type { AuditDraft, AuditPlace } from "../domain/audit/audit-entry.js";
import { Problem } from "../http/problem.js";
import type { AuditStore } from "../storage/audit-store.js";
import { Batcher } from "../storage/batcher.js";
import { RefusalBudget } from "./refusal-budget.js";

/** What is known of a call before it is carried out. */
export type AuditFacts = Pick<
  AuditDraft,
  "actor" | "via" | "address" | "operation" | "method" | "path" | "target" | "members" | "rid"
>;

export interface Outcome {
  /** The status of the answer. */
  readonly status: number;
  /** Ids that the answer has given. */
  readonly target?: AuditTarget;
  /** True when the deadline of the call has passed, so that its client has another answer. */
  readonly isLate?: boolean;
}

export interface AuditTrailParts {
  readonly store: AuditStore;
  readonly clock: Clock;
  readonly log: Pick<FastifyBaseLogger, "error">;
  /** The time of the machine. @default Date.now */
  readonly realNowMs?: () => number;
}

/** A sandbox whose clock differs less has not moved it. */
const SAME_TIME_MS = 1_000;

/**
 * Records who did what. One commit at a time takes all entries that wait, so that calls that come together
 * use one connection to the database.
 */
export class AuditTrail {
  readonly #parts: Required<AuditTrailParts>;
  readonly #entries: Batcher<AuditDraft, AuditPlace>;
  readonly #budget = new RefusalBudget();
  /** Refused calls that were counted and not recorded, since the last entry. */
  #leftOut = 0;

  constructor(parts: AuditTrailParts) {
    this.#parts = { realNowMs: Date.now, ...parts };
    this.#entries = new Batcher(
      async (drafts) => {
        const places = await parts.store.append(drafts);
        return places.map((value) => ({ status: "fulfilled", value }));
      },
      { batchSizeMax: 64, queueSizeMax: 1_000, what: "entries of the audit trail" },
    );
  }

  /**
   * Records that a call begins. It must not do anything before.
   * @throws Problem when that cannot be written
   */
  async begin(facts: AuditFacts): Promise<Act> {
    try {
      const { sequence } = await this.#append({ ...facts, stage: "begun" });
      return new Act(sequence, facts, (draft) => this.#end(draft));
    } catch (err) {
      const { operation, rid } = facts;
      this.#parts.log.error({ err, operation, rid }, "the audit trail cannot be written");
      throw NOT_WRITTEN;
    }
  }

  /**
   * Records a call that was refused before it began, unless its caller was refused too often. It did nothing,
   * so its answer does not wait for the record.
   */
  refused(facts: AuditFacts, status: number): void {
    const { kind, id = "" } = facts.actor;
    if (!this.#budget.takes(`${kind} ${id}`, this.#parts.realNowMs())) {
      this.#leftOut++;
      return;
    }
    this.#append({ ...facts, stage: "refused", status }).catch((err: unknown) => {
      this.#leftOut++;
      const { operation, rid } = facts;
      this.#parts.log.error({ err, operation, rid }, "a refused call was not recorded");
    });
  }

  /** Resolves when every entry is written, or has failed. */
  settled(): Promise<void> {
    return this.#entries.drain();
  }

  /** The call has taken effect, so its answer is sent whatever happens here: its begin is recorded. */
  async #end(draft: NewEntry): Promise<void> {
    try {
      await this.#append(draft);
    } catch (err) {
      const { begun, operation, status, rid } = draft;
      this.#parts.log.error(
        { err, begun, operation, status, rid },
        "the outcome of a call was not recorded",
      );
    }
  }

  async #append(entry: NewEntry): Promise<AuditPlace> {
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    try {
      return await this.#entries.submit({
        ...this.#time(),
        ...entry,
        ...(leftOut === 0 ? {} : { left_out: leftOut }),
      });
    } catch (error) {
      this.#leftOut += leftOut;
      throw error;
    }
  }

  #time(): Pick<AuditDraft, "at" | "real_at"> {
    const [atMs, realMs] = [this.#parts.clock.nowMs(), this.#parts.realNowMs()];
    const at = new Date(atMs).toISOString();
    if (Math.abs(atMs - realMs) < SAME_TIME_MS) return { at };
    return { at, real_at: new Date(realMs).toISOString() };
  }
}

type NewEntry = Omit<AuditDraft, "at" | "real_at">;

/** A call that has begun. */
export class Act {
  readonly #begun: number;
  readonly #facts: AuditFacts;
  readonly #record: (draft: NewEntry) => Promise<void>;
  #isEnded = false;

  constructor(begun: number, facts: AuditFacts, record: (draft: NewEntry) => Promise<void>) {
    this.#begun = begun;
    this.#facts = facts;
    this.#record = record;
  }

  /** Records how the call ended, once. Never throws. */
  async end({ status, target = {}, isLate = false }: Outcome): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    await this.#record({
      ...this.#facts,
      stage: "ended",
      begun: this.#begun,
      status,
      target: { ...target, ...this.#facts.target },
      ...(isLate ? { is_late: true } : {}),
    });
  }
}

const NOT_WRITTEN = new Problem(
  503,
  text(
    "The audit trail cannot be written, so nothing was done: the database may be slow, full or down. /readyz says what is down; retry when it is well.",
    "无法写入操作记录，因此未执行任何操作：数据库可能缓慢、已满或不可用。请稍后重试；/readyz 与服务器日志会指出故障所在。",
  ),
);
