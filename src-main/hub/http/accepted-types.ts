/** What a client takes as the answer to a POST (2025-11-25 basic/transports). */
export interface AcceptedTypes {
  json: boolean;
  events: boolean;
  /** Takes nothing else, or names them before JSON. */
  prefersEvents: boolean;
}

/** Reads an `Accept` header; without one everything is welcome. */
export function acceptedTypes(header: string | undefined): AcceptedTypes {
  if (header === undefined) return { json: true, events: true, prefersEvents: false };
  const any = header.includes('*/*');
  const json = any || /application\/(json|\*)/i.test(header);
  const events = any || /text\/(event-stream|\*)/i.test(header);
  const prefersEvents = !json || /text\/event-stream.*application\/json/i.test(header);
  return { json, events, prefersEvents };
}
