import { createTheme, Tooltip } from '@mantine/core';

/** Behaviour only; how things look is in theme.css. */
export const theme = createTheme({
  respectReducedMotion: true,
  components: {
    Tooltip: Tooltip.extend({
      defaultProps: {
        events: { hover: true, focus: true, touch: true },
        multiline: true,
        maw: 420,
        openDelay: 300,
        position: 'bottom-start',
        transitionProps: { duration: 120, transition: 'fade' },
        // In a landmark, as everything that can be read is.
        portalProps: { target: '#content' },
      },
    }),
  },
});
