import { type AddressFacts, checkPublicAddress } from "./address-checks.js";
import { type Check, messageOf } from "./check.js";

const TIMEOUT_MS = 3_000;

/** Asks the public address whether a platform answers there. @param url null if none is configured */
export async function lookAtAddress(url: string | null): Promise<readonly Check[]> {
  return [checkPublicAddress(url === null ? null : await factsOf(url))];
}

async function factsOf(url: string): Promise<AddressFacts> {
  try {
    const answer = await fetch(`${url}/healthz`, {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = (await answer.text()).slice(0, 1_000);
    const isPlatform = answer.status === 200 && body.startsWith('{"status":"ok"');
    return { url, fault: null, status: answer.status, isPlatform };
  } catch (error) {
    const { cause } = error as Error;
    return { url, fault: messageOf(cause ?? error), status: null, isPlatform: false };
  }
}
