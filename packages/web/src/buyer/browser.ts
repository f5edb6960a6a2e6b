// The script of the buyer pages. Without scripts the pages work, too: a link leads to the next orders,
// and numbers can be selected and copied manually.

/** Number of pages of orders that were added to the first. */
let pagesAdded = 0;

showCopyButtons(document);
void restoreList().then(watchForMore);

/** The link to the next orders; null on the last page. */
function moreLink(): HTMLAnchorElement | null {
  return document.querySelector("a[data-more]");
}

/**
 * Restores the list when the buyer returns from an order. The pages are not cacheable, so browsers do
 * not keep them; the history entry stores the number of added pages and the scroll position.
 */
async function restoreList(): Promise<void> {
  const left = history.state as { pagesAdded: number; y: number } | null;
  document.addEventListener("click", () => history.replaceState({ pagesAdded, y: scrollY }, ""));
  if (left === null) return;
  for (let link = moreLink(); pagesAdded < left.pagesAdded && link !== null; link = moreLink()) {
    if (!(await append(link))) return;
  }
  scrollTo(0, left.y);
}

/** Fetches the next orders when the link to them becomes visible. */
function watchForMore(): void {
  const link = moreLink();
  if (link === null) return;
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watcher.disconnect();
      void append(link).then((isAdded) => isAdded && watchForMore());
    },
    { rootMargin: "600px" },
  );
  watcher.observe(link);
}

/** Replaces the link with the next orders. @returns whether they were loaded */
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
    // The link still opens these orders on their own page, or a page that shows the error.
    link.textContent = failed;
    return false;
  }
}

/** Copying needs a script, so the buttons are hidden until the script shows them. */
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

/** For pages without the clipboard API, for example over plain http. */
function copyByHand(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "offscreen";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
