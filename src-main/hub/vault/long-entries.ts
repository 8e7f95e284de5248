import { randomBytes } from 'node:crypto';
import type { KeychainProcess } from './keychain-process.ts';

/** Where entries are kept. */
export interface EntryPlace {
  keychain: KeychainProcess;
  /** What they are filed under. */
  service: string;
  /** Longest value of one of them, in UTF-16 code units. */
  longest: number;
}

export interface LongEntries {
  get(account: string): Promise<string | undefined>;
  set(account: string, text: string): Promise<void>;
  remove(account: string): Promise<boolean>;
}

/** An entry that says where the parts of a longer text are: `loom:parts:<id>:<count>`. */
const pointer = /^loom:parts:([0-9a-f]{8}):(\d+)$/;

/**
 * Entries of any length. A text that fits is stored as it is; a longer one, or one that looks like a
 * pointer, in parts `<account>#<id>.<n>` and a pointer to them. The pointer is written after its
 * parts and before the old ones go: whatever interrupts that, the old text stands or the new one.
 */
export function createLongEntries({ keychain, service, longest }: EntryPlace): LongEntries {
  async function read(account: string): Promise<string | undefined> {
    const value = await keychain.ask({ op: 'get', service, account });
    return typeof value === 'string' ? value : undefined;
  }

  async function write(account: string, secret: string): Promise<void> {
    await keychain.ask({ op: 'set', service, account, secret });
  }

  async function erase(accounts: readonly string[]): Promise<void> {
    for (const account of accounts) await keychain.ask({ op: 'delete', service, account });
  }

  async function partsOf(account: string): Promise<string[]> {
    const [, id, count] = pointer.exec((await read(account)) ?? '') ?? [];
    return id === undefined ? [] : partNames(account, id, Number(count));
  }

  return {
    async get(account) {
      const text = await read(account);
      const [, id, count] = pointer.exec(text ?? '') ?? [];
      if (id === undefined) return text;
      const parts: string[] = [];
      for (const name of partNames(account, id, Number(count))) {
        const part = await read(name);
        if (part === undefined) return undefined;
        parts.push(part);
      }
      return parts.join('');
    },
    async set(account, text) {
      const old = await partsOf(account);
      if (text.length <= longest && !pointer.test(text)) {
        await write(account, text);
      } else {
        const id = randomBytes(4).toString('hex');
        const parts = cut(text, longest);
        const names = partNames(account, id, parts.length);
        for (const [index, name] of names.entries()) await write(name, parts[index] ?? '');
        await write(account, `loom:parts:${id}:${parts.length}`);
      }
      await erase(old);
    },
    async remove(account) {
      const parts = await partsOf(account);
      const found = await keychain.ask({ op: 'delete', service, account });
      await erase(parts);
      return found === true;
    },
  };
}

function partNames(account: string, id: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${account}#${id}.${index + 1}`);
}

/** Never within a character: half of one is no text. */
function cut(text: string, longest: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + longest);
    const isSplit = /[\ud800-\udbff]/.test(text.charAt(to - 1)) && to < text.length;
    if (isSplit) to -= 1;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}
