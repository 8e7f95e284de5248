import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showFailure } from '../ui/toasts.tsx';
import type { HubClient } from './carrier.ts';
import { useHubClient } from './hub.tsx';

/**
 * Something the hub is to do. Afterwards what pages have asked is asked again; a failure is shown with
 * its remedy, unless `onError` says it where it happened.
 */
export function useAction<Input = void, Output = unknown>(
  work: (hub: HubClient, input: Input) => Promise<Output>,
  options: { onDone?(output: Output, input: Input): void; onError?(error: unknown): void } = {},
) {
  const client = useHubClient();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: (input: Input) => work(client, input),
    onSuccess: (output, input) => options.onDone?.(output, input),
    onError: options.onError ?? showFailure,
    onSettled: () => queries.invalidateQueries(),
  });
  return {
    run: mutation.mutate,
    busy: mutation.isPending,
    error: mutation.error,
    /** Takes back what is said about the last try. */
    forget: mutation.reset,
  };
}
