import type { Context } from '../context.ts';
import { plainText } from './style.ts';
import { formatSpan } from './units.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;

/** Shows beside a running spinner what just happened, such as a download's last line. */
export type ShowDetail = (text: string) => void;

/** Runs work while a spinner with the elapsed time turns on stderr; without a terminal, nothing. */
export async function withSpinner<T>(
  { io, style }: Context,
  label: string,
  work: (showDetail: ShowDetail) => Promise<T>,
): Promise<T> {
  if (!io.stderr.isTTY) return work(() => {});
  const startedAt = io.now();
  let detail = '';
  let frame = 0;
  const draw = () => {
    const elapsed = formatSpan(io.now() - startedAt);
    const text = `${label} ${elapsed}${detail && ` · ${detail}`}`;
    const room = (io.stderr.columns || 80) - 3;
    const sign = style('cyan', frames[frame++ % frames.length] ?? '');
    io.stderr.write(`\r\u001b[K${sign} ${text.slice(0, room)}`);
  };
  const timer = setInterval(draw, frameMs);
  draw();
  try {
    return await work((text) => {
      detail = plainText(text).replace(/\s+/g, ' ').trim();
    });
  } finally {
    clearInterval(timer);
    io.stderr.write('\r\u001b[K');
  }
}
