/*
 * Loaded into Node programs before their own code (NODE_OPTIONS=--require). Node's HTTP client ignores
 * HTTPS_PROXY before Node 24, and from then on if a client has its own agent. This module connects TLS
 * connections for WeChat to the proxy's port, which accepts TLS directly. A connection through a proxy
 * already has a socket and is not changed.
 */
import tls = require("node:tls");

type Connect = (options: tls.ConnectionOptions, onConnect?: () => void) => tls.TLSSocket;

const proxy = process.env["DINGDAN_PROXY"];
if (proxy !== undefined && proxy !== "") routeTo(new URL(proxy));

function routeTo({ hostname, port }: URL): void {
  const connect = tls.connect as (...parameters: unknown[]) => tls.TLSSocket;
  const routed = (...parameters: unknown[]): tls.TLSSocket => {
    const { options, onConnect } = normalized(parameters);
    const host = options.servername || options.host || "";
    const isWeChat = Number(options.port) === 443 && /(^|\.)weixin\.qq\.com$/i.test(host);
    if (!isWeChat || options.socket || options.path) return connect(...parameters);
    const address = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
    return (connect as Connect)({ ...options, ...address, servername: host }, onConnect);
  };
  (tls as { connect: unknown }).connect = routed;
}

/** The three forms of a call: options; port and options; port, host and options. */
function normalized(parameters: readonly unknown[]): {
  options: tls.ConnectionOptions;
  onConnect: (() => void) | undefined;
} {
  const [first, second] = parameters;
  const last = parameters.at(-1);
  const given = parameters.find((value) => typeof value === "object" && value !== null);
  return {
    options: {
      ...given,
      ...(typeof first === "object" ? {} : { port: Number(first) }),
      ...(typeof second === "string" ? { host: second } : {}),
    },
    onConnect: typeof last === "function" ? (last as () => void) : undefined,
  };
}
