/** What the shell remembers of itself; whatever concerns servers, clients or secrets is the hub's. */
export interface ShellPreferences {
  /** Where the window was; not to be believed before `fitBounds`. */
  bounds?: unknown;
  notices: boolean;
  autoUpdate: boolean;
  channel: 'stable' | 'beta';
  /** When the app last started itself anew after a crash. */
  relaunchedAt: number;
}

export interface Preferences {
  readonly current: Readonly<ShellPreferences>;
  set(change: Partial<ShellPreferences>): void;
}

const defaults: ShellPreferences = {
  notices: true,
  autoUpdate: true,
  channel: 'stable',
  relaunchedAt: 0,
};

/** Kept in `shell.json`; where that cannot be written they last until the app ends. */
export function keepPreferences(
  store: { store: Record<string, unknown>; set(change: object): void } | undefined,
): Preferences {
  let current: ShellPreferences = { ...defaults, ...(store && known(store.store)) };
  return {
    get current() {
      return current;
    },
    set(change) {
      current = { ...current, ...change };
      try {
        store?.set(change);
      } catch {
        // A full disk is no reason to stop.
      }
    },
  };
}

/** People may have edited the file. */
function known(stored: Record<string, unknown>): Partial<ShellPreferences> {
  const { bounds, notices, autoUpdate, channel, relaunchedAt } = stored;
  return {
    bounds,
    ...(typeof notices === 'boolean' && { notices }),
    ...(typeof autoUpdate === 'boolean' && { autoUpdate }),
    ...((channel === 'stable' || channel === 'beta') && { channel }),
    ...(typeof relaunchedAt === 'number' && { relaunchedAt }),
  };
}
