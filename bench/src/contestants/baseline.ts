import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runTool } from "../machine/tool.js";
import { UsageError } from "../program.js";
import { type Contestant, STORING_ENGINES } from "./contestant.js";
import { dingdan } from "./dingdan.js";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** A commit of this repository to compare the checkout with. */
export interface Baseline {
  /** The ref as given on the command line. */
  readonly ref: string;
  readonly commit: string;
}

const shortCommit = ({ commit }: Baseline) => commit.slice(0, 7);

export const baselineName = (baseline: Baseline) => `${baseline.ref} (${shortCommit(baseline)})`;

export async function findBaseline(ref: string): Promise<Baseline> {
  const args = ["rev-parse", "--verify", "--quiet", `${ref}^{commit}`];
  try {
    return { ref, commit: (await runTool("git", args, { cwd: ROOT })).trim() };
  } catch (error) {
    throw new UsageError(
      `--baseline: "${ref}" is not a commit of this repository (${messageOf(error)}). "git tag" and "git branch --all" list tags and branches; "git fetch --tags" gets the tags of the remote.`,
      { cause: error },
    );
  }
}

/** The baseline's servers, which can be started once it is built into the folder. */
export function baselines(baseline: Baseline, folder: string): readonly Contestant[] {
  const title = `Dingdan at ${baselineName(baseline)}`;
  const program = programIn(folder);
  return STORING_ENGINES.map((engine) => dingdan({ role: "baseline", title, engine, program }));
}

/** The command as npm links it, because the path of the command's package may differ between commits. */
const programIn = (folder: string) => join(folder, "node_modules", ".bin", "dingdan");

/** Installs and builds the commit in a folder, as a clone of it would be. */
export async function buildBaseline(baseline: Baseline, folder: string): Promise<void> {
  process.stderr.write(`Building the baseline, ${baselineName(baseline)} …\n`);
  const archive = `${folder}.tar`;
  try {
    mkdirSync(folder);
    await runTool("git", ["archive", `--output=${archive}`, baseline.commit], { cwd: ROOT });
    await runTool("tar", ["-xf", archive, "-C", folder]);
    rmSync(archive);
    await runTool("npm", ["ci", "--include=dev"], { cwd: folder });
    await runTool("npm", ["run", "build"], { cwd: folder });
    if (!existsSync(programIn(folder))) throw new Error("the build has no command named dingdan");
  } catch (error) {
    const short = shortCommit(baseline);
    throw new UsageError(
      `--baseline: ${baselineName(baseline)} cannot be built:\n${messageOf(error)}\nTo see why, build it separately: git worktree add --detach ../baseline-${short} ${short} && cd ../baseline-${short} && npm ci && npm run build`,
      { cause: error },
    );
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
