// What the pages do in a browser that runs scripts. Without it everything can be done as well: the
// next orders come with a link, and numbers can be marked by hand.

/** How many pages of orders were added to the first. */
let pagesAdded = 0;

showCopyButtons(document);
void comeBack().then(watchForMore);

/** The link to the orders that follow; null on the last page. */
function moreLink(): HTMLAnchorElement | null {
  return document.querySelector("a[data-more]");
}

/**
 * Whoever comes back from an order finds the list as it was left. Browsers keep no page that no cache
 * may keep, so the list notes in its place of the history how far it had come.
 */
async function comeBack(): Promise<void> {
  const left = history.state as { pagesAdded: number; y: number } | null;
  document.addEventListener("click", () => history.replaceState({ pagesAdded, y: scrollY }, ""));
  if (left === null) return;
  for (let link = moreLink(); pagesAdded < left.pagesAdded && link !== null; link = moreLink()) {
    if (!(await append(link))) return;
  }
  scrollTo(0, left.y);
}

/** Fetches the next orders when the link to them comes into sight. */
function watchForMore(): void {
  const link = moreLink();
  if (link === null) return;
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      void append(link).then((came) => came && watchForMore());
    },
    { rootMargin: "600px" },
  );
  watcher.observe(link);
}

/** Puts the next orders in the place of the link to them. @returns whether they came */
async function append(link: HTMLAnchorElement): Promise<boolean> {
  const { more, loading, failed } = link.dataset as Record<"more" | "loading" | "failed", string>;
  link.textContent = loading;
  try {
    const response = await fetch(more);
    if (!response.ok) throw new Error(String(response.status));
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    showCopyButtons(template.content);
    link.parentElement?.replaceWith(template.content);
    pagesAdded++;
    return true;
  } catch {
    // The link leads to the same orders on a page of their own, or says why not.
    link.textContent = failed;
    return false;
  }
}

/** Copying needs a script, so without one its buttons stay hidden. */
function showCopyButtons(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button.dataset["copy"] as string));
  }
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text);
  }
  const toast = document.querySelector<HTMLElement>(".toast");
  if (toast === null) return;
  toast.textContent = toast.dataset["said"] as string;
  setTimeout(() => (toast.textContent = ""), 2000);
}

/** For browsers without a clipboard for pages, such as those of a plain http address. */
function copyByHand(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "offscreen";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
