import '@mantine/core/styles.layer.css';
import './theme.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HubClient } from '../state/carrier.ts';
import { HubProvider } from '../state/hub.tsx';
import type { Live } from '../state/live.ts';
import { MessagesProvider } from '../state/messages.tsx';
import { PreferencesProvider, usePreferences } from '../state/preferences.tsx';
import { RefetchOnReconnect } from '../state/refetch-on-reconnect.tsx';
import { router } from './router.tsx';
import { theme } from './theme.ts';

const queries = new QueryClient({ defaultOptions: { mutations: { retry: false } } });

/** Everything around the pages. */
export function App({ client, live }: { client: HubClient; live: Live }) {
  return (
    <PreferencesProvider>
      <MessagesProvider>
        <Themed>
          <QueryClientProvider client={queries}>
            <HubProvider client={client} live={live}>
              <RefetchOnReconnect />
              <RouterProvider router={router} />
            </HubProvider>
          </QueryClientProvider>
        </Themed>
      </MessagesProvider>
    </PreferencesProvider>
  );
}

/**
 * Mantine's variables come from its stylesheet and not from a <style> element at run time: the content
 * security policy allows no inline styles.
 */
function Themed({ children }: { children: ReactNode }) {
  const { theme: wanted } = usePreferences().preferences;
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      {...(wanted !== 'auto' && { forceColorScheme: wanted })}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <DirectionProvider>{children}</DirectionProvider>
    </MantineProvider>
  );
}
