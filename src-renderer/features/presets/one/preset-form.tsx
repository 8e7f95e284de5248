import { useMemo } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { SlotForm } from '../../../ui/slots/slot-form.tsx';
import type { SlotCalls } from '../../../ui/slots/use-fill.ts';
import { filledByLink } from '../../../ui/slots/values.ts';
import type { PresetItem } from '../use-presets.ts';
import { type PresetSource, useAdd } from './use-add.ts';

interface PresetFormProps {
  preset: PresetItem;
  /** What a link has filled in. */
  given: Readonly<Record<string, string>>;
  onAdded(server: string): void;
}

/** A preset filled in, looked at, tried, added. */
export function PresetForm({ preset, given, onAdded }: PresetFormProps) {
  const { presets: words } = useMessages();
  const { id, parameters } = preset;
  // Whoever chose where a secret goes must not have one that is kept go there unasked.
  const takesKept = filledByLink(parameters, given).length === 0;
  const source = useMemo(() => ({ preset: id, takesKept }), [id, takesKept]);
  const calls = useMemo(() => callsOf(source), [source]);
  const add = useAdd(source, onAdded);
  return (
    <SlotForm
      parameters={parameters}
      calls={calls}
      wantedName={id}
      given={given}
      add={add}
      addLabel={typeof preset.entry.url === 'string' ? words.addUrl : words.add}
    />
  );
}

function callsOf(source: PresetSource): SlotCalls {
  return {
    fill: (hub, filled, options) => hub.presets.fill({ ...source, ...filled }, options),
    try: (hub, agreed, options) => hub.presets.try({ ...source, ...agreed }, options),
  };
}
