import { type SchemaViolation, type Text, text, type WeChatPaySettings } from "@dingdan/contract";
import type { ForwardTarget } from "../domain/wechatpay-merchant.js";
import type { AddressGuard } from "../outbound/address-guard.js";

/**
 * Where notices are forwarded after a change; null for nowhere. The address is checked when it, or the
 * permission for a private one, is sent: a forward that was set before stays changeable otherwise.
 * @param violations receives what is wrong
 */
export function changedForward(
  before: ForwardTarget | null,
  { forward_url: sent, forward_private_address: isAllowed }: WeChatPaySettings,
  guard: Pick<AddressGuard, "refusalOfUrl">,
  violations: SchemaViolation[],
): ForwardTarget | null {
  if (sent === undefined && isAllowed === undefined) return before;
  const url = sent ?? before?.url ?? "";
  if (url === "") {
    if (sent === undefined) {
      violations.push({ path: "forward_private_address", reason: WITHOUT_URL });
    }
    return null;
  }
  const allowsPrivateAddress = isAllowed ?? before?.allowsPrivateAddress ?? false;
  const reason = urlFault(url) ?? (allowsPrivateAddress ? null : addressFault(url, guard));
  if (reason !== null) violations.push({ path: "forward_url", reason });
  return { url, allowsPrivateAddress };
}

function urlFault(url: string): Text | null {
  if (!URL.canParse(url)) return text("is not a valid URL", "不是有效的链接");
  const { username, password } = new URL(url);
  if (username === "" && password === "") return null;
  return text(
    "contains a user name or a password: send the URL without them",
    "包含用户名或密码：请传不含这些内容的链接",
  );
}

function addressFault(url: string, guard: Pick<AddressGuard, "refusalOfUrl">): Text | null {
  const refusal = guard.refusalOfUrl(url);
  if (refusal === null) return null;
  const { address, use } = refusal;
  return text(
    `has the address ${address}, which is ${use}: use a public address, or allow it with forward_private_address`,
    `的地址 ${address} 不是公网地址（${use}）：请使用公网地址，或以 forward_private_address 允许`,
  );
}

const WITHOUT_URL = text(
  "belongs to a forward: send forward_url, too",
  "属于转发设置：请同时传 forward_url",
);
