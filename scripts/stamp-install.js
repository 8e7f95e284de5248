// npm runs this after every install of its own (`postinstall`): node_modules now fits the lock.
import { stampInstall } from './lib/install-stamp.js';

stampInstall();
