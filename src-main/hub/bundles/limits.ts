const megabyte = 1024 * 1024;

/** What a bundle may be at most; far more than real ones are, far less than what fills a disk. */
export const bundleLimits = {
  fileBytes: 256 * megabyte,
  manifestBytes: megabyte,
  entries: 50_000,
  unpackedBytes: 1024 * megabyte,
  /** How many times larger than its packed form a file may be; small ones may be anything. */
  ratio: 250,
  ratioFromBytes: megabyte,
  pathLength: 400,
  pathDepth: 40,
} as const;

export function inMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / megabyte)} MB`;
}
