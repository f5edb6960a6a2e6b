import type { Page, Request, Route } from "playwright-core";

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

  const isForeign = (request: Request) => new URL(request.url()).origin !== origin;
  /** Whether this is a picture that the test permits. */
  const isAnswered = (request: Request) =>
    images !== "forbidden" &&
    request.resourceType() === "image" &&
    request.url().startsWith("https:");
  const leaving = (request: Request) =>
    `left its origin: ${request.resourceType()} ${withoutFragment(request.url())}`;

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
    // Chromium resolves no foreign name, so the request has not left the machine.
    if (!isAnswered(request) && isForeign(request)) add(leaving(request));
  });
  // The browser reports some policy violations on the console, but not all.
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      reportError(new Error(`policy: ${violatedDirective} ${blockedURI}`));
    });
  });
  // A route turns the browser's cache off, and with it every page loads the console again.
  if (images !== "forbidden") {
    await page.context().route(
      (url) => url.origin !== origin,
      (route: Route) => {
        const request = route.request();
        if (!isAnswered(request)) return route.abort();
        foreignImages.push(withoutFragment(request.url()));
        return images === "broken"
          ? route.abort()
          : route.fulfill({ contentType: "image/svg+xml", body: SQUARE });
      },
    );
  }

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
