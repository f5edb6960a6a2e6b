import { type Text, text } from "../text.js";

/** One cause that real clients meet. `{name}` in a text stands for a value that was found. */
export interface DiagnosisRow {
  readonly text: Text;
  readonly hint: Text;
}

const row = (en: string, zh: string, hintEn: string, hintZh: string): DiagnosisRow => ({
  text: text(en, zh),
  hint: text(hintEn, hintZh),
});

/** Every cause by its id, in the order in which a call is judged. */
export const DIAGNOSES = {
  "sibling-shipping-api": row(
    "The path belongs to WeChat's order shipping management, another product; Shopping Orders has its own interfaces.",
    "该路径属于微信的“发货信息管理”，是另一个产品；购物订单有自己的接口。",
    "Upload logistics of a shopping order with POST /user-order/orders/shippings, which takes order_key and shipping_list in a form of its own.",
    "购物订单的物流请使用 POST /user-order/orders/shippings，其 order_key 与 shipping_list 有自己的格式。",
  ),
  "query-without-question-mark": row(
    "The query stands in the path: there is an & where the ? belongs.",
    "查询参数被写进了路径：应为 ? 的位置写成了 &。",
    "Put a question mark before the first parameter: {wanted}?access_token=…",
    "第一个参数前应使用问号：{wanted}?access_token=…",
  ),
  "trailing-slash": row(
    "The path ends with a slash that the interface does not have.",
    "路径末尾多了一个斜杠。",
    "Call {wanted}.",
    "请调用 {wanted}。",
  ),
  "double-slash": row(
    "The path holds two slashes in a row; the base URL probably ends with one.",
    "路径中有连续两个斜杠，通常是因为基础地址末尾已带斜杠。",
    "Call {wanted}: take the slash off the end of the base URL.",
    "请调用 {wanted}：去掉基础地址末尾的斜杠。",
  ),
  "unknown-operation": row(
    "A dry-run names an operation, and {found} is none.",
    "试运行须指明接口名，而 {found} 不是。",
    "Did you mean {wanted}?",
    "是否应为 {wanted}？",
  ),
  "wrong-path": row(
    "No interface has the path {found}.",
    "没有路径为 {found} 的接口。",
    "The nearest is {wanted}.",
    "最接近的是 {wanted}。",
  ),
  "wrong-method": row(
    "The interface was called with {found}; it takes {wanted} alone.",
    "调用方法为 {found}，该接口只接受 {wanted}。",
    "Call it with {wanted}. A client that follows a redirect may turn POST into GET by itself.",
    "请使用 {wanted}。注意：客户端跟随重定向时可能自行把 POST 变为 GET。",
  ),
  "token-in-body": row(
    "The access_token stands in the body, where it does not count.",
    "access_token 放在了请求体中，无效。",
    "Put it into the query: {wanted}?access_token=…",
    "请放到查询参数中：{wanted}?access_token=…",
  ),
  "token-in-header": row(
    "An Authorization header was sent, which the wire does not read.",
    "请求带有 Authorization 头，接口不读取它。",
    "Put the access_token into the query: {wanted}?access_token=…",
    "请把 access_token 放到查询参数中：{wanted}?access_token=…",
  ),
  "token-misnamed": row(
    "The query has {found}, and no access_token.",
    "查询参数中有 {found}，但没有 access_token。",
    "Call the parameter access_token.",
    "参数名应为 access_token。",
  ),
  "token-placeholder": row(
    "The access_token is {found}: a placeholder or an empty variable, and no token.",
    "access_token 的值为 {found}，是占位符或空变量，而非凭据。",
    "Fetch a token from GET /cgi-bin/token and look at what the program puts in its place.",
    "请从 GET /cgi-bin/token 获取凭据，并检查程序实际填入的值。",
  ),
  "token-replaced": row(
    "The access_token was good and has been replaced: somebody fetched a newer one.",
    "该 access_token 曾有效，但已被更新的凭据替换。",
    "Let one process fetch tokens for all, or use POST /cgi-bin/stable_token, which does not retire the one before.",
    "请由一个进程统一获取凭据，或使用不会使旧凭据失效的 POST /cgi-bin/stable_token。",
  ),
  "permission-closed": row(
    "The app's shopping-order permission is closed.",
    "该应用的购物订单权限未开通。",
    "Open it: the operator with PUT /admin/v1/apps/:appid/permission, a platform with POST /user-order/orders-permission/open.",
    "请开通权限：运营方使用 PUT /admin/v1/apps/:appid/permission，第三方平台使用 POST /user-order/orders-permission/open。",
  ),
  "body-lost": row(
    "No body arrived, and the parameters stand in the query.",
    "未收到请求体，参数被放到了查询中。",
    "Send the parameters as a JSON body; the query takes the access_token alone.",
    "请以 JSON 请求体发送参数；查询中只放 access_token。",
  ),
  "form-body": row(
    "The body is a form (name=value), and no JSON.",
    "请求体是表单（name=value），而非 JSON。",
    "Serialise the request as JSON and send that text; in PHP pass json_encode(…) to cURL, in axios an object.",
    "请将请求序列化为 JSON 文本发送；PHP 应把 json_encode(…) 交给 cURL，axios 应传入对象。",
  ),
  "multipart-body": row(
    "The body is multipart form data, and no JSON.",
    "请求体是 multipart 表单，而非 JSON。",
    "Send the request as one JSON text.",
    "请以一个 JSON 文本发送请求。",
  ),
  "xml-body": row(
    "The body is XML; only the older interfaces of WeChat Pay take that.",
    "请求体是 XML，那是旧版微信支付接口的格式。",
    "Send the request as JSON.",
    "请以 JSON 发送请求。",
  ),
  "gbk-body": row(
    "The body is not UTF-8; it looks like GBK.",
    "请求体不是 UTF-8 编码，疑似 GBK。",
    "Encode the JSON text as UTF-8, or escape all but ASCII (\\uXXXX).",
    "请以 UTF-8 编码 JSON 文本，或将非 ASCII 字符转义为 \\uXXXX。",
  ),
  "utf16-body": row(
    "The body is UTF-16.",
    "请求体是 UTF-16 编码。",
    "Encode the JSON text as UTF-8.",
    "请以 UTF-8 编码 JSON 文本。",
  ),
  "compressed-body": row(
    "The body is compressed (gzip).",
    "请求体经过压缩（gzip）。",
    "Send it as it is; compressed requests are not read.",
    "请不要压缩请求体。",
  ),
  "json-in-string": row(
    "JSON was put into a JSON string: it was serialised twice.",
    "JSON 被再次序列化成了字符串。",
    "Serialise the request once, as a whole.",
    "请只对整个请求序列化一次。",
  ),
  "list-for-body": row(
    "The body is a list; each call takes one upload.",
    "请求体是列表，而每次调用只接受一个上传。",
    "Send the objects one by one.",
    "请逐个发送对象。",
  ),
  "json-breaks-off": row(
    "The JSON breaks off: its end never arrived.",
    "JSON 不完整，末尾缺失。",
    "Count Content-Length in bytes of UTF-8, not in characters: a Chinese character has three.",
    "Content-Length 应按 UTF-8 字节计算而非字符数：一个汉字占三个字节。",
  ),
  "logistics-body": row(
    "This is an upload of logistics (it has {found}), sent to the interface for shopping details.",
    "这是物流信息（含 {found}），却发到了购物详情接口。",
    "Send it to POST /user-order/orders/shippings.",
    "请发送到 POST /user-order/orders/shippings。",
  ),
  "combined-body": row(
    "This is an upload for a combined payment (it has sub_orders), sent to the interface for an ordinary one.",
    "这是合单支付的上传（含 sub_orders），却发到了普通订单接口。",
    "Send it to POST /user-order/combine-orders.",
    "请发送到 POST /user-order/combine-orders。",
  ),
  "combined-logistics-body": row(
    "This is an upload of logistics for a combined payment, sent to the interface for shopping details.",
    "这是合单支付的物流信息，却发到了购物详情接口。",
    "Send it to POST /user-order/combine-orders/shippings.",
    "请发送到 POST /user-order/combine-orders/shippings。",
  ),
  "sibling-shipping-body": row(
    "The body is one of WeChat's order shipping management (/wxa/sec/order/upload_shipping_info), another product.",
    "请求体是“发货信息管理”（/wxa/sec/order/upload_shipping_info）的格式，那是另一个产品。",
    "Upload the shopping details with order_list here, and logistics with POST /user-order/orders/shippings.",
    "此处请上传含 order_list 的购物详情；物流请使用 POST /user-order/orders/shippings。",
  ),
  "order-key-flattened": row(
    "{found} stands at the top of the body; it belongs into order_key.",
    "{found} 位于请求体顶层，应放入 order_key 中。",
    'Send {"order_key": {"order_number_type": …, "mchid": …, "out_trade_no": …}, …}.',
    '请发送 {"order_key": {"order_number_type": …, "mchid": …, "out_trade_no": …}, …}。',
  ),
  "mch-id": row(
    "The merchant number is called {found}; that is WeChat Pay's older name.",
    "商户号字段写成了 {found}，这是微信支付旧接口的名称。",
    "Call it mchid.",
    "字段名应为 mchid。",
  ),
  "field-misnamed": row(
    "The field is called {found} here.",
    "此处的字段名为 {found}。",
    "Call it {wanted}.",
    "字段名应为 {wanted}。",
  ),
  "other-form": row(
    "order_number_type says {found}, but the fields are those of the other form.",
    "order_number_type 为 {found}，但填写的是另一种形式的字段。",
    "Send order_number_type {wanted} with these fields.",
    "使用这些字段时 order_number_type 应为 {wanted}。",
  ),
  "enum-name-unknown": row(
    "{found} is no name of this enumeration.",
    "{found} 不是该枚举的名称。",
    "The nearest is {wanted}; there are {names}.",
    "最接近的是 {wanted}；可用值：{names}。",
  ),
  "enum-number-unknown": row(
    "{found} is no number of this enumeration.",
    "{found} 不是该枚举的取值。",
    "There are {names}.",
    "可用值：{names}。",
  ),
  "token-of-another-app": row(
    "The request speaks of {found} throughout, but its access_token is that of {appid}: it is another app's token.",
    "请求内容均属于 {found}，但 access_token 属于 {appid}：用错了应用的凭据。",
    "Fetch the token with the appid and secret of {found}.",
    "请使用 {found} 的 appid 与 secret 获取凭据。",
  ),
  "mchid-not-bound": row(
    "The merchant number {found} is not among those of the app {appid}.",
    "商户号 {found} 未绑定到应用 {appid}。",
    "Send the mchid under which the payment was made; the operator binds it with PATCH /admin/v1/apps/:appid.",
    "请填写收款所用的商户号；运营方可用 PATCH /admin/v1/apps/:appid 绑定。",
  ),
  "link-of-another-app": row(
    "The link leads into {found}; an order's links may lead into the calling app {appid} alone.",
    "链接指向 {found}，而订单链接只能指向调用方应用 {appid}。",
    "Use {appid}, or a link of the type URL.",
    "请使用 {appid}，或改用 URL 类型的链接。",
  ),
  "number-for-string": row(
    "The value is a JSON number; long numbers lose digits so.",
    "该值是 JSON 数字，长数字会丢失精度。",
    "Send it in quotes, as a string.",
    "请加引号以字符串发送。",
  ),
  "object-for-list": row(
    "{field} is a list, also when it has one entry.",
    "{field} 是列表，即使只有一项。",
    'Put it into brackets: "{field}": [ … ].',
    '请加方括号："{field}": [ … ]。',
  ),
  "list-for-object": row(
    "{field} is one object, and no list.",
    "{field} 是单个对象，而非列表。",
    'Leave the brackets out: "{field}": { … }.',
    '请去掉方括号："{field}": { … }。',
  ),
  "link-type-swapped": row(
    "The link has the type {found} and the fields of the other type: the numbers are swapped.",
    "链接 type 为 {found}，却填写了另一类型的字段：数字写反了。",
    "Send {wanted}. A note in WeChat's documents has the numbers the wrong way round; the names are the safe form.",
    "请填 {wanted}。微信文档的一处备注把数字写反了，使用名称更稳妥。",
  ),
  "link-without-scheme": row(
    "The link {found} names no scheme.",
    "链接 {found} 没有协议部分。",
    "Begin it with https:// (http:// is accepted, too).",
    "请以 https:// 开头（http:// 也可）。",
  ),
  "page-path-as-url": row(
    "{found} is the path of a mini program's page, in a link of the type URL.",
    "{found} 是小程序页面路径，却用在 URL 类型的链接中。",
    "Send the type MINI_PROGRAM with appid and path.",
    "请使用 MINI_PROGRAM 类型并填写 appid 与 path。",
  ),
  "price-in-yuan": row(
    "The price {found} is in yuan; unit_price counts fen.",
    "价格 {found} 的单位是元，而 unit_price 的单位是分。",
    "Send {wanted}.",
    "请填 {wanted}。",
  ),
  "price-as-text": row(
    "The price is a text; unit_price is a JSON number of fen.",
    "价格是字符串，而 unit_price 应为以分为单位的 JSON 数字。",
    "Send {wanted} without quotes.",
    "请填不带引号的 {wanted}。",
  ),
  "quantity-as-text": row(
    "The quantity is a text; it is a JSON number.",
    "数量是字符串，应为 JSON 数字。",
    "Send {wanted} without quotes.",
    "请填不带引号的 {wanted}。",
  ),
  "length-in-bytes": row(
    "The limit counts bytes of UTF-8: the value has {characters} characters and {bytes} bytes.",
    "长度按 UTF-8 字节计算：该值有 {characters} 个字符、{bytes} 个字节。",
    "Shorten it to {limit} bytes; a Chinese character has three.",
    "请缩短到 {limit} 字节以内；一个汉字占三个字节。",
  ),
  "openid-at-top-level": row(
    "The openid stands at the top of the body; it belongs into payer.",
    "openid 位于请求体顶层，应放入 payer 中。",
    'Send "payer": {"openid": "…"}.',
    '请发送 "payer": {"openid": "…"}。',
  ),
  "payer-as-text": row(
    "payer is a text; it is an object that holds the openid.",
    "payer 是字符串，应为包含 openid 的对象。",
    'Send "payer": {"openid": "…"}.',
    '请发送 "payer": {"openid": "…"}。',
  ),
  "plus-lost": row(
    "The plus before the offset was lost: {found} has a blank in its place.",
    "时区偏移前的加号丢失，{found} 中变成了空格。",
    "Send {wanted}. A plus in form or URL encoding is a blank; JSON needs no such encoding.",
    "请发送 {wanted}。表单或 URL 编码会把加号变成空格，JSON 无需这种编码。",
  ),
  "offset-without-colon": row(
    "The offset of {found} has no colon or no minutes.",
    "{found} 的时区偏移缺少冒号或分钟。",
    "Send {wanted}. Formatters write the colon with xxx (Java), P (PHP), %:z (Python 3.12).",
    "请发送 {wanted}。带冒号的格式：Java 用 xxx，PHP 用 P，Python 3.12 用 %:z。",
  ),
  "offset-missing": row(
    "{found} names no offset, so it is no instant.",
    "{found} 没有时区偏移，无法确定时刻。",
    "Send {wanted}, if it is China's time.",
    "若为北京时间，请发送 {wanted}。",
  ),
  "blank-in-time": row(
    "{found} has a blank where none belongs.",
    "{found} 中含有不应有的空格。",
    "Send {wanted}: a T between date and time, and no blanks.",
    "请发送 {wanted}：日期与时间之间用 T，且无空格。",
  ),
  "unix-time": row(
    "{found} is a Unix time.",
    "{found} 是 Unix 时间戳。",
    "Send {wanted}.",
    "请发送 {wanted}。",
  ),
  "local-time-stamped-utc": row(
    "upload_time {found} is 8 hours ahead: it is China's time with the Z of UTC.",
    "upload_time {found} 比当前时间早走 8 小时：是北京时间却标注了 UTC 的 Z。",
    "Send {wanted}. Until the clock reaches the wrong time, corrections with a right one are refused as earlier.",
    "请发送 {wanted}。在时钟走到该错误时间之前，使用正确时间的更正都会因“较早”被拒绝。",
  ),
  "utc-time-stamped-local": row(
    "upload_time {found} is 8 hours behind: it is UTC with China's offset.",
    "upload_time {found} 比当前时间晚 8 小时：是 UTC 时间却标注了 +08:00。",
    "Send {wanted}; the server's clock runs in UTC.",
    "请发送 {wanted}；服务器时钟使用的是 UTC。",
  ),
  "stored-time-ahead": row(
    "The stored upload's time {stored} is still ahead of now; it was stamped wrongly, so this request with its right time is the earlier one.",
    "已保存的上传时间 {stored} 仍晚于当前时间，是当时标注有误，因此本次正确的时间反而较早。",
    "Send a time later than the stored one this once, and mend the stamp: China's time ends with +08:00, not Z.",
    "请这一次使用更晚的时间，并修正时间标注：北京时间应以 +08:00 结尾，而非 Z。",
  ),
  "stale-upload-time": row(
    "upload_time {found} is not later than the stored upload's {stored}.",
    "upload_time {found} 不晚于已保存的 {stored}。",
    "Take the present time for each changed request; a resend of the same request keeps its own.",
    "每次修改都应使用当前时间；重发相同请求时则保持原时间不变。",
  ),
  "order-locked": row(
    "The order is matched to its payment, so its details are locked.",
    "订单已与支付匹配，购物详情已锁定。",
    "Nothing can be changed any more; send logistics with POST /user-order/orders/shippings.",
    "内容不可再修改；物流请使用 POST /user-order/orders/shippings。",
  ),
  "other-form-first": row(
    "The payment's details were uploaded first under the other form of its number, {wanted}.",
    "该支付的购物详情最先以另一种单号形式 {wanted} 上传。",
    "Use {wanted} for every call about this payment.",
    "关于该支付的所有调用都请使用 {wanted}。",
  ),
  "not-uploaded": row(
    "Nothing was uploaded under this order_key.",
    "该 order_key 下没有上传过内容。",
    "Upload the details first, with the same form and numbers; compare every digit.",
    "请先以相同的单号形式与单号上传购物详情，并逐位核对。",
  ),
  unpaid: row(
    "The details are stored, and no completed payment with this number is known.",
    "购物详情已保存，但没有该单号对应的已完成支付。",
    "Wait for the payment, or compare mchid and out_trade_no (or transaction_id) with the payment's; a payment of another app does not count.",
    "请等待支付完成，或核对 mchid 与 out_trade_no（或 transaction_id）是否与支付一致；其他应用的支付不算。",
  ),
  "payer-mismatch": row(
    "The payment was made by another openid than the uploaded one.",
    "支付者的 openid 与上传的不一致。",
    "Take payer.openid from the payment's notification, and upload again with a later upload_time.",
    "请使用支付通知中的 payer.openid，并以更晚的 upload_time 重新上传。",
  ),
  "asked-payer-mismatch": row(
    "The openid that was asked for is not the uploaded one, or not the payer's.",
    "查询的 openid 与上传的不一致，或不是支付者。",
    "Ask with the uploaded openid; where that is not the payer's, upload again with the right one.",
    "请使用上传时的 openid 查询；若其并非支付者，请以正确的 openid 重新上传。",
  ),
  "payment-of-another-app": row(
    "The payment with this number was made in another app of the same merchant.",
    "该单号的支付属于同一商户的另一个应用。",
    "Upload with the access_token of the app in which the buyer paid.",
    "请使用买家付款所在应用的 access_token 上传。",
  ),
  "not-approved": row(
    "The order exists, and its buyer does not see it: the app has not passed its access review ({permission}).",
    "订单已生成，但买家不可见：应用尚未通过接入审核（{permission}）。",
    "Submit the review with POST /user-order/orders-permission/confirm; once it is passed, past orders are shown, too.",
    "请使用 POST /user-order/orders-permission/confirm 提交审核；通过后，之前的订单也会展示。",
  ),
  "permission-closed-since": row(
    "The order exists, and its buyer does not see it: the app's permission was closed since.",
    "订单已生成，但买家不可见：应用的权限此后被关闭。",
    "Open the permission again, and pass the review.",
    "请重新开通权限并通过审核。",
  ),
} as const satisfies Record<string, DiagnosisRow>;

export type DiagnosisId = keyof typeof DIAGNOSES;
