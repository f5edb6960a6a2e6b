import { type Text, text } from "@dingdan/contract";
import { isLoopbackHost } from "../http/public-origin.js";
import { type Check, failed, passed, plain, warning } from "./check.js";

/** What answered at the public address. */
export interface AddressFacts {
  readonly url: string;
  /** Why there was no answer: "does not answer in time"; null if there was one. */
  readonly fault: Text | null;
  readonly status: number | null;
  /** True for the answer of `/healthz` of a Dingdan platform. */
  readonly isPlatform: boolean;
  /** The id of the installation that answered; null if it shows none. */
  readonly installation: string | null;
}

/**
 * @param facts null if no public address is configured
 * @param expected the id of this installation; null if it has none yet
 */
export function checkPublicAddress(facts: AddressFacts | null, expected: string | null): Check {
  const name = "public address";
  if (facts === null) {
    return warning(
      name,
      text("not set", "未设置"),
      text(
        "Set --public-url (DINGDAN_PUBLIC_URL) to the address that people open; links lead there.",
        "请将 --public-url（DINGDAN_PUBLIC_URL）设为用户访问的地址，链接将指向该地址。",
      ),
    );
  }
  const { url, fault, status, isPlatform, installation } = facts;
  if (fault !== null) {
    return warning(
      name,
      text(`${url} ${fault.en}`, `${url} ${fault.zh}`),
      text(
        "Start the platform and its proxy, and check the protocol, the name, the port and the firewall. A machine inside the network may be unable to reach its own public address.",
        "请启动平台与代理，并检查协议、域名、端口与防火墙。内网机器可能无法访问自己的公开地址。",
      ),
    );
  }
  if (!isPlatform) {
    return failed(
      name,
      text(
        `${url}/healthz is not answered by a Dingdan platform (HTTP ${status})`,
        `${url}/healthz 的应答并非来自 Dingdan 平台（HTTP ${status}）`,
      ),
      text(
        "Correct --public-url, or the proxy: it must pass every path to Dingdan.",
        "请更正 --public-url 或代理配置：代理须将所有路径转发给 Dingdan。",
      ),
    );
  }
  if (expected !== null && installation !== expected) {
    return failed(
      name,
      text(
        `at ${url} answers another Dingdan installation than that of this database`,
        `${url} 的应答来自另一个 Dingdan 实例，与此数据库不符`,
      ),
      text(
        "Correct --public-url, or the proxy's target, or run doctor with the database of that installation (--database, DINGDAN_DATABASE_URL).",
        "请更正 --public-url 或代理的目标，或以该实例的数据库运行 doctor（--database、DINGDAN_DATABASE_URL）。",
      ),
    );
  }
  const { protocol, host } = new URL(url);
  if (protocol === "https:" || isLoopbackHost(host)) return passed(name, plain(url));
  return warning(
    name,
    text(`${url} is not encrypted`, `${url} 未加密`),
    text(
      "Put the platform behind an HTTPS proxy, and set --public-url to its https address.",
      "请将平台置于 HTTPS 代理之后，并将 --public-url 设为 https 地址。",
    ),
  );
}
