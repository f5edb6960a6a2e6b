import { ORDER_OPERATIONS, ORDER_STATUSES, statusWords, text } from "@dingdan/contract";
import { count } from "../format/numbers.js";
import { useReading } from "../http/queries.js";
import { useLanguage, useSay } from "../preferences/language.js";

const T = { all: text("All", "全部"), label: text("Status", "状态") };

/** The lists of each status, with the number of orders in them. */
export function StatusTabs({
  status,
  appid,
  onChange,
}: {
  readonly status: string | undefined;
  readonly appid: string | undefined;
  readonly onChange: (status: string | undefined) => void;
}) {
  const say = useSay();
  const { language } = useLanguage();
  const { data } = useReading(
    ORDER_OPERATIONS.countOrders,
    { query: appid === undefined ? {} : { appid } },
    { everyMs: 15_000, keepsPrevious: true },
  );
  const tabs = [
    { key: undefined, name: T.all, orders: data?.all },
    ...ORDER_STATUSES.map((key) => ({
      key,
      name: statusWords(key),
      orders: data?.statuses[key],
    })),
  ];
  return (
    <nav className="status-tabs" aria-label={say(T.label)}>
      {tabs.map(({ key, name, orders }) => (
        <button
          key={name.en}
          type="button"
          className="status-tab"
          data-status={key ?? "all"}
          {...(key === status ? { "aria-current": "page" as const } : {})}
          onClick={() => onChange(key)}
        >
          {say(name)}{" "}
          <span className="status-tab-count num">
            {orders === undefined ? "\u00a0" : count(orders, language)}
          </span>
        </button>
      ))}
    </nav>
  );
}
