// How a person did the five tasks in the version before the work on the console (the tag `baseline`), whose
// screens had other words and other ways. A step that cannot be taken says where the person stops.

/** @type {Record<string, (person: import("./person.mjs").Person, given: any) => Promise<unknown>>} */
export const STEPS = {
  async refunds(person, { shop, appid }) {
    await person.follow("Orders");
    await person.choose("All apps", shop, { typing: shop });
    await person.see(appid);
    throw new Error("no list shows refunds: each order of the shop would have to be opened");
  },

  async hidden(person, { number }) {
    await person.follow("Orders");
    await person.type(SEARCH, number, { enter: true });
    await person.follow(number);
    await person.see("the order must be matched, and its app approved");
    await person.follow(/^wx/);
    await person.follow("Figures and history");
    await person.click("Approve");
    await person.see("Decided.");
  },

  async "new-app"(person, { name, mchid }) {
    await person.follow("Apps");
    await person.click("Register an app");
    await person.type("Name, as buyers see it", name);
    await person.type("Merchant numbers", mchid, { enter: true });
    await person.click("Register");
    await person.click("I have copied it");
    await person.follow(name);
    await person.click("Record that it is signed");
    await person.click("Yes");
    await person.click("Open the permission");
    await person.follow("Try it");
    await person.choose("Choose an app", name, { typing: name });
    await person.see("It keeps all the rules.");
    await person.click("Send");
    await person.see("Explain");
    await person.click("Record its payment");
    await person.see("Matched");
    await person.follow("Apps");
    await person.follow(name);
    await person.follow("Figures and history");
    await person.click("Approve");
    await person.see("Decided.");
    await person.follow("Orders");
    await person.openFirst(/^DD\d+$/);
    await person.click("Link to the buyer's pages");
    await person.click("To send to the buyer", { role: "menuitem" });
    await person.clickToNewTab("Open here", { role: "link" });
    await person.click("See my orders");
    return person.text();
  },

  /** The list names no item, so the person opens one order after the other until the item is in it. */
  async complaint(person, { item, shop, appid }) {
    await person.follow("Orders");
    await person.choose("State", "Another payer");
    await person.choose("All apps", shop, { typing: shop });
    await person.see(appid);
    const rows = await person.rows();
    for (const row of rows) {
      await person.follow(/\d{16,}/.exec(row)[0]);
      await person.see("from the payment or the platform");
      if (await person.sees(item)) break;
      await person.back();
    }
    await person.clickText("All attempts");
    await person.openFirst(/^[0-9a-f]+-[0-9a-f]+-[0-9a-f]+$/);
    return (await person.heading(/Request \S/)).split(" ").at(-1);
  },

  async review(person, { shop }) {
    await person.follow("Reviews");
    await person.follow(shop);
    await person.see(/^As it stands, it would/);
    const [slowest] = await person.rows();
    const [number] = /\d{16,}/.exec(slowest);
    await person.follow(new RegExp(number));
    await person.heading(number);
    await person.see("Upload after payment");
    await person.back();
    await person.click("Approve");
    await person.see("Decided.");
    return number;
  },

  async "first-run"(person) {
    await person.see("First calls");
    throw new Error("the page ends with commands for a terminal");
  },
};

const SEARCH = "Any number: order, out_trade_no, transaction_id, openid";
