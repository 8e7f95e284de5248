/**
 * One thing that `loom doctor` looked at. `skip`: could not be looked at, because something else is
 * wrong first; `found` then says what.
 */
export interface DoctorCheck {
  id: string;
  title: string;
  verdict: 'ok' | 'warn' | 'fail' | 'skip';
  /** The evidence, such as a path, a version or an error. */
  found: string;
  /** What to do; present unless all is well. */
  remedy?: string | undefined;
  /** What the hub can do about it by itself, as a verb: "Create the folder". */
  fix?: string | undefined;
}
