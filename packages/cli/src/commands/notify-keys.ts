import { join } from "node:path";
import type { ExitCode, Invocation } from "../invocation.js";
import { TEST_KEYS_FILE, TEST_MCHID } from "../notify/defaults.js";
import { NOTIFY_TEXTS } from "../notify/notify-texts.js";
import { newTestKeys } from "../notify/test-keys.js";
import { writeTestKeys } from "../notify/test-keys-file.js";
import { printFacts } from "../terminal/facts.js";

export interface NotifyKeysFlags {
  readonly out?: string;
}

/** `dingdan notify keys`: makes test keys, prints them and writes them to a file. */
export async function notifyKeys(
  { terminal }: Invocation,
  { out: folder = "." }: NotifyKeysFlags,
): Promise<ExitCode> {
  const keys = newTestKeys(TEST_MCHID, Date.now());
  const file = join(folder, TEST_KEYS_FILE);
  await writeTestKeys(file, keys);
  const { mchid, api_v3_key: apiV3Key, public_key: publicKey, certificate } = keys;
  if (terminal.isJson) {
    terminal.json({
      file,
      mchid,
      api_v3_key: apiV3Key,
      public_key: { id: publicKey.id, pem: publicKey.pem },
      certificate: { serial: certificate.serial, pem: certificate.pem },
    });
    return 0;
  }
  const { out } = terminal;
  const label = (name: keyof typeof NOTIFY_TEXTS.label) => terminal.say(NOTIFY_TEXTS.label[name]);
  out.line(`${out.style("green", "✓")} ${terminal.say(NOTIFY_TEXTS.keysMade)}`);
  printFacts(out, [
    [label("file"), file],
    [label("mchid"), mchid],
    [label("apiV3Key"), apiV3Key],
    [label("publicKeyId"), publicKey.id],
    [label("publicKey"), publicKey.pem.trim()],
    [label("serial"), certificate.serial],
    [label("certificate"), certificate.pem.trim()],
  ]);
  out.line(`  ${out.dim("→")} ${terminal.say(NOTIFY_TEXTS.keysNext(file))}`);
  return 0;
}
