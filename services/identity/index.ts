export {
  accountIdOfPersonKey,
  type CitizenView,
  citizen,
  citizenView,
  me,
  type PasskeyView,
  type PersonOfAccount,
  personOfAccount,
  phoneOfAccount,
} from './account.ts';
export { beginPasskeyRegistration, completeRegistration } from './complete-registration.ts';
export { confirmRegistrationPhone } from './confirm-registration-phone.ts';
export * from './errors.ts';
export * from './events.ts';
export { grantRole } from './grant-role.ts';
export { lockAccount, unlockAccount } from './lock-account.ts';
export { matchRegistration, requestDueMatches } from './match-registration.ts';
export type { OpenCeremony } from './passkey-ceremony.ts';
export { activitySubjects, addPasskey, beginAddPasskey, removePasskey, renamePasskey } from './passkeys.ts';
export { registrationTransitions } from './registration.states.ts';
export {
  type RegistrationView,
  registrationByToken,
  registrationChannel,
  registrationUpdates,
} from './registration.ts';
export { messageForRegistrationCode } from './registration-message.ts';
export { resendRegistrationCode } from './resend-registration-code.ts';
export {
  authenticateSession,
  deviceName,
  endOtherSessions,
  endSession,
  forgetSessions,
  type SessionView,
  sessionsOf,
  signOut,
} from './sessions.ts';
export { beginSignIn, type SignedIn, signIn } from './sign-in.ts';
export { startRegistration } from './start-registration.ts';
export { type Operation, type StepUpInput, type StepUpRequired, stepUp, stepUpChallenge } from './step-up.ts';
