import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCES } from "./root.js";
import type { Server } from "./server.js";

/** Ends the writer thread of a server from outside; see hooks/writer-hook.cjs. */
export class WriterHook {
  /** The environment with which the server must start. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, "writer-command");
    this.environment = {
      NODE_OPTIONS: `--require=${SOURCES}/hooks/writer-hook.cjs`,
      TORTURE_WRITER_COMMAND: this.#file,
    };
  }

  send(server: Server, command: "kill" | "break" | "heal"): void {
    writeFileSync(this.#file, command);
    server.signal("SIGUSR2");
  }
}
