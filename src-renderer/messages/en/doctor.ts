/** What was looked at, what was found, and what to do about it. */
export const doctor = {
  again: 'Run again',
  running: 'Looking…',
  looking: 'Looking at files, commands, servers and this machine…',
  lookingFor: (span: string) =>
    `Still looking after ${span}: a command or a disk is slow to answer.`,
  checked: 'Looked at',
  verdicts: { fail: 'Failed', warn: 'Attention', skip: 'Not checked', ok: 'Fine' },
  counts: {
    fail: (count: number, text: string) => (count === 1 ? '1 failed' : `${text} failed`),
    warn: (count: number, text: string) =>
      count === 1 ? '1 needs attention' : `${text} need attention`,
    skip: (count: number, text: string) =>
      count === 1 ? '1 could not be checked' : `${text} could not be checked`,
    ok: (_count: number, text: string) => `${text} fine`,
  },
  sections: {
    fail: 'Failed',
    warn: 'Needs attention',
    skip: 'Could not be checked',
    ok: 'Fine',
  },
  command: 'command',
  fixing: 'Working on it…',
  fix: (verb: string, title: string) => `${verb}: ${title}`,
  fixed: (title: string) => `Done: ${title}`,
  report: {
    title: 'For a bug report',
    what: 'Facts about this hub as one JSON file, made here and sent nowhere.',
    inside:
      'In it: versions and system, these checks, settings that differ from the default, the state of servers, clients and sessions, the hub’s last 200 log lines, and the last 20 lines of servers that fail.',
    outside:
      'Not in it: secrets of the vault, tokens, values of variables, headers and arguments, URLs’ paths, calls and their content. Your home folder is written as ~.',
    show: 'Show it',
    making: 'Making it…',
    download: 'Download diagnostics',
    name: 'diagnostics',
    sizeOf: (size: string) => `${size}; read it before you send it.`,
  },
};
