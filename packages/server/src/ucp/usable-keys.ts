import { text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import { otherKeyText, sealFaultText } from "../secrets/seal-faults.js";
import { UcpKeysUnusable } from "./ucp-keys.js";

/**
 * Does what needs the keys.
 * @throws Problem 409 with the next step when they cannot be used
 */
export async function usableKeys<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UcpKeysUnusable) throw new Problem(409, unusableText(error));
    throw error;
  }
}

/** Why the keys cannot be used, and the next step. */
export function unusableText({ reason }: UcpKeysUnusable) {
  switch (reason.kind) {
    case "other_key":
      return otherKeyText(reason.sealedWith);
    case "damaged":
      return text(
        "The stored keys of the Universal Commerce Protocol are damaged. Restore the setting ucp_keys from a backup.",
        "已保存的 Universal Commerce Protocol 密钥已损坏，请从备份恢复设置 ucp_keys。",
      );
    default:
      return sealFaultText(reason);
  }
}
