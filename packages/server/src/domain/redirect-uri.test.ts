import { expect, test } from "vitest";
import { allowedRedirect } from "./redirect-uri.js";

const HOSTS = ["platform.example.com", "other.example.com:8443"];

test.each([
  ["https://platform.example.com/back?state=1", true],
  ["http://platform.example.com:8080/", true],
  ["https://PLATFORM.example.com/", true],
  ["https://other.example.com:8443/", true],
  ["https://other.example.com/", false],
  ["https://platform.example.com.evil.com/", false],
  ["https://evil.com/platform.example.com", false],
  ["https://platform.example.com@evil.com/", false],
  ["https://user:password@platform.example.com/", false],
  ["https://evil.com\\@platform.example.com/", false],
  ["javascript:alert(1)//platform.example.com", false],
  ["data:text/html,platform.example.com", false],
  ["ftp://platform.example.com/", false],
  ["//platform.example.com/", false],
  ["/back", false],
  ["", false],
  ["http://127.0.0.1:3000/", false],
])("a redirect to %s is allowed: %s", (uri, isAllowed) => {
  expect(allowedRedirect(uri, HOSTS, false) !== null).toBe(isAllowed);
});

test.each([
  ["http://127.0.0.1:3000/back", true],
  ["http://localhost/back", true],
  ["http://[::1]:3000/", true],
  ["http://127.0.0.1.evil.com/", false],
  ["http://localhost.evil.com/", false],
  ["file:///etc/passwd", false],
])("in a sandbox a redirect to %s is allowed: %s", (uri, isAllowed) => {
  expect(allowedRedirect(uri, [], true) !== null).toBe(isAllowed);
});
