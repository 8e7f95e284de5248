import type { LoomError } from '../../../src-shared/errors.ts';
import type { NotificationFrame, RequestFrame } from '../../../src-shared/wire/frame.ts';
import type { Instance } from './instance.ts';

/** What the supervisor tells its user; the router and the catalog stand behind it. */
export interface SupervisorTraffic {
  request(instance: Instance, frame: RequestFrame, about: number | undefined): void;
  notification(instance: Instance, frame: NotificationFrame, about: number | undefined): void;
  ready(instance: Instance): void;
  /** It serves one more session than before. */
  joined(instance: Instance): void;
  /** A server that failed may be started again, and does not run. */
  due(serverId: string): void;
  /** It is gone; `error` says why where nobody asked for it. */
  ended(instance: Instance, error: LoomError | undefined): void;
  /** Why a server failed or waits; told once for as long as it waits for the same secret. */
  failed(error: LoomError): void;
  /** See `InstanceTraffic`. */
  renewed(instance: Instance): void;
  warning(serverId: string, text: string): void;
  /** Some state that people see has changed. */
  changed(): void;
}
