import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { openCarrier } from './state/carrier.ts';
import { createLive } from './state/live.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const client = await openCarrier(window);
createRoot(root).render(
  <StrictMode>
    <App client={client} live={createLive(client)} />
  </StrictMode>,
);
