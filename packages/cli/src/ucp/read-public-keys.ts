import type { Readable } from "node:stream";
import { type ADMIN_OPERATIONS, isObject } from "@dingdan/contract";
import { UsageError } from "../errors.js";
import type { HttpInput } from "../http-operation.js";
import { readObject } from "../input.js";
import { UCP_TEXTS as TEXTS } from "./ucp-texts.js";

/** The keys as the server takes them. */
type PublicKeys = NonNullable<HttpInput<typeof ADMIN_OPERATIONS.setUcpPlatform>["body"]["keys"]>;

/**
 * Reads public keys: a JWK, or a JWK set. The server checks their members.
 * @throws UsageError for a file that has a private key, which must not leave its owner
 */
export async function readPublicKeys(file: string, stdin: () => Readable): Promise<PublicKeys> {
  const { name, value } = await readObject(file, stdin);
  const keys = Array.isArray(value["keys"]) ? (value["keys"] as readonly unknown[]) : [value];
  if (keys.some((key) => isObject(key) && "d" in key)) {
    throw new UsageError(TEXTS.problem.privateKey(name));
  }
  return keys as PublicKeys;
}
