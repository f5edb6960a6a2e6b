import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import {
  MCHID_PATTERN,
  text,
  WECHATPAY_OPERATIONS,
  type WeChatPayRepresentation,
} from "@dingdan/contract";
import { Button, Checkbox, Form, Input, Modal } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { type KeyFields, settingsOf } from "./settings-of.js";

const KEPT = text("Empty: the present one stays.", "留空则保持不变。");
const KEYS_HELP = text(
  "Those that are entered replace the present ones of their form. While WeChat Pay changes keys, enter both.",
  "填写后替换同类的现有密钥。微信支付更换密钥期间请同时填写新旧两个。",
);

const T = {
  title: text("Keys of a merchant number", "商户号的密钥"),
  save: text("Save", "保存"),
  cancel: text("Cancel", "取消"),
  mchid: text("Merchant number", "商户号"),
  mchidHelp: text(
    "In provider mode the sp_mchid, of combined payments the combine_mchid.",
    "服务商模式为 sp_mchid，合单支付为 combine_mchid。",
  ),
  mchidBad: text("Enter 1 to 32 letters and digits.", "请输入 1 至 32 个字母或数字。"),
  apiV3Key: text("APIv3 key", "APIv3 密钥"),
  kept: KEPT,
  keptClient: (serial: string) =>
    text(`Present: ${serial}. ${KEPT.en}`, `现有：${serial}。${KEPT.zh}`),
  keys: text("Public keys and certificates of WeChat Pay", "微信支付公钥与平台证书"),
  keysHelp: KEYS_HELP,
  keysHelpOf: (ids: string) =>
    text(`Present: ${ids}. ${KEYS_HELP.en}`, `现有：${ids}。${KEYS_HELP.zh}`),
  name: text("Id (PUB_KEY_ID_…) or serial number", "公钥 ID（PUB_KEY_ID_…）或证书序列号"),
  pem: text("Its PEM text", "PEM 文本"),
  add: text("Add another key", "再添加一个"),
  drop: text("Remove this key", "移除该密钥"),
  client: text("API certificate, for queries", "商户 API 证书（用于查询）"),
  serialNo: text("Its serial number", "证书序列号"),
  privateKey: text("The PEM text of apiclient_key.pem", "apiclient_key.pem 的 PEM 文本"),
  dropClient: text(
    "Remove the API certificate: the platform queries WeChat Pay for this number no more",
    "移除商户 API 证书：平台不再为该商户号查询微信支付",
  ),
  dropCertificates: text(
    "Remove all platform certificates: the public key is enough",
    "移除全部平台证书：仅使用微信支付公钥",
  ),
  forward: text("Forward each notice to", "将通知转发至"),
  forwardHelp: text(
    "Your own receiver gets each verified notice unchanged. Empty: none.",
    "您自己的接收地址会收到每条已验证的通知，内容不变。留空则不转发。",
  ),
  forwardPrivate: text("This address may be private", "允许该地址为内网地址"),
};

/** The form of a merchant number's keys. It never shows stored keys. */
export function SetKeys({
  of,
  onClose,
}: {
  readonly of: WeChatPayRepresentation | "new";
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [form] = Form.useForm<KeyFields>();
  const stored = of === "new" ? null : of;
  const save = useChange(WECHATPAY_OPERATIONS.setWeChatPay, { onDone: onClose });
  const kept = stored === null ? undefined : say(T.kept);
  const client = stored?.api_client;
  return (
    <Modal
      open
      title={say(T.title)}
      okText={say(T.save)}
      cancelText={say(T.cancel)}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<KeyFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          mchid: stored?.mchid ?? "",
          keys: [{}],
          forwardUrl: stored?.forward_url ?? "",
          forwardPrivate: stored?.forward_private_address ?? false,
        }}
        onFinish={(fields) =>
          save.mutate({
            path: { mchid: fields.mchid },
            body: settingsOf(fields, stored?.forward_url !== undefined),
          })
        }
      >
        <Form.Item
          name="mchid"
          label={say(T.mchid)}
          extra={say(T.mchidHelp)}
          rules={[{ required: true, pattern: new RegExp(MCHID_PATTERN), message: say(T.mchidBad) }]}
        >
          <Input className="mono" spellCheck={false} disabled={stored !== null} autoFocus />
        </Form.Item>
        <Form.Item name="apiV3Key" label={say(T.apiV3Key)} extra={kept}>
          <Input.Password autoComplete="off" spellCheck={false} className="mono" />
        </Form.Item>
        <KeyList present={stored === null ? [] : idsOf(stored)} />
        {stored !== null && stored.certificates.length > 0 && (
          <Form.Item name="dropCertificates" valuePropName="checked">
            <Checkbox>{say(T.dropCertificates)}</Checkbox>
          </Form.Item>
        )}
        <Form.Item
          name="serialNo"
          label={say(T.client)}
          extra={client === undefined ? kept : say(T.keptClient(client.serial_no))}
        >
          <Input placeholder={say(T.serialNo)} spellCheck={false} className="mono" />
        </Form.Item>
        <Form.Item name="privateKey" label={say(T.privateKey)}>
          <Input.TextArea rows={2} spellCheck={false} autoComplete="off" className="mono" />
        </Form.Item>
        {client !== undefined && (
          <Form.Item name="dropClient" valuePropName="checked">
            <Checkbox>{say(T.dropClient)}</Checkbox>
          </Form.Item>
        )}
        <Form.Item name="forwardUrl" label={say(T.forward)} extra={say(T.forwardHelp)}>
          <Input placeholder="https://" spellCheck={false} className="mono" />
        </Form.Item>
        <Form.Item name="forwardPrivate" valuePropName="checked">
          <Checkbox>{say(T.forwardPrivate)}</Checkbox>
        </Form.Item>
        <ProblemAlert error={save.error} />
      </Form>
    </Modal>
  );
}

const idsOf = ({ public_keys, certificates }: WeChatPayRepresentation): string[] => [
  ...public_keys.map(({ id }) => id),
  ...certificates.map(({ serial }) => serial),
];

/** The keys with which WeChat Pay signs: one or more. */
function KeyList({ present }: { readonly present: readonly string[] }) {
  const say = useSay();
  const help = present.length === 0 ? T.keysHelp : T.keysHelpOf(present.join(", "));
  return (
    <Form.Item label={say(T.keys)} extra={say(help)}>
      <Form.List name="keys">
        {(fields, { add, remove }) => (
          <div className="stack">
            {fields.map(({ key, name }) => (
              <div key={key} className="field-group">
                <Form.Item name={[name, "name"]} noStyle>
                  <Input
                    aria-label={say(T.name)}
                    placeholder={say(T.name)}
                    spellCheck={false}
                    className="mono"
                  />
                </Form.Item>
                <Form.Item name={[name, "pem"]} noStyle>
                  <Input.TextArea
                    aria-label={say(T.pem)}
                    placeholder={say(T.pem)}
                    rows={3}
                    spellCheck={false}
                    className="mono"
                  />
                </Form.Item>
                {fields.length > 1 && (
                  <div>
                    <Button
                      size="small"
                      icon={<MinusCircleOutlined />}
                      onClick={() => remove(name)}
                    >
                      {say(T.drop)}
                    </Button>
                  </div>
                )}
              </div>
            ))}
            <div>
              <Button size="small" icon={<PlusOutlined />} onClick={() => add({})}>
                {say(T.add)}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
