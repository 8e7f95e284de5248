/** A server's state in words. */
export const health = {
  disabled: 'Disabled',
  idle: 'Idle',
  starting: 'Starting',
  running: 'Running',
  retrying: 'Retrying',
  waiting: 'Waiting',
  failed: 'Failed',
  whyDisabled: 'It is switched off.',
  whyIdle: (since: string) => `No process runs; it starts on first use.\nIdle since ${since}.`,
  whyStarting: (span: string, since: string) => `Starting for ${span}, since ${since}.`,
  whyRunning: (since: string) => `Answers since ${since}.`,
  whyRetrying: (since: string, attempts: number) =>
    `Failing since ${since}; ${attempts} tries so far.`,
  retryIn: (span: string) => `Loom tries again in ${span}.`,
  retryOnCall: 'Loom tries again on the next call.',
  whyWaiting: (awaits: string, since: string) => `Waits for ${awaits}, since ${since}.`,
  whyFailed: (since: string) => `Given up since ${since}; nothing is tried until you restart it.`,
  warned: 'It does something that it should not:',
  process: (key: string, pid: string, sessions: string, calls: string) =>
    `${key}${pid}: ${sessions}, ${calls}`,
  pid: (pid: number) => `, pid ${pid}`,
  inFlight: (count: number, text: string) =>
    count === 1 ? '1 call in flight' : `${text} calls in flight`,
};
