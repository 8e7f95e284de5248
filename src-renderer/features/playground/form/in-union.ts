import { createContext } from 'react';

/** The id of the field whose chosen shape is drawn inside of it: its name stands above already. */
export const InUnion = createContext<string | undefined>(undefined);
