import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A separate process that migrates a database after {@link go}. */
export class Starter {
  readonly #process: ChildProcess;
  readonly #stdout: NodeJS.ReadableStream;
  readonly #stderr: Promise<string>;

  constructor(databaseUrl: string) {
    const program = `
      import { once } from "node:events";
      import { migrateDatabase } from "@dingdan/server";
      process.stdout.write("ready");
      await once(process.stdin, "data");
      const { applied } = await migrateDatabase(process.argv[1]);
      process.stdout.write("done " + applied.join());
      process.exit();
    `;
    const node = ["--input-type=module", "--eval", program, databaseUrl];
    const cwd = fileURLToPath(new URL(".", import.meta.url));
    const started = spawn(process.execPath, node, { cwd });
    this.#process = started;
    this.#stdout = started.stdout;
    this.#stderr = text(started.stderr);
  }

  async isReady(): Promise<void> {
    await once(this.#stdout, "data");
  }

  go(): void {
    this.#process.stdin?.end("go");
  }

  /** Its output: the applied migrations, or its error. */
  async answer(): Promise<string> {
    return (await text(this.#stdout)) || (await this.#stderr);
  }
}
