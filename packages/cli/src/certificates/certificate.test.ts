import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { Authority, newAuthority } from "./authority.js";
import { serverCertificate } from "./certificate.js";

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
const DOMAIN = "weixin.qq.com";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The result of an ordinary client that trusts the authority and calls a server of this name. */
async function visit(host: string, authority: Authority): Promise<string> {
  const server = createServer({
    SNICallback: (name, done) => done(null, authority.secureContextFor(name)),
  }).on("secureConnection", (socket) => socket.end("HTTP/1.1 204 No Content\r\n\r\n"));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const { certificate } = authority;
    const call = request({ host: "127.0.0.1", port, servername: host, ca: certificate });
    call.on("response", (answer) => resolve(String(answer.statusCode)));
    call.on("error", (error) => resolve(error.message));
    call.end();
  });
}

describe("the authority's certificate", () => {
  const documents = newAuthority(DOMAIN, NOW_MS);
  const certificate = new X509Certificate(documents.certificate);

  test("is self-signed and valid for two years", () => {
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const days = (Date.parse(certificate.validTo) - NOW_MS) / DAY_MS;
    expect(days).toBeCloseTo(730, 0);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(NOW_MS);
  });

  test("has a name by which a user can find and remove it", () => {
    expect(certificate.subject).toMatch(/^CN=Dingdan local CA [0-9a-f]{8} for weixin\.qq\.com$/);
  });

  test("lets clients accept WeChat's hosts", async () => {
    const authority = new Authority(documents, () => NOW_MS);
    expect(await visit("api.weixin.qq.com", authority)).toBe("204");
    expect(await visit("weixin.qq.com", authority)).toBe("204");
  });

  test.each(["example.com", "notweixin.qq.com", "weixin.qq.com.example.com"])(
    "does not let clients accept %s, even with a certificate signed by its key",
    async (host) => {
      const authority = new Authority(documents, () => NOW_MS);
      expect(await visit(host, authority)).toBe("permitted subtree violation");
    },
  );

  test("is rejected with the key of another authority", () => {
    const { key } = newAuthority(DOMAIN, NOW_MS);
    expect(() => new Authority({ ...documents, key }, () => NOW_MS)).toThrow(
      "a key of another certificate",
    );
  });
});

describe("a server's certificate", () => {
  test("is cached until a day before it expires, then generated again", () => {
    let nowMs = NOW_MS;
    const authority = new Authority(newAuthority(DOMAIN, NOW_MS), () => nowMs);
    const first = authority.secureContextFor("api.weixin.qq.com");
    nowMs += 28 * DAY_MS;
    expect(authority.secureContextFor("api.weixin.qq.com")).toBe(first);
    nowMs += 2 * DAY_MS;
    expect(authority.secureContextFor("api.weixin.qq.com")).not.toBe(first);
  });

  test("names its host and its issuer, and supports times after 2049", () => {
    const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const certificate = new X509Certificate(
      serverCertificate(
        "api.weixin.qq.com",
        keys.publicKey,
        { name: "an authority", keys },
        { notBeforeMs: Date.UTC(2049, 11, 31, 23, 59, 59), notAfterMs: Date.UTC(2050, 0, 1) },
      ),
    );
    expect(certificate.ca).toBe(false);
    expect(certificate.subject).toBe("CN=api.weixin.qq.com");
    expect(certificate.issuer).toBe("CN=an authority");
    expect(certificate.subjectAltName).toBe("DNS:api.weixin.qq.com");
    expect(certificate.validFrom).toBe("Dec 31 23:59:59 2049 GMT");
    expect(certificate.validTo).toBe("Jan  1 00:00:00 2050 GMT");
  });
});
