import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launchd } from './launchd.ts';
import type { ServiceHost, ServiceKind } from './service-kind.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';

const linux = { platform: 'linux', home: '/home/ada', uid: 1000, env: {} };
const mac = { platform: 'darwin', home: '/Users/ada', uid: 501, env: {} };
const windows = {
  platform: 'win32',
  home: 'C:\\Users\\ada',
  uid: 0,
  env: { USERDOMAIN: 'PC & Co', USERNAME: 'ada' },
};

function templateOf({ template }: ServiceKind): string {
  return readFileSync(join(import.meta.dirname, '../../resources/services', template), 'utf8');
}

function filled(kind: ServiceKind, program: string, host: ServiceHost): string {
  return kind.fill(templateOf(kind), program, host);
}

/** What the filled file says that the template does not. */
function changedLines(kind: ServiceKind, program: string, host: ServiceHost): string[] {
  const known = new Set(templateOf(kind).split('\n'));
  return filled(kind, program, host)
    .split('\n')
    .filter((line) => !known.has(line));
}

describe('the file as it stands', () => {
  test('starts the command at its usual place', () => {
    const usual = '/.local/share/loom/bin/loom';
    expect(changedLines(systemd, `${linux.home}${usual}`, linux)).toEqual([]);
    expect(changedLines(launchd, `${mac.home}${usual}`, mac)).toEqual([]);
  });

  test('names the user on Windows', () => {
    const usual = 'C:\\Users\\ada\\AppData\\Local\\loom\\bin\\loom.cmd';
    const user = '<UserId>PC &amp; Co\\ada</UserId>';
    const lines = changedLines(taskScheduler, usual, windows).map((line) => line.trim());
    expect(lines).toEqual([user, user]);
  });
});

describe('a command elsewhere', () => {
  test('is quoted as systemd reads it', () => {
    expect(changedLines(systemd, '/srv/100% "mine" $HOME/bin/loom', linux)).toEqual([
      'ExecStart="/srv/100%% \\"mine\\" $$HOME/bin/loom" serve',
    ]);
  });

  test('is quoted for a shell inside XML', () => {
    expect(changedLines(launchd, "/srv/a & b's/bin/loom", mac)).toEqual([
      "    <string>exec '/srv/a &amp; b'\\''s/bin/loom' serve</string>",
    ]);
  });

  test('is quoted for PowerShell inside XML', () => {
    const lines = changedLines(taskScheduler, 'D:\\$a`b & c\\bin\\loom.cmd', windows);
    expect(lines.at(-1)).toContain('&amp; \\"D:\\`$a``b &amp; c\\bin\\loom.cmd\\" serve');
  });
});

describe('where the file belongs', () => {
  test.each([
    [systemd, linux, '/home/ada/.config/systemd/user/loom.service'],
    [systemd, { ...linux, env: { XDG_CONFIG_HOME: '/c' } }, '/c/systemd/user/loom.service'],
    [launchd, mac, '/Users/ada/Library/LaunchAgents/loom.hub.plist'],
    [taskScheduler, windows, 'C:\\Users\\ada\\AppData\\Local\\loom\\service\\loom-task.xml'],
  ])('$label: $2', (kind, host, file) => {
    expect(kind.file(host)).toBe(file);
  });
});

test('no program of the system is run for another user, or with more rights', () => {
  for (const [kind, host] of [
    [systemd, linux],
    [launchd, mac],
    [taskScheduler, windows],
  ] as const) {
    const lines = [...kind.start(host), ...kind.end(host), kind.show(host)].map((words) =>
      words.join(' '),
    );
    for (const line of lines) {
      expect(line).toMatch(/^(systemctl --user |launchctl \w+ gui\/501|schtasks \/)/);
      expect(line).not.toMatch(/sudo|\/ru\b|\/rl|system\//i);
    }
  }
});
