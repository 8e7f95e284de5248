import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconApps,
  IconBooks,
  IconInfoCircle,
  IconKey,
  IconLayoutDashboard,
  IconPlayerPlay,
  IconServer2,
  IconSettings,
  IconStethoscope,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Messages } from '../messages/messages.ts';

export type PageId = keyof Messages['frame']['pages'];

/** One page of the console; it is loaded when it is first opened. */
export interface PageEntry {
  id: PageId;
  path: string;
  icon: typeof IconServer2;
  /** `main`: in the sidebar; `foot`: at its end. */
  place: 'main' | 'foot';
  /** What follows `g` to go there. */
  shortcut: string;
  load(): Promise<{ Page: ComponentType }>;
  /** The page of one of its things, such as one server, at `<path>/$id`. */
  loadOne?(): Promise<{ Page: ComponentType }>;
}

/** Pages that something else leads to: no place in the sidebar, no shortcut. */
export const hiddenPages: readonly Pick<PageEntry, 'path' | 'load' | 'loadOne'>[] = [
  { path: '/install', load: () => import('../features/install/page.tsx') },
];

/** Every page, in the sidebar's order. */
export const pages: readonly PageEntry[] = [
  {
    id: 'overview',
    path: '/',
    icon: IconLayoutDashboard,
    place: 'main',
    shortcut: 'o',
    load: () => import('../features/overview/page.tsx'),
  },
  {
    id: 'servers',
    path: '/servers',
    icon: IconServer2,
    place: 'main',
    shortcut: 's',
    load: () => import('../features/servers/page.tsx'),
    loadOne: () => import('../features/servers/one.tsx'),
  },
  {
    id: 'clients',
    path: '/clients',
    icon: IconApps,
    place: 'main',
    shortcut: 'c',
    load: () => import('../features/clients/page.tsx'),
    loadOne: () => import('../features/clients/one.tsx'),
  },
  {
    id: 'presets',
    path: '/presets',
    icon: IconBooks,
    place: 'main',
    shortcut: 'e',
    load: () => import('../features/presets/page.tsx'),
    loadOne: () => import('../features/presets/one.tsx'),
  },
  {
    id: 'profiles',
    path: '/profiles',
    icon: IconAdjustmentsHorizontal,
    place: 'main',
    shortcut: 'r',
    load: () => import('../features/profiles/page.tsx'),
    loadOne: () => import('../features/profiles/one.tsx'),
  },
  {
    id: 'playground',
    path: '/playground',
    icon: IconPlayerPlay,
    place: 'main',
    shortcut: 'p',
    load: () => import('../features/playground/page.tsx'),
  },
  {
    id: 'activity',
    path: '/activity',
    icon: IconActivity,
    place: 'main',
    shortcut: 'a',
    load: () => import('../features/activity/page.tsx'),
    loadOne: () => import('../features/activity/one.tsx'),
  },
  {
    id: 'secrets',
    path: '/secrets',
    icon: IconKey,
    place: 'main',
    shortcut: 't',
    load: () => import('../features/secrets/page.tsx'),
  },
  {
    id: 'settings',
    path: '/settings',
    icon: IconSettings,
    place: 'foot',
    shortcut: ',',
    load: () => import('../features/settings/page.tsx'),
  },
  {
    id: 'doctor',
    path: '/doctor',
    icon: IconStethoscope,
    place: 'foot',
    shortcut: 'd',
    load: () => import('../features/doctor/page.tsx'),
  },
  {
    id: 'about',
    path: '/about',
    icon: IconInfoCircle,
    place: 'foot',
    shortcut: 'b',
    load: () => import('../features/about/page.tsx'),
  },
];
