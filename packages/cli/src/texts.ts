import { ORDER_DAYS_MIN, RECONCILE_TEXTS, type Text, text } from "@dingdan/contract";
import type { Problem } from "./errors.js";

/**
 * All texts of the command line, in both languages. Texts about an operation or an error code
 * (summaries, hints, meanings) come from the contract.
 */
const CHECK_URL = text(
  "check --url or DINGDAN_URL: it is the address of the platform, without a path; use the same version of dingdan on both sides",
  "请检查 --url 或 DINGDAN_URL：应为平台的地址，不含路径；两端请使用相同版本的 dingdan",
);

export const TEXTS = {
  help: {
    program: text(
      "An open, self-hosted shopping-order platform, wire-compatible with WeChat's Shopping Orders.",
      "开放、可自托管的购物订单平台，与微信购物订单接口兼容。",
    ),
    usage: text("Usage:", "用法："),
    arguments: text("Arguments:", "参数："),
    options: text("Options:", "选项："),
    commands: text("Commands:", "命令："),
    groupRun: text("Run a platform:", "运行平台："),
    groupCall: text("Call it as a merchant:", "以商户身份调用："),
    groupOperate: text("Operate it:", "运营："),
    groupLookUp: text("Look things up offline:", "离线查询："),
    help: text("Show this help", "显示帮助"),
    version: text("Show the version", "显示版本"),
    helpCommand: text("Show the help of a command", "显示某个命令的帮助"),
    json: text("Print one JSON document and nothing else", "只输出一个 JSON 文档"),
    default: (value: string) => text(`default: ${value}`, `默认：${value}`),
    begin: text(
      "New here? `dingdan demo` shows the complete flow; `dingdan sandbox` starts a platform to try out.",
      "初次使用？运行 `dingdan demo` 观看完整流程，运行 `dingdan sandbox` 启动可供试用的平台。",
    ),
    examples: text("Examples:", "示例："),
    exitCodes: text(
      "Exit codes: 0 success; 1 rejected by the server or failed validation; 2 usage error or server unreachable.",
      "退出码：0 成功，1 被服务器拒绝或校验未通过，2 用法错误或无法连接服务器。",
    ),
  },

  command: {
    serve: text("Start the platform", "启动平台服务"),
    serveMore: text(
      'The first line on standard output is JSON: {"url":"http://127.0.0.1:8321","adminKey":"…" or null}. If no admin key is set, the server keeps the stored key, or generates one and prints it once. Logs go to standard error.',
      '标准输出的第一行为 JSON：{"url":"http://127.0.0.1:8321","adminKey":"…" 或 null}。未指定管理密钥时沿用已保存的密钥，或生成一个并仅打印一次。日志写入标准错误。',
    ),
    sandbox: text(
      "Start a sandbox with a demo app whose credentials stay the same",
      "启动沙箱，附带凭据固定的演示应用",
    ),
    sandboxMore: text(
      "Same as `serve --sandbox`, with an app that can upload. Its credentials are stored in sandbox.json next to the database file.",
      "等同 `serve --sandbox`，并附带可直接上传的应用，其凭据保存在数据库文件旁的 sandbox.json 中。",
    ),
    seed: text(
      "Fill a sandbox with realistic data: shops, orders, refunds, rejected calls",
      "为沙箱填充逼真的商城数据：商家、订单、退款与被拒绝的调用",
    ),
    seedMore: text(
      "Requires a running sandbox; any other platform is rejected. Moves the sandbox's clock ahead by --days and creates orders throughout that time. Start the sandbox in the past (`dingdan sandbox --days-ago 14`) to end at the current time. The same --seed generates the same data; a different --seed adds more. Item pictures are links below https://img.example.com, a host that does not exist; --images writes the files that these links name.",
      "需要运行中的沙箱，拒绝用于其他平台。沙箱时钟会拨快 --days 天，期间不断产生订单；若沙箱从过去开始（`dingdan sandbox --days-ago 14`），则结束于当前时间。相同的 --seed 生成相同的数据，不同的 --seed 会继续追加。商品图片为 https://img.example.com 下的链接，该主机并不存在；--images 写出对应的图片文件。",
    ),
    demo: text(
      "Show the complete flow, from an upload to what the buyer sees",
      "演示完整流程：从上传到买家所见",
    ),
    demoMore: text(
      "Runs in a separate in-memory sandbox; needs no server and leaves nothing behind.",
      "在独立的内存沙箱中运行，无需服务器，不留下任何数据。",
    ),
    uploadMore: text(
      "FILE contains one upload as JSON, or many as NDJSON (one object per line, any number of lines; - reads standard input). Many uploads are sent concurrently; failed ones do not stop the others and are listed at the end. Uploading the same file again is safe: uploads that are already stored return 0.",
      "FILE 为一个 JSON 上传请求，或每行一个对象的 NDJSON（行数不限；- 表示标准输入）。多个请求并发上传，失败的在最后汇总，不影响其他请求。重复上传同一文件是安全的：已保存的内容返回 0。",
    ),
    verifyMore: text(
      "FILE contains order_key and payer; the uploaded file works too.",
      "FILE 含 order_key 与 payer，可直接使用上传时的文件。",
    ),
    order: text("Service provider orders", "服务商订单"),
    app: text("Register and manage apps", "注册与管理应用"),
    adminKey: text("Create, list, rotate and revoke admin keys", "创建、列出、轮换与吊销管理密钥"),
    appOpen: text(
      "Sign the agreement of an app and open its shopping-order permission",
      "为应用签署协议并开通购物订单权限",
    ),
    payMore: text(
      "FILE contains one payment as JSON, or many as NDJSON (- reads standard input). With --notify it contains one payment or refund, of which a sandbox sends the signed and encrypted notice to a receiver; the exit code is 1 when the receiver does not do with it what it must.",
      "FILE 为一个 JSON 支付，或每行一个的 NDJSON（- 表示标准输入）。使用 --notify 时为一笔支付或退款，由沙箱向接收端发送已签名、加密的通知；接收端处理不正确时退出码为 1。",
    ),
    reconcile: text(
      "Ask WeChat Pay for payments and refunds that were not reported",
      "向微信支付查询未收到通知的支付与退款",
    ),
    reconcileMore: text(
      "Asks for the payments that uploads of the last 7 days wait for and for the refunds that are in progress or abnormal, of every merchant number with an api_client, and records the answers. The server does the same every 10 minutes (--reconcile-minutes). Exits with 1 if something could not be asked for.",
      "查询最近 7 天内等待支付的上传以及处理中或异常的退款，范围为设置了 api_client 的商户号，并记录结果。服务器每 10 分钟自动执行一次（--reconcile-minutes）。有未能查询的内容时退出码为 1。",
    ),
    refundMore: text(
      "FILE contains one refund as JSON, or many as NDJSON (- reads standard input), in the form of WeChat Pay's refund notification or refund query. The payment must already be recorded.",
      "FILE 为一个 JSON 退款，或每行一个的 NDJSON（- 表示标准输入），微信支付退款通知或查询的结果均可。须先记录对应的支付。",
    ),
    validate: text(
      "Check a request offline and list all its errors",
      "离线校验请求，一次列出全部错误",
    ),
    validateMore: text(
      "FILE contains one request as JSON, or many as NDJSON. The operation follows from its members, if --operation does not name it; a request that does not show it is checked as an upload of shopping details. Each error is shown with its likely causes. A warning is about something that is accepted but probably wrong; it does not change the exit code. Rules that need the server's data (stored uploads, payments) are not checked.",
      "FILE 为一个 JSON 请求，或每行一个的 NDJSON。未用 --operation 指定时，根据请求的字段识别接口，无法识别的按购物详情上传校验。每个错误都附有可能的原因。警告针对会被接受但很可能有误的内容，不影响退出码。仅服务器知晓的内容（已保存的上传、支付）不作判断。",
    ),
    explain: text("Explain an error code or a request id (rid)", "解释错误码或请求编号（rid）"),
    explainMore: text(
      "CODE is an errcode (268485206), its name (LINK_URL_MISSING) or a verify_result (NOT_PAID). You can also pass a complete errmsg; its rid is used.",
      "CODE 为错误码（268485206）、其名称（LINK_URL_MISSING）或 verify_result（NOT_PAID），也可传入整段 errmsg，以其中的 rid 查询。",
    ),
    proxy: text(
      "Route unmodified programs from api.weixin.qq.com to the platform",
      "将未经修改的程序从 api.weixin.qq.com 引向本平台",
    ),
    proxyMore: text(
      'An HTTPS proxy for WeChat\'s API hosts; all other hosts are rejected. On its first start it generates a certificate authority that is limited to weixin.qq.com; the programs must trust it. The first line on standard output is JSON: {"proxy":"http://127.0.0.1:8322","caFile":"…"}; standard error lists the variables to export.',
      '仅代理微信接口域名的 HTTPS 代理，其他请求一律拒绝。首次运行时生成自己的证书颁发机构（仅限 weixin.qq.com），程序须信任它。标准输出的第一行为 JSON：{"proxy":"http://127.0.0.1:8322","caFile":"…"}；标准错误中列出需要设置的环境变量。',
    ),
    exec: text(
      "Run a command against a sandbox instead of api.weixin.qq.com",
      "运行命令，以沙箱代替 api.weixin.qq.com",
    ),
    execMore: text(
      "Starts a sandbox with a demo app, and the proxy; runs the command with their addresses, the app's credentials (DINGDAN_APPID, DINGDAN_SECRET) and the certificates in its environment; then stops them and cleans up. The exit code is the command's, 128 plus the signal number if a signal ended it, or 127 if the command does not exist. With --url the command uses a platform that is already running. DINGDAN_URL and DINGDAN_DATABASE_URL are ignored, so that a test run never reaches a real platform by accident. Hosts other than WeChat's API are rejected; list hosts to reach directly in NO_PROXY.",
      "启动带演示应用的沙箱与代理，将地址、应用凭据（DINGDAN_APPID、DINGDAN_SECRET）与证书写入环境变量后运行命令，结束后全部清理。退出码与命令相同，被信号终止时为 128 加信号编号，命令不存在时为 127。使用 --url 可引向已运行的平台。不读取 DINGDAN_URL 与 DINGDAN_DATABASE_URL，以免测试误连真实平台。微信接口以外的域名会被拒绝，需直连的请列入 NO_PROXY。",
    ),
    explainLogMore: text(
      "With the admin key, a rid is looked up in the server's request log, which shows the call, what was wrong with it and what to do.",
      "提供管理密钥时，会在服务器的请求日志中查询 rid：调用了什么、哪里有误、如何处理。",
    ),
    logs: text(
      "Show the request log: one line per call, newest last",
      "显示请求日志：每次调用一行，最新的在最后",
    ),
    logsMore: text(
      "Times are in China Standard Time (UTC+8). --follow streams new calls until you press Ctrl+C; with --json it prints one JSON document per line. `dingdan explain RID` shows all details of one call.",
      "时间为北京时间。--follow 持续显示新的调用，直到按 Ctrl+C；与 --json 同用时每行输出一个 JSON 文档。`dingdan explain RID` 显示单次调用的全部信息。",
    ),
    replay: text("Replay a logged call on a sandbox", "在沙箱中重放一次已记录的调用"),
    replayMore: text(
      "The call is sent for the same app and gets a new rid. The exit code is 1 if the new reply is an error.",
      "以同一应用重放，并获得新的 rid。新的应答为错误时退出码为 1。",
    ),
    doctor: text(
      "Check this machine, the database and the settings, or a running platform",
      "检查本机、数据库与设置，或检查运行中的平台",
    ),
    doctorMore: text(
      "Reads the settings as `serve` does and reports every check with the next step. With --url and the admin key it checks a running platform instead: readiness, limits that were reached, losses, versions and clocks. It changes nothing. The exit code is 1 if a check failed; warnings do not count.",
      "按 `serve` 的方式读取设置，逐项报告结果与下一步。使用 --url 与管理密钥时改为检查运行中的平台：是否就绪、触及的限制、丢失的记录、版本与时钟。本命令不做任何更改。有检查未通过时退出码为 1，警告不计。",
    ),
    migrate: text("Update the database schema", "升级数据库结构"),
    migrateMore: text(
      "Applies pending migrations. `serve` also does this when it starts.\n\nWith --to it copies all data from a SQLite file to PostgreSQL and compares the two at the end. Stop the server first. If it is interrupted, run it again; it resumes where it stopped. With --json it prints one line per finished table; the last line is the result.\n\nWith --rewrite it writes a SQLite file again, so that nothing that earlier versions deleted is left in it. Stop the server first. It needs free space of twice the size of the file.\n\nWith --citus it distributes the tables of a PostgreSQL database that has the Citus extension.",
      "执行尚未执行的迁移。`serve` 启动时也会自动执行。\n\n使用 --to 时，将 SQLite 中的全部数据复制到 PostgreSQL，并在结束时比对两边。请先停止服务。若中途中断，再次运行即可从断点继续。使用 --json 时，每完成一张表输出一行，最后一行为结果。\n\n使用 --rewrite 时，重写 SQLite 文件，使旧版本删除的内容不再残留。请先停止服务。所需空闲空间为文件大小的两倍。\n\n使用 --citus 时，将已安装该扩展的 PostgreSQL 数据库的表分布到多台服务器。",
    ),
  },

  flag: {
    host: text("The address to listen on", "监听地址"),
    port: text("The port to listen on; 0 picks a free port", "监听端口，0 表示自动选择空闲端口"),
    story: text(
      "order (the default): from an upload to what the buyer sees; shipping: from a paid order to the released money",
      "order（默认）：从上传到买家所见；shipping：从支付到资金结算",
    ),
    database: text(
      "Database URL: sqlite:FILE, sqlite::memory: or postgres://…",
      "数据库 URL：sqlite:FILE、sqlite::memory: 或 postgres://…",
    ),
    to: text(
      "Copy all data of the SQLite file to this PostgreSQL database: postgres://…",
      "将 SQLite 中的全部数据复制到此 PostgreSQL 数据库：postgres://…",
    ),
    withoutRequests: text("Do not copy the request log", "不复制请求日志"),
    rewrite: text(
      "Write the SQLite file again, without what was deleted in it",
      "重写 SQLite 文件，清除其中已删除的内容",
    ),
    citus: text(
      "Distribute the tables of a PostgreSQL database over several servers with Citus",
      "用 Citus 将 PostgreSQL 数据库的表分布到多台服务器",
    ),
    dryRun: text(
      "Print the SQL of --citus without running it",
      "只打印 --citus 将执行的 SQL，不执行",
    ),
    workers: text(
      "Number of server processes (PostgreSQL only), about one per CPU core",
      "工作进程数（需 PostgreSQL），约等于 CPU 核数",
    ),
    newAdminKey: text(
      "The admin key, for the admin API; use the variable or DINGDAN_ADMIN_KEY_FILE to keep it out of process lists",
      "管理接口的密钥；使用环境变量或 DINGDAN_ADMIN_KEY_FILE 可避免出现在进程列表中",
    ),
    sandbox: text("Sandbox mode: the clock can be moved ahead", "沙箱模式，时钟可拨快"),
    daysAgo: text(
      "Start the clock of a new sandbox this many days ago, for `dingdan seed`",
      "新沙箱的时钟从若干天前开始，用于 `dingdan seed`",
    ),
    seed: text(
      "Random seed; the same seed always generates the same data",
      "随机种子，相同则数据相同",
    ),
    orders: text("Number of orders", "订单数"),
    apps: text("Number of shops", "商家数"),
    days: text("Number of days to move the clock ahead", "时钟拨快的天数"),
    images: text("Write the item pictures (SVG) to this folder", "将商品图片（SVG）写入该目录"),
    seedConcurrency: text("Number of concurrent calls", "并发数"),
    requestLogDays: text(
      "Number of days the request log keeps a call; 0 disables the request log",
      "请求日志保留天数，0 表示不记录",
    ),
    eventDays: text(
      "Number of days events and their webhook deliveries are kept, at least 5",
      "事件及其 Webhook 投递记录的保留天数，至少 5 天",
    ),
    orderDays: text(
      `Number of days an order is kept after something last happened to it, at least ${ORDER_DAYS_MIN} and not less than --event-days; by default orders are kept. Needs a seal key`,
      `订单自最后一次变动起的保留天数，至少 ${ORDER_DAYS_MIN} 天且不小于 --event-days，默认一直保留；需要封存密钥`,
    ),
    connectionsMax: text(
      "Maximum number of open connections, 10000 by default; the descriptor limit (ulimit -n) minus 256 bounds it",
      "最大连接数，默认 10000，且不超过描述符上限（ulimit -n）减 256",
    ),
    connectionsPerAddressMax: text(
      "Maximum number of open connections of one address, half of all by default; trusted proxies have no such limit",
      "单个地址的最大连接数，默认为总数的一半；受信任的代理不受此限",
    ),
    bodyMemoryMaxMib: text(
      "Maximum memory for request bodies in progress, in MiB",
      "处理中请求体占用内存的上限（MiB）",
    ),
    answerTimeoutMs: text(
      "Time for a client to read an answer; a slower client is disconnected",
      "客户端读取应答的时限（毫秒），超时断开",
    ),
    callDeadlineMs: text(
      "Deadline of a call; past it, the answer is errcode -1 or HTTP 503",
      "单次调用的时限（毫秒），超时返回 errcode -1 或 HTTP 503",
    ),
    shutdownDelayMs: text(
      "Time for which a stopping server still serves after /readyz has failed; 0 in a sandbox, 1500 otherwise",
      "停止时，/readyz 失败后继续服务的时间（毫秒）：沙箱为 0，其余默认 1500",
    ),
    shutdownDeadlineMs: text(
      "Deadline of stopping; what is still in progress is cut off",
      "停止的时限（毫秒），超时后中断仍在进行的处理",
    ),
    trustProxy: text(
      "The proxies in front whose X-Forwarded-* headers are trusted: their number (1 if omitted) or networks, such as 10.0.0.0/8,loopback",
      "受信任的前置代理（采用其 X-Forwarded-* 请求头）：层数（不写为 1）或网段，如 10.0.0.0/8,loopback",
    ),
    sealKeyFile: text(
      "A file with the key that seals callback keys in the database: 32 random bytes in base64; the key itself can be in DINGDAN_SEAL_KEY",
      "封存数据库中回调密钥所用密钥的文件：32 个随机字节的 base64；也可用 DINGDAN_SEAL_KEY 直接指定密钥",
    ),
    previousSealKeyFile: text(
      "A file with the seal key before that one; what it sealed is sealed again with the new key",
      "上一个封存密钥的文件；由其封存的内容将以新密钥重新封存",
    ),
    allowCallbackNetwork: text(
      "A network that is not public, in which callbacks of third-party platforms may be: 10.1.0.0/16; repeatable",
      "允许第三方平台回调使用的非公网网段，如 10.1.0.0/16，可重复",
    ),
    wechatpayApiUrl: text(
      "Host of WeChat Pay's interfaces, and a second one for when it fails; by default https://api.mch.weixin.qq.com and https://api2.mch.weixin.qq.com, and none in a sandbox (repeatable; the variable lists hosts, separated by commas)",
      "微信支付接口的地址，第二个用作备用；默认 https://api.mch.weixin.qq.com 与 https://api2.mch.weixin.qq.com，沙箱默认不调用（可重复；环境变量以逗号分隔）",
    ),
    reconcileMinutes: text(
      "How often to ask WeChat Pay for payments that uploads wait for and for refunds in progress; 0: only on demand",
      "向微信支付查询等待支付的上传与处理中退款的间隔（分钟）；0 表示仅按需查询",
    ),
    reconcileMchid: text("Only this merchant number", "仅限该商户号"),
    publicUrl: text(
      "The address that people open, for links and cookies, without a path: https://pay.example",
      "用户访问的地址，用于链接与 Cookie，不含路径：https://pay.example",
    ),
    allowUnsafeDurability: text(
      "Start even if the database may lose acknowledged uploads, such as PostgreSQL with fsync = off",
      "数据库可能丢失已确认的上传时也启动，如 PostgreSQL 设置了 fsync = off",
    ),
    doctorUrl: text(
      "Check the running platform at this URL instead of this machine",
      "检查该 URL 处运行中的平台，而不是本机",
    ),
    url: text("The server's URL", "服务器 URL"),
    appid: text("The appid of the app that calls", "调用所属应用的 appid"),
    secret: text(
      "The secret of that app; use the variable or DINGDAN_SECRET_FILE to keep it out of process lists",
      "应用的 secret；使用环境变量或 DINGDAN_SECRET_FILE 可避免出现在进程列表中",
    ),
    adminKey: text(
      "The admin key; use the variable or DINGDAN_ADMIN_KEY_FILE to keep it out of process lists",
      "管理密钥；使用环境变量或 DINGDAN_ADMIN_KEY_FILE 可避免出现在进程列表中",
    ),
    concurrency: text("Number of concurrent calls, for NDJSON", "NDJSON 的并发数"),
    failures: text(
      "Write failed lines and their errors to this file (NDJSON)",
      "将失败的行及其错误写入该文件（NDJSON）",
    ),
    file: text(
      "A JSON or NDJSON file; - reads standard input",
      "JSON 或 NDJSON 文件，- 表示标准输入",
    ),
    oneFile: text("A JSON file; - reads standard input", "JSON 文件，- 表示标准输入"),
    now: text("Set success_time to the current time", "将 success_time 设为当前时间"),
    notify: text(
      "Instead of recording the payment, let a sandbox send WeChat Pay's notice of it to this address",
      "不记录支付，而由沙箱向该地址发送微信支付通知",
    ),
    kindOfNotice: text("The kind of notice", "通知的类型"),
    noticeMchid: text(
      "The merchant number that is notified, by default that of FILE",
      "被通知的商户号，默认取自 FILE",
    ),
    receive: text(
      "Set the test keys in the sandbox, and without --notify send the notice to the sandbox itself",
      "在沙箱中设置测试密钥；未指定 --notify 时将通知发送给沙箱自身",
    ),
    showKeys: text(
      "Print the sandbox's test keys of the merchant number, for the receiver",
      "显示该商户号的沙箱测试密钥，供接收端配置",
    ),
    name: text("The merchant name that buyers see", "买家看到的商户名称"),
    keyName: text("A name that says who uses the key", "密钥的名称，用以说明由谁使用"),
    keyRole: text(
      "owner: everything; operator: everything except keys and sessions; read_only: only reading",
      "owner：全部操作；operator：除密钥与会话外的全部操作；read_only：只读",
    ),
    keyId: text(
      "The id of the key, as `dingdan admin-key list` shows it",
      "密钥的 id，见 `dingdan admin-key list`",
    ),
    expiresInDays: text(
      "The key expires after this many days; omit: never",
      "密钥在若干天后过期，不填则不过期",
    ),
    overlapHours: text("How many hours the old key stays valid", "旧密钥继续有效的小时数"),
    kind: text("The account type, as WeChat names it", "账号类型"),
    mchid: text("A merchant number that the app may use; repeatable", "应用可使用的商户号，可重复"),
    newAppid: text("The appid; generated if omitted", "应用的 appid，不传则自动生成"),
    appidArgument: text("The app's appid", "应用的 appid"),
    result: text("The result of the review", "审核结果"),
    reason: text("The reason for a rejection", "驳回原因"),
    orderId: text("The order id: DD and 19 digits", "订单号：DD 加 19 位数字"),
    operation: text(
      "The operation that the request is for; by default the one that its members show",
      "请求对应的接口，默认根据请求的字段识别",
    ),
    checkAppid: text("Check the links against this appid", "按该 appid 校验链接"),
    checkMchid: text(
      "Check the order key against this merchant number; repeatable",
      "按该商户号校验 order_key，可重复",
    ),
    itemLinks: text("Whether each item must have its own link", "每个商品是否必须有自己的链接"),
    strict: text(
      "In uploads to shipping information management, refuse members that the documents do not have, as the app's setting strict_uploads does",
      "发货信息管理的上传中，拒绝文档没有的字段，与应用的设置 strict_uploads 相同",
    ),
    caDir: text("The folder that stores the certificate authority", "保存证书颁发机构的目录"),
    execCaDir: text(
      "Use the certificate authority in this folder; if omitted, one is generated for this run",
      "使用该目录中的证书颁发机构，不传则为本次运行临时生成",
    ),
    execUrl: text(
      "Use the platform at this URL instead of a sandbox",
      "引向该 URL 的平台，而不是沙箱",
    ),
    execDatabase: text(
      "The database of the sandbox, as in `dingdan sandbox`",
      "沙箱使用的数据库，与 `dingdan sandbox` 相同",
    ),
    execCommand: text("The command and its arguments", "要运行的命令及其参数"),
    follow: text("Stream new calls until Ctrl+C", "持续显示新的调用，直到按 Ctrl+C"),
    logAppid: text("Only calls for this app", "仅该应用的调用"),
    logErrcode: text("Only calls that returned this errcode", "仅返回该错误码的调用"),
    logErrors: text("Only calls that were rejected", "仅被拒绝的调用"),
    logOperation: text(
      "Only calls of this operation, such as uploadShoppingInfo",
      "仅该接口的调用，例如 uploadShoppingInfo",
    ),
    logOrder: text("Only calls that name the order with this id", "仅涉及该订单（订单 id）的调用"),
    logFrom: text(
      "Only calls that arrived at this time (RFC 3339) or later",
      "仅到达时间不早于此的调用（RFC 3339）",
    ),
    logTo: text(
      "Only calls that arrived before this time (RFC 3339)",
      "仅到达时间早于此的调用（RFC 3339）",
    ),
    logLimit: text("Number of recent calls to show", "最新调用的数量"),
    rid: text(
      "The request id (rid), or an errmsg that ends with one",
      "请求编号，或以其结尾的 errmsg",
    ),
    at: text(
      "The platform time for this call, in RFC 3339; the current time if omitted",
      "本次调用所用的平台时间（RFC 3339），不传则为当前时间",
    ),
    code: text(
      "An error code, its name, a verify_result or a rid",
      "错误码、其名称、verify_result 或 rid",
    ),
  },

  doctor: {
    state: text("state", "状态"),
    check: text("check", "检查项"),
    found: text("found", "结果"),
    states: {
      ok: text("ok", "正常"),
      warning: text("warning", "警告"),
      failed: text("failed", "未通过"),
    },
    summary: ({ ok, warning, failed }: { ok: number; warning: number; failed: number }) =>
      text(
        `ok: ${ok}, warnings: ${warning}, failed: ${failed}`,
        `正常 ${ok} 项，警告 ${warning} 项，未通过 ${failed} 项`,
      ),
  },

  usage: {
    unknownCommand: (name: string) => text(`unknown command: ${name}`, `没有命令 ${name}`),
    unknownOption: (name: string) => text(`unknown option: ${name}`, `没有选项 ${name}`),
    missingArgument: (name: string) => text(`missing argument: ${name}`, `缺少 ${name}`),
    missingCommand: text("missing command", "缺少子命令"),
    optionMissingArgument: (flags: string) => text(`${flags} needs a value`, `${flags} 需要一个值`),
    missingOption: (flags: string) => text(`missing option: ${flags}`, `缺少 ${flags}`),
    tooManyArguments: text("too many arguments", "参数过多"),
    invalidChoice: (name: string, value: string) =>
      text(`invalid value for ${name}: ${value}`, `${name} 取值无效：${value}`),
    choices: (names: string) => text(`use one of ${names};`, `可选：${names}；`),
    other: (message: string) => text(message, `用法错误：${message}`),
    didYouMean: (name: string) => text(`did you mean ${name}?`, `是否想输入 ${name}？`),
    seeHelp: (command: string) => text(`see \`${command} --help\``, `请查看 \`${command} --help\``),
  },

  settings: {
    emptyFlag: (flag: string): Problem => ({
      message: text(`${flag} is empty`, `${flag} 为空`),
      hint: text("set a value, or omit the option", "请填写值，或去掉该选项"),
    }),
    notInteger: (name: string, value: string, minimum: number, maximum: number): Problem => ({
      message: text(`invalid value for ${name}: ${value}`, `${name} 取值无效：${value}`),
      hint: text(
        `use an integer from ${minimum} to ${maximum}`,
        `请填写 ${minimum} 到 ${maximum} 之间的整数`,
      ),
    }),
    notSwitch: (name: string, value: string): Problem => ({
      message: text(`invalid value for ${name}: ${value}`, `${name} 取值无效：${value}`),
      hint: text("use 1 or 0", "请填写 1 或 0"),
    }),
    variableAndFile: (variable: string, fileVariable: string): Problem => ({
      message: text(
        `${variable} and ${fileVariable} cannot be used together`,
        `${variable} 与 ${fileVariable} 不能同时使用`,
      ),
      hint: text("set only one of them", "请只设置其中之一"),
    }),
    unreadableSecret: (name: string, file: string, code: string): Problem => ({
      message: text(
        `cannot read the file of ${name}: ${file} (${code})`,
        `无法读取 ${name} 的文件：${file}（${code}）`,
      ),
      hint: text("check the path and its permissions", "请检查路径与权限"),
    }),
    emptySecret: (name: string, file: string): Problem => ({
      message: text(`the file of ${name} is empty: ${file}`, `${name} 的文件为空：${file}`),
      hint: text("write the secret to it, on one line", "请将密钥写入该文件，只占一行"),
    }),
    /** Without the value, which is a secret. */
    badAdminKey: (name: string): Problem => ({
      message: text(`invalid value for ${name}`, `${name} 取值无效`),
      hint: text("use visible ASCII characters without spaces", "请使用不含空格的可见 ASCII 字符"),
    }),
    /** Without the value, which is a secret. */
    shortAdminKey: (name: string, charactersMin: number): Problem => ({
      message: text(
        `invalid value for ${name}: shorter than ${charactersMin} characters`,
        `${name} 取值无效：少于 ${charactersMin} 个字符`,
      ),
      hint: text(
        `generate a key with \`openssl rand -base64 32\`, or omit ${name} and serve generates one; a sandbox accepts short keys`,
        `请用 \`openssl rand -base64 32\` 生成密钥，或去掉 ${name} 由 serve 自动生成；沙箱可使用较短的密钥`,
      ),
    }),
    badDatabaseUrl: (name: string, value: string): Problem => ({
      message: text(`invalid value for ${name}: ${value}`, `${name} 取值无效：${value}`),
      hint: text(
        "use sqlite:FILE, such as sqlite:./data/dingdan.db, sqlite::memory: or postgres://USER:PASSWORD@HOST/DATABASE",
        "请写作 sqlite:FILE（如 sqlite:./data/dingdan.db）、sqlite::memory: 或 postgres://USER:PASSWORD@HOST/DATABASE",
      ),
    }),
    badTargetUrl: (value: string): Problem => ({
      message: text(`invalid value for --to: ${value}`, `--to 取值无效：${value}`),
      hint: text(
        "use postgres://USER:PASSWORD@HOST/DATABASE",
        "请写作 postgres://USER:PASSWORD@HOST/DATABASE",
      ),
    }),
    badUrl: (name: string, value: string): Problem => ({
      message: text(`invalid value for ${name}: ${value}`, `${name} 取值无效：${value}`),
      hint: text(
        "use http://HOST:PORT or https://HOST, without a user name or query",
        "请写作 http://HOST:PORT 或 https://HOST，不含用户名与查询参数",
      ),
    }),
    daysAgoNeedsSandbox: (name: string): Problem => ({
      message: text(`${name} requires a sandbox`, `${name} 仅用于沙箱`),
      hint: text(`add --sandbox, or remove ${name}`, `请加上 --sandbox，或去掉 ${name}`),
    }),
    urlAndDatabase: {
      message: text(
        "--url and --database cannot be used together",
        "--url 与 --database 不能同时使用",
      ),
      hint: text(
        "--url uses a running platform, --database starts a sandbox",
        "--url 引向已运行的平台，--database 启动沙箱",
      ),
    },
    workersNeedPostgres: (name: string, workers: number): Problem => ({
      message: text(
        `invalid value for ${name}: ${workers} (a SQLite file supports only one server process)`,
        `${name} 取值无效：${workers}（SQLite 文件只支持一个工作进程）`,
      ),
      hint: text(
        "use --database postgres://USER:PASSWORD@HOST/DATABASE; `dingdan migrate --to` copies existing data",
        "请使用 --database postgres://用户:密码@主机/数据库；`dingdan migrate --to` 可迁移已有数据",
      ),
    }),
    credentialsMissing: (names: readonly string[]): Problem => ({
      message: text(`missing: ${names.join(" and ")}`, `缺少：${names.join("、")}`),
      hint: text(
        "`dingdan app create` registers an app and shows both; `dingdan sandbox` includes a ready app",
        "`dingdan app create` 注册应用并显示二者；`dingdan sandbox` 自带可用的应用",
      ),
    }),
    badInstant: (flag: string, value: string): Problem => ({
      message: text(`invalid value for ${flag}: ${value}`, `${flag} 取值无效：${value}`),
      hint: text(
        "use RFC 3339 with an offset, such as 2022-05-20T13:29:35+08:00",
        "请写作带时区偏移的 RFC 3339 时间，例如 2022-05-20T13:29:35+08:00",
      ),
    }),
    noRid: (value: string): Problem => ({
      message: text(`invalid value for <rid>: ${value}`, `<rid> 取值无效：${value}`),
      hint: text(
        "pass a request id, such as 6aac005a-01bfdbee-79769285; `dingdan logs` lists them",
        "请填写 rid，例如 6aac005a-01bfdbee-79769285；可用 `dingdan logs` 查看",
      ),
    }),
    adminKeyMissing: {
      message: text(
        "missing: --admin-key / DINGDAN_ADMIN_KEY",
        "缺少：--admin-key / DINGDAN_ADMIN_KEY",
      ),
      hint: text(
        "`dingdan serve` printed it when it first started; a sandbox stores it in data/sandbox.json",
        "`dingdan serve` 首次启动时打印过该密钥；沙箱将其保存在 data/sandbox.json",
      ),
    },
  },

  input: {
    missing: (file: string): Problem => ({
      message: text(`file not found: ${file}`, `文件不存在：${file}`),
      hint: text("check the path; - reads standard input", "请检查路径；- 表示标准输入"),
    }),
    isDirectory: (file: string): Problem => ({
      message: text(`${file} is a folder`, `${file} 是目录`),
      hint: text("pass a JSON or NDJSON file", "请指定 JSON 或 NDJSON 文件"),
    }),
    unreadable: (file: string, code: string): Problem => ({
      message: text(`cannot read ${file} (${code})`, `无法读取 ${file}（${code}）`),
      hint: text("check the path and its permissions", "请检查路径与权限"),
    }),
    unwritable: (file: string, code: string): Problem => ({
      message: text(`cannot write ${file} (${code})`, `无法写入 ${file}（${code}）`),
      hint: text("check the path and its permissions", "请检查路径与权限"),
    }),
    isEmpty: (name: string): Problem => ({
      message: text(`${name} is empty`, `${name} 为空`),
      hint: text(
        "write one JSON object, or one object per line (NDJSON)",
        "请写入一个 JSON 对象，或每行一个对象（NDJSON）",
      ),
    }),
    badJson: (name: string, fault: Text): Problem => ({
      message: text(`${name}: ${fault.en}`, `${name}：${fault.zh}`),
      hint: text("correct the JSON at that position", "请修正该处的 JSON"),
    }),
    badLine: (name: string, line: number, reason: Text): Problem => ({
      message: text(`${name}, line ${line}: ${reason.en}`, `${name} 第 ${line} 行：${reason.zh}`),
      hint: text("correct that line", "请修正该行"),
    }),
    isList: (name: string): Problem => ({
      message: text(`${name} contains a list, not an object`, `${name} 是列表而不是对象`),
      hint: text(
        "for many requests write one object per line (NDJSON): `jq -c '.[]' FILE > many.ndjson`",
        "多个请求请每行写一个对象（NDJSON）：`jq -c '.[]' FILE > many.ndjson`",
      ),
    }),
    isNoObject: (name: string): Problem => ({
      message: text(`${name} does not contain a JSON object`, `${name} 不是 JSON 对象`),
      hint: text("write the request as one JSON object", "请将请求写成一个 JSON 对象"),
    }),
    onlyOne: (name: string): Problem => ({
      message: text(`${name} contains more than one document`, `${name} 含有多个文档`),
      hint: text("this command takes one document at a time", "该命令一次只处理一个"),
    }),
    sameFile: (file: string): Problem => ({
      message: text(`--failures would overwrite ${file}`, `--failures 会覆盖 ${file}`),
      hint: text("choose another file", "请指定其他文件"),
    }),
    failuresNeedMany: {
      message: text("--failures requires NDJSON", "--failures 仅用于 NDJSON"),
      hint: text(
        "omit it: the error of a single document is printed",
        "请去掉该选项：单个文档的错误会直接打印",
      ),
    },
  },

  connection: {
    unreachable: (url: string, reason: string): Problem => ({
      message: text(`no response from ${url}: ${reason}`, `${url} 无响应：${reason}`),
      hint: text(
        "start a server with `dingdan serve` or `dingdan sandbox`, or set its URL with --url or DINGDAN_URL",
        "请用 `dingdan serve` 或 `dingdan sandbox` 启动服务器，或通过 --url、DINGDAN_URL 指定",
      ),
    }),
    tooLate: (url: string, seconds: number): Problem => ({
      message: text(
        `${url} does not answer in time (${seconds} s)`,
        `${url} 未及时应答（${seconds} 秒）`,
      ),
      hint: text(
        "look at the log, the load and the database of the server there, or start it again; also check --url or DINGDAN_URL, and firewalls",
        "请检查该服务器的日志、负载与数据库，或重新启动；并检查 --url 或 DINGDAN_URL 以及防火墙",
      ),
    }),
    brokenOff: (url: string, reason: string): Problem => ({
      message: text(
        `the answer of ${url} broke off: ${reason}`,
        `${url} 的应答中途断开：${reason}`,
      ),
      hint: text(
        "what came is not complete; repeat the command, and look at the log of the server if it breaks off again",
        "已收到的内容不完整。请重试；若再次断开，请查看该服务器的日志",
      ),
    }),
    notHttps: (url: string): Problem => ({
      message: text(`${url} does not speak HTTPS`, `${url} 不支持 HTTPS`),
      hint: text(
        "use the http:// address of this port, or the https:// address of the proxy in front",
        "请使用该端口的 http:// 地址，或前置代理的 https:// 地址",
      ),
    }),
    notDingdan: (url: string, status: number): Problem => ({
      message: text(
        `no Dingdan platform at ${url} (HTTP ${status}, another form of answer)`,
        `${url} 不是 Dingdan 平台（HTTP ${status}，应答格式不符）`,
      ),
      hint: CHECK_URL,
    }),
    /** @param path the first part of the reply that is not as it must be */
    otherReply: (url: string, status: number, path: string): Problem => ({
      message: text(
        `no Dingdan platform of this version at ${url} (HTTP ${status}, unexpected answer${path === "" ? "" : ` at ${path}`})`,
        `${url} 不是此版本的 Dingdan 平台（HTTP ${status}，应答${path === "" ? "" : ` ${path} `}不符）`,
      ),
      hint: CHECK_URL,
    }),
    adminKeyHint: text(
      "Check --admin-key or DINGDAN_ADMIN_KEY: it must match the admin key of the server.",
      "请检查 --admin-key 或 DINGDAN_ADMIN_KEY，须与服务器的管理密钥一致。",
    ),
  },

  label: {
    path: text("field", "字段"),
    hint: text("hint", "处理"),
    cause: text("cause", "原因"),
    rid: text("rid", "rid"),
    code: text("code", "错误码"),
    count: text("count", "数量"),
    lines: text("lines", "行号"),
    message: text("message and hint", "原因与处理"),
    name: text("name", "名称"),
    kind: text("kind", "类型"),
    permission: text("permission", "权限"),
    mchids: text("merchant numbers", "商户号"),
    appid: text("appid", "appid"),
    secret: text("secret", "secret"),
    itemLinks: text("item links", "商品链接"),
    categoryOpen: text("category open to shopping orders", "类目已开放购物订单"),
    ipWhitelist: text("IP whitelist", "IP 白名单"),
    quotas: text("quotas", "频次上限"),
    openPaths: text("pages open from outside WeChat", "可从微信外打开的页面"),
    messagePush: text("message push", "消息推送"),
    tradeManagement: text("shipping information management", "发货信息管理"),
    yes: text("yes", "是"),
    no: text("no", "否"),
    agreementSignedAt: text("agreement signed", "协议签署于"),
    lastResult: text("last review", "最近审核"),
    nextReviewAt: text("next review", "下次审核"),
    createdAt: text("registered", "注册于"),
    when: text("when", "何时返回"),
    retry: text("retry", "可否重试"),
    returnedBy: text("returned by", "返回接口"),
    source: text("source", "来源"),
    time: text("time", "时间"),
    none: text("none", "无"),
  },

  fault: {
    unexpected: text(
      "internal error: this is a bug in dingdan; report it with the stack trace below",
      "内部错误：这是 dingdan 的缺陷，请附上以下堆栈反馈",
    ),
    invalidRequest: text("the request does not match the schema", "请求不符合约定"),
  },

  reconcile: {
    ...RECONCILE_TEXTS,
    nothing: text(
      "nothing to ask for: of the merchant numbers with an api_client, no upload waits for its payment, and no refund is in progress or abnormal",
      "没有可查询的内容：设置了 api_client 的商户号没有等待支付的上传，也没有处理中或异常的退款",
    ),
    moreCauses: (count: number) =>
      text(`${count} more causes: --json lists all`, `另有 ${count} 种原因，可用 --json 查看全部`),
    stops: text(
      "After three such failures in a row, a merchant number is not asked for any more: fix the cause and run the command again. --json lists every number.",
      "同一商户号连续三次失败后不再查询：请排除原因后重新运行。--json 列出全部单号。",
    ),
    numbers: text("numbers", "单号"),
    mchid: text("merchant number", "商户号"),
    causeAndNext: text("cause and next step", "原因与下一步"),
  },
  batch: {
    progress: (done: number, failed: number) =>
      text(
        `${done} done${failed === 0 ? "" : `, ${failed} failed`}`,
        `已完成 ${done}${failed === 0 ? "" : `，失败 ${failed}`}`,
      ),
    failed: (count: number) => text(`${count} failed`, `${count} 个失败`),
    nothing: text("nothing to do: no line contains a document", "没有可处理的内容：所有行均为空"),
    moreLines: (count: number) => text(`+${count} more`, `另 ${count} 行`),
    duration: (seconds: string, perSecond: number) =>
      text(`${seconds} s, ${perSecond} per second`, `用时 ${seconds} 秒，每秒 ${perSecond} 个`),
    failuresWritten: (file: string) =>
      text(`failed lines written to ${file}`, `失败的行已写入 ${file}`),
    stopped: (done: number) =>
      text(
        `stopped after ${done} successful lines; fix the error and run the command again: sending stored lines again is safe`,
        `成功 ${done} 行后中止；修复后可重新运行，重复发送已保存的行是安全的`,
      ),
  },

  upload: {
    stored: text("stored", "已保存"),
    storedMany: (count: number) => text(`${count} stored`, `已保存 ${count} 个`),
    next: (file: string) =>
      text(
        `check whether it became an order: dingdan verify ${file}`,
        `查询是否成为订单：dingdan verify ${file}`,
      ),
  },

  confirm: {
    submitted: text("submitted for review", "已提交审核"),
    noResultYet: text(
      "no review has finished yet; the first one takes up to 6 hours",
      "尚无已完成的审核；首次审核预计 6 小时内完成",
    ),
  },

  order: {
    status: text("status", "状态"),
    price: text("price", "价格"),
    product: text("product", "商品"),
    quantity: text("quantity", "数量"),
    validity: text("valid", "有效期"),
    createdAt: text("created", "创建于"),
    updatedAt: text("updated", "更新于"),
    paidAt: text("paid", "支付于"),
    invoice: text("invoice", "发票"),
    usage: text("used", "用量"),
  },

  pay: {
    matched: text(
      "matched: the payment belongs to an upload, which is now an order",
      "已匹配：对应的上传已成为订单",
    ),
    waiting: text(
      "recorded: no upload for this payment yet; it will be matched when one arrives",
      "已记录：尚无对应的上传，上传后自动匹配",
    ),
    erased: text(
      "Not recorded: the payment or its buyer was erased",
      "未记录：该支付或其买家的数据已删除",
    ),
    mismatched: text(
      "recorded, but the payment does not match its upload; `dingdan verify` shows why",
      "已记录，但与上传不符；`dingdan verify` 可查询原因",
    ),
    count: {
      matched: (count: number) => text(`${count} matched`, `${count} 个已匹配`),
      waiting: (count: number) => text(`${count} waiting`, `${count} 个等待上传`),
      mismatched: (count: number) => text(`${count} mismatched`, `${count} 个不符`),
      erased: (count: number) => text(`${count} of erased buyers`, `${count} 个属于已删除的买家`),
    },
  },

  refund: {
    state: {
      processing: text("recorded: the refund is in progress", "已记录：退款处理中"),
      succeeded: text("refunded", "已退款"),
      closed: text(
        "recorded: the refund was closed; nothing was refunded",
        "已记录：退款已关闭，未退款",
      ),
      abnormal: text(
        "recorded: the bank rejected the refund; it must be handled manually",
        "已记录：退款异常，银行未受理，须人工处理",
      ),
    },
    sum: (refunded: string, amount: string) =>
      text(`${refunded} of ${amount} refunded`, `已退款 ${refunded}，支付金额 ${amount}`),
    count: {
      processing: (count: number) => text(`${count} in progress`, `${count} 个处理中`),
      succeeded: (count: number) => text(`${count} refunded`, `${count} 个已退款`),
      closed: (count: number) => text(`${count} closed`, `${count} 个已关闭`),
      abnormal: (count: number) => text(`${count} abnormal`, `${count} 个异常`),
    },
  },

  adminKey: {
    created: text("admin key created", "已创建管理密钥"),
    rotated: text("admin key rotated", "已轮换管理密钥"),
    revoked: text("admin key revoked", "已吊销管理密钥"),
    once: text("Store the key now: it is not shown again.", "请立即保存密钥：仅此一次显示。"),
    key: text("admin key", "管理密钥"),
    id: text("id", "id"),
    role: text("role", "角色"),
    state: text("state", "状态"),
    states: {
      active: text("active", "有效"),
      expired: text("expired", "已过期"),
      revoked: text("revoked", "已吊销"),
    },
    lastUsedAt: text("last used", "最近使用"),
    expiresAt: text("expires", "过期时间"),
    previousValidUntil: text("old key valid until", "旧密钥有效至"),
  },

  app: {
    created: text("registered", "已注册"),
    secretOnce: text(
      "Store the secret now: it is not shown again.",
      "请立即保存 secret：仅此一次显示。",
    ),
    openNext: (appid: string) =>
      text(`to allow uploads: dingdan app open ${appid}`, `允许上传：dingdan app open ${appid}`),
    opened: text("agreement signed, permission open", "协议已签署，权限已开通"),
    audited: text("review decided", "审核已裁定"),
    quotas: (perMinute: number, perDay: number) =>
      text(
        `${perMinute} per minute, ${perDay} per day`,
        `每分钟 ${perMinute} 次，每天 ${perDay} 次`,
      ),
    pushForm: (format: string, isEncrypted: boolean) =>
      isEncrypted
        ? text(`as ${format}, encrypted`, `${format} 格式，加密`)
        : text(`as ${format}, not encrypted`, `${format} 格式，明文`),
    pushFault: (fault: string) => text(`last fault: ${fault}`, `最近一次失败：${fault}`),
    none: text(
      "no app is registered yet; register one: `dingdan app create --name NAME --kind mini_program`",
      "尚未注册应用，可运行：`dingdan app create --name NAME --kind mini_program`",
    ),
  },

  validate: {
    unknownOperation: (name: string, names: readonly string[]): Problem => ({
      message: text(`invalid value for --operation: ${name}`, `--operation 取值无效：${name}`),
      hint: text(`use one of ${names.join(", ")}`, `可选：${names.join("、")}`),
    }),
    detected: (operation: string) =>
      text(
        `checked as ${operation}, by its members; --operation names another`,
        `根据字段识别为 ${operation}；可用 --operation 指定其他接口`,
      ),
    fine: (operation: string) =>
      text(`no errors: the request is valid for ${operation}`, `没有错误：符合 ${operation}`),
    summary: (total: number, faulty: number) =>
      text(`${total} checked, ${faulty} with errors`, `共校验 ${total} 个，${faulty} 个有错误`),
    first: text("(returned first)", "（最先返回）"),
    warning: text("warning", "警告"),
  },

  explain: {
    okWhen: text("the call succeeded", "调用成功"),
    retryable: text("yes: the same call may succeed later", "可以：相同的请求稍后可能成功"),
    notRetryable: text("no: the same call would be rejected again", "不可：相同的请求会再次被拒绝"),
    onlyWeChat: text("WeChat returns it; Dingdan never does", "仅微信返回此码，Dingdan 不会返回"),
    anyPath: text("any unknown path", "任何不存在的路径"),
    verifyResult: text("a verify_result, not an error", "verify_result 的取值，不是错误"),
    source: {
      auth: text(
        "WeChat's documentation of access tokens and global return codes",
        "微信接口调用凭据文档与全局返回码",
      ),
      "shopping-orders": text("WeChat's documentation of Shopping Orders", "微信购物订单接口文档"),
      "shipping-management": text(
        "WeChat's documentation of shipping information management",
        "微信发货信息管理服务文档",
      ),
      "service-provider": text(
        "WeChat's documentation of service provider orders",
        "微信服务商订单接口文档",
      ),
      shipping: text("WeChat's documentation of shipping information", "微信物流信息接口文档"),
    },
    unknown: (code: string): Problem => ({
      message: text(`unknown code: ${code}`, `${code} 不是这些接口的错误码`),
      hint: text(
        "see WeChat's global return codes: https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html",
        "微信全局返回码：https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html",
      ),
    }),
    nearest: text("Similar codes:", "最接近的错误码："),
    rid: text("a request id (rid)", "一次请求的编号"),
    ridLog: text(
      "Find this request in the server's log (standard error of `dingdan serve`):",
      "在服务器日志（`dingdan serve` 写入标准错误的内容）中查找该请求：",
    ),
  },

  request: {
    at: text("when", "时间"),
    call: text("call", "调用"),
    app: text("app", "应用"),
    from: text("from", "来源"),
    answered: text("returned", "返回"),
    field: text("field", "字段"),
    cause: text("cause", "诊断"),
    hint: text("hint", "处理"),
    also: text("Also found:", "另外发现："),
    unknownPath: text("(unknown path)", "（不是接口）"),
    viaComponent: (appid: string, component: string) =>
      text(
        `${appid}, through the third-party platform ${component}`,
        `${appid}（第三方平台 ${component} 代调用）`,
      ),
    duration: (ms: number) => text(`${ms} ms`, `${ms} 毫秒`),
    keyShowsMore: text(
      "Pass --admin-key or set DINGDAN_ADMIN_KEY to see in the server's request log what was wrong.",
      "提供 --admin-key 或 DINGDAN_ADMIN_KEY，即可从服务器的请求日志中得知问题所在。",
    ),
    notRead: text("The request log could not be read:", "无法查询请求日志："),
    notLogged: (url: string): Problem => ({
      message: text(
        `the request log of ${url} has no call with this rid`,
        `${url} 的请求日志中没有该 rid 的调用`,
      ),
      hint: text(
        "the rid may belong to another server (set --url), or the log no longer keeps the call",
        "它可能属于其他服务器（用 --url 指定），或早于日志的保留期限",
      ),
    }),
  },

  logs: {
    none: text("no matching call in the request log", "请求日志中没有符合条件的调用"),
    dropped: (count: number) =>
      text(`${count} calls not logged: too many calls`, `${count} 次调用已应答但未记录：请求过多`),
    serverError: (status: number) =>
      text(`the server returned HTTP ${status}`, `服务器返回 HTTP ${status}`),
    retrying: text("retrying every second", "每秒重试一次"),
    resumed: text("the server responds again", "服务器已恢复响应"),
  },

  replay: {
    replayed: (rid: string) => text(`replayed ${rid}`, `已重放 ${rid}`),
    next: (rid: string) =>
      text(
        `details of the new call: dingdan explain ${rid}`,
        `新调用的详情：dingdan explain ${rid}`,
      ),
  },

  migrate: {
    applied: (count: number) => text(`migrations applied: ${count}`, `已执行 ${count} 个迁移`),
    upToDate: text("no pending migrations", "无需迁移"),
    version: (version: string) => text(`database version: ${version}`, `数据库版本：${version}`),
    toAndCitus: {
      message: text("--to and --citus cannot be used together", "--to 与 --citus 不能同时使用"),
      hint: text(
        "first distribute the new database with --database and --citus, then copy into it with --to",
        "请先用 --database 与 --citus 分布新数据库，再向其中复制",
      ),
    },
    rewriteAlone: {
      message: text(
        "--rewrite cannot be used with --to or --citus",
        "--rewrite 不能与 --to 或 --citus 同时使用",
      ),
      hint: text("run it by itself", "请单独执行"),
    },
    rewrite: {
      begun: (databaseUrl: string) =>
        text(
          `rewriting ${databaseUrl}: some seconds for each gigabyte`,
          `正在重写 ${databaseUrl}：每 GB 约需数秒`,
        ),
      done: (before: number, after: number, seconds: number) =>
        text(
          `rewritten in ${seconds.toFixed(1)} s: ${megabytes(before)} before, ${megabytes(after)} now; nothing that was deleted is left in the file`,
          `重写完成，用时 ${seconds.toFixed(1)} 秒：原为 ${megabytes(before)}，现为 ${megabytes(after)}；文件中不再残留已删除的内容`,
        ),
      inUse: (databaseUrl: string): Problem => ({
        message: text(
          `another process has ${databaseUrl} open`,
          `另一个进程正在使用 ${databaseUrl}`,
        ),
        hint: text("stop the server first; nothing was changed", "请先停止服务；未做任何改动"),
      }),
    },
    onlyWithTo: {
      message: text("--without-requests requires --to", "--without-requests 只能与 --to 一起使用"),
      hint: text("add --to, or omit it", "请加上 --to，或去掉该选项"),
    },
    onlyWithCitus: {
      message: text("--dry-run requires --citus", "--dry-run 只能与 --citus 一起使用"),
      hint: text("add --citus, or omit it", "请加上 --citus，或去掉该选项"),
    },
    progress: {
      copy: (table: string, count: number) =>
        text(`copying ${table}: ${count} rows`, `正在复制 ${table}：${count} 行`),
      compare: (table: string, count: number) =>
        text(`comparing ${table}: ${count} rows`, `正在比对 ${table}：${count} 行`),
    },
    column: {
      table: text("table", "表"),
      rows: text("rows", "行数"),
      checksum: text("checksum of both sides", "两边的校验和"),
    },
    copied: (rows: number, tables: number) =>
      text(
        `${rows} rows in ${tables} tables copied; both sides are identical`,
        `已复制 ${tables} 张表共 ${rows} 行，两边一致`,
      ),
    finished: (rows: number) =>
      text(
        `already copied and compared (${rows} rows): nothing to do`,
        `此前已完成复制与比对，共 ${rows} 行，无需操作`,
      ),
    copiedNext: text(
      "start the server with --database (or DINGDAN_DATABASE_URL) set to the new database from now on; keep the old file as a backup",
      "请从现在起以 --database（或 DINGDAN_DATABASE_URL）指定新数据库启动服务，旧文件留作备份",
    ),
    inUse: (databaseUrl: string): Problem => ({
      message: text(`another process has ${databaseUrl} open`, `另一个进程正在使用 ${databaseUrl}`),
      hint: text(
        "stop the server first: data that it writes during the copy would be lost",
        "请先停止服务：复制期间写入的数据会丢失",
      ),
    }),
    foreign: (table: string): Problem => ({
      message: text(
        `the PostgreSQL database already contains other rows in ${table}`,
        `该 PostgreSQL 数据库的表 ${table} 中已有其他数据`,
      ),
      hint: text(
        "use a new database with --to; nothing was changed",
        "请用 --to 指定一个新数据库；未做任何改动",
      ),
    }),
    otherSource: (table: string): Problem => ({
      message: text(
        `the copy in this database was started from another source, or ${table} has changed since`,
        `此处已开始的复制来自另一套数据，或 ${table} 此后已变化`,
      ),
      hint: text(
        "use the SQLite file that the copy was started from (--database), or a new PostgreSQL database (--to)",
        "请指定开始复制时的文件（--database），或指定一个新的 PostgreSQL 数据库（--to）",
      ),
    }),
    different: (table: string, here: number, there: number): Problem => ({
      message: text(
        `${table} differs between the two sides: ${here} rows in SQLite, ${there} in PostgreSQL`,
        `两边的 ${table} 不一致：SQLite 中 ${here} 行，PostgreSQL 中 ${there} 行`,
      ),
      hint: text(
        "one side may have been written to since the copy started; copy into a new database with --to",
        "复制开始后可能有数据写入其中一边；请用 --to 复制到一个新的数据库",
      ),
    }),
    noCitus: {
      message: text(
        "the Citus extension is not installed in the database",
        "该数据库没有 Citus：未安装其扩展",
      ),
      hint: text(
        "add citus to shared_preload_libraries, restart PostgreSQL, run CREATE EXTENSION citus in the database and add its workers; --dry-run shows the SQL",
        "请将 citus 加入 shared_preload_libraries 并重启服务器，在数据库中执行 CREATE EXTENSION citus 并添加工作节点；--dry-run 可查看将执行的 SQL",
      ),
    } satisfies Problem,
    distributed: text("the tables are distributed", "各表已分布"),
    allDistributed: text("all tables are already distributed", "各表此前均已分布"),
  },

  sandbox: {
    title: text("Dingdan's sandbox is running", "Dingdan 沙箱已启动"),
    url: text("url", "地址"),
    docs: text("reference", "参考文档"),
    adminKey: text("admin key", "管理密钥"),
    kept: text("credentials", "凭据"),
    steps: (url: string) =>
      text(
        `Your first order, in six steps. Click through them at ${url}/ or paste these into another terminal:`,
        `六步完成第一个订单。可在 ${url}/ 中点击完成，也可在另一个终端中依次粘贴：`,
      ),
    where: text(
      "The curl lines work in any folder, `npx dingdan` in this one.",
      "curl 命令可在任意目录运行，`npx dingdan` 请在当前目录运行。",
    ),
    allDone: text(
      "All six steps are done. Next: point your own code at this address, or fill the sandbox with `npx dingdan seed`.",
      "六步均已完成。接下来可以将您的代码指向该地址，或用 `npx dingdan seed` 生成示例数据。",
    ),
    tryDemo: text("See the complete flow:", "观看完整流程："),
    stop: text("Press Ctrl+C to stop. Stored data is kept.", "按 Ctrl+C 停止，数据会保留。"),
    stopInMemory: text("Press Ctrl+C to stop.", "按 Ctrl+C 停止。"),
    inMemory: text("in memory: deleted when the sandbox stops", "内存数据库，停止后清除"),
    notKept: text("not stored: note them now", "未保存，请立即记录"),
    badFile: (file: string): Problem => ({
      message: text(
        `${file} does not contain the credentials of a sandbox`,
        `${file} 不是沙箱凭据文件`,
      ),
      hint: text("fix the file, or move it away", "请修复或移走该文件"),
    }),
    otherDatabase: (file: string, database: string): Problem => ({
      message: text(
        `${file} contains the credentials of another database, ${database}`,
        `${file} 保存的是另一个数据库 ${database} 的凭据`,
      ),
      hint: text(
        "put this database in a separate folder with --database",
        "请用 --database 将数据库放在单独的目录中",
      ),
    }),
    keyUnknown: (databaseUrl: string, file: string | null): Problem => ({
      message:
        file === null
          ? text(`${databaseUrl} already has an admin key`, `${databaseUrl} 已有管理密钥`)
          : text(
              `${databaseUrl} has an admin key that is not in ${file}`,
              `${databaseUrl} 已有管理密钥，但 ${file} 中没有`,
            ),
      hint: text(
        "set DINGDAN_ADMIN_KEY, restore the file, or use a new database with --database",
        "请通过 DINGDAN_ADMIN_KEY 提供、恢复该文件，或用 --database 指定新数据库",
      ),
    }),
    secretUnknown: (appid: string, databaseUrl: string, file: string | null): Problem => ({
      message:
        file === null
          ? text(
              `${databaseUrl} already has the demo app ${appid}, and its secret is not stored`,
              `${databaseUrl} 中已有演示应用 ${appid}，其 secret 未被保存`,
            )
          : text(
              `${databaseUrl} already has the demo app ${appid}, but ${file} does not contain its secret`,
              `${databaseUrl} 中已有演示应用 ${appid}，但 ${file} 中没有其 secret`,
            ),
      hint: text(
        "restore the file, use a new database with --database, or run `dingdan serve --sandbox` and register another app",
        "请恢复该文件、用 --database 指定新数据库，或运行 `dingdan serve --sandbox` 并注册其他应用",
      ),
    }),
  },

  proxy: {
    title: text("WeChat's API hosts are routed to Dingdan", "微信接口域名现引向 Dingdan"),
    proxy: text("proxy", "代理"),
    target: text("routed to", "引向"),
    certificate: text("certificate", "证书"),
    tryExports: text(
      "Run these in the terminal of the program before you start it:",
      "在运行程序的终端中先执行：",
    ),
    stop: text(
      "Press Ctrl+C to stop. Only WeChat's API hosts are allowed; the certificate is valid only for weixin.qq.com.",
      "按 Ctrl+C 停止。仅放行微信接口域名，证书仅限 weixin.qq.com。",
    ),
    refusedEvent: (destination: string) =>
      text(
        `rejected ${destination}: not a host of WeChat's API`,
        `已拒绝 ${destination}：不是微信接口域名`,
      ),
    unreachableEvent: (url: string, reason: string) =>
      text(`no response from ${url}: ${reason}`, `${url} 无响应：${reason}`),
    distrustedEvent: (host: string, reason: string) =>
      text(
        `TLS handshake for ${host} failed (${reason}): does the program trust the certificate?`,
        `${host} 的 TLS 握手失败（${reason}）：程序是否已信任证书？`,
      ),
    refused: (destination: string, hosts: readonly string[]) => ({
      message: text(
        `dingdan proxy forwards only to hosts of WeChat's API, not to ${destination}.`,
        `dingdan proxy 仅代理微信接口，不代理 ${destination}。`,
      ),
      hint: text(
        `Allowed hosts: ${hosts.join(", ")}, on ports 443 (https) and 80 (http). List hosts to reach directly in NO_PROXY.`,
        `可用域名：${hosts.join("、")}，端口 443（https）与 80（http）。需直连的域名请列入 NO_PROXY。`,
      ),
    }),
    unreachable: (url: string, reason: string) => ({
      message: text(
        `dingdan proxy got no response from Dingdan at ${url}: ${reason}.`,
        `dingdan proxy 无法从 ${url} 的 Dingdan 得到响应：${reason}。`,
      ),
      hint: text(
        "Start Dingdan with `dingdan sandbox` or `dingdan serve`, or pass its URL to the proxy with --url.",
        "请用 `dingdan sandbox` 或 `dingdan serve` 启动，或在启动代理时用 --url 指定。",
      ),
    }),
    cannotListen: (host: string, port: number, code: string): Problem => ({
      message: text(
        `the proxy cannot listen on ${host}:${port} (${code})`,
        `代理无法监听 ${host}:${port}（${code}）`,
      ),
      hint: text(
        "choose another port with --port (0 picks a free port), or another address with --host",
        "请用 --port 选择其他端口（0 表示自动选择），或用 --host 选择其他地址",
      ),
    }),
    keyIsReadable: (file: string): Problem => ({
      message: text(`other users can read ${file}`, `${file} 可被其他用户读取`),
      hint: text(
        `run \`chmod 600 ${file}\` if no other user has read it; otherwise delete it, and a new one is generated`,
        `确认未泄露后执行 \`chmod 600 ${file}\`；否则请删除该文件，将重新生成`,
      ),
    }),
    badKeyFile: (file: string): Problem => ({
      message: text(
        `${file} does not contain a certificate authority of dingdan`,
        `${file} 不是 dingdan 的证书颁发机构文件`,
      ),
      hint: text(
        "delete it to generate a new one, or choose another folder with --ca-dir",
        "删除后将重新生成，或用 --ca-dir 指定其他目录",
      ),
    }),
  },

  exec: {
    notFound: (command: string): Problem => ({
      message: text(`command not found: ${command}`, `命令不存在：${command}`),
      hint: text("check the name and PATH", "请检查命令名称与 PATH"),
    }),
    notRunnable: (command: string, code: string): Problem => ({
      message: text(`cannot run ${command} (${code})`, `无法运行 ${command}（${code}）`),
      hint: text("check that it is an executable file", "请检查它是否为可执行文件"),
    }),
  },

  seed: {
    noSandbox: (url: string): Problem => ({
      message: text(`${url} is not a sandbox`, `${url} 不是沙箱`),
      hint: text(
        "generated orders are only for a sandbox: start one with `dingdan sandbox`",
        "模拟订单只能写入沙箱：请用 `dingdan sandbox` 启动",
      ),
    }),
    alreadySeeded: {
      message: text(
        "this sandbox already contains the data of this --seed",
        "该沙箱已用此 --seed 填充过",
      ),
      hint: text("use another --seed, or a new database", "请更换 --seed，或使用新的数据库"),
    },
    progress: (done: number, total: number) =>
      text(`${done} of ${total} steps`, `已完成 ${done}／${total} 步`),
    done: (orders: number, apps: number) =>
      text(`${orders} orders in ${apps} shops`, `${apps} 个商家，共 ${orders} 个订单`),
    what: text("orders", "订单"),
    counts: {
      matched: text("paid and matched", "已支付并匹配"),
      combined: text("in combined payments", "合单支付"),
      replaced: text("corrected before payment", "支付前更正过"),
      late: text("uploaded more than 5 s after the payment", "支付 5 秒后才上传"),
      unpaid: text("not paid", "未支付"),
      unclaimed: text("paid, never uploaded", "已支付但未上传"),
      other_payer: text("uploaded for another payer", "付款人不符"),
      both_forms: text("uploaded in both forms", "以两种单号形式上传"),
      shipped_whole: text("shipped together", "统一发货"),
      shipped_split: text("shipped in several parcels", "分包裹发货"),
      shipped_part: text("partly shipped", "部分发货"),
      refunded_whole: text("fully refunded", "全额退款"),
      refunded_part: text("partly refunded", "部分退款"),
    },
    refusedCalls: text("rejected calls", "被拒绝的调用"),
    providerOrders: text("service provider orders", "服务商订单"),
    consoleAt: text("console", "管理台"),
    buyerAt: (orders: number) => text(`buyer (${orders} orders)`, `买家（${orders} 单）`),
    images: text("pictures", "商品图片"),
    duration: (seconds: string, seed: number) =>
      text(`${seconds} s, seed ${seed}`, `用时 ${seconds} 秒，种子 ${seed}`),
  },

  demo: {
    title: text(
      "From an upload to what the buyer sees, in a separate sandbox",
      "从上传到买家所见，在独立的沙箱中演示",
    ),
    sent: text("request", "请求"),
    answered: text("reply", "返回"),
    unexpected: text("this is not the expected reply", "返回与预期不符"),
    finished: (steps: number, seconds: string) =>
      text(`${steps} calls, ${seconds} s`, `共 ${steps} 次调用，用时 ${seconds} 秒`),
    buyerSees: text("What the buyer sees", "买家所见"),
    next: text("Try it yourself: npx dingdan sandbox", "亲自试试：npx dingdan sandbox"),
    failed: text("the demo stopped at this step", "演示在此步骤中止"),
    merchant: text("merchant", "商户"),
    orderNo: text("order", "订单号"),
    item: text("item", "商品"),
    quantity: text("qty", "数量"),
    unitPrice: text("price", "单价"),
    paid: text("paid", "实付"),
    total: text("order total", "订单总额"),
    merchantName: text("Image Store", "影像商店"),
    providerName: text("Cloud Packs", "云资源服务商"),
    product: text("Phone number verification", "手机号快速验证"),
    pack: text("1,000 calls", "1000 次"),
    chapter: {
      merchant: text("A merchant joins", "商户接入"),
      upload: text("A buyer orders and pays", "买家下单支付"),
      review: text("The review", "接入审核"),
      provider: text("A service provider's order", "服务商订单"),
    },
    step: {
      registerApp: text("Register the merchant's app", "注册商户应用"),
      signAgreement: text("The merchant signs the agreement", "商户签署协议"),
      openPermission: text("The merchant opens the permission", "商户开通权限"),
      token: text("Get an access token", "获取接口调用凭据"),
      upload: text("Upload the shopping details", "上传购物详情"),
      verifyNotPaid: text("Has it become an order? Not paid yet", "是否成为订单？尚未支付"),
      pay: text("WeChat Pay reports the payment", "微信支付通知支付完成"),
      verifySuccess: text("Has it become an order? Yes", "是否成为订单？是"),
      confirm: text("Submit the app for review", "提交接入审核"),
      buyerLink: text("The buyer opens the order page", "买家打开订单页"),
      buyerSession: text("The one-time link becomes a session", "一次性链接换取会话"),
      buyerEmpty: text("The buyer sees nothing before the review", "审核通过前买家看不到订单"),
      sixHours: text("Six hours pass", "六小时过去"),
      tokenAgain: text("The token has expired: get a new one", "凭据已过期，重新获取"),
      confirmApproved: text("The app has passed the review", "审核通过"),
      buyerLinkAgain: text("The buyer comes back", "买家再次打开"),
      buyerSessionAgain: text("The one-time link becomes a session", "一次性链接换取会话"),
      buyerSees: text("The buyer sees the order", "买家看到订单"),
      registerProvider: text("Register a service provider", "注册服务商"),
      providerToken: text("It gets its own access token", "服务商获取自己的凭据"),
      providerOrder: text("It orders a resource package", "订购资源包"),
      providerPays: text("The order is paid", "订单支付成功"),
      providerLooksUp: text("It looks up its order", "查询订单详情"),
    },
  },
} as const;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
