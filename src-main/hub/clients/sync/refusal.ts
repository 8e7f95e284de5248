import type { FileRefusal } from '../../../../src-shared/domain/client.ts';
import { LoomError, toLoomError } from '../../../../src-shared/errors.ts';

/** Why a file was left as it is; what is no failure of Loom's own kind goes on as it came. */
export function refusalOf(
  { target, label, file }: Pick<FileRefusal, 'target' | 'label' | 'file'>,
  thrown: unknown,
): FileRefusal {
  if (!(thrown instanceof LoomError)) throw thrown;
  const { code, message, remedy, remedyId, place } = toLoomError(thrown);
  return {
    target,
    label,
    file,
    code,
    reason: message,
    remedy,
    ...(remedyId && { remedyId }),
    ...(place?.line !== undefined && { line: place.line }),
    ...(place?.column !== undefined && { column: place.column }),
  };
}
