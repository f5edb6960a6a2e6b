import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isObject, type Unchecked } from "@dingdan/contract";
import { systemErrorCode, UsageError } from "../errors.js";
import { WECHATPAY_TEXTS } from "./wechatpay-texts.js";

/**
 * Settings in which each PEM text that names a file, as `@path`, is the content of that file.
 * @param folder to which the paths are relative
 * @throws UsageError for a file that cannot be read, or is no PEM text
 */
export async function withPemFiles(settings: Unchecked, folder: string): Promise<Unchecked> {
  const read = (value: unknown, member: string) => contentOf(value, member, folder);
  const list = async (name: string) => {
    const { [name]: entries } = settings;
    if (!Array.isArray(entries)) return {};
    const filled = entries.map(async (entry: unknown, index) =>
      isObject(entry) && "pem" in entry
        ? { ...entry, pem: await read(entry["pem"], `${name}[${index}].pem`) }
        : entry,
    );
    return { [name]: await Promise.all(filled) };
  };
  const { api_client: client } = settings;
  const key = "private_key";
  return {
    ...settings,
    ...(await list("public_keys")),
    ...(await list("certificates")),
    ...(isObject(client) && key in client
      ? { api_client: { ...client, [key]: await read(client[key], `api_client.${key}`) } }
      : {}),
  };
}

async function contentOf(value: unknown, member: string, folder: string): Promise<unknown> {
  if (typeof value !== "string" || !value.startsWith("@")) return value;
  const path = resolve(folder, value.slice(1));
  const content = await readFile(path, "utf8").catch((error: unknown) => {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    throw new UsageError(WECHATPAY_TEXTS.unreadable(path, member, code));
  });
  // The server would complain of the characters of a binary file.
  if (!content.includes("-----BEGIN ")) throw new UsageError(WECHATPAY_TEXTS.noPem(path, member));
  return content;
}
