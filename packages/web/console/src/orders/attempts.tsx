import { ORDER_OPERATIONS, text } from "@dingdan/contract";
import { usePages } from "../http/use-pages.js";
import { Nothing } from "../parts/nothing.js";
import { useSay } from "../preferences/language.js";
import { RequestTable } from "../requests/request-table.js";

const T = {
  label: text("Attempts", "全部尝试"),
  none: text(
    "The request log no longer has calls for this order.",
    "请求日志中已没有该订单的调用。",
  ),
};

/** Every logged call for an order, including rejected ones. */
export function Attempts({ id }: { readonly id: string }) {
  const say = useSay();
  const pages = usePages(ORDER_OPERATIONS.listOrderUploads, { limit: 20 }, { path: { id } });
  return <RequestTable pages={pages} label={say(T.label)} empty={<Nothing what={say(T.none)} />} />;
}
