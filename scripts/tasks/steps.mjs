// How a person does the five tasks in this version. Every step names what the screen shows.

/** @type {Record<string, (person: import("./person.mjs").Person, given: any) => Promise<unknown>>} */
export const STEPS = {
  /** The refunds of today: the overview's figure leads to the orders, and "Today" is one of their spans. */
  async refunds(person, { shop }) {
    await person.follow("Refunded");
    await person.choose("All apps", shop, { typing: shop });
    await person.type("From", "");
    await person.clickText("Today");
    const rows = await person.rows();
    return rows.map((row) => /\d{16,}/.exec(row)?.[0] ?? "");
  },

  async hidden(person, { number }) {
    await person.follow("Orders");
    await person.type(SEARCH, number, { enter: true });
    await person.openFirst(number);
    await person.see("Buyer cannot see it");
    await person.click("Approve");
    await person.click("Yes");
    await person.see("The buyer sees this order now.");
  },

  async "new-app"(person, { name, mchid }) {
    await person.follow("Apps");
    await person.click("Register an app");
    await person.type("Name, as buyers see it", name);
    await person.type("Merchant numbers", mchid, { enter: true });
    await person.click("Register");
    await person.click("I have copied it");
    await person.click("Record the signature");
    await person.click("Yes");
    await person.click("Open the permission");
    await person.follow("Try its calls");
    await person.see("No broken rules.");
    await person.click("Send");
    await person.see("Explain");
    await person.click("Record the payment");
    await person.see("Paid: the payment matches the order.");
    await person.follow("Show the order");
    await person.see("Buyer cannot see it");
    await person.click("Approve");
    await person.click("Yes");
    await person.see("The buyer sees this order now.");
    return buyersPage(person);
  },

  async complaint(person, { item, shop }) {
    await person.follow("Orders");
    await person.type(SEARCH, item, { enter: true });
    await person.choose("All apps", shop, { typing: shop });
    await person.follow(item, { inRow: [shop, "Another payer"] });
    await person.clickText("All attempts");
    await person.openFirst("uploadShoppingInfo");
    return ridOf(person);
  },

  async review(person, { shop }) {
    await person.follow("Reviews");
    await person.click("Approve", { inRow: [shop] });
    await person.see(/^With the current figures it would/);
    await person.see("The slowest orders");
    const slowest = (await person.rows()).find((row) => NUMBER.test(row));
    await person.click("Yes, approve");
    await person.see("Decided.");
    return NUMBER.exec(slowest)[0];
  },

  async "first-run"(person) {
    for (const step of ["Get a token", "Upload the order", "Pay", "Submit, and let 6 hours pass"]) {
      await person.click(step);
    }
    await person.see("Approved: buyers see the orders.");
    await person.clickToNewTab("Open it");
    await person.click("See my orders");
    return person.text();
  },
};

const SEARCH = "Item, order number, out_trade_no, transaction_id or openid";

/** A merchant's order number in the seed. */
const NUMBER = /\d{16,}/;

/** From an order to its buyer's page. */
async function buyersPage(person) {
  await person.click("Link to the buyer's pages");
  await person.click("Link to send to the buyer", { role: "menuitem" });
  await person.clickToNewTab("Open here", { role: "link" });
  await person.click("See my orders");
  return person.text();
}

async function ridOf(person) {
  return (await person.heading(/Request \S/)).split(" ").at(-1);
}
