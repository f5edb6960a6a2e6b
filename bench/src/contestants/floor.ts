import { fileURLToPath } from "node:url";
import { Child } from "../machine/child.js";
import { type Contestant, portOf, urlOfLine } from "./contestant.js";
import { syntheticAccess } from "./synthetic-access.js";

/** Bare node:http: the cost of only reading, parsing and answering. */
export const floor: Contestant = {
  id: "floor",
  title: "node:http, no store",
  engine: "none",
  role: "floor",
  async start({ node, listBytes, environment }) {
    const child = new Child({
      command: node,
      args: [fileURLToPath(new URL("./floor-server.js", import.meta.url))],
      environment: { ...environment, LIST_BYTES: String(listBytes) },
    });
    const url = await child.line(urlOfLine);
    return {
      pid: child.pid,
      url,
      access: { ...syntheticAccess(), port: portOf(url), hasState: false },
      errors: () => child.errors,
      stop: () => child.stop(),
    };
  },
};
