/** Asking the state's registries: requests with purpose and legal basis, signed answers kept as evidence. */
export { ask, type RegistryAnswer, type RegistryQuestion } from './ask.ts';
export { type RegistryFailure, RegistryUnavailable, registryFailures } from './errors.ts';
export { RegistryRecordChanged } from './events.ts';
export { type FollowedChanges, followChanges } from './follow-changes.ts';
export { type Evidence, readEvidence } from './read-evidence.ts';
export {
  type AskedRecord,
  type RegistryField,
  type RegistryName,
  type RegistryRecords,
  registryNames,
} from './records.ts';
export { flushRegistryHealth, type RegistryHealth, registryHealth } from './registry-health.ts';
