import { BUYER_DATA_OPERATIONS, type ErasureReceipt, text } from "@dingdan/contract";
import { Alert, Input, Modal } from "antd";
import { useState } from "react";
import { useChange } from "../http/queries.js";
import { AppOf } from "../parts/app-of.js";
import { Facts } from "../parts/facts.js";
import { ProblemAlert } from "../parts/problem-alert.js";
import { useSay } from "../preferences/language.js";
import type { Buyer } from "./buyer.js";

const T = {
  title: text("Erase a buyer's data", "删除买家数据"),
  warning: text("This cannot be undone", "该操作不可撤销"),
  about: text(
    "Everything that is stored about this buyer is erased: orders, payments, refunds, deliveries, logged calls, events, messages and sessions. A payment made in several apps at once is erased in all of them. Counts for reviews and statistics stay, without the buyer.",
    "将删除该买家的全部已存数据：订单、支付、退款、物流、调用记录、事件、消息与会话。同时在多个应用中完成的支付会在所有这些应用中删除。用于审核与统计的计数会保留，不涉及买家。",
  ),
  app: text("App", "应用"),
  openid: text("openid", "openid"),
  again: text("Type the openid to confirm", "请输入 openid 以确认"),
  erase: text("Erase", "删除"),
  cancel: text("Cancel", "取消"),
};

/** Erases a buyer, once their openid is typed again. */
export function EraseDialog({
  buyer,
  onClose,
  onErased,
}: {
  readonly buyer: Buyer;
  readonly onClose: () => void;
  readonly onErased: (receipt: ErasureReceipt) => void;
}) {
  const say = useSay();
  const [typed, setTyped] = useState("");
  const erase = useChange(BUYER_DATA_OPERATIONS.eraseBuyer, {
    onDone: (receipt) => {
      onErased(receipt);
      onClose();
    },
  });
  const isConfirmed = typed.trim() === buyer.openid;
  const start = () => {
    if (isConfirmed && !erase.isPending) erase.mutate({ body: buyer });
  };
  return (
    <Modal
      open
      title={say(T.title)}
      okText={say(T.erase)}
      okButtonProps={{ danger: true, disabled: !isConfirmed }}
      cancelText={say(T.cancel)}
      cancelButtonProps={{ disabled: erase.isPending }}
      confirmLoading={erase.isPending}
      closable={!erase.isPending}
      keyboard={!erase.isPending}
      mask={{ closable: false }}
      onOk={start}
      onCancel={onClose}
    >
      <div className="stack">
        <Alert type="warning" showIcon title={say(T.warning)} description={say(T.about)} />
        <Facts
          facts={[
            { name: T.app, value: <AppOf appid={buyer.appid} /> },
            { name: T.openid, value: <span className="mono">{buyer.openid}</span> },
          ]}
        />
        <label className="stack">
          <span>{say(T.again)}</span>
          <Input
            className="mono"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onPressEnter={start}
          />
        </label>
        <ProblemAlert error={erase.error} />
      </div>
    </Modal>
  );
}
