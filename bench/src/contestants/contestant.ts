import type { Postgres } from "../machine/postgres.js";
import type { Job } from "../workload/job.js";

export type Engine = "none" | StoringEngine;
export type StoringEngine = keyof typeof ENGINE_TITLES;

export const ENGINE_TITLES = { sqlite: "SQLite", postgres: "PostgreSQL" } as const;
export const STORING_ENGINES = Object.keys(ENGINE_TITLES) as StoringEngine[];

/** A server that can be measured. */
export interface Contestant {
  readonly id: string;
  readonly title: string;
  readonly engine: Engine;
  /**
   * `floor` and `mock` store nothing; a `stack` is what Dingdan is compared with, and a `baseline` is
   * an earlier Dingdan.
   */
  readonly role: "floor" | "dingdan" | "baseline" | "stack" | "mock";
  /** Done once before the run, for what takes long. When it fails the start fails, for the same reason. */
  prepare?(node: string): Promise<void>;
  /** Starts it on an empty database. Throws with the reason when it cannot. */
  start(place: StartPlace): Promise<RunningContestant>;
}

/** What a start may use. */
export interface StartPlace {
  /** The Node program that runs the servers. */
  readonly node: string;
  /** A folder of this start's own, on a real disk. */
  readonly folder: string;
  /** Null when there is none: then what needs it is unavailable. */
  readonly postgres: Postgres | null;
  /** The length of Dingdan's answer to the list of a buyer, for the floor. */
  readonly listBytes: number;
  /** Added to the environment of the server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A database that outlives the start, instead of one that is dropped after it. */
  readonly database?: ExistingDatabase;
}

export interface ExistingDatabase {
  readonly url: string;
  readonly adminKey: string;
  /** Null: the merchants are not registered yet. */
  readonly accessTokens: readonly string[] | null;
}

export interface RunningContestant {
  readonly pid: number;
  readonly url: string;
  /** What its callers need: the part of a job that depends on who is asked. */
  readonly access: Pick<Job, "port" | "adminKey" | "accessTokens" | "sessions" | "hasState">;
  /** The last of its standard error, for the report of a failure. */
  errors(): string;
  stop(): Promise<void>;
}

export const portOf = (url: string) => Number(new URL(url).port);

/** The URL in the first line of a server's standard output. */
export function urlOfLine(line: string): string | null {
  const match = /"url": ?"(http[^"]+)"/.exec(line);
  return match?.[1] ?? null;
}
