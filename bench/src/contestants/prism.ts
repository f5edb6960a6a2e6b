import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Child } from "../machine/child.js";
import { freePort } from "../machine/free-port.js";
import type { Contestant } from "./contestant.js";
import { syntheticAccess } from "./synthetic-access.js";

/** Prism as a mock of Dingdan's OpenAPI document: it validates the schema and stores nothing. */
export const prism: Contestant = {
  id: "prism",
  title: "Prism, a mock without a store",
  engine: "none",
  role: "mock",
  async start({ node, environment }) {
    const port = await freePort();
    const document = fileURLToPath(new URL("../../../../docs/openapi.json", import.meta.url));
    const program = createRequire(import.meta.url).resolve("@stoplight/prism-cli");
    const child = new Child({
      command: node,
      args: [program, "mock", "--host", "127.0.0.1", "--port", String(port), document],
      environment: { ...environment, CI: "1" },
    });
    await child.line((line) => (/listening on/i.test(line) ? line : null));
    return {
      pid: child.pid,
      url: `http://127.0.0.1:${port}`,
      access: { ...syntheticAccess(), port, hasState: false },
      errors: () => child.errors,
      stop: () => child.stop(),
    };
  },
};
