import { type Text, text } from "@dingdan/contract";
import { type AddressFacts, checkPublicAddress } from "./address-checks.js";
import { type Check, messageOf } from "./check.js";

const TIMEOUT_MS = 3_000;
const BODY_BYTES_MAX = 1_000;

/**
 * Asks the public address whether this installation answers there.
 * @param url null if none is configured
 * @param expected the id of this installation; null if it has none yet
 */
export async function lookAtAddress(
  url: string | null,
  expected: Promise<string | null>,
): Promise<readonly Check[]> {
  const facts = url === null ? null : await factsOf(url);
  return [checkPublicAddress(facts, await expected)];
}

async function factsOf(url: string): Promise<AddressFacts> {
  const none = { url, status: null, isPlatform: false, installation: null };
  try {
    const answer = await fetch(`${url}/healthz`, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status } = answer;
    const installation = installationIn(await beginning(answer));
    const isPlatform = status === 200 && installation !== null;
    return { url, fault: null, status, isPlatform, installation };
  } catch (error) {
    return { ...none, fault: faultOf(error) };
  }
}

/** The first bytes of a body: whatever answers may send more than fits in memory. */
async function beginning(answer: Response): Promise<string> {
  let body = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    body += decoder.decode(chunk as Uint8Array, { stream: true });
    if (body.length > BODY_BYTES_MAX) break;
  }
  return body;
}

/** The id that a platform shows; null for the answer of anything else. */
function installationIn(body: string): string | null {
  try {
    const { status, installation } = JSON.parse(body) as Partial<Record<string, unknown>>;
    return status === "ok" && typeof installation === "string" ? installation : null;
  } catch {
    return null;
  }
}

function faultOf(error: unknown): Text {
  const { name, cause } = error as Error;
  if (name === "TimeoutError") {
    const seconds = TIMEOUT_MS / 1000;
    return text(`does not answer in time (${seconds} s)`, `未及时应答（${seconds} 秒）`);
  }
  const { code } = (cause ?? error) as NodeJS.ErrnoException;
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    return text("does not speak HTTPS", "不支持 HTTPS");
  }
  const message = messageOf(cause ?? error) || (code ?? "");
  return text(`does not answer: ${message}`, `无应答：${message}`);
}
