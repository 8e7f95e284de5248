import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../src-shared/contract/index.ts';
import type { LogLine } from '../../../src-shared/contract/logs.ts';
import type { RunEvent } from '../../../src-shared/contract/playground.ts';
import type { CallRecord } from '../../../src-shared/domain/activity.ts';
import type { HubState } from '../../../src-shared/domain/hub-state.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';

type Inputs = InferContractRouterInputs<typeof contract>;
type Outputs = InferContractRouterOutputs<typeof contract>;

/** A contract call as a plain method; fails with a LoomError. */
type Call<Input, Output> = (input: Input) => Promise<Output>;

/** What the API needs of the hub. Shapes are the contract's, so that handlers only hand over. */
export interface HubService {
  /** A fresh snapshot; cheap enough for ten times a second. */
  state(): HubState;
  /** Calls `listener` after every change; returns what ends that. Bursts are fine. */
  onChange(listener: () => void): () => void;
  /** Whether the hub can serve clients now, or the reason why not; decides `/health`. */
  serving(): { ok: true } | { ok: false; reason: string };
  reload(): Promise<Outputs['hub']['reload']>;
  pause(): Promise<Outputs['hub']['pause']>;
  resume(): Promise<Outputs['hub']['resume']>;
  /** A one-time link to the console; fails where HTTP is off. */
  consoleLink(): Promise<string>;
  processes(): Promise<Outputs['hub']['processes']>;
  recent(): Outputs['hub']['recent'];
  /** Begins to drain and stop, and returns at once, so that this very call is still answered. */
  stop(): void;
  /** As `stop`, and starts again; fails with `usage` where the host cannot. */
  restart(): void;

  servers: {
    get: Call<string, Outputs['servers']['get']>;
    add: Call<Inputs['servers']['add'], Outputs['servers']['add']>;
    remove: Call<string, Outputs['servers']['remove']>;
    update: Call<Inputs['servers']['update'], Outputs['servers']['update']>;
    setEnabled: Call<Inputs['servers']['setEnabled'], Outputs['servers']['setEnabled']>;
    start: Call<Inputs['servers']['start'], Outputs['servers']['start']>;
    stop: Call<string, Outputs['servers']['stop']>;
    restart: Call<Inputs['servers']['restart'], Outputs['servers']['restart']>;
    signIn: Call<string, Outputs['servers']['signIn']>;
    finishSignIn: Call<Inputs['servers']['finishSignIn'], Outputs['servers']['finishSignIn']>;
    cancelSignIn: Call<string, Outputs['servers']['cancelSignIn']>;
    signOut: Call<string, Outputs['servers']['signOut']>;
  };

  tools: {
    list: Call<Inputs['tools']['list'], Outputs['tools']['list']>;
    /** `signal` aborts when the caller goes away; the call is then cancelled. */
    call(
      input: Inputs['tools']['call'],
      signal: AbortSignal | undefined,
    ): Promise<Outputs['tools']['call']>;
  };

  presets: {
    list(): Promise<Outputs['presets']['list']>;
    fill: Call<Inputs['presets']['fill'], Outputs['presets']['fill']>;
    /** `signal` aborts when the caller goes away; what was started is then ended. */
    try(
      input: Inputs['presets']['try'],
      signal: AbortSignal | undefined,
    ): Promise<Outputs['presets']['try']>;
    add: Call<Inputs['presets']['add'], Outputs['presets']['add']>;
    tryEntry(
      input: Inputs['presets']['tryEntry'],
      signal: AbortSignal | undefined,
    ): Promise<Outputs['presets']['tryEntry']>;
  };

  bundles: {
    /** A file that the system was asked to open; of its contents only `inspect` tells. */
    offer(path: string): Promise<{ id: string }>;
    inspect: Call<Inputs['bundles']['inspect'], Outputs['bundles']['inspect']>;
    fill: Call<Inputs['bundles']['fill'], Outputs['bundles']['fill']>;
    /** `signal` aborts when the caller goes away; what was started is then ended. */
    try(
      input: Inputs['bundles']['try'],
      signal: AbortSignal | undefined,
    ): Promise<Outputs['bundles']['try']>;
    add: Call<Inputs['bundles']['add'], Outputs['bundles']['add']>;
  };

  playground: {
    /** `signal` aborts when the caller goes away; the request is then cancelled. */
    run(input: Inputs['playground']['run'], signal: AbortSignal): AsyncGenerator<RunEvent, void>;
    answer: Call<Inputs['playground']['answer'], Outputs['playground']['answer']>;
    surface: Call<Inputs['playground']['surface'], Outputs['playground']['surface']>;
  };

  profiles: {
    list(): Promise<Outputs['profiles']['list']>;
    view: Call<{ name: string; draft?: Profile | undefined }, Outputs['profiles']['view']>;
    set: Call<{ name: string; profile: Profile }, Outputs['profiles']['set']>;
    remove: Call<string, Outputs['profiles']['remove']>;
  };

  settings: {
    list(): Promise<Outputs['settings']['list']>;
    set: Call<Inputs['settings']['set'], Outputs['settings']['set']>;
  };

  doctor: {
    run(): Promise<Outputs['doctor']['run']>;
    fix: Call<string, Outputs['doctor']['fix']>;
    diagnostics(): Promise<Outputs['doctor']['diagnostics']>;
  };

  auth: {
    list(): Promise<Outputs['auth']['list']>;
    generate: Call<Inputs['auth']['generate'], Outputs['auth']['generate']>;
    revoke: Call<string, Outputs['auth']['revoke']>;
    show: Call<string | undefined, Outputs['auth']['show']>;
  };

  secrets: {
    list(): Promise<Outputs['secrets']['list']>;
    set: Call<Inputs['secrets']['set'], Outputs['secrets']['set']>;
    remove: Call<Inputs['secrets']['remove'], Outputs['secrets']['remove']>;
    reveal: Call<Inputs['secrets']['reveal'], Outputs['secrets']['reveal']>;
    store(): Promise<Outputs['secrets']['store']>;
    rekey: Call<Inputs['secrets']['rekey'], Outputs['secrets']['rekey']>;
    findPlaintext(): Promise<Outputs['secrets']['findPlaintext']>;
    adopt: Call<Inputs['secrets']['adopt'], Outputs['secrets']['adopt']>;
  };

  clients: {
    [Name in Exclude<keyof Inputs['clients'], 'drifts' | 'projects' | 'tryServer'>]: Call<
      Inputs['clients'][Name],
      Outputs['clients'][Name]
    >;
  } & {
    drifts(): Promise<Outputs['clients']['drifts']>;
    projects(): Promise<Outputs['clients']['projects']>;
    /** `signal` aborts when the caller goes away; what was started is then ended. */
    tryServer(
      input: Inputs['clients']['tryServer'],
      signal: AbortSignal | undefined,
    ): Promise<Outputs['clients']['tryServer']>;
  };

  activity: {
    list: Call<Inputs['activity']['list'], Outputs['activity']['list']>;
    get: Call<Inputs['activity']['get'], Outputs['activity']['get']>;
    /** Ends when `signal` aborts. */
    follow(
      input: Inputs['activity']['follow'],
      signal: AbortSignal | undefined,
    ): AsyncGenerator<CallRecord[], void, void>;
    stats: Call<Inputs['activity']['stats'], Outputs['activity']['stats']>;
    export: Call<Inputs['activity']['export'], Outputs['activity']['export']>;
    clear(): Promise<Outputs['activity']['clear']>;
  };

  logs: {
    recent: Call<Inputs['logs']['recent'], LogLine[]>;
    /** Calls `listener` for every line from now on, of all servers and the hub. */
    onLine(listener: (line: LogLine) => void): () => void;
  };
}

/** The log for what should not happen; never gets payloads or secrets. */
export interface ApiLog {
  error(details: { err: unknown }, message: string): void;
}

/** What every handler is given. */
export interface ApiContext {
  service: HubService;
  log: ApiLog;
}
