import type { Machine } from '../client.ts';

/** One machine of each system, with nothing moved from where it usually is. */
export const machines = {
  darwin: { platform: 'darwin', home: '/Users/ada', env: {} },
  linux: { platform: 'linux', home: '/home/ada', env: {} },
  win32: {
    platform: 'win32',
    home: 'C:\\Users\\ada',
    env: {
      USERPROFILE: 'C:\\Users\\ada',
      APPDATA: 'C:\\Users\\ada\\AppData\\Roaming',
      LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local',
    },
  },
} as const satisfies Record<string, Machine>;

/** A project's folder on each of them. */
export const projects = {
  darwin: '/Users/ada/shop',
  linux: '/home/ada/shop',
  win32: 'C:\\Users\\ada\\shop',
};
