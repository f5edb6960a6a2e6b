import type { Readable } from "node:stream";
import { UsageError } from "../errors.js";
import { readObject } from "../input.js";
import { NOTIFY_TEXTS } from "./notify-texts.js";
import { type OrderTemplate, templateOf } from "./orders.js";

/**
 * Reads the template of the orders from a file with a WeChat Pay transaction.
 * @throws UsageError
 */
export async function readTemplate(file: string, stdin: () => Readable): Promise<OrderTemplate> {
  const { name, value } = await readObject(file, stdin);
  const template = templateOf(value);
  if ("badPath" in template) {
    throw new UsageError(NOTIFY_TEXTS.problem.badOrder(name, template.badPath));
  }
  return template;
}
