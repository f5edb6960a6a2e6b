import { Page } from "../parts/page.js";

export default function Draft() {
  return <Page title="…">…</Page>;
}
