import { type Language, languageOf } from "@dingdan/contract";
import type { Environment } from "./reading.js";

/** The language of a person's terminal, by the variables that POSIX names, in its order. */
export function languageSetting(environment: Environment): Language {
  return languageOf(
    environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || undefined,
  );
}
