/** A file or folder in an archive, as the archive's table says. */
export interface ArchiveEntry {
  name: string;
  isFolder: boolean;
  /** Unpacked. */
  bytes: number;
  packedBytes: number;
  isPacked: boolean;
  checksum: number;
  /** Where its local header begins. */
  at: number;
}
