/**
 * The drawing that all of Loom's icons share: warp and weft, three vertical and two horizontal strokes
 * interlaced on a 16 × 16 grid, which stays sharp at every multiple of 16.
 */
import { crc32, deflateSync } from 'node:zlib';

type Rect = readonly [x: number, y: number, width: number, height: number];
export type Colour = readonly [red: number, green: number, blue: number];
export type Mark = 'ok' | 'attention' | 'off';

export const warp: Rect[] = [
  [3, 0, 2, 9],
  [3, 13, 2, 3],
  [7, 0, 2, 3],
  [7, 7, 2, 9],
  [11, 0, 2, 9],
  [11, 13, 2, 3],
];
export const weft: Rect[] = [
  [0, 4, 2, 2],
  [6, 4, 4, 2],
  [14, 4, 2, 2],
  [0, 10, 6, 2],
  [10, 10, 6, 2],
];
const threads = [...warp, ...weft];

/** Centre and radius of the corner mark, and of the clear ring around it. */
const corner = { x: 12.5, y: 12.5, radius: 3.5, clear: 4.75 };

export const black: Colour = [0, 0, 0];
export const white: Colour = [255, 255, 255];
const paper: Colour = [20, 21, 24];

/** What is at a point of the 16 × 16 grid: a colour and its opacity. */
export type Drawing = (x: number, y: number) => readonly [Colour, number];

export function tray(mark: Mark, ink: Colour, dot: Colour): Drawing {
  return (x, y) => {
    const distance = Math.hypot(x - corner.x, y - corner.y);
    if (mark === 'attention' && distance < corner.clear) {
      return [dot, distance < corner.radius ? 1 : 0];
    }
    return [ink, isMark(x, y) ? (mark === 'off' ? 0.4 : 1) : 0];
  };
}

/** The mark in white on a dark rounded square that fills 14 of the 16 units. */
export function appIcon(x: number, y: number): readonly [Colour, number] {
  const outside = Math.hypot(Math.max(0, Math.abs(x - 8) - 4), Math.max(0, Math.abs(y - 8) - 4));
  if (outside > 3) return [paper, 0];
  return [isMark(8 + (x - 8) * 2, 8 + (y - 8) * 2) ? white : paper, 1];
}

function isMark(x: number, y: number): boolean {
  return threads.some(
    ([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height,
  );
}

/** A PNG file of `size` × `size` pixels, RGBA, each pixel the mean of several samples. */
export function png(size: number, drawing: Drawing): Buffer {
  const stride = 1 + size * 4;
  const raw = Buffer.alloc(stride * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      raw.set(pixel(drawing, column, row, 16 / size), row * stride + 1 + column * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixel(drawing: Drawing, column: number, row: number, unit: number): number[] {
  // At 1024 pixels a finer edge is not to be seen.
  const samples = unit < 1 / 50 ? 2 : 4;
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let index = 0; index < samples * samples; index += 1) {
    const x = (column + ((index % samples) + 0.5) / samples) * unit;
    const y = (row + (Math.floor(index / samples) + 0.5) / samples) * unit;
    const [colour, opacity] = drawing(x, y);
    red += colour[0] * opacity;
    green += colour[1] * opacity;
    blue += colour[2] * opacity;
    alpha += opacity;
  }
  if (alpha === 0) return [0, 0, 0, 0];
  const opacity = (alpha / samples ** 2) * 255;
  return [red / alpha, green / alpha, blue / alpha, opacity].map(Math.round);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
