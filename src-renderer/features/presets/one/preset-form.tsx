import { useMemo } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import { SlotForm } from '../../../ui/slots/slot-form.tsx';
import type { SlotCalls } from '../../../ui/slots/use-fill.ts';
import type { PresetItem } from '../use-presets.ts';
import { useAdd } from './use-add.ts';

interface PresetFormProps {
  preset: PresetItem;
  /** What a link has filled in. */
  given: Readonly<Record<string, string>>;
  onAdded(server: string): void;
}

/** A preset filled in, looked at, tried, added. */
export function PresetForm({ preset, given, onAdded }: PresetFormProps) {
  const { presets: words } = useMessages();
  const calls = useMemo(() => callsOf(preset.id), [preset.id]);
  const add = useAdd(preset.id, onAdded);
  return (
    <SlotForm
      parameters={preset.parameters}
      calls={calls}
      wantedName={preset.id}
      given={given}
      add={add}
      addLabel={typeof preset.entry.url === 'string' ? words.addUrl : words.add}
    />
  );
}

function callsOf(preset: string): SlotCalls {
  return {
    fill: (hub, filled, options) => hub.presets.fill({ preset, ...filled }, options),
    try: (hub, agreed, options) => hub.presets.try({ preset, ...agreed }, options),
  };
}
