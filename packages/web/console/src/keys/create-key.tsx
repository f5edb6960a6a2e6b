import {
  ADMIN_KEY_OPERATIONS,
  ADMIN_KEY_SECONDS_MAX,
  ADMIN_ROLES,
  type AdminRole,
  type NewAdminKeyRepresentation,
  type Text,
  text,
} from "@dingdan/contract";
import { Form, Input, InputNumber, Modal, Radio } from "antd";
import { useChange } from "../http/queries.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { ROLE_TEXTS } from "../session/may-call.js";

const T = {
  title: text("Create an admin key", "创建管理密钥"),
  create: text("Create", "创建"),
  cancel: text("Cancel", "取消"),
  name: text("Name", "名称"),
  nameHelp: text(
    "Who or what uses it, such as grafana. The log names it.",
    "由谁或哪个程序使用，例如 grafana；日志会注明。",
  ),
  needed: text("Required", "必填"),
  role: text("Role", "角色"),
  days: text("Expires after days", "有效天数"),
  daysHelp: text("Empty: it does not expire.", "留空则不过期。"),
};

const ROLE_HELP: Readonly<Record<AdminRole, Text>> = {
  owner: text("everything", "全部操作"),
  operator: text("everything except keys and sessions", "除密钥与会话外的全部操作"),
  read_only: text("only reading", "仅可查看"),
};

const DAY_SECONDS = 86_400;

type Fields = { name: string; role: AdminRole; days?: number | null };

/** The form of a new admin key. */
export function CreateKey({
  isOpen,
  onClose,
  onCreated,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onCreated: (key: NewAdminKeyRepresentation) => void;
}) {
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const create = useChange(ADMIN_KEY_OPERATIONS.createAdminKey, {
    onDone: (key) => {
      onCreated(key);
      onClose();
    },
  });
  return (
    <Modal
      open={isOpen}
      title={say(T.title)}
      okText={say(T.create)}
      cancelText={say(T.cancel)}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      afterClose={() => {
        form.resetFields();
        create.reset();
      }}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: "read_only" }}
        onFinish={({ name, role, days }) =>
          create.mutate({
            body: {
              name: name.trim(),
              role,
              ...(days ? { expires_in_seconds: days * DAY_SECONDS } : {}),
            },
          })
        }
      >
        <Form.Item
          name="name"
          label={say(T.name)}
          extra={say(T.nameHelp)}
          rules={[{ required: true, whitespace: true, message: say(T.needed) }]}
        >
          <Input maxLength={64} autoFocus />
        </Form.Item>
        <Form.Item name="role" label={say(T.role)}>
          <Radio.Group
            vertical
            options={ADMIN_ROLES.map((value) => ({
              value,
              label: `${say(ROLE_TEXTS[value])} – ${say(ROLE_HELP[value])}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="days" label={say(T.days)} extra={say(T.daysHelp)}>
          <InputNumber
            controls={false}
            min={1}
            max={ADMIN_KEY_SECONDS_MAX / DAY_SECONDS}
            precision={0}
          />
        </Form.Item>
        <ProblemAlert error={create.error} />
      </Form>
    </Modal>
  );
}
