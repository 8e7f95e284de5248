// The app's icon in the formats of each system's installers. electron-builder could convert a PNG,
// with a tool that it downloads; the drawing is ours, so it is drawn at every size instead.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appIcon, png } from '../../../resources/icons/draw-icons.ts';

export const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];

/** What macOS calls an icon of so many pixels; some are two, one for each density. */
const macTypes = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);

/**
 * Writes `app.icns`, `app.ico` and `linux/<size>x<size>.png`.
 * @param {string} folder
 */
export function writeIcons(folder) {
  const draw = createDrawer();
  mkdirSync(join(folder, 'linux'), { recursive: true });
  for (const size of linuxSizes) {
    writeFileSync(join(folder, 'linux', `${size}x${size}.png`), draw(size));
  }
  writeFileSync(join(folder, 'app.ico'), windowsIcon(draw));
  writeFileSync(join(folder, 'app.icns'), macIcon(draw));
}

/**
 * Draws each size once.
 * @returns {(size: number) => Buffer}
 */
function createDrawer() {
  /** @type {Map<number, Buffer>} */
  const drawn = new Map();
  return (size) => {
    const image = drawn.get(size) ?? png(size, appIcon);
    drawn.set(size, image);
    return image;
  };
}

/**
 * A header, an entry of 16 bytes for each image, then the images as PNG files.
 * @param {(size: number) => Buffer} draw
 */
function windowsIcon(draw) {
  const images = windowsSizes.map(draw);
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, image] of images.entries()) {
    const entry = 6 + 16 * index;
    // One byte each for width and height, in which 256 is 0.
    header.fill((windowsSizes[index] ?? 0) % 256, entry, entry + 2);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(image.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += image.length;
  }
  return Buffer.concat([header, ...images]);
}

/**
 * Chunks of a type, their length with these 8 bytes, and a PNG file.
 * @param {(size: number) => Buffer} draw
 */
function macIcon(draw) {
  const chunks = [...macTypes].flatMap(([size, types]) =>
    types.map((type) => chunk(type, draw(size))),
  );
  return chunk('icns', Buffer.concat(chunks));
}

/** @param {string} type @param {Buffer} content */
function chunk(type, content) {
  const head = Buffer.from(`${type}....`, 'latin1');
  head.writeUInt32BE(content.length + head.length, 4);
  return Buffer.concat([head, content]);
}
