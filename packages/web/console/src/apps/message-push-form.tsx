import { APP_OPERATIONS, type AppRepresentation, type Infer, text } from "@dingdan/contract";
import { App, Button, Col, Flex, Form, Input, Row, Select } from "antd";
import { useChange } from "../http/queries.js";
import { AskButton } from "../parts/ask-button.js";
import { Facts } from "../parts/facts.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";

const T = {
  about: text(
    "Where the app receives messages about shipping and settlement. Its server verifies the signature and answers “success”.",
    "应用接收发货与结算消息的地址；服务器须校验签名并返回 success。",
  ),
  none: text("No messages are pushed.", "尚未配置，不推送消息。"),
  present: text("Messages go to", "消息推送至"),
  encrypted: text("encrypted", "加密"),
  plain: text("plain text", "明文"),
  fault: text("Last push failed", "最近一次推送失败"),
  url: text("Message URL", "消息推送地址"),
  urlNeeded: text("Enter an http or https link.", "请填写 http 或 https 链接。"),
  token: text("Token", "Token"),
  tokenHelp: text(
    "3 to 32 letters and digits. It is not shown again.",
    "3 至 32 位字母或数字，保存后不再显示。",
  ),
  key: text("EncodingAESKey", "EncodingAESKey"),
  keyHelp: text(
    "43 letters and digits. If empty, messages are sent in plain text.",
    "43 位字母或数字；留空则以明文推送。",
  ),
  format: text("Format", "消息格式"),
  save: text("Save", "保存"),
  saved: text("Saved.", "已保存。"),
  stop: text("Stop the pushes", "停止推送"),
  stopAsk: text(
    "Messages that wait are dropped, and the token and key are deleted.",
    "待推送的消息将被丢弃，Token 与密钥将被删除。",
  ),
};

type Setting = NonNullable<Infer<typeof APP_OPERATIONS.updateApp.body>["message_push"]>;
type Present = AppRepresentation["message_push"];

/** Where an app's messages are pushed. The secrets can be set, but not read. */
export function MessagePushForm({
  appid,
  present,
}: {
  readonly appid: string;
  readonly present: Present;
}) {
  const say = useSay();
  const { message } = App.useApp();
  const [form] = Form.useForm<Setting>();
  const update = useChange(APP_OPERATIONS.updateApp, {
    onDone: () => {
      form.resetFields(["token", "encoding_aes_key"]);
      void message.success(say(T.saved));
    },
  });
  const path = { appid };
  return (
    <Form<Setting>
      form={form}
      name="push"
      layout="vertical"
      requiredMark={false}
      initialValues={{ url: present?.url ?? "", format: present?.format ?? "json" }}
      onFinish={({ encoding_aes_key: key, ...setting }) =>
        update.mutate({
          path,
          body: { message_push: { ...setting, ...(key ? { encoding_aes_key: key } : {}) } },
        })
      }
    >
      <Flex vertical gap={12}>
        <div className="quiet">{say(T.about)}</div>
        <PresentPush present={present} />
        <PushFields />
        <ProblemAlert error={update.error} />
        <Flex gap={8} wrap>
          <Button type="primary" htmlType="submit" loading={update.isPending}>
            {say(T.save)}
          </Button>
          {present !== undefined && (
            <AskButton
              ask={say(T.stop)}
              about={say(T.stopAsk)}
              onYes={() => update.mutate({ path, body: { message_push: null } })}
              danger
            >
              {say(T.stop)}
            </AskButton>
          )}
        </Flex>
      </Flex>
    </Form>
  );
}

function PresentPush({ present }: { readonly present: Present }) {
  const say = useSay();
  if (present === undefined) return <div>{say(T.none)}</div>;
  const { url, format, is_encrypted: isEncrypted, last_fault: fault } = present;
  const kind = `${format.toUpperCase()}, ${say(isEncrypted ? T.encrypted : T.plain)}`;
  return (
    <Facts
      facts={[
        {
          name: T.present,
          value: (
            <>
              <span className="mono">{url}</span> <span className="quiet">{kind}</span>
            </>
          ),
        },
        ...(fault === undefined ? [] : [{ name: T.fault, value: fault }]),
      ]}
    />
  );
}

function PushFields() {
  const say = useSay();
  return (
    <Row gutter={16}>
      <Col xs={24} md={12}>
        <Form.Item
          name="url"
          label={say(T.url)}
          rules={[{ required: true, pattern: /^https?:\/\//, message: say(T.urlNeeded) }]}
        >
          <Input spellCheck={false} maxLength={1024} placeholder="https://example.com/wechat" />
        </Form.Item>
      </Col>
      <Col xs={24} md={12}>
        <Form.Item name="format" label={say(T.format)}>
          <Select
            options={[
              { value: "json", label: "JSON" },
              { value: "xml", label: "XML" },
            ]}
          />
        </Form.Item>
      </Col>
      <Col xs={24} md={12}>
        <Form.Item
          name="token"
          label={say(T.token)}
          extra={say(T.tokenHelp)}
          rules={[{ required: true, pattern: /^[0-9A-Za-z]{3,32}$/, message: say(T.tokenHelp) }]}
        >
          <Input.Password autoComplete="off" spellCheck={false} maxLength={32} />
        </Form.Item>
      </Col>
      <Col xs={24} md={12}>
        <Form.Item
          name="encoding_aes_key"
          label={say(T.key)}
          extra={say(T.keyHelp)}
          rules={[{ pattern: /^[0-9A-Za-z]{43}$/, message: say(T.keyHelp) }]}
        >
          <Input.Password autoComplete="off" spellCheck={false} maxLength={43} />
        </Form.Item>
      </Col>
    </Row>
  );
}
