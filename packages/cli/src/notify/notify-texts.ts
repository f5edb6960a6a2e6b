import { text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan notify`. Those of a case are in `cases/`. */
export const NOTIFY_TEXTS = {
  group: text("Test a receiver of WeChat Pay's notices:", "测试微信支付通知的接收端："),

  command: {
    notify: text("Test your own receiver of WeChat Pay's notices", "测试自己的微信支付通知接收端"),
    keys: text("Make test keys for a receiver", "为接收端生成测试密钥"),
    keysMore: text(
      "Makes a merchant number, an APIv3 key, a WeChat Pay public key with its id, and a platform certificate; prints them, and writes them with their private keys to wechatpay-test-keys.json, which only you can read. Configure the receiver with them in a test environment only.",
      "生成商户号、APIv3 密钥、微信支付公钥及其 ID 与平台证书并显示，连同私钥写入仅本人可读的 wechatpay-test-keys.json。请仅在测试环境中将其配置到接收端。",
    ),
    orders: text(
      "List the orders that a receiver must know before a check",
      "列出检查前接收端必须已有的订单",
    ),
    ordersMore: text(
      "Each case that books something has an order of its own, so that one fault does not hide another. With --order, merchant number, appid, openid and amount are those of your transaction, and its out_trade_no begins every order number. --json prints a list to load into the receiver.",
      "每个会入账的用例都有单独的订单，以免问题互相掩盖。使用 --order 时，商户号、appid、openid 与金额取自您的交易，其 out_trade_no 为各订单号的开头。--json 输出可导入接收端的列表。",
    ),
    check: text(
      "Check a receiver against WeChat Pay's rules and grade it",
      "按微信支付的规则检查接收端并评分",
    ),
    checkMore: text(
      'Sends genuine and forged notices, signed and encrypted with the test keys, and judges the answers. Needs no running Dingdan. Takes at most 30 s. Whether a notice was booked twice, or booked although its amount is wrong, cannot be seen from outside: give --effects-url, a GET address of your receiver that answers {"paid_total", "paid_count", "refunded_total"} (in fen) for an order; without it these cases are reported as not observable, never as passed. The exit code is 1 if a case failed; warnings do not count.',
      '发送以测试密钥签名并加密的真实与伪造通知，并判断应答。无需运行 Dingdan，最多用时 30 秒。是否重复入账、金额不符是否仍入账，从外部无法得知：请用 --effects-url 提供接收端的 GET 地址，按订单返回 {"paid_total", "paid_count", "refunded_total"}（单位分）；未提供时相关用例标为无法观察，不会算作通过。有用例未通过时退出码为 1，警告不计。',
    ),
  },

  flag: {
    out: text("The folder of the key file", "密钥文件所在的目录"),
    url: text(
      "The URL of the receiver, as you would give it to WeChat Pay",
      "接收端地址，与提供给微信支付的一致",
    ),
    keys: text("The file of test keys", "测试密钥文件"),
    order: text(
      "A WeChat Pay transaction (JSON) as the template of the orders; - reads standard input",
      "作为订单模板的微信支付交易（JSON），- 表示标准输入",
    ),
    effectsUrl: text(
      "A GET address that shows what is booked of an order; {out_trade_no} is replaced, or added as a query",
      "返回订单入账情况的 GET 地址；{out_trade_no} 会被替换，没有时作为查询参数添加",
    ),
    only: text("Run only this case; repeatable", "只运行该用例，可重复"),
    skip: text("Do not run this case; repeatable", "不运行该用例，可重复"),
    signWith: text(
      "Which test key signs; the other one is used for the case rotation",
      "用哪个测试密钥签名；另一个用于 rotation 用例",
    ),
    publicReceiver: text(
      "Confirm that a receiver with a public address is yours: it gets forged payments",
      "确认具有公网地址的接收端归您所有：它会收到伪造的支付",
    ),
  },

  label: {
    file: text("file", "文件"),
    mchid: text("merchant number", "商户号"),
    apiV3Key: text("APIv3 key", "APIv3 密钥"),
    publicKeyId: text("public key id", "公钥 ID"),
    publicKey: text("public key", "公钥"),
    serial: text("certificate serial", "证书序列号"),
    certificate: text("certificate", "平台证书"),
    orderNumber: text("out_trade_no", "out_trade_no"),
    kind: text("kind", "类型"),
    appid: text("appid", "appid"),
    openid: text("openid", "openid"),
    total: text("total (fen)", "金额（分）"),
    result: text("result", "结果"),
    case: text("case", "用例"),
    found: text("found", "结果说明"),
    rule: text("rule", "规则"),
    fix: text("fix", "处理"),
    source: text("source", "来源"),
  },

  kind: {
    ordinary: text("ordinary", "普通支付"),
    combined: text("combined", "合单支付"),
    provider: text("provider", "服务商模式"),
  },

  verdict: {
    failed: text("failed", "未通过"),
    warning: text("warning", "警告"),
    passed: text("passed", "通过"),
    unobservable: text("not observable", "无法观察"),
    skipped: text("skipped", "跳过"),
  },

  keysMade: text("test keys made", "已生成测试密钥"),
  keysNext: (file: string) =>
    text(
      `configure the receiver with them, add the orders of \`dingdan notify orders\`, then run \`dingdan notify check URL --keys ${file}\``,
      `请将其配置到接收端，添加 \`dingdan notify orders\` 列出的订单，然后运行 \`dingdan notify check URL --keys ${file}\``,
    ),
  ordersNext: text(
    "the receiver must treat these orders as its own, not paid yet",
    "接收端须将这些订单视为自身的待支付订单",
  ),
  progress: (percent: number) => text(`${percent}% of the cases`, `已完成 ${percent}% 的用例`),
  mustTitle: text("Must: otherwise money is lost or booked wrongly", "必须：否则会丢失或错记款项"),
  shouldTitle: text(
    "Should: otherwise notices are lost or repeated",
    "应当：否则会丢失通知或被重复通知",
  ),
  grade: (must: string, should: string) =>
    text(`Grade: must ${must}, should ${should}`, `评分：必须 ${must}，应当 ${should}`),
  notObserved: (count: number) =>
    text(
      `not observable: ${count}; --effects-url makes them observable`,
      `无法观察：${count} 项，提供 --effects-url 即可观察`,
    ),
  cases: (count: number) => text(`${count} cases`, `${count} 个用例`),
  notRun: (count: number) => text(`skipped: ${count}`, `跳过：${count} 项`),

  problem: {
    badKeys: (file: string, path: string): Problem => ({
      message: text(
        `${file} does not contain test keys${path === "" ? "" : `: ${path} is missing or wrong`}`,
        `${file} 不是测试密钥文件${path === "" ? "" : `：${path} 缺失或有误`}`,
      ),
      hint: text(
        "make new keys with `dingdan notify keys --out FOLDER`",
        "请用 `dingdan notify keys --out 目录` 重新生成",
      ),
    }),
    keysExist: (file: string): Problem => ({
      message: text(`${file} already exists`, `${file} 已存在`),
      hint: text(
        "use these keys, or choose another folder with --out; a receiver that is configured with them would not know new ones",
        "请使用这些密钥，或用 --out 指定其他目录；已配置它们的接收端不认识新密钥",
      ),
    }),
    keysJustMade: (file: string): Problem => ({
      message: text(`there were no test keys: made ${file}`, `尚无测试密钥：已生成 ${file}`),
      hint: text(
        "configure the receiver with the keys of this file (api_v3_key, public_key.id and public_key.pem, or certificate), add the orders that `dingdan notify orders` lists, and run the check again",
        "请将该文件中的密钥（api_v3_key、public_key.id 与 public_key.pem，或 certificate）配置到接收端，添加 `dingdan notify orders` 列出的订单，然后重新检查",
      ),
    }),
    keysMissing: (file: string): Problem => ({
      message: text(`file not found: ${file}`, `文件不存在：${file}`),
      hint: text(
        "make test keys with `dingdan notify keys --out FOLDER`",
        "请用 `dingdan notify keys --out 目录` 生成测试密钥",
      ),
    }),
    badOrder: (name: string, path: string): Problem => ({
      message: text(
        `${name} is no WeChat Pay transaction: ${path} is missing or wrong`,
        `${name} 不是微信支付交易：${path} 缺失或有误`,
      ),
      hint: text(
        "write out_trade_no (6 to 26 characters: letters, digits, _-|*), mchid, appid, payer.openid and amount.total (fen)",
        "请填写 out_trade_no（6 至 26 个字符：字母、数字、_-|*）、mchid、appid、payer.openid 与 amount.total（分）",
      ),
    }),
    badUrl: (name: string, value: string): Problem => ({
      message: text(`invalid value for ${name}: ${value}`, `${name} 取值无效：${value}`),
      hint: text(
        "use a complete address such as http://127.0.0.1:3000/wechatpay/notify, without a user name",
        "请填写完整地址，例如 http://127.0.0.1:3000/wechatpay/notify，不含用户名",
      ),
    }),
    unknownCase: (flag: string, name: string, names: readonly string[]): Problem => ({
      message: text(`invalid value for ${flag}: ${name}`, `${flag} 取值无效：${name}`),
      hint: text(`use one of ${names.join(", ")}`, `可选：${names.join("、")}`),
    }),
    publicReceiver: (host: string, address: string): Problem => ({
      message: text(
        `${host} has the address ${address}, which is neither of this machine nor private`,
        `${host} 的地址 ${address} 既非本机地址，也非内网地址`,
      ),
      hint: text(
        "a check sends forged payments; if the receiver is yours and only for tests, add --public-receiver-is-mine",
        "检查会发送伪造的支付；若该接收端归您所有且仅用于测试，请加上 --public-receiver-is-mine",
      ),
    }),
    unreachable: (url: string, reason: string): Problem => ({
      message: text(`no response from ${url}: ${reason}`, `${url} 无响应：${reason}`),
      hint: text(
        "start the receiver, and check its host, port and path",
        "请启动接收端，并检查主机、端口与路径",
      ),
    }),
    badEffects: (words: { readonly en: string; readonly zh: string }): Problem => ({
      message: text(`--effects-url ${words.en}`, `--effects-url ${words.zh}`),
      hint: text(
        'answer every order number with 200 and {"paid_total":0,"paid_count":0,"refunded_total":0}, in fen',
        '请对每个订单号应答 200 与 {"paid_total":0,"paid_count":0,"refunded_total":0}，单位为分',
      ),
    }),
  },
} as const;
