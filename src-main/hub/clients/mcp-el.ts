import { strictJson } from './accepts.ts';
import type { Client } from './client.ts';
import { dialectOf } from './entry-shapes.ts';
import { evidenceOf } from './evidence.ts';

/** Its servers are Lisp in an init file, which is not for a program to edit. */
export const mcpEl: Client = {
  id: 'mcp-el',
  label: 'mcp.el (Emacs)',
  sure: 'second-hand',
  evidence: (machine) => evidenceOf(machine, { inHome: ['.emacs.d', '.config/emacs'] }),
  targets: () => [],
  dialect: dialectOf({ bareUrl: 'auto' }),
  accepts: strictJson,
  reload: 'start-hub',
  byHand: 'Add the entry to the variable mcp-hub-servers in your init file.',
};
