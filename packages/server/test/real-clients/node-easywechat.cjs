// node-easywechat as a merchant's program uses it: it gets the token and sends the requests.
const { MiniApp } = require("node-easywechat");

const { BASE_URL, DINGDAN_APPID, DINGDAN_SECRET, REQUESTS, CACHE_FOLDER } = process.env;
const app = new MiniApp({
  app_id: DINGDAN_APPID,
  secret: DINGDAN_SECRET,
  http: { throw: false, ...(BASE_URL === undefined ? {} : { baseURL: BASE_URL }) },
  file_cache: { path: CACHE_FOLDER, dirMode: 0o700, fileMode: 0o600, ext: ".cache" },
});
const call = async (path, request) => (await app.getClient().postJson(path, request)).toObject();

async function main() {
  const { upload, verify, refused } = JSON.parse(REQUESTS);
  const uploaded = await call("/user-order/orders", upload);
  const verified = await call("/user-order/shoppinginfo/verify", verify);
  const { errcode: refusal } = await call("/user-order/orders", refused);
  process.stdout.write(JSON.stringify({ uploaded, verified, refusal }));
}

void main();
