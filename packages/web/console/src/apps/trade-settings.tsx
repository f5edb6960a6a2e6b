import { APP_OPERATIONS, type AppRepresentation, type Infer, text } from "@dingdan/contract";
import { App, Button, Col, Form, Input, InputNumber, Row, Switch } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = {
  admitted: text("Admitted by WeChat", "微信已开放"),
  admittedHelp: text("If off, every call returns 48001.", "关闭时所有调用返回 48001。"),
  managed: text("Under management", "已启用发货管理"),
  managedHelp: text(
    "If off, new payments are not managed: calls return 10060001 for them.",
    "关闭时新支付不纳入管理，接口对其返回 10060001。",
  ),
  completed: text("All merchant numbers authorised", "商户号均已授权"),
  completedHelp: text(
    "What the query of the confirmation returns as completed.",
    "查询授权进度时返回的 completed。",
  ),
  signed: text("Order centre agreement signed", "已签署订单中心协议"),
  signedHelp: text(
    "If off, update_order_detail_path returns 10060034.",
    "关闭时 update_order_detail_path 返回 10060034。",
  ),
  receipt: text("Buyers confirm the receipt here", "买家可在此确认收货"),
  receiptHelp: text(
    "If on, buyers confirm on their page of this platform; a sandbox always allows it.",
    "开启后买家可在本平台的页面确认收货；沙箱始终允许。",
  ),
  strict: text("Strict uploads", "严格上传"),
  strictHelp: text(
    "If on, an upload with a member that the documents do not have returns 47001.",
    "开启后上传中含有文档没有的字段返回 47001。",
  ),
  sets: text("Permission sets of 2023", "2023 年的权限集"),
  setsHelp: text(
    "If on, set 142 also opens get_order_list and set_msg_jump_path to platforms.",
    "开启后权限集 142 也允许第三方平台调用 get_order_list 与 set_msg_jump_path。",
  ),
  controlled: text("Must join", "已要求接入"),
  controlledHelp: text(
    "Switching it on pushes wxa_trade_controlled to the app's message URL.",
    "开启时向应用的消息地址推送 wxa_trade_controlled。",
  ),
  ingestion: text("Found after (seconds)", "支付后可查（秒）"),
  ingestionHelp: text(
    "How long after its payment calls return 10060001.",
    "支付后多久之内接口返回 10060001。",
  ),
  settle: text("Settled after (seconds)", "确认收货后结算（秒）"),
  settleHelp: text(
    "From the confirmed receipt to the release of the money. 0: at once.",
    "确认收货至资金结算的时间，0 为立即结算。",
  ),
  authorized: text("Authorised at", "授权时间"),
  authorizedHelp: text(
    "Earlier payments are never managed. RFC 3339: 2026-11-20T10:00:00+08:00.",
    "更早的支付不纳入管理。RFC 3339 格式：2026-11-20T10:00:00+08:00。",
  ),
  instant: text(
    "Enter a time such as 2026-11-20T10:00:00+08:00.",
    "请填写形如 2026-11-20T10:00:00+08:00 的时间。",
  ),
  needed: text("Enter a number.", "请填写数字。"),
  save: text("Save", "保存"),
  saved: text("Saved.", "已保存。"),
};

type Changes = NonNullable<Infer<typeof APP_OPERATIONS.updateApp.body>["trade_management"]>;
type Settings = NonNullable<AppRepresentation["trade_management"]>;

const SWITCHES = [
  { name: "admitted", label: T.admitted, help: T.admittedHelp },
  { name: "managed", label: T.managed, help: T.managedHelp },
  { name: "completed", label: T.completed, help: T.completedHelp },
  { name: "path_agreement_signed", label: T.signed, help: T.signedHelp },
  { name: "buyers_confirm_receipt", label: T.receipt, help: T.receiptHelp },
  { name: "strict_uploads", label: T.strict, help: T.strictHelp },
  { name: "permission_sets_of_2023", label: T.sets, help: T.setsHelp },
  { name: "controlled", label: T.controlled, help: T.controlledHelp },
] as const;

const DURATIONS = [
  { name: "ingestion_seconds", label: T.ingestion, help: T.ingestionHelp },
  { name: "settle_seconds", label: T.settle, help: T.settleHelp },
] as const;

/** The settings of an app's shipping information management. */
export function TradeSettings({
  appid,
  settings,
}: {
  readonly appid: string;
  readonly settings: Settings;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const update = useChange(APP_OPERATIONS.updateApp, {
    onDone: () => void message.success(say(T.saved)),
  });
  return (
    <Form<Changes>
      name="trade"
      layout="vertical"
      requiredMark={false}
      initialValues={settings}
      onFinish={(changes) =>
        update.mutate({ path: { appid }, body: { trade_management: changes } })
      }
    >
      <Row gutter={16}>
        {SWITCHES.map(({ name, label, help }) => (
          <Col key={name} xs={24} md={12}>
            <Form.Item name={name} label={say(label)} extra={say(help)} valuePropName="checked">
              <Switch />
            </Form.Item>
          </Col>
        ))}
        {DURATIONS.map(({ name, label, help }) => (
          <Col key={name} xs={24} md={8}>
            <Form.Item
              name={name}
              label={say(label)}
              extra={say(help)}
              rules={[{ required: true, message: say(T.needed) }]}
            >
              <InputNumber controls={false} min={0} precision={0} className="wide" />
            </Form.Item>
          </Col>
        ))}
        <Col xs={24} md={8}>
          <Form.Item
            name="authorized_at"
            label={say(T.authorized)}
            extra={say(T.authorizedHelp)}
            rules={[
              {
                validator: (_, value: string) =>
                  Number.isNaN(Date.parse(value))
                    ? Promise.reject(new Error(say(T.instant)))
                    : Promise.resolve(),
              },
            ]}
          >
            <Input spellCheck={false} maxLength={40} />
          </Form.Item>
        </Col>
      </Row>
      <ProblemAlert error={update.error} />
      <Button type="primary" htmlType="submit" loading={update.isPending}>
        {say(T.save)}
      </Button>
    </Form>
  );
}
