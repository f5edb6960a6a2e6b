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
 * What the environment says. It is read in this folder and nowhere else: a flag beats its variable,
 * an empty variable counts as none, and all bad values are named at once.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

export const DEFAULT_DATABASE_URL = "sqlite:./data/dingdan.db";

/** Reads single settings and gathers what is wrong with them. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuseIfBad(): void {
    if (this.problems.length > 0) throw new UsageError(...this.problems);
  }

  value(flag: string | undefined, flagName: string, variable: string | null): string | null {
    if (flag !== undefined) {
      if (flag.trim() === "") this.#refuse(TEXTS.settings.emptyFlag(flagName));
      return flag;
    }
    return (variable === null ? undefined : this.#environment[variable]) || null;
  }

  wholeNumber(
    flag: string | undefined,
    flagName: string,
    variable: string | null,
    minimum: number,
    maximum: number,
  ): number | null {
    const value = this.value(flag, flagName, variable);
    if (value === null) return null;
    const number = Number(value);
    if (!/^\d{1,9}$/.test(value) || number < minimum || number > maximum) {
      const name = flag === undefined && variable !== null ? variable : flagName;
      this.#refuse(TEXTS.settings.notWholeNumber(name, value, minimum, maximum));
    }
    return number;
  }

  address(
    flags: AddressFlags,
    { hostVariable, portVariable, defaultPort }: AddressSource,
  ): Address {
    return {
      host: this.value(flags.host, "--host", hostVariable) ?? DEFAULT_HOST,
      port: this.wholeNumber(flags.port, "--port", portVariable, 0, 65_535) ?? defaultPort,
    };
  }

  /** A whole number as `wholeNumber` takes it, or -1. */
  errcode(flag: string | undefined): number | null {
    if (flag === "-1") return -1;
    return this.wholeNumber(flag, "--errcode", null, 0, 999_999_999);
  }

  isOn(variable: string): boolean {
    const value = this.#environment[variable] ?? "";
    if (["", "0", "false"].includes(value)) return false;
    if (!["1", "true"].includes(value)) this.#refuse(TEXTS.settings.notSwitch(variable, value));
    return true;
  }

  adminKey(flag: string | undefined): string | null {
    const value = this.value(flag, "--admin-key", "DINGDAN_ADMIN_KEY");
    // It travels in an HTTP header, which takes visible ASCII characters.
    if (value !== null && value !== "" && !/^[\x21-\x7E]+$/.test(value)) {
      this.#refuse(TEXTS.settings.badAdminKey);
    }
    return value;
  }

  databaseUrl(flag: string | undefined): string {
    const value = this.value(flag, "--database", "DINGDAN_DATABASE_URL") ?? DEFAULT_DATABASE_URL;
    if (!/^(?:sqlite:.+|postgres(?:ql)?:\/\/.+)$/.test(value)) {
      this.#refuse(TEXTS.settings.badDatabaseUrl(withoutPassword(value)));
    }
    return value;
  }

  url(flag: string | undefined): string {
    const value = this.value(flag, "--url", "DINGDAN_URL") ?? DEFAULT_URL;
    if (!/^https?:\/\/[^@?#]+$/i.test(value) || !URL.canParse(value)) {
      this.#refuse(TEXTS.settings.badUrl(withoutPassword(value)));
    }
    return value.replace(/\/+$/, "");
  }

  #refuse(problem: Problem): void {
    this.problems.push(problem);
  }
}

/**
 * A URL as it may be shown: whatever stands between its scheme and an `@` is left out, and so are its
 * query's settings, of which one may be a password.
 */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/.*@/s, "//…@").replace(/(?<=\/\/.*)\?.*/s, "?…");
}
