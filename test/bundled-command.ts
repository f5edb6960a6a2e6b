import type { TestProject } from "vitest/node";
import { bundled, ROOT } from "./bundle.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The `dingdan` command as one file. */
    bundledCommand: string;
  }
}

/**
 * Puts the built modules of the command, about a thousand, into one file. Tests that run the command for
 * what it does use this file, several hundred times in a run; tests of how an installation starts use
 * `packages/cli/bin/dingdan.js`.
 */
export default async function setup(project: TestProject): Promise<void> {
  const folder = `${ROOT}node_modules/.cache/dingdan-command`;
  project.provide("bundledCommand", await bundled(`${ROOT}packages/cli/dist/main.js`, folder));
}
