#!/usr/bin/env bash
# node-easywechat: the signature of a WeChat Pay APIv3 call does not cover what is sent
# - with postJson(), patchJson() or the option `json`: it is signed with an empty body;
# - with a query that has a colon, as every time has, or a space: it is signed as qs writes the query
#   (%3A, %20) and sent as axios does (:, +);
# - with an absolute URL and a query: it is signed with another query.
# WeChat Pay answers such calls with 401 SIGN_ERROR. The option `data`, a path instead of a URL, and a
# query that is already encoded in the path avoid it. A server on this machine plays WeChat Pay here and
# verifies the signatures. Exits 1 when the behaviour changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm pkg set overrides.node-socialite=1.4.1
npm install --silent --no-audit --no-fund node-easywechat@3.6.2 axios@1.21.1 >/dev/null

openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=test 2>/dev/null

cat > call.cjs <<'EOF'
const { verify, X509Certificate } = require("node:crypto");
const { once } = require("node:events");
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { Pay } = require("node-easywechat");
const { version } = require("node-easywechat/package.json");

const { publicKey } = new X509Certificate(readFileSync(`${__dirname}/cert.pem`));

/** Whether the Authorization header signs the request as it arrived. */
function isSigned({ method, url, headers }, body) {
  const fields = Object.fromEntries(
    [...headers.authorization.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const text = `${method}\n${url}\n${fields.timestamp}\n${fields.nonce_str}\n${body}\n`;
  return verify("sha256", Buffer.from(text), publicKey, Buffer.from(fields.signature, "base64"));
}

async function main() {
  let last;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    last = { sent: `${request.method} ${request.url} ${body}`, signed: isSigned(request, body) };
    response.setHeader("Content-Type", "application/json").end("{}");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const baseURL = `http://127.0.0.1:${server.address().port}`;
  const client = new Pay({
    mch_id: "1900000109",
    private_key: `${__dirname}/key.pem`,
    certificate: `${__dirname}/cert.pem`,
    secret_key: "0123456789abcdef0123456789abcdef",
    http: { baseURL },
  }).getClient();

  const refund = { out_trade_no: "T-1", out_refund_no: "R-1" };
  const from = "2015-05-20T13:29:35+08:00";
  const calls = [
    [true, "option data", () => client.post("/v3/refund/domestic/refunds", { data: refund })],
    [false, "option json", () => client.post("/v3/refund/domestic/refunds", { json: refund })],
    [false, "postJson", () => client.postJson("/v3/refund/domestic/refunds", refund)],
    [true, "plain query", () => client.get("/v3/pay/transactions/id/1", { params: { mchid: "1" } })],
    [false, "time in a query", () => client.get("/v3/stocks", { params: { from } })],
    [true, "encoded path", () => client.get(`/v3/stocks?from=${encodeURIComponent(from)}`)],
    [false, "absolute URL", () => client.get(`${baseURL}/v3/pay/transactions/id/1?mchid=1`)],
  ];
  console.log(`node-easywechat ${version} on Node ${process.version}`);
  let isAsDescribed = true;
  for (const [expected, name, call] of calls) {
    await call();
    console.log(`${name}: ${last.signed ? "signed as sent" : "NOT signed as sent"}: ${last.sent}`);
    isAsDescribed &&= last.signed === expected;
  }
  server.close();
  server.closeAllConnections();
  console.log(isAsDescribed ? "as described" : "CHANGED");
  process.exitCode = isAsDescribed ? 0 : 1;
}
main();
EOF
node call.cjs
