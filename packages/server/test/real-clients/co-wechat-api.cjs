// co-wechat-api as a merchant's program uses it: it gets the token and sends the requests.
const WechatApi = require("co-wechat-api");
const { postJSON } = require("co-wechat-api/lib/util");

const { BASE_URL, DINGDAN_APPID, DINGDAN_SECRET, REQUESTS } = process.env;
const origin = BASE_URL ?? "https://api.weixin.qq.com";
const api = new WechatApi(DINGDAN_APPID, DINGDAN_SECRET);
if (BASE_URL !== undefined) api.prefix = `${BASE_URL}/cgi-bin/`;

async function call(path, request) {
  const { accessToken } = await api.ensureAccessToken();
  return api.request(`${origin}${path}?access_token=${accessToken}`, postJSON(request));
}

async function main() {
  const { upload, verify, refused } = JSON.parse(REQUESTS);
  const uploaded = await call("/user-order/orders", upload);
  const verified = await call("/user-order/shoppinginfo/verify", verify);
  const refusal = await call("/user-order/orders", refused).catch(({ code }) => code);
  process.stdout.write(JSON.stringify({ uploaded, verified, refusal }));
}

void main();
