import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Contestant } from "../contestants/contestant.js";
import type { Options } from "../options.js";
import type { Problem } from "./results.js";
import { Visit } from "./visit.js";

/** Used if Dingdan cannot be measured. */
const ASSUMED_BYTES = 20_000;

/** The length of Dingdan's answer to a buyer's list of 20; the floor then answers the same length. */
export async function listBytesOf(
  contestants: readonly Contestant[],
  { node, workFolder, connections }: Pick<Options, "node" | "connections"> & { workFolder: string },
  problems: Problem[],
): Promise<number> {
  const dingdan = contestants.find(({ id }) => id === "dingdan-sqlite") as Contestant;
  const folder = join(workFolder, "list-bytes");
  mkdirSync(folder, { recursive: true });
  try {
    const running = await dingdan.start({ node, folder, postgres: null, listBytes: 0 });
    try {
      const visit = new Visit(running, {
        seconds: 0.5,
        warmupSeconds: 0,
        connections,
        postgres: null,
      });
      await visit.prepare();
      return Math.round((await visit.measure("list")).bytesPerAnswer);
    } finally {
      await running.stop();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push({ where: "the length of a list", reason });
    return ASSUMED_BYTES;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
