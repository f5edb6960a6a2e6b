import { PlusOutlined } from "@ant-design/icons";
import {
  APP_OPERATIONS,
  SERVICE_PROVIDER_OPERATIONS,
  type ServiceProviderOrderRepresentation,
  text,
} from "@dingdan/contract";
import { AutoComplete, Button, Flex, type TableProps, Tag } from "antd";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { count, price } from "../format/numbers.js";
import { useReading } from "../http/queries.js";
import { useSearchState } from "../http/search-state.js";
import { usePages } from "../http/use-pages.js";
import { AppSelect } from "../parts/app-select.js";
import { CursorTable } from "../parts/cursor-table.js";
import { ForRole } from "../parts/for-role.js";
import { Moment } from "../parts/moment.js";
import { Nothing } from "../parts/nothing.js";
import { Page } from "../parts/page.js";
import { useLanguage, useSay } from "../preferences/language.js";
import { INVOICE_TEXTS, STATUS_COLOURS, STATUS_TEXTS } from "./status-texts.js";

// Forms are not needed to show the page.
const CreateOrder = lazy(async () => ({
  default: (await import("./create-order.js")).CreateOrder,
}));
const MoveOrder = lazy(async () => ({ default: (await import("./move-order.js")).MoveOrder }));

type Order = ServiceProviderOrderRepresentation;

const T = {
  title: text("Service provider orders", "服务商订单"),
  about: text(
    "Orders of service providers for resource packages, by goods.",
    "服务商购买的资源包订单，按商品查看。",
  ),
  create: text("Create an order", "创建订单"),
  spu: text("Goods (spuId)", "商品（spuId）"),
  choose: text(
    "Choose a service provider and its goods to see the orders.",
    "选择服务商与商品后查看订单。",
  ),
  noProvider: text(
    "No service provider is registered yet. Register an app of that kind first.",
    "暂无服务商，请先注册“服务商”类型的应用。",
  ),
  toApps: text("To the apps", "前往应用"),
  none: text("This provider has no orders for these goods yet.", "该服务商暂无此商品的订单。"),
  order: text("Order", "订单号"),
  status: text("State", "状态"),
  price: text("Price", "价格"),
  product: text("Product", "商品"),
  usage: text("Used", "用量"),
  invoice: text("Invoice", "发票"),
  created: text("Created", "创建时间"),
  paid: text("paid", "支付于"),
};

/** The page of service providers' orders: search, create and change them. */
export default function ServiceProviderPage() {
  const say = useSay();
  const { language } = useLanguage();
  const [{ appid, spuId }, setFilters] = useSearchState(["appid", "spuId"]);
  const [isCreating, setCreating] = useState(false);
  const [moved, setMoved] = useState<Order | null>(null);
  const { data: apps } = useReading(APP_OPERATIONS.listApps, { query: { limit: 100 } });
  const { rows: goods } = usePages(SERVICE_PROVIDER_OPERATIONS.listServiceProviderSpus, {
    limit: 100,
  });
  const providers = apps?.items.filter(({ kind }) => kind === "service_provider");
  const wholesale = goods.filter(({ side }) => side === "wholesale");
  const onlyProvider = providers?.length === 1 ? providers[0]?.appid : undefined;
  const firstGoods = wholesale[0]?.spuId;
  useEffect(() => {
    if (appid === undefined && onlyProvider !== undefined) setFilters({ appid: onlyProvider });
    else if (spuId === undefined && firstGoods !== undefined) setFilters({ spuId: firstGoods });
  }, [appid, spuId, onlyProvider, firstGoods]);
  const isChosen = appid !== undefined && spuId !== undefined;
  const pages = usePages(
    SERVICE_PROVIDER_OPERATIONS.listServiceProviderOrders,
    { appid, spuId, limit: 50 },
    { isEnabled: isChosen, everyMs: 10_000 },
  );
  const columns = useMemo<NonNullable<TableProps<Order>["columns"]>>(
    () => [
      {
        title: T.order[language],
        key: "order",
        render: (_, order) => (
          <Button type="link" size="small" className="mono flush" onClick={() => setMoved(order)}>
            {order.orderId}
          </Button>
        ),
      },
      {
        title: T.status[language],
        key: "status",
        render: (_, { status }) => (
          <Tag color={STATUS_COLOURS[status]}>{STATUS_TEXTS[status][language]}</Tag>
        ),
      },
      {
        title: T.price[language],
        key: "price",
        align: "right",
        render: (_, { orderPrice }) => (
          <span className="num">{price(Number(orderPrice), language)}</span>
        ),
      },
      {
        title: T.product[language],
        key: "product",
        render: (_, { orderProductInfo: { spuName, skuName, skuCnt } }) => (
          <>
            {[spuName, skuName].filter(Boolean).join(" · ") || "–"}
            {skuCnt === undefined ? "" : ` × ${skuCnt}`}
          </>
        ),
      },
      {
        title: T.usage[language],
        key: "usage",
        align: "right",
        render: (_, { usage }) => (
          <span className="num">
            {usage === undefined
              ? "–"
              : `${count(BigInt(usage.used), language)} / ${count(BigInt(usage.all), language)}`}
          </span>
        ),
      },
      {
        title: T.invoice[language],
        key: "invoice",
        render: (_, { invoiceInfo }) =>
          invoiceInfo === undefined ? "–" : INVOICE_TEXTS[invoiceInfo.invoiceStatus][language],
      },
      {
        title: T.created[language],
        key: "created",
        // A column of its own for the payment would not fit beside the others at 1,280 px.
        render: (_, { createTime, payInfo }) => (
          <>
            <Moment at={new Date(createTime).toISOString()} />
            {payInfo?.finishPayTime !== undefined && (
              <div className="quiet event-more">
                {T.paid[language]}{" "}
                <Moment at={new Date(payInfo.finishPayTime * 1000).toISOString()} />
              </div>
            )}
          </>
        ),
      },
    ],
    [language],
  );
  return (
    <Page
      title={say(T.title)}
      about={say(T.about)}
      actions={
        <ForRole operation={SERVICE_PROVIDER_OPERATIONS.createServiceProviderOrder}>
          <Button
            type="primary"
            icon={<PlusOutlined />}
            // Without a SPU the new order would not be in the list below.
            disabled={!isChosen}
            onClick={() => setCreating(true)}
          >
            {say(T.create)}
          </Button>
        </ForRole>
      }
    >
      <Flex gap={8} wrap>
        <AppSelect
          isRequired
          kind="service_provider"
          value={appid}
          onChange={(chosen) => setFilters({ appid: chosen })}
        />
        <AutoComplete
          aria-label={say(T.spu)}
          placeholder={say(T.spu)}
          className="app-select"
          {...(spuId === undefined ? {} : { value: spuId })}
          onChange={(chosen: string | undefined) => setFilters({ spuId: chosen })}
          options={wholesale.map(({ spuId: value, spuName }) => ({
            value,
            label: `${spuName} · ${value}`,
          }))}
        />
      </Flex>
      {isChosen ? (
        <CursorTable
          label={say(T.title)}
          pages={pages}
          columns={columns}
          rowKey="orderId"
          empty={<Nothing what={say(T.none)} />}
        />
      ) : providers?.length === 0 ? (
        <Nothing what={say(T.noProvider)} next={<Link href="/apps">{say(T.toApps)}</Link>} />
      ) : (
        <Nothing what={say(T.choose)} />
      )}
      <Suspense fallback={null}>
        {appid !== undefined && (
          <CreateOrder
            isOpen={isCreating}
            appid={appid}
            goods={wholesale.find((one) => one.spuId === spuId)}
            spuId={spuId}
            onClose={() => setCreating(false)}
          />
        )}
        <MoveOrder order={moved} onClose={() => setMoved(null)} />
      </Suspense>
    </Page>
  );
}
