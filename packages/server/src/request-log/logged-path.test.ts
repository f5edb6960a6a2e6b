import { expect, test } from "vitest";
import { loggedPath } from "./logged-path.js";

const SECRET = "0cc175b9c0f1b6a831c399e269772661";

test.each([
  ["/cgi-bin/token", "/cgi-bin/token"],
  ["/admin/v1/apps/wxd678efh567hg6787/secret", "/admin/v1/apps/wxd678efh567hg6787/secret"],
  [
    `/cgi-bin/token&%73ecret=abc&appid=wxd678efh567hg6787`,
    "/cgi-bin/token&%73ecret=***&appid=wxd678efh567hg6787",
  ],
  [`/cgi-bin/token&k=${SECRET}`, "/cgi-bin/token&k=***"],
  [`/cgi-bin/token&k=%30${SECRET.slice(1)}`, "/cgi-bin/token&k=***"],
  ["/admin/v1/payers/oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "/admin/v1/payers/oUpF…eS6o"],
  ["/admin/v1/payers/%6fUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "/admin/v1/payers/oUpF…eS6o"],
])("the server's log shows the path %s as %s", (path, shown) => {
  expect(loggedPath(path)).toBe(shown);
});
