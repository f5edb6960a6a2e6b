import { BUYER_DATA_OPERATIONS, type ErasureReceipt, text } from "@dingdan/contract";
import type { TableProps } from "antd";
import { count } from "../format/numbers.js";
import { usePages } from "../http/use-pages.js";
import { AppOf } from "../parts/app-of.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ExpandButton } from "../parts/expand-button.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { ReceiptView } from "./receipt-view.js";

const T = {
  receipts: text("Receipts of erasures", "删除回执"),
  time: text("Time", "时间"),
  app: text("App", "应用"),
  receipt: text("Receipt", "回执"),
  erased: text("Rows erased", "删除的记录数"),
  rows: (n: string) => text(`${n} rows`, `${n} 条记录`),
  expand: text("Show the receipt", "显示回执"),
  collapse: text("Hide the receipt", "收起回执"),
  none: text("Nothing was erased yet.", "尚无删除记录。"),
};

/** The receipts of all erasures, newest first. */
export function ReceiptTable() {
  const say = useSay();
  const pages = usePages(BUYER_DATA_OPERATIONS.listErasures);
  return (
    <CursorTable<ErasureReceipt>
      label={say(T.receipts)}
      pages={pages}
      columns={useColumns()}
      rowKey="id"
      expandable={{
        expandedRowRender: (receipt) => <ReceiptView of={receipt} />,
        expandIcon: ({ expanded: isExpanded, record, onExpand }) => (
          <ExpandButton
            isExpanded={isExpanded}
            label={`${say(isExpanded ? T.collapse : T.expand)}: ${record.id}`}
            onClick={(click) => onExpand(record, click)}
          />
        ),
      }}
      empty={<Nothing what={say(T.none)} />}
    />
  );
}

function useColumns(): NonNullable<TableProps<ErasureReceipt>["columns"]> {
  const say = useSay();
  const { language } = useLanguage();
  const rowsOf = ({ removed }: ErasureReceipt) =>
    count(
      Object.values(removed).reduce((sum, n) => sum + n, 0),
      language,
    );
  return [
    {
      title: say(T.time),
      key: "time",
      render: (_, receipt) => (
        <>
          <Moment at={receipt.erased_at} />
          <div className="phone-only">
            <AppOf appid={receipt.appid} />
            <div className="quiet">{say(T.rows(rowsOf(receipt)))}</div>
          </div>
        </>
      ),
    },
    {
      title: say(T.app),
      key: "app",
      responsive: ["md"],
      render: (_, { appid }) => <AppOf appid={appid} />,
    },
    {
      title: say(T.receipt),
      key: "receipt",
      responsive: ["md"],
      render: (_, { id, buyer_hash: hash }) => (
        <>
          <div className="mono">{id}</div>
          <div className="mono quiet">{hash}</div>
        </>
      ),
    },
    {
      title: say(T.erased),
      key: "erased",
      align: "right",
      responsive: ["md"],
      render: (_, receipt) => <span className="num">{rowsOf(receipt)}</span>,
    },
  ];
}
