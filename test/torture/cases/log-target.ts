import { openSync } from "node:fs";
import { join } from "node:path";
import { atMost, type Finding, holds, none } from "../findings.js";
import { call, wordOf } from "../tools/call.js";
import { HealthProber } from "../tools/health-prober.js";
import { makePipe } from "../tools/pipe.js";
import { Server, type ServerOptions } from "../tools/server.js";
import { Shop } from "../tools/shop.js";
import { ANSWER_MS_MAX } from "../tools/survive-fault.js";
import { Tmpfs } from "../tools/tmpfs.js";
import type { TortureCase, TortureContext } from "../torture-case.js";

/** Rejected calls are logged, some of them. */
const REJECTED_CALLS = 500;
const CLIENTS = 4;
const UPLOADS = 20;

interface BrokenLog {
  readonly name: string;
  readonly attack: string;
  readonly during: string;
  /** What the server is started with, and what breaks its log when it runs. */
  readonly prepare: (
    context: TortureContext,
  ) => Partial<ServerOptions> & { readonly afterStart: () => void };
}

const logCase = ({ name, attack, during, prepare }: BrokenLog): TortureCase => ({
  name,
  attack,
  page: "reliability",
  isLight: true,
  isQuickTier: false,
  run: async (context) => {
    const { folder, cleanUp } = context;
    const { afterStart, ...options } = prepare(context);
    const databaseUrl = `sqlite:${join(folder, "dingdan.db")}`;
    const server = await Server.start({ databaseUrl, folder, ...options });
    cleanUp.add(() => server.end("SIGKILL"));
    const shop = await Shop.open(server.url);
    cleanUp.add(() => shop.close());
    afterStart();
    return useServer(server, shop, during);
  },
});

/** Makes the server log much, and checks that it serves as usual and stops. */
async function useServer(server: Server, shop: Shop, during: string): Promise<readonly Finding[]> {
  await using prober = new HealthProber(server.url);
  const words: string[] = [];
  const rejected = async () => {
    while (words.length < REJECTED_CALLS && !server.hasEnded) {
      const path =
        words.length % 2 === 0 ? "/user-order/orders?access_token=none" : "/cgi-bin/none";
      words.push(wordOf(await call(server.url + path, { body: {} })));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, rejected));
  const unanswered = words.filter((word) => /cut|refused|silence/.test(word));
  const uploads = await Promise.all(
    Array.from({ length: UPLOADS }, (_, index) => shop.upload(`LOG-${index}`)),
  );
  const failed = uploads.map(wordOf).filter((word) => word !== "0");
  const health = await prober.findings(during);
  const survived = !server.hasEnded;
  const stopped = survived ? await server.end("SIGTERM") : { ms: 0, how: "it had ended" };
  return [
    holds(`the server survives ${during}`, survived, survived ? "yes" : "it ended"),
    none(`rejected calls without an answer ${during}`, unanswered, words.length),
    none(`failed uploads ${during}`, failed, UPLOADS),
    atMost(`slowest upload ${during}`, Math.max(...uploads.map(({ ms }) => ms)), {
      limit: ANSWER_MS_MAX,
      unit: "ms",
    }),
    ...health,
    atMost(`SIGTERM ends the server ${during}`, stopped.ms, { limit: 11_000, unit: "ms" }),
    holds(`the exit code of SIGTERM is 0 ${during}`, stopped.how === "code 0", stopped.how),
  ];
}

export const logDiskFull = logCase({
  name: "log-disk-full",
  attack: "Standard error is a file on a full disk.",
  during: "while the disk of the log is full",
  prepare: ({ folder, cleanUp }) => {
    const disk = new Tmpfs(join(folder, "logs"), 1);
    cleanUp.add(() => disk.unmount());
    const stderr = openSync(join(disk.path, "server.log"), "a");
    return { stderr, afterStart: () => disk.fill() };
  },
});

export const logPipeClosed = logCase({
  name: "log-pipe-closed",
  attack: "Standard output and standard error are pipes whose reader has ended.",
  during: "while the pipes of the log are closed",
  prepare: ({ folder }) => {
    const out = makePipe(join(folder, "stdout"));
    const err = makePipe(join(folder, "stderr"));
    return {
      stdout: out.writeEnd,
      stderr: err.writeEnd,
      afterStart: () => {
        for (const pipe of [out, err]) {
          pipe.closeWriter();
          pipe.closeReader();
        }
      },
    };
  },
});

export const logPipeUnread = logCase({
  name: "log-pipe-unread",
  attack: "Standard error is a full pipe that no program reads.",
  during: "while the pipe of the log is not read",
  prepare: ({ folder, cleanUp }) => {
    const err = makePipe(join(folder, "stderr"));
    cleanUp.add(() => err.closeReader());
    const afterStart = () => {
      err.closeWriter();
      err.fill();
    };
    return { stderr: err.writeEnd, afterStart };
  },
});
