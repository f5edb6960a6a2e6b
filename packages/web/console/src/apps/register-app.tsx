import { APP_KINDS, APP_OPERATIONS, type Infer, text } from "@dingdan/contract";
import { Form, Input, Modal, Select } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { KIND_TEXTS } from "./kind-texts.js";

const T = {
  title: text("Register an app", "注册应用"),
  register: text("Register", "注册"),
  cancel: text("Cancel", "取消"),
  name: text("Name, as buyers see it", "名称（买家可见）"),
  nameNeeded: text("Enter a name.", "请填写名称。"),
  kind: text("Kind", "类型"),
  appid: text("AppID", "AppID"),
  appidHelp: text("If empty, one is generated.", "留空则自动生成。"),
  mchids: text("Merchant numbers", "商户号"),
  mchidsHelp: text("Type one and press Enter.", "输入后按回车添加。"),
};

type Fields = Infer<typeof APP_OPERATIONS.createApp.body>;

/** Registers an app; the reply contains the secret, which is shown once. */
export function RegisterApp({
  isOpen,
  onClose,
  onRegistered,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onRegistered: (app: { readonly appid: string; readonly secret: string }) => void;
}) {
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const register = useChange(APP_OPERATIONS.createApp, {
    onDone: (app) => {
      onRegistered(app);
      onClose();
    },
  });
  return (
    <Modal
      open={isOpen}
      title={say(T.title)}
      okText={say(T.register)}
      cancelText={say(T.cancel)}
      confirmLoading={register.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      afterClose={() => {
        form.resetFields();
        register.reset();
      }}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: "mini_program", mchids: [] }}
        onFinish={({ appid, ...fields }) =>
          register.mutate({ body: { ...fields, ...(appid ? { appid: appid.trim() } : {}) } })
        }
      >
        <Form.Item
          name="name"
          label={say(T.name)}
          rules={[{ required: true, whitespace: true, message: say(T.nameNeeded) }]}
        >
          <Input maxLength={64} autoFocus />
        </Form.Item>
        <Form.Item name="kind" label={say(T.kind)}>
          <Select options={APP_KINDS.map((value) => ({ value, label: say(KIND_TEXTS[value]) }))} />
        </Form.Item>
        <Form.Item name="appid" label={say(T.appid)} extra={say(T.appidHelp)}>
          <Input maxLength={32} spellCheck={false} className="mono" />
        </Form.Item>
        <Form.Item name="mchids" label={say(T.mchids)} extra={say(T.mchidsHelp)}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[",", " "]} />
        </Form.Item>
        <ProblemAlert error={register.error} />
      </Form>
    </Modal>
  );
}
