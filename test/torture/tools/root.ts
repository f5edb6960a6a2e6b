import { fileURLToPath } from "node:url";

/** The checkout. Compiled files run in test/torture/dist/test/torture/tools/. */
export const ROOT = fileURLToPath(new URL("../../../../../../", import.meta.url));
/** The sources of the torture tests: programs there are started as they are. */
export const SOURCES = `${ROOT}test/torture`;
