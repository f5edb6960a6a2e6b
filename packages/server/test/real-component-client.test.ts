import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import easywechat from "node-easywechat";
import { expect, test } from "vitest";
import { Platform } from "./support/platform.js";
import { upload } from "./support/requests.js";

/*
 * A third-party client of a third-party platform, configured with the platform's base URL and otherwise
 * unchanged.
 */
test("node-easywechat accepts the ticket's push, sends a merchant to the consent page, and calls for it", async () => {
  const platform = await Platform.start();
  const merchant = await platform.register();
  const cacheFolder = mkdtempSync(join(tmpdir(), "easywechat-"));
  const config = {
    app_id: "wxcomponent0000002",
    token: "callbacktoken",
    aes_key: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    http: { baseURL: platform.url },
    file_cache: { path: cacheFolder, dirMode: 0o700, fileMode: 0o600, ext: ".cache" },
  };
  let app = new easywechat.OpenPlatform({ ...config, secret: "" });
  const callback = createServer();
  const taken = new Promise<string>((resolve, reject) => {
    callback.on("request", (request, response) => {
      const serve = async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks).toString("utf8");
        app.setRequest(await easywechat.ServerRequest.createFromIncomingMessage(request, body));
        const answer = (await app.getServer().serve()).getBody().toString();
        response.end(answer);
        return answer;
      };
      serve().then(resolve, reject);
    });
  });
  await new Promise<void>((resolve) => callback.listen(0, "127.0.0.1", resolve));
  try {
    const { body } = await platform.admin("POST", "/components", {
      component_appid: config.app_id,
      name: "示例服务商",
      callback_url: `http://127.0.0.1:${(callback.address() as AddressInfo).port}/wechat`,
      token: config.token,
      encoding_aes_key: config.aes_key,
    });
    expect(await taken).toBe("success");
    app = new easywechat.OpenPlatform({ ...config, secret: body["component_appsecret"] as string });

    const link = new URL(await app.createPreAuthorizationUrl("http://127.0.0.1:5000/back"));
    const form = new URLSearchParams(link.search);
    form.set("permission_set", "120");
    form.set("appid", merchant.appid);
    form.set("secret", merchant.secret);
    form.set("decision", "grant");
    const consented = await fetch(platform.url + link.pathname, {
      method: "POST",
      body: form,
      redirect: "manual",
    });
    const back = new URL(consented.headers.get("location") as string);
    const authorization = await app.getAuthorization(back.searchParams.get("auth_code") as string);
    expect(authorization.getAppId()).toBe(merchant.appid);

    const refreshToken = authorization.getRefreshToken();
    const mini = await app.getMiniAppWithRefreshToken(merchant.appid, refreshToken);
    const uploaded = await mini.getClient().postJson("/user-order/orders", upload());
    expect(uploaded.toObject()).toEqual({ errcode: 0, errmsg: "ok" });
  } finally {
    callback.closeAllConnections();
    callback.close();
    await platform.close();
    rmSync(cacheFolder, { recursive: true });
  }
});
