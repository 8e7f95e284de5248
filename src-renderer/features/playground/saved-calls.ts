import { useSyncExternalStore } from 'react';
import { isRecord } from './json-text.ts';

/** A call to be made again: never what came of it. */
export interface SavedCall {
  name: string;
  tool: string;
  arguments: Record<string, unknown>;
}

const key = 'loom.playground.saved';
const listeners = new Set<() => void>();
let known: { text: string; calls: readonly SavedCall[] } = { text: '', calls: [] };

/** The calls that are kept in this browser, by name. */
export function useSavedCalls() {
  const calls = useSyncExternalStore(subscribe, readCalls);
  return {
    calls,
    save: (call: SavedCall) => write([...calls.filter(({ name }) => name !== call.name), call]),
    remove: (name: string) => write(calls.filter((call) => call.name !== name)),
  };
}

/** What storage holds may be anything: what is no call is left out. */
export function parseCalls(text: string): SavedCall[] {
  try {
    const value: unknown = JSON.parse(text || '[]');
    const calls = Array.isArray(value) ? value.filter(isCall) : [];
    return calls.toSorted((a, b) => a.name.localeCompare(b.name));
  } catch {
    return [];
  }
}

function isCall(value: unknown): value is SavedCall {
  if (!isRecord(value)) return false;
  const { name, tool } = value;
  return typeof name === 'string' && typeof tool === 'string' && isRecord(value.arguments);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function readCalls(): readonly SavedCall[] {
  const text = stored();
  if (text !== known.text) known = { text, calls: parseCalls(text) };
  return known.calls;
}

function stored(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    // Storage is off: they hold until the page is closed.
    return known.text;
  }
}

function write(calls: readonly SavedCall[]): void {
  const text = JSON.stringify(calls);
  try {
    localStorage.setItem(key, text);
  } catch {
    known = { text, calls: parseCalls(text) };
  }
  for (const listener of listeners) listener();
}
