// wechat-api as a merchant's program uses it: it gets the token, and patch() makes the methods.
const WechatApi = require("wechat-api");

const { BASE_URL, DINGDAN_APPID, DINGDAN_SECRET, REQUESTS } = process.env;
const origin = BASE_URL ?? "https://api.weixin.qq.com";
WechatApi.patch("uploadOrders", `${origin}/user-order/orders`);
WechatApi.patch("verifyUpload", `${origin}/user-order/shoppinginfo/verify`);
const api = new WechatApi(DINGDAN_APPID, DINGDAN_SECRET);
// setEndpoint() takes a host and prepends https://.
if (BASE_URL !== undefined) api.endpoint = BASE_URL;

const call = (method, request) =>
  new Promise((resolve, reject) => {
    api[method](request, (error, reply) => (error ? reject(error) : resolve(reply)));
  });

async function main() {
  const { upload, verify, refused } = JSON.parse(REQUESTS);
  const uploaded = await call("uploadOrders", upload);
  const verified = await call("verifyUpload", verify);
  const refusal = await call("uploadOrders", refused).catch(({ code }) => code);
  process.stdout.write(JSON.stringify({ uploaded, verified, refusal }));
}

void main();
