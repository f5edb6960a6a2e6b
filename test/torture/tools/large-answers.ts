import { call } from "./call.js";

/** The paths of large answers that need no credential: the OpenAPI document, and what the pages load. */
export async function largeAnswers(url: string): Promise<readonly string[]> {
  const found = ["/openapi.json", "/docs/json", "/docs/yaml"];
  for (const page of ["/docs/", "/console/"]) {
    const outcome = await call(url + page);
    if (outcome.kind !== "answered") continue;
    const links = [...outcome.text.matchAll(/(?:src|href)="([^"#?]+\.(?:js|css))"/g)];
    found.push(...links.map(([, link = ""]) => new URL(link, url + page).pathname));
  }
  return found;
}
