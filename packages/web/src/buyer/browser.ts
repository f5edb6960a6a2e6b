// What the pages do in a browser that runs scripts. Without it everything can be done as well: the
// next orders come with a link, and numbers can be marked by hand.

showCopyButtons(document);
watchForMore();

/** Fetches the next orders when the link to them comes into sight. */
function watchForMore(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-more]");
  if (link === null) return;
  const watcher = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        watcher.disconnect();
        void append(link);
      }
    },
    { rootMargin: "600px" },
  );
  watcher.observe(link);
}

async function append(link: HTMLAnchorElement): Promise<void> {
  const { more, loading, failed } = link.dataset as Record<"more" | "loading" | "failed", string>;
  link.textContent = loading;
  try {
    const response = await fetch(more);
    if (!response.ok) throw new Error(String(response.status));
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    showCopyButtons(template.content);
    link.parentElement?.replaceWith(template.content);
    watchForMore();
  } catch {
    // The link leads to the same orders on a page of their own, or says why not.
    link.textContent = failed;
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
