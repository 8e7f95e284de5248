/**
 * Large messages between every pair of eras, over every way: what protocol/big-messages.test.ts shows
 * of the legacy era.
 */
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type HubOptions, startHub, type TestHub } from '../../harness/hub.ts';
import { connectProxy } from '../../harness/raw-client.ts';
import { type Json, jsonOf, textOf } from '../../harness/rpc-session.ts';
import { serverEntry, startModernHttpServer } from '../../harness/servers.ts';
import { digestOf, numbersIn, numbersText } from '../../servers/lib/big-tools.ts';
import { requestLine } from './big-requests.ts';
import { type Speaker, ways } from './speakers.ts';
