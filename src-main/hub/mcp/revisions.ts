/** Protocol revisions of the legacy era, newest first: those with an `initialize` handshake. */
export const legacyRevisions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

export type LegacyRevision = (typeof legacyRevisions)[number];

/** What Loom offers to servers, and answers to clients that ask for a revision it does not know. */
export const newestLegacyRevision: LegacyRevision = legacyRevisions[0];

export function isLegacyRevision(version: unknown): version is LegacyRevision {
  return legacyRevisions.some((revision) => revision === version);
}

/** Protocol revisions of the modern era, newest first: those whose requests carry an envelope. */
export const modernRevisions = ['2026-07-28'] as const;

export type ModernRevision = (typeof modernRevisions)[number];

export const newestModernRevision: ModernRevision = modernRevisions[0];

export function isModernRevision(version: unknown): version is ModernRevision {
  return modernRevisions.some((revision) => revision === version);
}
