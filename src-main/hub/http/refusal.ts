import { errorCodes, type LoomErrorCode } from '../../../src-shared/errors.ts';

export interface Refusal {
  status: number;
  code: LoomErrorCode;
  message: string;
  remedy?: string;
}

/** A JSON error answer that names the cause and the remedy. */
export function refuse({ status, code, message, remedy }: Refusal): Response {
  const error = { code, message, remedy: remedy ?? errorCodes[code].remedy };
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } });
}
