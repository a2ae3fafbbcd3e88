export type { Code, CodeRow } from './report/codes.ts';
export { codes } from './report/codes.ts';
export { jsonText } from './config/json.ts';
export type { ConfigData, ConfigOptions } from './config/print.ts';
export { configData } from './config/print.ts';
export type { Diagnostic, Edit, Mend, Related, Severity } from './report/diagnostic.ts';
export { withoutRepeats } from './report/diagnostic.ts';
export { applyEdits, editsFor } from './fix/edits.ts';
export type { Fixed, FixOptions, FixResult, Offer } from './fix/fix.ts';
export { fixProject } from './fix/fix.ts';
export type { Host, HostFailure, HostResult, PathStyle, Stat } from './host/host.ts';
export type { ConditionalVariable, Operator, PlainVariable, Template, TemplatePart } from './interpolate/template.ts';
export { evaluate, parseTemplate } from './interpolate/template.ts';
export type { Place } from './keys/place.ts';
export { below, keyPathOf, placeAt, rootPlace, ruleAt } from './keys/place.ts';
export type { JsonSchema } from './keys/json-schema.ts';
export { jsonSchema } from './keys/json-schema.ts';
export type { KeyRule, KeysIn, KeyTable, Type } from './keys/rule.ts';
export type { ComposeKeys } from './keys/table.ts';
export { projectType } from './keys/table.ts';
export type { ProbeSettings, ProjectSettings, ServiceSettings, VolumeSettings } from './keys/x-transpose.ts';
export { settingsTypes } from './keys/x-transpose.ts';
export type {
  LoadChange,
  LoadOptions,
  LoadResult,
  UnsetLine,
  Variable,
  VariableUse,
  WrittenVariable,
} from './load-options.ts';
export { mainFileNames } from './find/discovery.ts';
export { absolute as absolutePath, localForm } from './host/host-path.ts';
export { loadProject } from './load.ts';
export type { MemoryEntry, MemoryHostOptions } from './host/memory-host.ts';
export { memoryHost } from './host/memory-host.ts';
export type { Build } from './model/build.ts';
export type { Deploy, DeviceRequest, Placement, Resources, RestartPolicy, UpdateConfig } from './model/deploy.ts';
export type { Healthcheck } from './model/healthcheck.ts';
export type { BindOptions, Mount, VolumeOptions } from './model/mount.ts';
export type { NetworkAttachment } from './model/network.ts';
export type { Port } from './model/port.ts';
export type { Project } from './model/project.ts';
export type { Config, FileReference, Ipam, IpamPool, Model, Network, Secret, Volume } from './model/resource.ts';
export type { BlkioConfig, Dependency, Device, Hook, Service, Ulimit, Watch } from './model/service.ts';
export { projectFrom } from './model/from-tree/from-tree.ts';
export { projectSettings, serviceSettings, volumeSettings } from './model/settings.ts';
export type { Bytes, ImageReference, Named, Nanoseconds } from './model/values.ts';
export type { DiagnosticJson, PlaceJson } from './print/diagnostic-json.ts';
export { diagnosticJson, placeJson } from './print/diagnostic-json.ts';
export { shownText } from './print/display-width.ts';
export type { LooksSecret, SecretSpans } from './print/mask-line.ts';
export { maskLine } from './print/mask-line.ts';
export type { DiagnosticPart, PrintOptions } from './print/print-diagnostic.ts';
export { printDiagnostic } from './print/print-diagnostic.ts';
export { loaderReport, Report } from './report/report.ts';
export type { MapNode, Node, Origin, Path, Scalar, ScalarNode, SeqNode, Step, Timestamp } from './tree/node.ts';
export { isMap, isScalar, isSeq, isString, nodeAt, pathText } from './tree/node.ts';
export type { Origins } from './tree/origins.ts';
export { originsOf } from './tree/origins.ts';
export type { Position, Source, Span } from './tree/source.ts';
export { positionOf } from './tree/source.ts';
export type { RestartRule } from './model/restart-rule.ts';
export { restartRule } from './model/restart-rule.ts';
export { healthTiming } from './values/health-defaults.ts';
export { parseImageReference, qualifiedImage } from './values/image-ref.ts';
export { parseDnsOption } from './values/dns-option.ts';
export { parseMountOptions } from './values/mount-options.ts';
export { cleanPath, directoryOf } from './values/path.ts';
export { goArchitecture, parsePlatform } from './values/platform.ts';
export { normalizeProjectName } from './values/project-name.ts';
export { checkSettings } from './validate/settings.ts';
export { nearestName } from './validate/suggest.ts';
export { windowsHost } from './host/windows-host.ts';
export { formatDuration, parseSeconds, seconds } from './values/scalars/duration.ts';
export { parseLink } from './values/link.ts';
export { isJoined, lendingService, parseNamespace } from './values/namespace.ts';
export type { PortRange } from './values/port.ts';
export { parsePort, publishedRange } from './values/port.ts';
export type { Tmpfs } from './values/tmpfs.ts';
export { parseTmpfs, tmpfsOption } from './values/tmpfs.ts';
export { parseUser, userId } from './values/user.ts';
export { parseVolumesFrom } from './values/volumes-from.ts';
export { checkEngineValues } from './validate/engine-values.ts';
