import { type Text, text } from "@dingdan/contract";
import { invalidRequest } from "../http/problem.js";
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
  const refuse = (reason: Text) => invalidRequest([{ path: member, reason }]);
  if (!URL.canParse(url)) throw refuse(INVALID);
  const { username, password, port } = new URL(url);
  if (username !== "" || password !== "") throw refuse(HAS_CREDENTIALS);
  if (port === "0") throw refuse(PORT_ZERO);
  const refusal = url === before ? null : guard.refusalOfUrl(url);
  if (refusal === null) return;
  const { address, use, allow } = refusal;
  throw refuse(
    text(
      `has the address ${address}, which is ${use}, so pushes cannot be sent there. Use a public address, or allow it: start with --allow-callback-network ${allow}`,
      `的地址 ${address} 不是公网地址（${use}），无法推送。请使用公网地址，或以 --allow-callback-network ${allow} 启动以允许该地址`,
    ),
  );
}

const INVALID = text(
  "is not a valid URL: send one such as https://shop.example.com/push",
  "不是有效的链接：请传类似 https://shop.example.com/push 的链接",
);

const HAS_CREDENTIALS = text(
  "contains a user name or a password: send the URL without them",
  "包含用户名或密码：请传不含这些内容的链接",
);

const PORT_ZERO = text(
  "has the port 0, to which nothing can be sent: send the URL with the receiver's port",
  "的端口为 0，无法发送：请传含接收方端口的链接",
);
