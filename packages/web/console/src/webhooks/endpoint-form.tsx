import {
  EVENT_TYPES,
  EVENTS,
  type EventType,
  type NewWebhookSecretRepresentation,
  text,
  WEBHOOK_KINDS,
  WEBHOOK_OPERATIONS,
  type WebhookEndpointRepresentation,
  type WebhookKind,
} from "@dingdan/contract";
import { Form, Input, Modal, Radio, Select } from "antd";
import { useChange } from "../http/queries.js";
import { AppSelect } from "../parts/app-select.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { useSession } from "../session/session.js";
import { KIND_TEXTS, WEBHOOK_WORDS as W } from "./webhook-texts.js";

const T = {
  add: text("Add an endpoint", "新增端点"),
  change: text("Change the endpoint", "修改端点"),
  save: text("Save", "保存"),
  urlHelp: text(
    "Your receiver's http or https URL. It verifies the signature and answers 2xx within 15 s.",
    "接收端的 http 或 https 地址，须验证签名并在 15 秒内应答 2xx。",
  ),
  urlBad: text("Enter an http or https URL.", "请输入 http 或 https 地址。"),
  appHelp: text(
    "Without one the endpoint gets the events of all apps.",
    "不选则接收全部应用的事件。",
  ),
  some: text("Only these", "仅以下类型"),
  types: text("Types of events", "事件类型"),
  typesBad: text("Choose at least one type.", "请至少选择一种类型。"),
  signed: text(
    "Each request carries two signatures: v1 (HMAC-SHA-256, with the secret) and v1a (ed25519, with the public key). The receiver verifies either.",
    "每个请求带有两个签名：v1（HMAC-SHA-256，使用密钥）与 v1a（ed25519，使用公钥），接收端验证其一即可。",
  ),
};

interface Fields {
  readonly url: string;
  readonly kind: WebhookKind;
  readonly appid?: string;
  readonly scope: "all" | "some";
  readonly events?: readonly EventType[];
}

/** The form of an endpoint. The kind and the app of one that exists are fixed. */
export function EndpointForm({
  of,
  onClose,
  onAdded,
}: {
  /** Null: a new one. */
  readonly of: WebhookEndpointRepresentation | null;
  readonly onClose: () => void;
  readonly onAdded?: (endpoint: NewWebhookSecretRepresentation) => void;
}) {
  const say = useSay();
  const [form] = Form.useForm<Fields>();
  const scope = Form.useWatch("scope", form);
  const kind = Form.useWatch("kind", form);
  const add = useChange(WEBHOOK_OPERATIONS.createWebhookEndpoint, {
    onDone: (added) => {
      onAdded?.(added);
      onClose();
    },
  });
  const change = useChange(WEBHOOK_OPERATIONS.changeWebhookEndpoint, { onDone: onClose });
  const types = of?.events.filter((type) => type !== "*") ?? [];
  const save = ({ url, kind: chosenKind, appid, ...chosen }: Fields) => {
    const events: (EventType | "*")[] = chosen.scope === "all" ? ["*"] : [...(chosen.events ?? [])];
    const body = { url: url.trim(), events };
    if (of !== null) change.mutate({ path: { id: of.id }, body });
    else add.mutate({ body: { ...body, kind: chosenKind, ...(appid ? { appid } : {}) } });
  };
  return (
    <Modal
      open
      title={say(of === null ? T.add : T.change)}
      okText={say(T.save)}
      cancelText={say(W.cancel)}
      confirmLoading={add.isPending || change.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          url: of?.url ?? "",
          kind: of?.kind ?? "standard",
          scope: types.length > 0 ? "some" : "all",
          events: types,
        }}
        onFinish={save}
      >
        <Form.Item
          name="url"
          label={say(W.url)}
          extra={say(T.urlHelp)}
          rules={[{ required: true, pattern: /^\s*https?:\/\//i, message: say(T.urlBad) }]}
        >
          <Input placeholder="https://" spellCheck={false} className="mono" autoFocus />
        </Form.Item>
        <Form.Item name="scope" label={say(W.events)}>
          <Radio.Group
            options={[
              { value: "all", label: say(W.allEvents) },
              { value: "some", label: say(T.some) },
            ]}
          />
        </Form.Item>
        {scope === "some" && <TypeSelect />}
        {of === null && <FixedFields />}
        {kind === "standard" && <p className="quiet form-note">{say(T.signed)}</p>}
        <ProblemAlert error={add.error ?? change.error} />
      </Form>
    </Modal>
  );
}

function TypeSelect() {
  const say = useSay();
  return (
    <Form.Item name="events" rules={[{ required: true, message: say(T.typesBad) }]}>
      <Select<EventType[]>
        mode="multiple"
        aria-label={say(T.types)}
        placeholder={say(T.types)}
        options={EVENT_TYPES.map((value) => ({
          value,
          label: value,
          title: say(EVENTS[value].description),
        }))}
      />
    </Form.Item>
  );
}

/** What is chosen once. */
function FixedFields() {
  const say = useSay();
  const { ownAppid } = useSession();
  return (
    <>
      {ownAppid === null && (
        <Form.Item label={say(W.app)} extra={say(T.appHelp)}>
          <Form.Item name="appid" noStyle>
            <AppField />
          </Form.Item>
        </Form.Item>
      )}
      <Form.Item name="kind" label={say(W.kind)}>
        <Radio.Group
          vertical
          options={WEBHOOK_KINDS.map((value) => ({ value, label: say(KIND_TEXTS[value]) }))}
        />
      </Form.Item>
    </>
  );
}

/** The form passes both properties. */
const AppField = ({
  value,
  onChange = () => {},
}: {
  readonly value?: string;
  readonly onChange?: (appid: string | undefined) => void;
}) => <AppSelect value={value} onChange={onChange} />;
