import { type Language, languageOf } from "@dingdan/contract";
import type { Environment } from "./reading.js";

/** The language of the user's terminal: POSIX's variables, in the order of their precedence. */
export function languageSetting(environment: Environment): Language {
  return languageOf(
    environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || undefined,
  );
}
