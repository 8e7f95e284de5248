const mostPieces = 1024;
const smallBatchBytes = 1024 * 1024;

/**
 * Collects pieces of bytes in linear time. However small they come, it holds few objects: a peer
 * that sends single bytes costs no more memory than what it sends.
 */
export class ByteList {
  size = 0;
  #done: Uint8Array[] = [];
  #batch: Uint8Array[] = [];
  #batchBytes = 0;

  push(piece: Uint8Array): void {
    this.size += piece.length;
    this.#batchBytes += piece.length;
    if (this.#batch.push(piece) < mostPieces) return;
    if (this.#batchBytes < smallBatchBytes) this.#done.push(Buffer.concat(this.#batch));
    else this.#done.push(...this.#batch);
    this.#batch = [];
    this.#batchBytes = 0;
  }

  /** All bytes so far, and an empty list again. A single piece comes back as it is, not copied. */
  take(): Uint8Array {
    const pieces = this.#done.length > 0 ? [...this.#done, ...this.#batch] : this.#batch;
    const whole =
      pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces, this.size);
    this.#done = [];
    this.#batch = [];
    this.#batchBytes = 0;
    this.size = 0;
    return whole;
  }
}
