import {
  SERVICE_PROVIDER_OPERATIONS,
  type ServiceProviderOrderRepresentation,
  text,
} from "@dingdan/contract";
import { Button, Drawer, Flex, InputNumber, Tag } from "antd";
import { useState } from "react";
import { useChange } from "../http/queries.js";
import { ForRole } from "../parts/for-role.js";
import { JsonView } from "../parts/json-view.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import {
  INVOICE_STATUSES,
  INVOICE_TEXTS,
  ORDER_STATUSES,
  STATUS_COLOURS,
  STATUS_TEXTS,
} from "./status-texts.js";

const T = {
  about: text(
    "The order's lifecycle allows only some changes; the platform rejects the others with a reason.",
    "订单生命周期仅允许部分变更，其余会被拒绝并说明原因。",
  ),
  move: text("Change the state to", "变更状态为"),
  invoice: text("Invoice", "发票状态"),
  used: text("Used so far", "已用量"),
  save: text("Save", "保存"),
  raw: text("Reply of getOrder", "getOrder 返回内容"),
};

/** One order: the reply of getOrder, and the changes of its state. */
export function MoveOrder({
  order,
  onClose,
}: {
  readonly order: ServiceProviderOrderRepresentation | null;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const move = useChange(SERVICE_PROVIDER_OPERATIONS.moveServiceProviderOrder);
  const [used, setUsed] = useState<number | null>(null);
  const shown = move.data?.orderId === order?.orderId ? (move.data ?? order) : order;
  if (shown === null) return null;
  const path = { orderId: shown.orderId };
  return (
    <Drawer
      open={order !== null}
      onClose={() => {
        move.reset();
        onClose();
      }}
      title={<span className="mono">{shown.orderId}</span>}
      size={480}
    >
      <Flex vertical gap={16}>
        <Flex gap={8} align="center" wrap>
          <Tag color={STATUS_COLOURS[shown.status]}>{say(STATUS_TEXTS[shown.status])}</Tag>
          <span className="quiet">{say(T.about)}</span>
        </Flex>
        <ForRole operation={SERVICE_PROVIDER_OPERATIONS.moveServiceProviderOrder} isForm>
          <Flex vertical gap={16}>
            <Moves
              label={say(T.move)}
              choices={ORDER_STATUSES.filter((status) => status !== shown.status).map((status) => ({
                key: status,
                name: say(STATUS_TEXTS[status]),
              }))}
              onChoose={(status) => move.mutate({ path, body: { status } })}
            />
            <Moves
              label={say(T.invoice)}
              choices={INVOICE_STATUSES.map((status) => ({
                key: status,
                name: say(INVOICE_TEXTS[status]),
              }))}
              onChoose={(invoiceStatus) => move.mutate({ path, body: { invoiceStatus } })}
            />
            <label>
              {say(T.used)}
              <Flex gap={8}>
                <InputNumber
                  controls={false}
                  min={0}
                  precision={0}
                  value={used ?? Number(shown.usage?.used ?? 0)}
                  onChange={setUsed}
                />
                <Button
                  disabled={used === null}
                  onClick={() => move.mutate({ path, body: { used: String(used) } })}
                >
                  {say(T.save)}
                </Button>
              </Flex>
            </label>
          </Flex>
        </ForRole>
        <ProblemAlert error={move.error} />
        <JsonView value={shown} label={say(T.raw)} />
      </Flex>
    </Drawer>
  );
}

function Moves<Key extends number>({
  label,
  choices,
  onChoose,
}: {
  readonly label: string;
  readonly choices: readonly { readonly key: Key; readonly name: string }[];
  readonly onChoose: (key: Key) => void;
}) {
  return (
    <div role="group" aria-label={label}>
      <div className="quiet">{label}</div>
      <Flex gap={6} wrap>
        {choices.map(({ key, name }) => (
          <Button key={key} size="small" onClick={() => onChoose(key)}>
            {name}
          </Button>
        ))}
      </Flex>
    </div>
  );
}
