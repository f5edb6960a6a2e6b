import { readFileSync } from "node:fs";
import { type Problem, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";
import {
  type Address,
  type AddressFlags,
  type AddressSource,
  DEFAULT_HOST,
  DEFAULT_URL,
} from "./address.js";

/**
 * The environment variables. Only this folder reads them: a flag overrides its variable, an empty
 * variable counts as unset, and one error names all bad values.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_DATABASE_URL = "sqlite:./data/dingdan.db";

const DATABASE_URL = /^(?:sqlite:.+|postgres(?:ql)?:\/\/.+)$/;

/** Reads single settings and collects their errors. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  throwIfBad(): void {
    if (this.problems.length > 0) throw new UsageError(...this.problems);
  }

  value(flag: string | undefined, flagName: string, variable: string | null): string | null {
    if (flag !== undefined) {
      if (flag.trim() === "") this.#refuse(TEXTS.settings.emptyFlag(flagName));
      return flag;
    }
    return (variable === null ? undefined : this.#environment[variable]) || null;
  }

  /**
   * A value that must not be seen in lists of processes: from the flag, from its variable, or from the file
   * that the variable with `_FILE` names.
   */
  secret(flag: string | undefined, flagName: string, variable: string): string | null {
    const fileVariable = `${variable}_FILE`;
    const file = this.#environment[fileVariable] || null;
    if (flag !== undefined || file === null) return this.value(flag, flagName, variable);
    if (this.#environment[variable]) {
      this.#refuse(TEXTS.settings.variableAndFile(variable, fileVariable));
      return null;
    }
    return this.secretFile(file, fileVariable);
  }

  /** The name of the setting that `secret` reads. */
  secretSource(flag: string | undefined, flagName: string, variable: string): string {
    const source = sourceOf(flag, flagName, variable);
    const isFile = source === variable && Boolean(this.#environment[`${variable}_FILE`]);
    return isFile ? `${variable}_FILE` : source;
  }

  /** The secret in a file, without the line break at its end. @param name the setting that names the file */
  secretFile(file: string, name: string): string | null {
    let content: string;
    try {
      content = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      this.#refuse(TEXTS.settings.unreadableSecret(name, file, code));
      return null;
    }
    if (content !== "") return content;
    this.#refuse(TEXTS.settings.emptySecret(name, file));
    return null;
  }

  /** The values of a repeatable flag, or of a variable that lists them with commas. */
  list(flag: readonly string[] | undefined, flagName: string, variable: string): readonly string[] {
    const value = this.value(flag?.join(","), flagName, variable) ?? "";
    return value
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
  }

  integer(
    flag: string | undefined,
    flagName: string,
    variable: string | null,
    minimum: number,
    maximum: number,
  ): number | null {
    const value = this.value(flag, flagName, variable);
    if (value === null) return null;
    const number = Number(value);
    if (!/^(?:-[1-9]\d{0,8}|\d{1,9})$/.test(value) || number < minimum || number > maximum) {
      const name = sourceOf(flag, flagName, variable);
      this.#refuse(TEXTS.settings.notInteger(name, value, minimum, maximum));
    }
    return number;
  }

  /** An integer whose variable is named like its flag: `call-deadline-ms`. */
  limit(
    flag: string | undefined,
    name: string,
    [minimum, maximum]: readonly [number, number],
  ): number | null {
    return this.integer(flag, `--${name}`, variableOf(name), minimum, maximum);
  }

  address(
    flags: AddressFlags,
    { hostVariable, portVariable, defaultPort }: AddressSource,
  ): Address {
    return {
      host: this.value(flags.host, "--host", hostVariable) ?? DEFAULT_HOST,
      port: this.integer(flags.port, "--port", portVariable, 0, 65_535) ?? defaultPort,
    };
  }

  isOn(variable: string): boolean {
    const value = this.#environment[variable] ?? "";
    if (["", "0", "false"].includes(value)) return false;
    if (!["1", "true"].includes(value)) this.#refuse(TEXTS.settings.notSwitch(variable, value));
    return true;
  }

  adminKey(flag: string | undefined): string | null {
    const value = this.secret(flag, "--admin-key", "DINGDAN_ADMIN_KEY");
    // The key is sent in an HTTP header, which takes visible ASCII characters.
    if (value !== null && value !== "" && !/^[\x21-\x7E]+$/.test(value)) {
      const name = this.secretSource(flag, "--admin-key", "DINGDAN_ADMIN_KEY");
      this.#refuse(TEXTS.settings.badAdminKey(name));
    }
    return value;
  }

  databaseUrl(flag: string | undefined): string {
    const value = this.secret(flag, "--database", "DINGDAN_DATABASE_URL") ?? DEFAULT_DATABASE_URL;
    if (!DATABASE_URL.test(value)) {
      const name = this.secretSource(flag, "--database", "DINGDAN_DATABASE_URL");
      // A file may be that of another secret.
      const shown = name.endsWith("_FILE") ? "…" : withoutPassword(value);
      this.#refuse(TEXTS.settings.badDatabaseUrl(name, shown));
    }
    return value;
  }

  /** The database that `migrate --to` copies to. */
  targetUrl(flag: string): string {
    const value = this.value(flag, "--to", null) ?? "";
    if (value !== "" && !DATABASE_URL.test(value)) {
      this.#refuse(TEXTS.settings.badTargetUrl(withoutPassword(value)));
    }
    return value;
  }

  url(flag: string | undefined): string {
    const value = this.value(flag, "--url", "DINGDAN_URL") ?? DEFAULT_URL;
    if (!/^https?:\/\/[^@?#]+$/i.test(value) || !URL.canParse(value)) {
      const name = sourceOf(flag, "--url", "DINGDAN_URL");
      this.#refuse(TEXTS.settings.badUrl(name, withoutPassword(value)));
    }
    return value.replace(/\/+$/, "");
  }

  #refuse(problem: Problem): void {
    this.problems.push(problem);
  }
}

/** The environment variable of a flag: `DINGDAN_CALL_DEADLINE_MS` of `call-deadline-ms`. */
export const variableOf = (name: string): string =>
  `DINGDAN_${name.toUpperCase().replaceAll("-", "_")}`;

/** The source of a setting: its variable if the flag is not set, otherwise the flag. */
export const sourceOf = (flag: unknown, flagName: string, variable: string | null): string =>
  flag === undefined && variable !== null ? variable : flagName;

/**
 * A URL that is safe to show: without the part between its scheme and an `@`, and without its query,
 * which may contain a password. The same for settings of the form `host=db password=…`.
 */
export function withoutPassword(url: string): string {
  return url
    .replace(/\/\/.*@/s, "//…@")
    .replace(/(?<=\/\/.*)\?.*/s, "?…")
    .replace(/(password\s*=\s*).*/is, "$1…");
}
