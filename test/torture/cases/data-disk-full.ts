import { join } from "node:path";
import { Server } from "../tools/server.js";
import { surviveFault } from "../tools/survive-fault.js";
import { Tmpfs } from "../tools/tmpfs.js";
import type { TortureCase } from "../torture-case.js";

export const dataDiskFull: TortureCase = {
  name: "data-disk-full",
  attack: "The disk of the SQLite file is full for 5 s.",
  page: "reliability",
  isLight: true,
  isQuickTier: false,
  run: async ({ folder, cleanUp }) => {
    const disk = new Tmpfs(join(folder, "data"), 64);
    cleanUp.add(() => disk.unmount());
    const databaseUrl = `sqlite:${join(disk.path, "dingdan.db")}`;
    const server = await Server.start({ databaseUrl, folder });
    cleanUp.add(() => server.end("SIGKILL"));
    return surviveFault(server, {
      during: "while the disk of the data is full",
      begin: () => disk.fill(),
      end: () => disk.free(),
      lastsMs: 5_000,
      isOutage: true,
      mustSucceed: ["verify", "list"],
    });
  },
};
