import { OPERATIONS } from "@dingdan/contract";
import type { TriedKey } from "./operations.js";

export interface Call {
  readonly key: TriedKey;
  readonly appid: string;
  readonly baseUrl: string;
  /** The body as typed. */
  readonly body: string;
}

/** The call as two lines for a terminal: a token, then the call with it. */
export function curlSample({ key, appid, baseUrl, body }: Call): string {
  const { getAccessToken } = OPERATIONS;
  const { method, path } = OPERATIONS[key];
  const query = `grant_type=client_credential&appid=${appid}&secret=$DINGDAN_SECRET`;
  const data = body.trim() === "" ? "" : ` \\\n  -d '${body.replaceAll("'", String.raw`'\''`)}'`;
  return [
    `TOKEN=$(curl -s "${baseUrl}${getAccessToken.path}?${query}" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -s -X ${method} "${baseUrl}${path}?access_token=$TOKEN"${data}`,
  ].join("\n");
}

/** The same call with the SDK. */
export function sdkSample({ key, appid, baseUrl, body }: Call): string {
  const argument = body.trim() === "" || body.trim() === "{}" ? "" : body.trim();
  return `import { ShoppingOrders } from "@dingdan/client";

const orders = new ShoppingOrders({
  appid: ${JSON.stringify(appid)},
  secret: process.env.DINGDAN_SECRET ?? "",
  baseUrl: ${JSON.stringify(baseUrl)},
});

const reply = await orders.${key}(${argument});
console.log(reply);
`;
}
