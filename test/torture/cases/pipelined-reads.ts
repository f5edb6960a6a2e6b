import { join } from "node:path";
import { largeAnswers } from "../tools/large-answers.js";
import { Server } from "../tools/server.js";
import { underAttack } from "../tools/under-attack.js";
import type { TortureCase } from "../torture-case.js";

/** Connections, and how many requests each sends: more than the server accepts, and as many as it accepts. */
const WAVES = [
  { count: 100, requestCount: 100 },
  { count: 1_000, requestCount: 30 },
];
const QUICK_WAVES = [{ count: 20, requestCount: 100 }];
const LASTS_MS = 4_000;

export const pipelinedReads: TortureCase = {
  name: "pipelined-reads",
  attack:
    "100 connections each send 100 requests for large answers at once and read nothing, then 1,000 connections 30 each.",
  page: "security",
  isLight: false,
  isQuickTier: true,
  run: async ({ folder, cleanUp, isQuick }) => {
    const findings = [];
    for (const { count, requestCount } of isQuick ? QUICK_WAVES : WAVES) {
      const databaseUrl = `sqlite:${join(folder, `${count}.db`)}`;
      const server = await Server.start({ databaseUrl, folder });
      cleanUp.add(() => server.end("SIGKILL"));
      const paths = await largeAnswers(server.url);
      const requests = (index: number) => {
        const path = paths[index % paths.length] ?? "/openapi.json";
        return `GET ${path} HTTP/1.1\r\nhost: torture\r\n\r\n`.repeat(requestCount);
      };
      const measured = await underAttack(server, {
        during: `with ${count} connections that pipeline and read nothing`,
        begin: (sockets) =>
          sockets.open(count, (socket, index) => socket.write(requests(index)), {
            reads: false,
            withinMs: LASTS_MS,
          }),
        lastsMs: LASTS_MS,
      });
      findings.push(...measured);
      await server.end("SIGKILL");
    }
    return findings;
  },
};
