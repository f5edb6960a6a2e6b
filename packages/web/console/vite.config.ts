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
  // A placeholder: the server replaces it with the nonce of each response.
  html: { cspNonce: "CSP_NONCE" },
  build: {
    outDir: here("../dist/console"),
    emptyOutDir: true,
    manifest: true,
    // Assets inlined as data: URLs would need a wider policy.
    assetsInlineLimit: 0,
    // test/console-size.test.ts checks the sizes, so the build's own warning is not needed.
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What nearly every page needs is one file. In a dozen small ones it is compressed worse, and
        // every further page that shares a part makes another one: 10 kB of the first load.
        codeSplitting: {
          groups: [{ name: "common", minShareCount: 20 }],
        },
      },
    },
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
