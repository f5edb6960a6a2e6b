import {
  type AppRepresentation,
  type LoggedRequestRepresentation,
  readJson,
} from "@dingdan/contract";

/** A logged body with line breaks; with the app that made the call, corrected where that is possible. */
export async function bodyOf(
  logged: LoggedRequestRepresentation,
  app: AppRepresentation | undefined,
  now: string,
): Promise<string> {
  if (app === undefined) return pretty(logged.body);
  const { correctedBody } = await import("../requests/corrected-request.js");
  return correctedBody(logged, app, Date.parse(now))?.bodyText ?? pretty(logged.body);
}

/** A logged body with line breaks; unchanged if it is not JSON. */
function pretty(source: string): string {
  const reading = readJson(source);
  return reading.kind === "value" ? JSON.stringify(reading.value, null, 2) : source;
}
