import { type ErasureReceipt, text } from "@dingdan/contract";
import { Alert, Card } from "antd";
import { lazy, Suspense, useState } from "react";
import { Page } from "../parts/page.js";
import { useSay } from "../preferences/language.js";
import type { Buyer } from "./buyer.js";
import { BuyerForm } from "./buyer-form.js";
import { ReceiptTable } from "./receipt-table.js";
import { ReceiptView } from "./receipt-view.js";

// The dialog is not needed to show the page.
const EraseDialog = lazy(async () => ({
  default: (await import("./erase-dialog.js")).EraseDialog,
}));

const T = {
  title: text("Buyers' data", "买家数据"),
  about: text(
    "Export or erase everything that is stored about one buyer: an openid of an app.",
    "导出或删除一位买家（某应用中的一个 openid）的全部已存数据。",
  ),
  erased: text("The buyer's data is erased", "买家数据已删除"),
  keep: text(
    "Keep the receipt: its signature proves the erasure. dingdan buyers verify-receipt checks it.",
    "请保存回执，其签名是删除的凭证。可用 dingdan buyers verify-receipt 校验。",
  ),
  receipts: text("Receipts of erasures", "删除回执"),
};

/** The page on which an operator exports and erases a buyer. The openid is never part of an address. */
export default function BuyersPage() {
  const say = useSay();
  const [erasing, setErasing] = useState<Buyer | null>(null);
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null);
  return (
    <Page title={say(T.title)} about={say(T.about)}>
      <Card size="small">
        <BuyerForm onErase={setErasing} />
      </Card>
      {receipt !== null && (
        <Alert
          type="success"
          showIcon
          role="status"
          closable={{ onClose: () => setReceipt(null) }}
          title={say(T.erased)}
          description={
            <div className="stack">
              <div>{say(T.keep)}</div>
              <ReceiptView of={receipt} />
            </div>
          }
        />
      )}
      <Card size="small" title={say(T.receipts)}>
        <ReceiptTable />
      </Card>
      {erasing !== null && (
        <Suspense fallback={null}>
          <EraseDialog buyer={erasing} onClose={() => setErasing(null)} onErased={setReceipt} />
        </Suspense>
      )}
    </Page>
  );
}
