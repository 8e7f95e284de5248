import type { Notification } from 'electron';
import {
  joinNotices,
  type Notice,
  pickNotices,
} from '../../src-shared/domain/desktop/pick-notices.ts';
import { followState } from '../hub/api/follow-state.ts';
import type { HubService } from '../hub/api/hub-service.ts';
import type { ShellElectron } from './shell-electron.ts';

/** So long is waited for others, to tell of all at once. */
const gatherMs = 3000;

interface NoticesDeps {
  Notification: ShellElectron['Notification'];
  /** Whether they are wanted. */
  wanted(): boolean;
  open(path: string): void;
  gatherMs?: number;
}

/** Tells of what newly needs attention, until `signal` aborts; what was so at the start is known. */
export async function followNotices(
  deps: NoticesDeps,
  service: Pick<HubService, 'state' | 'onChange'>,
  signal: AbortSignal,
): Promise<void> {
  let { known } = pickNotices(new Map(), service.state(), Date.now());
  let gathered: Notice[] = [];
  let shown: Notification | undefined;
  for await (const state of followState(service, signal)) {
    const picked = pickNotices(known, state, Date.now());
    known = picked.known;
    if (picked.fresh.length > 0 && gathered.length === 0) {
      setTimeout(tell, deps.gatherMs ?? gatherMs).unref();
    }
    gathered.push(...picked.fresh);
  }

  function tell(): void {
    const notice = joinNotices(gathered);
    gathered = [];
    if (!notice || signal.aborted || !deps.wanted() || !deps.Notification.isSupported()) return;
    // Held, or its click would be collected with it.
    shown = new deps.Notification({ title: notice.title, body: notice.body });
    shown.on('click', () => deps.open(notice.path));
    shown.show();
  }
}
