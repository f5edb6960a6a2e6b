import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { none } from "../findings.js";
import { call } from "../tools/call.js";
import { ADMIN_KEY, Server } from "../tools/server.js";
import { msUntil } from "../tools/until.js";
import type { TortureCase } from "../torture-case.js";

/** Spellings of this machine's own addresses. The first ones can be refused when they are registered. */
const LITERALS = [
  "127.0.0.1",
  "127.1",
  "127.8.9.10",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "0",
  "0.0.0.0",
  "[::1]",
  "[::]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[64:ff9b::7f00:1]",
  "169.254.169.254",
  "10.0.0.1",
  "[fd00::1]",
];
/** A name is resolved when a push is sent, so it may be registered. */
const NAMES = ["localhost", "LOCALHOST", "localhost."];
/** How long a push that is sent immediately would take to arrive. */
const PUSH_WITHIN_MS = 2_000;

export const callbackAddresses: TortureCase = {
  name: "callback-addresses",
  attack: "Callback URLs that lead back to this machine, in every spelling, outside a sandbox.",
  page: "security",
  isLight: true,
  isQuickTier: true,
  run: async ({ folder, cleanUp }) => {
    let connections = 0;
    const listener = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    listener.listen(0, "::");
    await once(listener, "listening");
    cleanUp.add(() => listener.close());
    const { port } = listener.address() as { port: number };
    const server = await Server.start({
      databaseUrl: `sqlite:${join(folder, "dingdan.db")}`,
      folder,
    });
    cleanUp.add(() => server.end("SIGKILL"));

    const register = async (host: string) => {
      const outcome = await call(`${server.url}/admin/v1/components`, {
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        body: { name: host, callback_url: `http://${host}:${port}/callback` },
      });
      return outcome.kind === "answered" ? outcome.status : outcome.kind;
    };
    const accepted: string[] = [];
    for (const host of LITERALS) {
      const answer = await register(host);
      if (answer !== 400) accepted.push(`${host} ${answer}`);
    }
    for (const host of NAMES) await register(host);
    await msUntil(() => connections > 0, { withinMs: PUSH_WITHIN_MS });
    return [
      none(
        "callbacks to this machine that are registered, by literal address",
        accepted,
        LITERALS.length,
      ),
      none(
        "pushes that reach this machine, by any spelling",
        Array.from({ length: connections }, () => "connection"),
      ),
    ];
  },
};
