/** Offers a text or the pieces of a file to the browser, which saves it. */
export function saveFile(parts: BlobPart[], name: string): void {
  const url = URL.createObjectURL(new Blob(parts, { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
