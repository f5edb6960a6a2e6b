import { TEXTS } from "../texts.js";
import { type Environment, Reading } from "./reading.js";

export interface ClientFlags {
  readonly url?: string;
  readonly appid?: string;
  readonly secret?: string;
}

export interface ClientSettings {
  readonly url: string;
  readonly appid: string;
  readonly secret: string;
}

export function clientSettings(flags: ClientFlags, environment: Environment): ClientSettings {
  const reading = new Reading(environment);
  const url = reading.url(flags.url);
  const appid = reading.value(flags.appid, "--appid", "DINGDAN_APPID");
  const secret = reading.secret(flags.secret, "--secret", "DINGDAN_SECRET");
  if (appid === null || secret === null) {
    const missing = [
      ...(appid === null ? ["--appid / DINGDAN_APPID"] : []),
      ...(secret === null ? ["--secret / DINGDAN_SECRET"] : []),
    ];
    reading.problems.push(TEXTS.settings.credentialsMissing(missing));
  }
  reading.throwIfBad();
  return { url, appid: appid ?? "", secret: secret ?? "" };
}
