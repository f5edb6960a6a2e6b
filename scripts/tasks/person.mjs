// A person in front of a browser: finds things by what the screen says, and is counted.

const PATIENCE_MS = 15_000;
const LOOK_MS = 100;

/** Uses a page by visible names and texts alone, and counts what that takes. */
export class Person {
  clicks = 0;
  /** Pages opened after the first one; another filter of the same page is no page. */
  pages = 0;
  /** The Enter key included. */
  typed = 0;
  #tab;
  #begunAt = 0;

  /** Opens a page that the person knows the address of: what `npm start` prints, or a page below it. */
  async begin(tab, url) {
    await tab.goto(url);
    this.#follow(tab);
    this.#begunAt = performance.now();
  }

  counts() {
    const seconds = (performance.now() - this.#begunAt) / 1000;
    return { clicks: this.clicks, pages: this.pages, typed: this.typed, seconds };
  }

  /** Clicks on a button or link by its name, or on another role. */
  async click(name, { role = /** @type {const} */ ("button"), inRow = [] } = {}) {
    const place = inRow.reduce(
      (rows, text) => rows.filter({ hasText: text }),
      this.#tab.getByRole("row"),
    );
    const found = (inRow.length === 0 ? this.#tab : place).getByRole(role, { name: called(name) });
    await this.#press(found);
  }

  /** Follows a link by its words. */
  follow(name, options = {}) {
    return this.click(name, { ...options, role: "link" });
  }

  /** Follows the first link with these words: the newest row of a list. A row that says them leads there. */
  async openFirst(words) {
    const rows = this.#tab.getByRole("row").filter({ hasText: words });
    const own = this.#tab.getByRole("link", { name: words });
    await this.#press(own.or(rows.getByRole("link")));
  }

  /** Clicks on a text that is no button, such as a view's name. */
  async clickText(text) {
    await this.#press(this.#tab.getByText(text, { exact: true }));
  }

  /** Follows a link or presses a button that opens a tab, and continues there. */
  async clickToNewTab(name, options) {
    const opened = this.#tab.context().waitForEvent("page");
    await this.click(name, options);
    const tab = await opened;
    await tab.waitForLoadState();
    this.pages += 1;
    this.#follow(tab);
  }

  /** Types into a field by its label or placeholder. */
  async type(label, text, { enter = false } = {}) {
    const field = this.#tab.getByLabel(label, { exact: true });
    await this.#press(field.or(this.#tab.getByPlaceholder(label, { exact: true })));
    await this.#write(text);
    if (enter) await this.enter();
  }

  async enter() {
    await this.#tab.keyboard.press("Enter");
    this.typed += 1;
  }

  /** Chooses an option, which a long list shows only after a part of it is typed. */
  async choose(label, option, { typing = "" } = {}) {
    await this.#press(this.#tab.getByRole("combobox", { name: label, exact: true }));
    await this.#write(typing);
    const ofList = this.#tab.locator(".ant-select-dropdown:visible").getByText(option);
    await this.#press(ofList);
  }

  /** The browser's own button. */
  async back() {
    this.clicks += 1;
    await this.#tab.goBack();
  }

  /** Waits until the screen shows a text. */
  async see(text) {
    await first(this.#tab.getByText(text)).waitFor({ timeout: PATIENCE_MS });
  }

  /** True if the screen shows the text now. */
  sees(text) {
    return first(this.#tab.getByText(text)).isVisible();
  }

  /** The text of the page's heading, once it contains something. */
  async heading(containing) {
    const found = this.#tab.getByRole("heading", { level: 1 }).filter({ hasText: containing });
    await found.waitFor({ timeout: PATIENCE_MS });
    return found.innerText();
  }

  /** The texts of a table's rows, without its head. */
  async rows() {
    await this.settle();
    const rows = this.#tab.getByRole("table").getByRole("row").filter({ visible: true });
    const texts = await rows.allInnerTexts();
    return texts.slice(1).filter((text) => text.trim() !== "");
  }

  /** All that the page says. */
  async text() {
    await this.settle();
    return this.#tab.getByRole("main").innerText();
  }

  /** Waits until nothing moves any more on the page below its header. */
  async settle() {
    const main = this.#tab.getByRole("main");
    let last = "";
    for (let still = 0; still < 3; ) {
      await this.#tab.waitForTimeout(LOOK_MS);
      const seen = await main.innerText();
      still = seen === last ? still + 1 : 0;
      last = seen;
    }
  }

  picture(path) {
    return this.#tab.screenshot({ path });
  }

  async #press(found) {
    const place = first(found);
    await place.waitFor({ timeout: PATIENCE_MS });
    // The words of a field can lie above it: the click goes to the place, as a hand's does.
    await place.click({
      timeout: PATIENCE_MS,
      force: (await place.getAttribute("role")) === "combobox",
    });
    this.clicks += 1;
  }

  async #write(text) {
    await this.#tab.keyboard.type(text);
    this.typed += text.length;
  }

  #follow(tab) {
    this.#tab = tab;
    let shown = new URL(tab.url()).pathname;
    tab.on("framenavigated", (frame) => {
      const { pathname } = new URL(frame.url());
      if (frame !== tab.mainFrame() || pathname === shown) return;
      shown = pathname;
      this.pages += 1;
    });
  }
}

/** A button can begin with an icon, whose name is one word. */
const called = (name) =>
  name instanceof RegExp
    ? name
    : new RegExp(`^([a-z-]+ )?${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

const first = (found) => found.filter({ visible: true }).first();
