/** What goes between a test and the app that it started. */
import type { Controls } from './controls.ts';

export interface Frame {
  parent: object | null;
  origin: string;
  url?: string;
}

export type ToApp =
  | { id: number; ask: keyof Controls; args: unknown[] }
  /** Who hands over the port: the page, and the frame in it. */
  | { port: number; connect: [sender: { id: number }, frame: Frame] }
  | { port: number; data: unknown }
  | { port: number; close: true };

export type FromApp =
  | { id: number; value: unknown }
  | { id: number; thrown: string }
  | { port: number; data: unknown }
  | { port: number; closed: true };
