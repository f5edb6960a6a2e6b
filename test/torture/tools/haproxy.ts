import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { call } from "./call.js";
import { remember } from "./children.js";
import { freePort } from "./free-port.js";
import type { Server } from "./server.js";
import { Skipped } from "./skipped.js";
import { until } from "./until.js";

/** HAProxy in front of servers: it asks each for `/readyz` every 500 ms and repeats no call. */
export class Haproxy {
  readonly url: string;
  readonly #statsUrl: string;
  readonly stop: () => Promise<void>;

  private constructor(url: string, statsUrl: string, stop: () => Promise<void>) {
    this.url = url;
    this.#statsUrl = statsUrl;
    this.stop = stop;
  }

  /** @throws Skipped when it is not installed */
  static async start(folder: string, servers: readonly Server[]): Promise<Haproxy> {
    if (spawnSync("haproxy", ["-v"], { stdio: "ignore" }).status !== 0) {
      throw new Skipped("HAProxy is not installed (apt-get install haproxy)");
    }
    const port = await freePort();
    const statsPort = await freePort();
    const file = join(folder, "haproxy.cfg");
    writeFileSync(file, configuration(port, statsPort, servers));
    const child = remember(spawn("haproxy", ["-f", file, "-db"], { stdio: "ignore" }));
    const url = `http://127.0.0.1:${port}`;
    const haproxy = new Haproxy(url, `http://127.0.0.1:${statsPort}/;csv`, async () => {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    });
    await until("HAProxy is ready", () => haproxy.hasUp(servers.length));
    return haproxy;
  }

  /** True when this number of servers passes the health checks. */
  async hasUp(count: number): Promise<boolean> {
    const stats = await call(this.#statsUrl);
    if (stats.kind !== "answered") return false;
    const lines = stats.text.split("\n").filter((line) => /^dingdan,s\d,/.test(line));
    return lines.filter((line) => line.includes(",UP,")).length === count;
  }
}

const configuration = (port: number, statsPort: number, servers: readonly Server[]) => `
defaults
  mode http
  retries 0
  timeout connect 2s
  timeout client 30s
  timeout server 30s
  timeout check 1s
listen dingdan
  bind 127.0.0.1:${port}
  balance roundrobin
  option httpchk GET /readyz
  http-check expect status 200
  default-server check inter 500ms fall 1 rise 1
${servers.map(({ port: own }, index) => `  server s${index} 127.0.0.1:${own}`).join("\n")}
listen stats
  bind 127.0.0.1:${statsPort}
  stats enable
  stats uri /
`;
