import type { Machine } from '../io.ts';

/** What runs Loom's hub for its user: systemd, launchd or the Task Scheduler. */
export interface ServiceKind {
  /** As people know it. */
  label: string;
  /** The file in `resources/services` that says how the hub is run. */
  template: string;
  /** Where that file belongs. */
  file(host: ServiceHost): string;
  /** The template for this machine, starting `program`. */
  fill(template: string, program: string, host: ServiceHost): string;
  /** Makes the service known from its file, and starts it. */
  start(host: ServiceHost): ServiceCommand[];
  /** Stops the service and makes it unknown; its file is still there. */
  end(host: ServiceHost): ServiceCommand[];
  /** Succeeds where the service runs; its output is its state in the system's own words. */
  show(host: ServiceHost): ServiceCommand;
  /** What people may want to know once it is there. */
  hint?: string;
}

/** The machine and the user that a service is for. */
export interface ServiceHost extends Machine {
  env: Readonly<Record<string, string | undefined>>;
}

/** A program and its arguments; no shell runs it. */
export type ServiceCommand = [program: string, ...args: string[]];
