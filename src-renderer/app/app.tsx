import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Tooltip.css';
import '@mantine/core/styles/Skeleton.css';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { OverviewPage } from '../features/overview/page.tsx';
import type { HubClient } from '../state/carrier.ts';
import { HubProvider } from '../state/hub.tsx';
import type { Live } from '../state/live.ts';
import { theme } from './theme.ts';

const queries = new QueryClient({ defaultOptions: { mutations: { retry: false } } });

/**
 * Everything around the page. Mantine's variables come from its stylesheet and not from a <style>
 * element at run time: the content security policy allows no inline styles.
 */
export function App({ client, live }: { client: HubClient; live: Live }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <HubProvider client={client} live={live}>
          <OverviewPage />
        </HubProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
