import { type Text, text } from "@dingdan/contract";
import type { SealFault } from "./seal.js";

/** Why sealed values cannot be written or read, and the next step. */
export function sealFaultText(fault: SealFault): Text {
  if (fault.kind === "no_key") {
    return text(
      "No seal key is set. Make one (openssl rand -base64 32), write it to a file that only the server can read, and start with DINGDAN_SEAL_KEY_FILE.",
      "未设置封存密钥。请生成一个（openssl rand -base64 32），写入仅服务进程可读的文件，并以 DINGDAN_SEAL_KEY_FILE 启动。",
    );
  }
  return otherKeyText(fault.sealedWith, fault.keyId);
}

/** @param keyId the id of the key that is set; omitted when it is right and only one value is older */
export function otherKeyText(sealedWith: string, keyId?: string): Text {
  const [en, zh] = keyId === undefined ? ["", ""] : [`, not ${keyId}`, `，而不是 ${keyId}`];
  return text(
    `The seal key is not the one with which this was sealed: that key has the id ${sealedWith}${en}. Start with that key as DINGDAN_SEAL_KEY_FILE; to change keys, name it as DINGDAN_PREVIOUS_SEAL_KEY_FILE beside the new key.`,
    `封存密钥与封存时所用的不同：应为标识 ${sealedWith} 的密钥${zh}。请以 DINGDAN_SEAL_KEY_FILE 指定该密钥；更换密钥时，以 DINGDAN_PREVIOUS_SEAL_KEY_FILE 指定旧密钥，与新密钥同时使用。`,
  );
}
