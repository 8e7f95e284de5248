import { launchd } from './launchd.ts';
import type { ServiceKind } from './service-kind.ts';
import { systemd } from './systemd.ts';
import { taskScheduler } from './task-scheduler.ts';

/** What keeps a hub running, by platform. */
export const serviceKinds: Readonly<Record<string, ServiceKind>> = {
  linux: systemd,
  darwin: launchd,
  win32: taskScheduler,
};
