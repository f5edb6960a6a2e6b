import { PlusOutlined } from "@ant-design/icons";
import {
  ADMIN_KEY_OPERATIONS,
  type AdminKeyRepresentation,
  type NewAdminKeyRepresentation,
  text,
} from "@dingdan/contract";
import { Button, Card, Flex, Popconfirm, Table, Tag } from "antd";
import { lazy, Suspense, useState } from "react";
import { useChange, useReading } from "../http/queries.js";
import { LoadingOrProblem } from "../parts/loading-or-problem.js";
import { Moment } from "../parts/moment.js";
import { OnceModal } from "../parts/once-modal.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import { ROLE_TEXTS } from "../session/may-call.js";
import { RotateKey } from "./rotate-key.js";

// A form is not needed to show the page.
const CreateKey = lazy(async () => ({ default: (await import("./create-key.js")).CreateKey }));

const T = {
  keys: text("Admin keys", "管理密钥"),
  create: text("Create a key", "创建密钥"),
  name: text("Name", "名称"),
  role: text("Role", "角色"),
  state: text("State", "状态"),
  states: {
    active: text("Active", "有效"),
    expired: text("Expired", "已过期"),
    revoked: text("Revoked", "已吊销"),
  },
  used: text("Last used", "最近使用"),
  expires: text("Expires", "过期时间"),
  oldUntil: text("Old key valid until", "旧密钥有效至"),
  setting: text("Set by --admin-key: restart to change it", "由 --admin-key 指定，重启方可更换"),
  rotate: text("Rotate", "轮换"),
  revoke: text("Revoke", "吊销"),
  revokeAsk: text(
    "Programs that use this key are rejected at once, and the sessions that it opened end.",
    "使用该密钥的程序会立即被拒绝，用它登录的会话随之结束。",
  ),
  yes: text("Revoke", "吊销"),
  no: text("Cancel", "取消"),
  shown: text("The new admin key", "新的管理密钥"),
  once: text(
    "It is shown only once; the platform stores only its hash. Copy it to where it is used now.",
    "仅此一次显示，平台只保存其哈希。请立即复制到使用它的地方。",
  ),
};

const STATE_COLOURS = { active: "green", expired: "default", revoked: "red" } as const;

/** The admin keys, to create, rotate and revoke. */
export function AdminKeys() {
  const say = useSay();
  const reading = useReading(ADMIN_KEY_OPERATIONS.listAdminKeys);
  const { data, error } = reading;
  const [isCreating, setCreating] = useState(false);
  const [rotating, setRotating] = useState<AdminKeyRepresentation | null>(null);
  const [shown, setShown] = useState<NewAdminKeyRepresentation | null>(null);
  const create = (
    <Button type="primary" size="small" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
      {say(T.create)}
    </Button>
  );
  return (
    <Card size="small" title={say(T.keys)} extra={create}>
      {error !== null || data === undefined ? (
        <LoadingOrProblem reading={reading} rows={3} />
      ) : (
        <KeyTable keys={data.items} onRotate={setRotating} />
      )}
      <Suspense fallback={null}>
        <CreateKey isOpen={isCreating} onClose={() => setCreating(false)} onCreated={setShown} />
      </Suspense>
      <RotateKey of={rotating} onClose={() => setRotating(null)} onRotated={setShown} />
      <OnceModal
        title={say(T.shown)}
        warning={say(T.once)}
        shown={shown && { name: shown.name, key: shown.key }}
        onClose={() => setShown(null)}
      />
    </Card>
  );
}

function KeyTable({
  keys,
  onRotate,
}: {
  readonly keys: readonly AdminKeyRepresentation[];
  readonly onRotate: (key: AdminKeyRepresentation) => void;
}) {
  const say = useSay();
  const revoke = useChange(ADMIN_KEY_OPERATIONS.revokeAdminKey);
  return (
    <Flex vertical gap={8}>
      <ProblemAlert error={revoke.error} />
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <section aria-label={say(T.keys)} tabIndex={0} className="table-box">
        <Table<AdminKeyRepresentation>
          size="small"
          rowKey="id"
          pagination={false}
          scroll={{ x: "max-content" }}
          dataSource={[...keys]}
          columns={[
            {
              title: say(T.name),
              key: "name",
              render: (_, { id, name }) => (
                <>
                  <div>{name}</div>
                  {id !== name && <div className="mono quiet">{id}</div>}
                </>
              ),
            },
            { title: say(T.role), key: "role", render: (_, { role }) => say(ROLE_TEXTS[role]) },
            {
              title: say(T.state),
              key: "state",
              render: (_, { state, previous_valid_until: oldUntil }) => (
                <>
                  <Tag color={STATE_COLOURS[state]}>{say(T.states[state])}</Tag>
                  {oldUntil !== undefined && (
                    <div className="quiet">
                      <div>{say(T.oldUntil)}</div>
                      <Moment at={oldUntil} />
                    </div>
                  )}
                </>
              ),
            },
            {
              title: say(T.used),
              key: "used",
              render: (_, { last_used_at: at }) => <Moment at={at} />,
            },
            {
              title: say(T.expires),
              key: "expires",
              render: (_, { expires_at: at }) => <Moment at={at} />,
            },
            {
              title: "",
              key: "change",
              align: "right",
              render: (_, key) => {
                if (key.source === "setting")
                  return <span className="quiet">{say(T.setting)}</span>;
                if (key.state !== "active") return null;
                return (
                  <Flex gap={8} justify="flex-end">
                    <Button size="small" onClick={() => onRotate(key)}>
                      {say(T.rotate)}
                    </Button>
                    <Popconfirm
                      title={`${say(T.revoke)}: ${key.name}`}
                      description={say(T.revokeAsk)}
                      okText={say(T.yes)}
                      okButtonProps={{ danger: true }}
                      cancelText={say(T.no)}
                      onConfirm={() => revoke.mutate({ path: { id: key.id } })}
                    >
                      <Button size="small" danger>
                        {say(T.revoke)}
                      </Button>
                    </Popconfirm>
                  </Flex>
                );
              },
            },
          ]}
        />
      </section>
    </Flex>
  );
}
