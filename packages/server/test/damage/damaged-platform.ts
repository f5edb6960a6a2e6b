import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type Names, Tenants } from "../support/tenants.js";
import { callParts, refundOf } from "./call-parts.js";
import { restoreCallers, SPARE_APPID, SPARE_COMPONENT } from "./callers.js";
import type { CallParts, SentCall } from "./calls.js";
import type { ReceivedAnswer } from "./judge-answer.js";

const EVENT_STREAM = "text/event-stream";
/** A call without an answer for so long is a fault, which names it; the test would only run into its limit. */
const ANSWER_MAX_MS = 40_000;

/** A platform on a file or on PostgreSQL, with data of every kind, that receives damaged calls. */
export class DamagedPlatform {
  readonly #tenants: Tenants;
  readonly #names: Names;
  readonly #folder: string;
  readonly #log: readonly string[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  private constructor(tenants: Tenants, names: Names, folder: string, log: readonly string[]) {
    this.#tenants = tenants;
    this.#names = names;
    this.#folder = folder;
    this.#log = log;
  }

  static async start(): Promise<DamagedPlatform> {
    const isOnPostgres = process.env["DINGDAN_TEST_ENGINE"] === "postgres";
    const folder = await mkdtemp(join(tmpdir(), "dingdan-damage-"));
    const log: string[] = [];
    const logStream = new Writable({
      write(line, _encoding, done) {
        log.push(String(line));
        done();
      },
    });
    const tenants = await Tenants.start({
      ...(isOnPostgres ? {} : { databaseUrl: `sqlite:${join(folder, "dingdan.db")}` }),
      trustProxy: true,
      logStream,
    });
    const names = await tenants.fillA();
    const { platform } = tenants;
    await platform.register({ appid: SPARE_APPID });
    const component = { component_appid: SPARE_COMPONENT, name: "示例服务商" };
    await platform.admin("POST", "/components", component);
    const refund = await platform.admin("POST", "/refunds", refundOf({ names }, "R-1"));
    if (refund.status !== 200) throw new Error(JSON.stringify(refund.body));
    return new DamagedPlatform(tenants, names, folder, log);
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    await this.#tenants.close();
    await rm(this.#folder, { recursive: true });
  }

  /** The log lines of internal errors. */
  internalErrors(): string[] {
    return this.#log.filter((line) => line.includes("internal error"));
  }

  /** What the next calls need, after the callers got back what earlier calls took from them. */
  async parts(): Promise<CallParts> {
    const { platform, a: tenant } = this.#tenants;
    const credentials = await restoreCallers(platform, tenant);
    const adminKey = platform.dingdan.adminKey ?? "";
    return callParts({ names: this.#names, tenant, credentials, adminKey });
  }

  /** Sends a call as it is written. */
  send({ method, path, headers, body }: SentCall): Promise<ReceivedAnswer> {
    const { hostname, port } = new URL(this.#tenants.platform.url);
    const length = body === undefined ? {} : { "content-length": body.length };
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        { agent: this.#agent, hostname, port, method, path, headers: { ...headers, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          const contentType = response.headers["content-type"] ?? "";
          const end = () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, contentType, text });
          };
          response.on("data", (chunk: Buffer) => {
            chunks.push(chunk);
            if (!contentType.startsWith(EVENT_STREAM)) return;
            // It has no end of its own.
            end();
            response.destroy();
          });
          response.on("error", reject);
          response.on("end", end);
        },
      );
      sent.on("error", (error) => {
        resolve({ status: 0, contentType: "", text: error.message });
      });
      sent.setTimeout(ANSWER_MAX_MS, () => sent.destroy(new Error("too late")));
      sent.end(body);
    });
  }
}
