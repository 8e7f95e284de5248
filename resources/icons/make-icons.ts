/**
 * Draws Loom's icons: `node resources/icons/make-icons.ts`. The files it writes are committed; run
 * it again only when the mark changes. What an installer wants is drawn when it is made.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  appIcon,
  black,
  type Drawing,
  type Mark,
  png,
  tray,
  warp,
  weft,
  white,
} from './draw-icons.ts';

const marks: Mark[] = ['ok', 'attention', 'off'];
for (const mark of marks) {
  for (const scale of [1, 2]) {
    const suffix = scale === 2 ? '@2x' : '';
    // macOS colours template images itself, and knows them by the end of their name.
    save(`tray-${mark}Template${suffix}.png`, 16 * scale, tray(mark, black, black));
    save(`tray-${mark}-on-light${suffix}.png`, 16 * scale, tray(mark, [40, 41, 46], [200, 120, 0]));
    save(`tray-${mark}-on-dark${suffix}.png`, 16 * scale, tray(mark, white, [240, 166, 40]));
  }
}
save('app.png', 512, appIcon);
saveSvg('mark.svg');

function save(name: string, size: number, drawing: Drawing): void {
  writeFileSync(join(import.meta.dirname, name), png(size, drawing));
}

function saveSvg(name: string): void {
  const path = [...warp, ...weft].map(([x, y, w, h]) => `M${x} ${y}h${w}v${h}h-${w}z`).join('');
  const style = 'path{fill:#1a1b1f}@media(prefers-color-scheme:dark){path{fill:#e9e9ec}}';
  const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><title>Loom</title>';
  const svg = `${open}<style>${style}</style><path d="${path}"/></svg>\n`;
  writeFileSync(join(import.meta.dirname, name), svg);
}
