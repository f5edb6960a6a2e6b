import type { Random } from "../../packages/cli/src/seed/random.js";
import type { Finding } from "./findings.js";
import type { CleanUp } from "./tools/clean-up.js";
import type { TorturePostgres } from "./tools/postgres.js";

/** What a case may use. */
export interface TortureContext {
  /** True: small numbers, for `npm test`. */
  readonly isQuick: boolean;
  readonly round: number;
  readonly random: Random;
  /** An empty folder for the case's files; it is deleted after the case. */
  readonly folder: string;
  readonly cleanUp: CleanUp;
  /** A PostgreSQL server that no other case uses in the meantime. @throws Skipped without PostgreSQL */
  readonly postgres: () => Promise<TorturePostgres>;
}

export type Page = "reliability" | "security";

export interface TortureCase {
  /** The name for `--only`. */
  readonly name: string;
  /** What is done to the server, in a sentence. */
  readonly attack: string;
  /** The page of the documentation that shows it. */
  readonly page: Page;
  /** True: it uses little of the machine, so it runs beside other such cases. */
  readonly isLight: boolean;
  /** True: `--quick` runs it, too. */
  readonly isQuickTier: boolean;
  run(context: TortureContext): Promise<readonly Finding[]>;
}
