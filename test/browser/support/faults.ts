import type { Page, Route } from "playwright-core";

/** The faults of a page, and the foreign pictures that it requested. */
export interface Faults {
  /** One line for each fault; empty if there is none. */
  list(): readonly string[];
  /** Forgets the faults so far, for a test that provokes them. */
  forgive(): void;
  /** The URLs of permitted requests for pictures from other origins. */
  readonly foreignImages: readonly string[];
}

/** Watches a page from its first request, and blocks requests to any other origin. */
export async function watchPage(
  page: Page,
  baseUrl: string,
  images: "forbidden" | "answered" | "broken",
): Promise<Faults> {
  const { origin } = new URL(baseUrl);
  const found: { readonly fault: string; readonly url: string }[] = [];
  const visited = new Set<string>();
  const foreignImages: string[] = [];
  const add = (fault: string, url = "") => void found.push({ fault, url });

  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() === "error") add(`console: ${message.text()}`, withoutFragment(url));
  });
  page.on("pageerror", (error) => add(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    add(`dialog: ${dialog.type()} ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => add(`window: ${popup.url()}`));
  page.on("download", (download) => add(`download: ${download.url()}`));
  page.on("request", (request) => {
    if (request.isNavigationRequest()) visited.add(request.url());
  });
  // The browser reports some policy violations on the console, but not all.
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      reportError(new Error(`policy: ${violatedDirective} ${blockedURI}`));
    });
  });
  await page.context().route(
    (url) => url.origin !== origin,
    (route: Route) => {
      const request = route.request();
      const url = withoutFragment(request.url());
      const isImage = request.resourceType() === "image" && url.startsWith("https:");
      if (!isImage || images === "forbidden") {
        add(`left its origin: ${request.resourceType()} ${url}`);
        return route.abort();
      }
      foreignImages.push(url);
      return images === "broken"
        ? route.abort()
        : route.fulfill({ contentType: "image/svg+xml", body: SQUARE });
    },
  );

  return {
    foreignImages,
    forgive: () => void found.splice(0),
    list: () =>
      found
        // A test may open a page that answers 404 or contains a broken picture on purpose.
        .filter(({ fault, url }) => {
          const isStatus = fault.includes("the server responded with a status of");
          const isLoading = fault.startsWith("console: Failed to load resource");
          return !(isStatus && visited.has(url)) && !(isLoading && foreignImages.includes(url));
        })
        .map(({ fault }) => fault),
  };
}

/** A request never includes the part after `#`, but some reports of it do. */
const withoutFragment = (url: string): string => url.replace(/#.*/s, "");

const SQUARE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><path fill="#9a9a9a" d="M0 0h64v64H0z"/></svg>';
