import {
  APP_OPERATIONS,
  type AppRepresentation,
  type Infer,
  ITEM_LINKS,
  OPEN_PATH_PATTERN,
  text,
} from "@dingdan/contract";
import { App, Button, Col, Form, Input, InputNumber, Row, Select, Switch } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { ITEM_LINK_TEXTS } from "./kind-texts.js";

const T = {
  name: text("Name, as buyers see it", "名称（买家可见）"),
  nameNeeded: text("Enter a name.", "请填写名称。"),
  mchids: text("Merchant numbers", "商户号"),
  mchidsHelp: text("Uploads with another mchid are rejected.", "使用其他商户号的上传会被拒绝。"),
  ips: text("IP whitelist", "IP 白名单"),
  ipsHelp: text(
    "IP addresses or ranges (203.0.113.0/24) that may fetch tokens; empty: any.",
    "可获取令牌的 IP 或网段（203.0.113.0/24），为空则不限。",
  ),
  itemLinks: text("Item links", "商品链接"),
  openPaths: text("Pages that open from outside WeChat", "可从微信外打开的页面"),
  openPathsHelp: text(
    "Buyers get a button to these pages. First declare them in WeChat's back office (Settings, Privacy and security, plaintext scheme); the owner must not be an individual and the version must be released. One path each, without a leading slash or a query: pages/order/detail. WeChat takes queries of up to 512 characters, encoded.",
    "买家页面将提供打开这些页面的按钮。请先在微信小程序后台声明（设置 → 隐私与安全 → 明文 Scheme 拉起此小程序）；须为非个人主体且已发布正式版。每项一个路径，不带开头的斜杠与参数，例如 pages/order/detail；微信允许的参数编码后最多 512 个字符。",
  ),
  openPathWrong: text(
    "This is no path of a page: use letters, digits, - and _ between slashes, without a leading slash or a query.",
    "不是页面路径：仅可使用字母、数字、- 与 _，以斜杠分隔，不带开头的斜杠与参数。",
  ),
  category: text("Category is open to shopping orders", "类目已开放购物订单"),
  perMinute: text("Calls per minute", "每分钟调用上限"),
  perDay: text("Calls per day", "每日调用上限"),
  quotaHelp: text(
    "Set both or neither; if empty, the platform's limits apply.",
    "须同时填写；留空则使用平台设置。",
  ),
  save: text("Save", "保存"),
  saved: text("Saved.", "已保存。"),
};

const OPEN_PATH = new RegExp(OPEN_PATH_PATTERN);

type Changes = Infer<typeof APP_OPERATIONS.updateApp.body>;
type Fields = Omit<Changes, "quotas"> & {
  readonly quotas?: { readonly per_minute?: number | null; readonly per_day?: number | null };
};

/** The settings of an app. A merchant sees only those that it may change. */
export function AppSettings({ app }: { readonly app: AppRepresentation }) {
  const say = useSay();
  const { ownAppid } = useSession();
  const isOperator = ownAppid === null;
  const { message } = App.useApp();
  const update = useChange(APP_OPERATIONS.updateApp, {
    onDone: () => void message.success(say(T.saved)),
  });
  function save({ quotas, ...fields }: Fields) {
    const { per_minute: perMinute, per_day: perDay } = quotas ?? {};
    const limits =
      perMinute && perDay ? { quotas: { per_minute: perMinute, per_day: perDay } } : {};
    update.mutate({ path: { appid: app.appid }, body: { ...fields, ...limits } });
  }
  const tags = <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[",", " "]} />;
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      initialValues={{
        name: app.name,
        mchids: app.mchids,
        ip_whitelist: app.ip_whitelist ?? [],
        item_links: app.item_links,
        category_open: app.category_open ?? true,
        quotas: app.quotas ?? {},
        ...(app.kind === "mini_program" ? { open_paths: app.open_paths ?? [] } : {}),
      }}
      onFinish={save}
    >
      <Row gutter={16}>
        {isOperator && (
          <Col xs={24} md={12}>
            <Form.Item
              name="name"
              label={say(T.name)}
              rules={[{ required: true, whitespace: true, message: say(T.nameNeeded) }]}
            >
              <Input maxLength={64} />
            </Form.Item>
          </Col>
        )}
        <Col xs={24} md={12}>
          <Form.Item name="item_links" label={say(T.itemLinks)}>
            <Select
              options={ITEM_LINKS.map((value) => ({ value, label: say(ITEM_LINK_TEXTS[value]) }))}
            />
          </Form.Item>
        </Col>
        <Col xs={24} md={12}>
          <Form.Item name="mchids" label={say(T.mchids)} extra={say(T.mchidsHelp)}>
            {tags}
          </Form.Item>
        </Col>
        <Col xs={24} md={12}>
          <Form.Item name="ip_whitelist" label={say(T.ips)} extra={say(T.ipsHelp)}>
            {tags}
          </Form.Item>
        </Col>
        {app.kind === "mini_program" && (
          <Col xs={24}>
            <Form.Item
              name="open_paths"
              label={say(T.openPaths)}
              extra={say(T.openPathsHelp)}
              rules={[
                {
                  validator: (_, paths: readonly string[] = []) =>
                    paths.every((path) => OPEN_PATH.test(path))
                      ? Promise.resolve()
                      : Promise.reject(new Error(say(T.openPathWrong))),
                },
              ]}
            >
              {tags}
            </Form.Item>
          </Col>
        )}
        {isOperator && (
          <>
            <Col xs={12} md={6}>
              <Form.Item name={["quotas", "per_minute"]} label={say(T.perMinute)}>
                <InputNumber controls={false} min={1} precision={0} className="wide" />
              </Form.Item>
            </Col>
            <Col xs={12} md={6}>
              <Form.Item name={["quotas", "per_day"]} label={say(T.perDay)}>
                <InputNumber controls={false} min={1} precision={0} className="wide" />
              </Form.Item>
            </Col>
            <Col xs={24} md={12}>
              <Form.Item name="category_open" label={say(T.category)} valuePropName="checked">
                <Switch />
              </Form.Item>
            </Col>
            <Col xs={24} className="quiet form-note">
              {say(T.quotaHelp)}
            </Col>
          </>
        )}
      </Row>
      <ProblemAlert error={update.error} />
      <Button type="primary" htmlType="submit" loading={update.isPending}>
        {say(T.save)}
      </Button>
    </Form>
  );
}
