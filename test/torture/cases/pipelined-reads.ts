import { join } from "node:path";
import { largeAnswers } from "../tools/large-answers.js";
import { Server } from "../tools/server.js";
import { underAttack } from "../tools/under-attack.js";
import type { TortureCase } from "../torture-case.js";

const REQUESTS_A_CONNECTION = 100;
const LASTS_MS = 4_000;

export const pipelinedReads: TortureCase = {
  name: "pipelined-reads",
  attack: `100 and then 1,000 connections each send ${REQUESTS_A_CONNECTION} requests for large answers at once and read nothing.`,
  page: "security",
  isLight: false,
  isQuickTier: true,
  run: async ({ folder, cleanUp, isQuick }) => {
    const findings = [];
    for (const count of isQuick ? [20] : [100, 1_000]) {
      const databaseUrl = `sqlite:${join(folder, `${count}.db`)}`;
      const server = await Server.start({ databaseUrl, folder });
      cleanUp.add(() => server.end("SIGKILL"));
      const paths = await largeAnswers(server.url);
      const requests = (index: number) => {
        const path = paths[index % paths.length] ?? "/openapi.json";
        return `GET ${path} HTTP/1.1\r\nhost: torture\r\n\r\n`.repeat(REQUESTS_A_CONNECTION);
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
