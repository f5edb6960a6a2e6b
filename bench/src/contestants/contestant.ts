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
   * `floor` and `mock` store nothing; a `stack` is another implementation to compare Dingdan with; a
   * `baseline` is an earlier Dingdan.
   */
  readonly role: "floor" | "dingdan" | "baseline" | "stack" | "mock";
  /** Slow preparation, done once before the run. If it fails, the start fails for the same reason. */
  prepare?(node: string): Promise<void>;
  /** Starts the server on an empty database. Throws the reason if it cannot. */
  start(place: StartPlace): Promise<RunningContestant>;
}

/** The inputs of a start. */
export interface StartPlace {
  /** The Node program that runs the servers. */
  readonly node: string;
  /** A folder for this start only, on a real disk. */
  readonly folder: string;
  /** Null if there is none: contestants that need it are not available. */
  readonly postgres: Postgres | null;
  /** The length of Dingdan's answer to the list of a buyer, for the floor. */
  readonly listBytes: number;
  /** Added to the server's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A database that is kept after the start, instead of a temporary one. */
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
  /** The credentials and settings for its callers: the part of a job that depends on the server. */
  readonly access: Pick<Job, "port" | "adminKey" | "accessTokens" | "sessions" | "hasState">;
  /** The end of its standard error, for the report of a failure. */
  errors(): string;
  stop(): Promise<void>;
}

export const portOf = (url: string) => Number(new URL(url).port);

/** The URL in the first line of a server's standard output. */
export function urlOfLine(line: string): string | null {
  const match = /"url": ?"(http[^"]+)"/.exec(line);
  return match?.[1] ?? null;
}
