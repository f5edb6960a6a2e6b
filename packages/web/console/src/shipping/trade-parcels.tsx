import { type TradeOrderRepresentation, text } from "@dingdan/contract";
import { Alert, Table, type TableProps } from "antd";
import { useMemo } from "react";
import { Link } from "wouter";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { useLanguage, useSay } from "../preferences/language.js";

type Parcel = NonNullable<TradeOrderRepresentation["shipping"]>["parcels"][number];

const T = {
  title: text("Parcels", "包裹"),
  carrier: text("Carrier", "物流公司"),
  number: text("Tracking number", "物流单号"),
  goods: text("item_desc", "商品描述"),
  uploaded: text("Uploaded", "上传时间"),
  unfinished: text(
    "More parcels are expected: the shipping is complete only after a call with is_all_delivered: true.",
    "尚有包裹未发：须再次调用并传 is_all_delivered: true 才算完成发货。",
  ),
  none: text("No shipping information was uploaded.", "尚未上传发货信息。"),
  ship: text("Upload it on the page Try it", "前往接口调试上传"),
};

/** What was uploaded for a payment. */
export function TradeParcels({ order }: { readonly order: TradeOrderRepresentation }) {
  const say = useSay();
  const { language } = useLanguage();
  const columns = useMemo<NonNullable<TableProps<Parcel>["columns"]>>(
    () => [
      {
        title: T.number[language],
        key: "number",
        render: (_, { tracking_no: number }) => <span className="mono">{number || "–"}</span>,
      },
      {
        title: T.carrier[language],
        key: "carrier",
        render: (_, { carrier_name: name, express_company: id }) => (
          <>
            {name || "–"} {id === name ? "" : <span className="mono quiet">{id}</span>}
          </>
        ),
      },
      { title: T.goods[language], dataIndex: "item_desc", className: "wraps" },
      {
        title: T.uploaded[language],
        key: "uploaded",
        render: (_, { uploaded_at: at }) => <Moment at={at} />,
      },
    ],
    [language],
  );
  const { shipping, appid } = order;
  if (shipping === undefined) {
    const next = (
      <Link href={`/try?operation=secUploadShippingInfo&appid=${appid}`}>{say(T.ship)}</Link>
    );
    return <Nothing what={say(T.none)} next={order.unmanaged_reason === undefined && next} />;
  }
  return (
    <div className="stack">
      {!shipping.is_finished && <Alert type="info" showIcon title={say(T.unfinished)} />}
      {/* Focusable, so that it can be scrolled with the keyboard. */}
      <section aria-label={say(T.title)} tabIndex={0} className="table-box scrolls">
        <Table<Parcel>
          size="small"
          pagination={false}
          dataSource={[...shipping.parcels]}
          columns={columns}
          rowKey={({ tracking_no: number, express_company: id }) => `${number} ${id}`}
        />
      </section>
    </div>
  );
}
