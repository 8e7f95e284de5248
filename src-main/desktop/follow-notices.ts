import {
  joinNotices,
  type Notice,
  noticesOf,
  pickNotices,
} from '../../src-shared/domain/desktop/pick-notices.ts';
import type { DesktopWords } from '../../src-shared/domain/desktop/words/en.ts';
import { followState } from '../hub/api/follow-state.ts';
import type { HubService } from '../hub/api/hub-service.ts';

/** So long is waited for others, to tell of all at once. */
const gatherMs = 3000;

interface NoticesDeps {
  /** Whether they are wanted. */
  wanted(): boolean;
  show(notice: Notice): void;
  words: DesktopWords;
  gatherMs?: number;
}

/** Tells of what newly needs attention, until `signal` aborts; what was so at the start is known. */
export async function followNotices(
  deps: NoticesDeps,
  service: Pick<HubService, 'state' | 'onChange'>,
  signal: AbortSignal,
): Promise<void> {
  const words = deps.words.notices;
  let { known } = pickNotices(new Map(), noticesOf(service.state(), words), Date.now());
  let gathered: Notice[] = [];
  for await (const state of followState(service, signal)) {
    const picked = pickNotices(known, noticesOf(state, words), Date.now());
    known = picked.known;
    if (picked.fresh.length > 0 && gathered.length === 0) {
      setTimeout(tell, deps.gatherMs ?? gatherMs).unref();
    }
    gathered.push(...picked.fresh);
  }

  function tell(): void {
    const notice = joinNotices(gathered, words);
    gathered = [];
    if (!notice || signal.aborted || !deps.wanted()) return;
    deps.show({ ...notice, body: withoutMarkup(notice.body) });
  }
}

/**
 * Linux's notification servers may take a body for markup, with links and pictures, and what a server
 * wrote can be in it. Escaping would show where they do not: so other signs that look the same.
 */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆');
}
