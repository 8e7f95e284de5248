import { Switch, type SwitchProps } from '@mantine/core';
import classes from './plain-switch.module.css';

/** A small switch that is seen when it is off, too. */
export function PlainSwitch(props: SwitchProps) {
  return (
    <Switch
      size="xs"
      withThumbIndicator={false}
      classNames={{ track: classes.track ?? '' }}
      {...props}
    />
  );
}
