import { parseArgs } from 'node:util';

export interface Options {
  quick: boolean;
  /** Only rows whose id begins so. */
  only: string[];
  /** Print JSON in place of the table. */
  json: boolean;
  help: boolean;
}

export const usage = `npm run bench -- [options]
  --quick        a fast smoke of all rows; its numbers say little
  --only <row>   only rows whose id begins so (call, rate-16, memory, …); may be repeated
  --json         print JSON in place of the table`;

export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  return values;
}
