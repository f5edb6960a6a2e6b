import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The operator's console. For work on it: `npx dingdan sandbox` in one terminal, and in another
 * `DINGDAN_URL=http://127.0.0.1:8321 npx vite packages/web/console`.
 */
export default defineConfig({
  root: here("."),
  base: "/console/",
  plugins: [react()],
  // The server puts each answer's own nonce in its place.
  html: { cspNonce: "CSP_NONCE" },
  build: {
    outDir: here("../dist/console"),
    emptyOutDir: true,
    manifest: true,
    // What is written into the page as data: would need a wider policy.
    assetsInlineLimit: 0,
    // The server and the build's own test look at sizes; the warning's limit is one of its own.
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(
      ["/admin", "/console/v1", "/dingdan", "/buyer"].map((path) => [
        path,
        process.env["DINGDAN_URL"] ?? "http://127.0.0.1:8321",
      ]),
    ),
  },
});
