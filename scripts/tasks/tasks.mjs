// The five tasks: what the person is given, and how to know that the task is done. The person never sees
// this interface; it only says what there is to find, and judges the result.

const DAY_MS = 86_400_000;
/** The seed refunds an order within four days of its payment. */
const REFUND_DAYS = 5;
const EVENING = 21;

/**
 * The zone in which it is evening on the sandbox's clock: whenever the script runs, there are refunds of
 * that day. The sign of these names is reversed.
 */
export function zoneOf(now) {
  const ahead = ((EVENING - now.getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? "UTC" : `Etc/GMT${ahead < 0 ? "+" : "-"}${Math.abs(ahead)}`;
}

/** The tasks in a sandbox that `startMall` filled. The last one moves the sandbox's clock. */
export async function tasksOf(mall) {
  const read = reader(mall);
  const { now } = await read("/admin/v1/clock");
  return {
    now: new Date(now),
    tasks: [
      await refundsOfToday(read, new Date(now)),
      await hiddenOrder(read),
      newApp(read),
      await complaint(read),
      await review(read, mall),
      firstRun(mall),
    ],
  };
}

/** The shop with the most refunds of the day. */
async function refundsOfToday(read, now) {
  const dayStart = startOfDay(now);
  const from = new Date(now - REFUND_DAYS * DAY_MS).toISOString();
  const refunded = new Map();
  for (const { id, appid } of await all(read, `/admin/v1/orders?state=matched&from=${from}`)) {
    const order = await read(`/admin/v1/orders/${encodeURIComponent(id)}`);
    const isToday = order.refunds.some(
      ({ state, at }) => state === "succeeded" && Date.parse(at) >= dayStart,
    );
    if (isToday) refunded.set(appid, [...(refunded.get(appid) ?? []), JSON.stringify(order)]);
  }
  const [appid, orders] = [...refunded].toSorted(([, a], [, b]) => b.length - a.length)[0];
  const { name: shop } = await read(`/admin/v1/apps/${appid}`);
  return {
    name: "refunds",
    given: { shop, appid },
    isDone: (numbers) =>
      numbers.length === orders.length &&
      orders.every((order) => numbers.some((number) => order.includes(number))),
  };
}

/** A paid order of a shop that was never approved. */
async function hiddenOrder(read) {
  const { items: apps } = await read("/admin/v1/apps?limit=100");
  const { appid } = apps.find(
    ({ permission, mchids }) => permission === "open" && mchids.length > 0,
  );
  const { items } = await read(`/admin/v1/orders?state=matched&appid=${appid}&limit=1`);
  const [{ id, merchant_order_nos: numbers }] = items;
  return {
    name: "hidden",
    given: { number: numbers[0] },
    isDone: async () =>
      (await read(`/admin/v1/orders/${encodeURIComponent(id)}/preview`)).is_visible === true,
  };
}

function newApp(read) {
  const name = "Tea on the Lake";
  return {
    name: "new-app",
    given: { name, mchid: "1900000110" },
    isDone: async (seen) => {
      const apps = await all(read, "/admin/v1/apps?");
      const app = apps.find((row) => row.name === name);
      return app?.permission === "approved" && seen.includes(name);
    },
  };
}

/** An order that another person paid than the one it was uploaded for: its buyer does not see it. */
async function complaint(read) {
  const { items } = await read("/admin/v1/orders?state=mismatched&limit=100");
  const apps = await all(read, "/admin/v1/apps?");
  const shopOf = ({ appid }) => apps.find((app) => app.appid === appid);
  const orders = [];
  for (const { id } of items) orders.push(await read(`/admin/v1/orders/${encodeURIComponent(id)}`));
  const keyOf = (order) => `${order.appid} ${itemOf(order)}`;
  const keys = orders.map(keyOf);
  const order = orders.find(
    (row) =>
      shopOf(row).permission === "approved" &&
      row.payment?.payer !== undefined &&
      row.payment.payer.openid !== row.openid &&
      keys.filter((key) => key === keyOf(row)).length === 1,
  );
  return {
    name: "complaint",
    given: { item: itemOf(order), shop: shopOf(order).name, appid: order.appid },
    isDone: async (rid) => {
      const id = encodeURIComponent(order.id);
      const { items: calls } = await read(`/admin/v1/orders/${id}/uploads?limit=20`);
      return calls.some((call) => call.rid === rid && call.body.includes(itemOf(order)));
    },
  };
}

const itemOf = ({ details }) => details.order_list[0].item_list[0].name;

/** The app that waits for the decision. */
async function review(read, { seeded }) {
  const { appid, name: shop } = seeded.apps.find(({ permission }) => permission === "reviewing");
  const [slowest] = (await read(`/admin/v1/apps/${appid}/delays`)).items;
  return {
    name: "review",
    given: { shop },
    /** The evidence is the number of the order that was uploaded last after its payment. */
    isDone: async (evidence) => {
      const { permission } = await read(`/admin/v1/apps/${appid}`);
      return permission === "approved" && slowest.merchant_order_nos.includes(evidence);
    },
  };
}

/** The demo app of `npm start`, from the first page. */
const firstRun = () => ({
  name: "first-run",
  given: {},
  startsAt: "/",
  isDone: (seen) => seen.includes("iPhoneX"),
});

/** Midnight in the zone of `zoneOf`. */
function startOfDay(now) {
  const day = new Intl.DateTimeFormat("en-GB", {
    timeZone: zoneOf(now),
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const [hours, minutes, seconds] = day.format(now).split(":").map(Number);
  return now.getTime() - ((hours * 60 + minutes) * 60 + seconds) * 1000 - now.getMilliseconds();
}

const reader = (mall) => async (path) => {
  const answer = await fetch(mall.url + path, {
    headers: { authorization: `Bearer ${mall.adminKey}` },
  });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

async function all(read, path) {
  const rows = [];
  for (let cursor = ""; ; ) {
    const { items, next_cursor: next } = await read(`${path}&limit=100${cursor}`);
    rows.push(...items);
    if (!next) return rows;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}
