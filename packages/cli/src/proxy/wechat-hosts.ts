/**
 * The hosts of WeChat's API: the general one, its disaster recovery, and those of its regions.
 * @see https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Interface_field_description.html
 */
export const WECHAT_API_HOSTS: ReadonlySet<string> = new Set([
  "api.weixin.qq.com",
  "api2.weixin.qq.com",
  "sh.api.weixin.qq.com",
  "sz.api.weixin.qq.com",
  "hk.api.weixin.qq.com",
]);

/** The domain of these hosts; the proxy's authority is limited to it. */
export const WECHAT_DOMAIN = "weixin.qq.com";

/**
 * The host of `host` or `host:port`; null if it is not one of WeChat's API hosts or has another port.
 * @param port the expected port, and the default if the authority has none
 */
export function wechatApiHost(authority: string, port: number): string | null {
  const [host = "", givenPort = String(port), ...more] = authority.toLowerCase().split(":");
  if (more.length > 0 || givenPort !== String(port)) return null;
  return WECHAT_API_HOSTS.has(host) ? host : null;
}
