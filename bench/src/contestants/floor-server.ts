import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// The minimum that any server in Node does: it reads the body, parses it, and answers a few bytes. For a
// list it answers a text that is as long as Dingdan's, because a list's cost is in its bytes.
const SHORT = Buffer.from('{"errcode":0,"errmsg":"ok"}');
const LIST = Buffer.from(
  `{"items":[{"filled":"${"订".repeat(Math.floor(Number(process.env["LIST_BYTES"] ?? 20_000) / 3))}"}]}`,
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const isList = request.method === "GET";
    if (!isList)
      JSON.parse((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? "");
    const body = isList ? LIST : SHORT;
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
    response.end(body);
  });
});
server.keepAliveTimeout = 72_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once("SIGTERM", () => process.exit(0));
