import { execFile, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { floor } from "../contestants/floor.js";
import { makeWorkFolder, removeFolder } from "../machine/work-folder.js";
import { Visit } from "../measure/visit.js";
import type { Options } from "../options.js";
import { MERCHANTS, type Merchant } from "../workload/merchants.js";
import { uploadBody } from "../workload/order-bodies.js";

/**
 * Lets our generator, autocannon and wrk send uploads to the floor. Ours writes a different number into
 * every request, the others repeat one request; ours must not be slower than they are.
 */
export async function compareGenerators(options: Options): Promise<void> {
  const folder = makeWorkFolder(options.data);
  const running = await floor.start({ node: options.node, folder, postgres: null, listBytes: 0 });
  const token = running.access.accessTokens[0];
  const url = `${running.url}/user-order/orders?access_token=${token}`;
  const body = uploadBody(MERCHANTS[0] as Merchant, 2, 0);
  const seconds = Math.max(1, Math.round(options.seconds));
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    const visit = new Visit(running, { ...options, postgres: null });
    const ours = await visit.measure("upload2");
    print(
      `ours: ${ours.perSecond.toFixed(0)}/s, p50 ${ours.p50Ms} ms, p99 ${ours.p99Ms} ms, ${(ours.generatorCpuShare * 100).toFixed(0)}% of a processor`,
    );
    const bodyFile = join(folder, "body.json");
    writeFileSync(bodyFile, body);
    const cannon = createRequire(import.meta.url).resolve("autocannon");
    const shared = ["-c", String(options.connections), "-d", String(seconds)];
    const { stdout } = await promisify(execFile)(process.execPath, [
      cannon,
      ...shared,
      "-m",
      "POST",
      "-i",
      bodyFile,
      "--json",
      "--no-progress",
      url,
    ]);
    const result = JSON.parse(stdout) as {
      requests: { average: number };
      latency: { p50: number; p99: number };
    };
    const { p50, p99 } = result.latency;
    print(`autocannon: ${result.requests.average.toFixed(0)}/s, p50 ${p50} ms, p99 ${p99} ms`);
    const script = join(folder, "upload.lua");
    writeFileSync(script, `wrk.method = "POST"\nwrk.body = [==[${body}]==]\n`);
    const wrk = spawnSync("wrk", ["-t1", ...shared, "--latency", "-s", script, url], {
      encoding: "utf8",
    });
    print(wrk.status === 0 ? wrk.stdout.trim() : "wrk: not installed");
  } finally {
    await running.stop();
    removeFolder(folder);
  }
}
