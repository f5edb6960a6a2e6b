import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | string[]>> | readonly string[];
  readonly body?: string;
}

/** Asks a proxy for a tunnel; returns its response and the socket of the tunnel. */
export async function openTunnel(
  proxyUrl: string,
  authority: string,
): Promise<{ readonly status: number; readonly text: string; readonly socket: Socket }> {
  const { hostname, port } = new URL(proxyUrl);
  const call = request({ host: hostname, port, method: "CONNECT", path: authority });
  call.end();
  const [answer, socket, head] = (await once(call, "connect")) as [IncomingMessage, Socket, Buffer];
  const status = answer.statusCode ?? 0;
  // The body of a rejection follows its header, but Node treats it as the first bytes of the tunnel.
  const text = status === 200 ? "" : head.toString() + (await restOf(socket));
  return { status, text, socket };
}

/** Calls a host through the proxy: HTTP over TLS in a tunnel. */
export async function callThroughTunnel(
  proxyUrl: string,
  ca: string,
  host: string,
  call: Call,
): Promise<Reply> {
  const { status, text, socket } = await openTunnel(proxyUrl, `${host}:443`);
  if (status !== 200) throw new Error(`no tunnel: ${status} ${text}`);
  const secured = connectTls({ socket, servername: host, ca });
  await once(secured, "secureConnect");
  return exchange(secured, call);
}

/** Connects with TLS to the proxy's port, as a program does that was redirected there. */
export async function callDirectly(
  proxyUrl: string,
  ca: string,
  host: string,
  call: Call,
): Promise<Reply> {
  const { hostname, port } = new URL(proxyUrl);
  const secured = connectTls({ host: hostname, port: Number(port), servername: host, ca });
  await once(secured, "secureConnect");
  return exchange(secured, call);
}

/** Sends a request with an absolute URL. */
export async function callWithWholeUrl(proxyUrl: string, call: Call): Promise<Reply> {
  const { hostname, port } = new URL(proxyUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  return exchange(socket, call);
}

/** Sends one request, reads the response and closes the connection. */
export async function exchange(socket: Socket, { body, headers, ...call }: Call): Promise<Reply> {
  const outgoing = request({
    ...call,
    headers: (headers ?? {}) as Record<string, string>,
    createConnection: () => socket,
  });
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const text = await restOf(answer);
  socket.destroy();
  return { status: answer.statusCode ?? 0, headers: answer.headers, text };
}

async function restOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
