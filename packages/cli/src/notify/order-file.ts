import type { Readable } from "node:stream";
import { UsageError } from "../errors.js";
import { objectOf, openInput } from "../input.js";
import { TEXTS } from "../texts.js";
import { NOTIFY_TEXTS } from "./notify-texts.js";
import { type OrderTemplate, templateOf } from "./orders.js";

/**
 * Reads the template of the orders from a file with a WeChat Pay transaction.
 * @throws UsageError
 */
export async function readTemplate(file: string, stdin: () => Readable): Promise<OrderTemplate> {
  const input = await openInput(file, stdin);
  if (input.kind === "many") {
    input.close();
    throw new UsageError(TEXTS.input.onlyOne(input.name));
  }
  const template = templateOf(objectOf(input));
  if ("badPath" in template) {
    throw new UsageError(NOTIFY_TEXTS.problem.badOrder(input.name, template.badPath));
  }
  return template;
}
