/*
 * Loaded into Node programs before their own code (NODE_OPTIONS=--require). Node's HTTP client takes
 * no HTTPS_PROXY before Node 24, and after it only where a client brings no agent of its own. So TLS
 * connections to WeChat are led to the proxy's port, which takes them as they are. A connection that
 * already goes through a proxy has a socket, and is left alone.
 */
import tls = require("node:tls");

type Connect = (options: tls.ConnectionOptions, onConnect?: () => void) => tls.TLSSocket;

const proxy = process.env["DINGDAN_PROXY"];
if (proxy !== undefined && proxy !== "") lead(new URL(proxy));

function lead({ hostname, port }: URL): void {
  const connect = tls.connect as (...parameters: unknown[]) => tls.TLSSocket;
  const led = (...parameters: unknown[]): tls.TLSSocket => {
    const { options, onConnect } = normalized(parameters);
    const host = options.servername || options.host || "";
    const isWeChat = Number(options.port) === 443 && /(^|\.)weixin\.qq\.com$/i.test(host);
    if (!isWeChat || options.socket || options.path) return connect(...parameters);
    const address = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
    return (connect as Connect)({ ...options, ...address, servername: host }, onConnect);
  };
  (tls as { connect: unknown }).connect = led;
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
