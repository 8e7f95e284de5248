import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { chooseLanguage, languages } from '../../messages/index.ts';
import { useMessages } from '../../state/messages.tsx';
import { type Preferences, usePreferences } from '../../state/preferences.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import classes from './settings.module.css';

/** Theme, density and language; in force as they are chosen. */
export function BrowserPart() {
  const { browser: words } = useMessages().settings;
  const { preferences, set } = usePreferences();
  return (
    <Section id="browser" title={words.title} aside={words.aside}>
      <div className={classes.list}>
        <Row name={words.theme}>
          <Segments
            label={words.theme}
            options={(['auto', 'light', 'dark'] as const).map((id) => ({
              id,
              text: words.themes[id],
            }))}
            value={preferences.theme}
            onChange={(theme) => set({ theme })}
          />
        </Row>
        <Row name={words.density}>
          <Segments
            label={words.density}
            options={(['normal', 'compact'] as const).map((id) => ({
              id,
              text: words.densities[id],
            }))}
            value={preferences.density}
            onChange={(density) => set({ density })}
          />
        </Row>
        <Row name={words.language}>
          <NativeSelect
            size="xs"
            className={classes.language}
            aria-label={words.language}
            value={preferences.language}
            data={[
              { value: 'auto', label: words.automatic(languages[asked()].name) },
              ...Object.entries(languages).map(([value, { name }]) => ({ value, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              set({ language: value as Preferences['language'] })
            }
          />
        </Row>
      </div>
    </Section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <div>{name}</div>
      {children}
    </div>
  );
}

function asked() {
  return chooseLanguage(navigator.languages);
}
