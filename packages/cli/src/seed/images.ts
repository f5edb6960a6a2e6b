import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode, UsageError } from "../errors.js";
import { TEXTS } from "../texts.js";
import { goodsOf, imageName, TRADES } from "./goods.js";
import { tileOf } from "./tiles.js";

/**
 * Writes the pictures of all products to a folder, with the file names of their links.
 * @returns the number of pictures
 */
export async function writeImages(folder: string): Promise<number> {
  const pictures = TRADES.flatMap((trade) =>
    goodsOf(trade).map(({ glyph }, index) => ({ name: imageName(trade, index), glyph })),
  );
  try {
    await mkdir(folder, { recursive: true });
    for (const [number, { name, glyph }] of pictures.entries()) {
      await writeFile(join(folder, name), tileOf(glyph, number));
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    throw new UsageError(TEXTS.input.unwritable(folder, code));
  }
  return pictures.length;
}
