import { credentialViolations, text } from "@dingdan/contract";
import {
  ACCESS_TOKEN_SECONDS,
  chinaDay,
  decideStableToken,
  RETIREMENT_GRACE_MS,
  type StableToken,
} from "../domain/access-token.js";
import type { App } from "../domain/app.js";
import { isWhitelisted } from "../domain/ip-whitelist.js";
import { unreachable } from "../domain/unreachable.js";
import { atAppSecret } from "../guesses/doors.js";
import {
  deriveStableToken,
  hashSecret,
  matchesHash,
  newAccessToken,
  newSalt,
} from "../secrets/secret.js";
import type { AccessTokenStore, AppStore, StableTokenChange } from "../storage/store.js";
import type { OpenCall } from "./call.js";
import { answered, refuse, refused, type WireOutcome } from "./outcome.js";
import { tooManyGuesses } from "./too-many-guesses.js";

interface TokenStores {
  readonly accessTokens: AccessTokenStore;
  readonly apps: AppStore;
}

/** GET /cgi-bin/token: a new token; the previous one remains valid for 5 minutes. */
export async function getAccessToken(
  call: OpenCall,
  { accessTokens, apps }: TokenStores,
): Promise<WireOutcome> {
  const { nowMs } = call;
  const credentials = await checkCredentials(call, apps);
  if ("refusal" in credentials) return credentials.refusal;
  const token = newAccessToken();
  await accessTokens.issue(
    {
      tokenHash: hashSecret(token),
      appid: credentials.app.appid,
      kind: "ordinary",
      expiresAtMs: nowMs + ACCESS_TOKEN_SECONDS * 1000,
      retiredAtMs: null,
    },
    nowMs + RETIREMENT_GRACE_MS,
  );
  return answered({ access_token: token, expires_in: ACCESS_TOKEN_SECONDS });
}

/** POST /cgi-bin/stable_token: the same token until it expires, or a new one when forced. */
export async function getStableAccessToken(
  call: OpenCall,
  { accessTokens, apps }: TokenStores,
): Promise<WireOutcome> {
  const { request, nowMs } = call;
  const credentials = await checkCredentials(call, apps);
  if ("refusal" in credentials) return credentials.refusal;
  const { app, secret } = credentials;
  const forceRefresh = request["force_refresh"] === true;
  return accessTokens.changeStable(app.appid, (current) =>
    changedStableToken(current, { appid: app.appid, secret, forceRefresh, nowMs }),
  );
}

interface StableTokenRequest {
  readonly appid: string;
  readonly secret: string;
  readonly forceRefresh: boolean;
  readonly nowMs: number;
}

function changedStableToken(
  current: StableToken | null,
  request: StableTokenRequest,
): StableTokenChange<WireOutcome> {
  const { secret, nowMs } = request;
  const currentToken = current === null ? null : deriveStableToken(secret, current.salt);
  const isDerivable = currentToken !== null && hashSecret(currentToken) === current?.tokenHash;
  const decision = decideStableToken(current, { ...request, isDerivable });
  switch (decision) {
    case "quota_reached":
      return { result: refuse("DAILY_QUOTA_REACHED") };
    case "answer_current": {
      const remainingMs = (current as StableToken).expiresAtMs - nowMs;
      const expiresIn = Math.ceil(remainingMs / 1000);
      return { result: answered({ access_token: currentToken, expires_in: expiresIn }) };
    }
    case "issue_new":
    case "force_new":
      return newStableToken(current, request, decision === "force_new");
    default:
      return unreachable(decision);
  }
}

function newStableToken(
  current: StableToken | null,
  { appid, secret, nowMs }: StableTokenRequest,
  isForced: boolean,
): StableTokenChange<WireOutcome> {
  const salt = newSalt();
  const token = deriveStableToken(secret, salt);
  const tokenHash = hashSecret(token);
  const expiresAtMs = nowMs + ACCESS_TOKEN_SECONDS * 1000;
  const today = chinaDay(nowMs);
  const countToday = current?.forceDay === today ? current.forceCount : 0;
  return {
    result: answered({ access_token: token, expires_in: ACCESS_TOKEN_SECONDS }),
    issued: {
      token: { tokenHash, appid, kind: "stable", expiresAtMs, retiredAtMs: null },
      othersRetireAtMs: isForced ? nowMs : null,
      stable: {
        appid,
        salt,
        tokenHash,
        expiresAtMs,
        forcedAtMs: isForced ? nowMs : (current?.forcedAtMs ?? null),
        forceDay: today,
        forceCount: countToday + (isForced ? 1 : 0),
      },
    },
  };
}

type Credentials =
  | { readonly app: App; readonly secret: string }
  | { readonly refusal: WireOutcome };

/** The appid is judged before grant_type and secret. @see auth, §2 "Check order" */
async function checkCredentials(
  { request, clientIp, exceededQuota, guesses }: OpenCall,
  apps: AppStore,
): Promise<Credentials> {
  const app = await apps.find(request["appid"] as string);
  if (app === null) return { refusal: refuse("INVALID_APPID", "appid") };
  const [violation] = credentialViolations(request);
  if (violation !== undefined) return { refusal: refused(violation) };
  const secret = request["secret"] as string;
  const attempt = atAppSecret(app.appid, clientIp);
  if ((await guesses.blockedUnlessKnownMs(attempt)) > 0) return { refusal: tooManyGuesses() };
  if (!matchesHash(secret, app.secretHash)) {
    await guesses.wrong(attempt);
    return { refusal: refuse("INVALID_APPSECRET") };
  }
  if (!isWhitelisted(clientIp, app.ipWhitelist)) return { refusal: notWhitelisted(clientIp) };
  const quotaError = await exceededQuota(app);
  if (quotaError !== null) return { refusal: refuse(quotaError) };
  guesses.right(attempt);
  return { app, secret };
}

/** WeChat's own wording: merchants read the addresses out of it. */
function notWhitelisted(clientIp: string): WireOutcome {
  const plain = clientIp.replace(/^::ffff:(?=\d+\.)/i, "");
  const mapped = plain.includes(":") ? plain : `::ffff:${plain}`;
  const place = `${plain} ipv6 ${mapped}, not in whitelist`;
  return refuse("IP_NOT_WHITELISTED", "", text(place, place));
}
