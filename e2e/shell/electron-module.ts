/** What `require('electron')` gives to the app. */
import { standIn } from './this-stand-in.ts';

const { electron } = standIn;

export { electron as 'module.exports' };
