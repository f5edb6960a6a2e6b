import type { TestProject } from "vitest/node";
import { bundled, ROOT } from "./bundle.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Lets Node start the writer thread of SQLite as one file. */
    bundledThreadCondition: string;
  }
}

/** With this condition, Node uses the file for `#sqlite-writer-thread` in packages/server/package.json. */
export const BUNDLED_WRITER_THREAD = "--conditions=dingdan-bundled-thread";

/**
 * Puts the built modules of the writer thread of SQLite, more than two hundred, into one file. Each store
 * on a file starts the thread, and the thread did little else than load them. The torture tests and the
 * tests of an installation start it as it is installed.
 */
export default async function setup(project: TestProject): Promise<void> {
  const entry = `${ROOT}packages/server/dist/storage/sqlite/writer-thread.js`;
  await bundled(entry, `${ROOT}packages/server/test/dist`);
  project.provide("bundledThreadCondition", BUNDLED_WRITER_THREAD);
}
