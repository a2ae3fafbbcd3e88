/** What all units of a project share. */
export interface UnitSettings {
  readonly engine: string;
  /** Units of the engine that have to run first. */
  readonly engineUnits: readonly string[];
  /** Where the project's files are. */
  readonly directory: string;
  /** Where the files with secrets are. */
  readonly configDirectory: string;
}
