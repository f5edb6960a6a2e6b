import { text } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import type { AddressGuard } from "../outbound/address-guard.js";

/** A setting with a URL to which the platform pushes. */
interface PushUrlSetting {
  /** How the reply names it: `callback_url`. */
  readonly member: string;
  readonly url: string;
  /** The stored one. It may have been stored before its address was refused, and can be kept. */
  readonly before: string | null;
}

/** @throws Problem for a URL that is invalid, contains credentials, or has a refused address */
export function requirePushUrl({ member, url, before }: PushUrlSetting, guard: AddressGuard): void {
  if (!URL.canParse(url) || hasCredentials(new URL(url))) {
    throw badRequest(
      `${member} is not a valid URL, or contains a user name or a password. Send the URL without them.`,
      `${member} 不是有效的链接，或包含用户名或密码。请传不含这些内容的链接。`,
    );
  }
  const refusal = url === before ? null : guard.refusalOfUrl(url);
  if (refusal === null) return;
  const { address, use, allow } = refusal;
  throw badRequest(
    `${member} has the address ${address}, which is ${use}, so pushes cannot be sent there. Use a public address, or allow it: start with --allow-callback-network ${allow}.`,
    `${member} 的地址 ${address} 不是公网地址（${use}），无法推送。请使用公网地址，或以 --allow-callback-network ${allow} 启动以允许该地址。`,
  );
}

const hasCredentials = ({ username, password }: URL) => username !== "" || password !== "";

const badRequest = (en: string, zh: string) => new Problem(400, text(en, zh));
