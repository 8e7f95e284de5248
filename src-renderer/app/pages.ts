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
];

/** Icons of pages that are to come stay in one place. */
export const pageIcons = {
  servers: IconServer2,
  clients: IconApps,
  presets: IconBooks,
  profiles: IconAdjustmentsHorizontal,
  playground: IconPlayerPlay,
  activity: IconActivity,
  secrets: IconKey,
  settings: IconSettings,
  doctor: IconStethoscope,
  about: IconInfoCircle,
};
