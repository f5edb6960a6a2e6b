import { isIP } from "node:net";
import { text } from "@dingdan/contract";
import { specialNetworkOf } from "../outbound/address-classes.js";
import { SettingsError } from "../settings-error.js";

/** The hosts of WeChat Pay's interfaces: the main one, and the one that is asked when it fails. @see wechatpay, §1 */
export const WECHATPAY_API_URLS = [
  "https://api.mch.weixin.qq.com",
  "https://api2.mch.weixin.qq.com",
] as const;

/**
 * The hosts that the platform asks, the preferred one first.
 * @param given empty or absent: WeChat Pay's own
 * @returns null for a sandbox without such a setting: its merchant numbers are invented
 * @throws SettingsError for an invalid URL, and for more than two
 */
export function apiUrlsOf(
  given: readonly string[] | undefined,
  isSandbox: boolean,
): readonly string[] | null {
  if (given === undefined || given.length === 0) return isSandbox ? null : WECHATPAY_API_URLS;
  if (given.length > 2) throw invalid(`${given.length} URLs`, `${given.length} 个 URL`);
  return given.map(parseUrl);
}

/** @throws SettingsError */
function parseUrl(given: string): string {
  const quoted = JSON.stringify(given);
  if (!/^https?:\/\/[^/@?#]+\/?$/i.test(given) || !URL.canParse(given)) {
    throw invalid(`${quoted} is not a URL without a path`, `${quoted} 不是不含路径的 URL`);
  }
  const url = new URL(given);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    const reason = `${quoted} is not encrypted, and replies contain openids`;
    throw invalid(reason, `${quoted} 未加密，而应答中含有 openid`);
  }
  return url.origin;
}

function isLoopback(host: string): boolean {
  const address = host.startsWith("[") ? host.slice(1, -1) : host;
  if (isIP(address) === 0) return host === "localhost";
  return specialNetworkOf(address)?.use === "loopback";
}

const invalid = (en: string, zh: string) =>
  new SettingsError(
    text(
      `invalid value for --wechatpay-api-url / DINGDAN_WECHATPAY_API_URLS: ${en}. Name one or two hosts, such as ${WECHATPAY_API_URLS.join(",")}; http:// only on this machine.`,
      `--wechatpay-api-url / DINGDAN_WECHATPAY_API_URLS 取值无效：${zh}。请填写一个或两个地址，例如 ${WECHATPAY_API_URLS.join(",")}；http:// 仅限本机。`,
    ),
  );
