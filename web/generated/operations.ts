/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What an account may do. */
export type AccountRole =
  | 'ADMINISTRATOR'
  | 'CITIZEN';

/** Whether an account can be used. */
export type AccountState =
  | 'ACTIVE'
  /** Locked by its owner: sign-in reaches only the unlock page. */
  | 'LOCKED';

/** What can happen to an account or its documents. */
export type ActivityAction =
  | 'ACCOUNT_LOCKED'
  | 'ACCOUNT_REGISTERED'
  | 'ACCOUNT_UNLOCKED'
  | 'DOCUMENT_CHECKED'
  | 'DOCUMENT_LINK_REQUESTED'
  | 'DOCUMENT_REMOVED'
  | 'DOCUMENT_SETTLED'
  | 'DOCUMENT_SHOWN'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_LOCKED'
  | 'PASSKEY_REMOVED'
  | 'SESSIONS_ENDED'
  | 'SIGNED_IN';

export type AddPasskeyInput = {
  ceremonyId: string;
  credential: unknown;
  name: string;
};

export type BeginAddPasskeyInput = {
  stepUp?: StepUpInput | null | undefined;
};

export type BeginPasskeyRegistrationInput = {
  registrationToken: string;
};

export type CheckPresentationInput = {
  code: string;
  /** Who is checking: the shop, office or officer, as the holder will read it. */
  verifierName: string;
};

export type CompleteRegistrationInput = {
  ceremonyId: string;
  credential: unknown;
  passkeyName: string;
  registrationToken: string;
};

export type ConfirmRegistrationPhoneInput = {
  /** Six digits. */
  code: string;
  registrationToken: string;
};

export type DocumentInputValue = {
  name: string;
  value: string;
};

/** Where a linked document stands with its registry. */
export type DocumentStatus =
  /** Verified, but past its end. */
  | 'EXPIRED'
  /** A field does not agree; `mismatchedField` names it. The registry's value is never shown. */
  | 'MISMATCH'
  /** The registry has no such record. */
  | 'NOT_FOUND'
  /** The registry is being asked. */
  | 'PENDING'
  /** Withdrawn at the source. */
  | 'REVOKED'
  /** The registry does not answer; it is asked again at `nextTryAt`. */
  | 'UNAVAILABLE'
  /** The registry's record agrees with the citizen. */
  | 'VERIFIED';

export type EndSessionInput = {
  sessionId: string;
};

export type HideDocumentInput = {
  documentId: string;
  hidden: boolean;
};

/** Identity level of an account (Decree 69/2024/NĐ-CP, article 7). */
export type IdentityLevel =
  /** Declared data agree with the population database. */
  | 'LEVEL_1'
  /** Identity proved by chip or at a counter, with a face. */
  | 'LEVEL_2';

/** Language of messages to the phone. */
export type Language =
  | 'EN'
  | 'VI';

export type LinkDocumentInput = {
  idempotencyKey: string;
  inputs?: Array<DocumentInputValue>;
  kind: string;
};

export type OrderDocumentsInput = {
  documentIds: Array<string>;
};

/** Steps and ends of a registration. */
export type RegistrationState =
  /** Waiting for the one-time code. */
  | 'CODE_SENT'
  /** An account was opened. */
  | 'COMPLETED'
  /** Not finished in time. */
  | 'EXPIRED'
  /** The details agree; a passkey can be made. */
  | 'MATCHED'
  /** Phone confirmed; the population database is being asked. */
  | 'MATCHING'
  /** The details do not match. Nothing more is told. */
  | 'NOT_MATCHED'
  /** The population database does not answer; it is asked again by itself. */
  | 'WAITING_FOR_REGISTRY';

/** Whether a registry answers. */
export type RegistryState =
  | 'DEGRADED'
  | 'DOWN'
  | 'UNKNOWN'
  | 'UP';

export type RemoveDocumentInput = {
  documentId: string;
};

export type RemovePasskeyInput = {
  passkeyId: string;
  stepUp?: StepUpInput | null | undefined;
};

export type RenamePasskeyInput = {
  name: string;
  passkeyId: string;
};

export type ReplayDeadLetterInput = {
  deadLetterId: string;
};

export type ResendRegistrationCodeInput = {
  registrationToken: string;
};

export type RetryDocumentInput = {
  documentId: string;
  idempotencyKey: string;
};

/** Sex as the population database records it. */
export type Sex =
  | 'FEMALE'
  | 'MALE';

export type ShowDocumentInput = {
  documentId: string;
  /** Names of the fields to show; at least one, each disclosable for the kind. */
  fields: Array<string>;
  idempotencyKey: string;
};

export type SignInInput = {
  ceremonyId: string;
  credential: unknown;
};

export type StartRegistrationInput = {
  bornOn: string;
  fullName: string;
  idempotencyKey: string;
  language?: Language | null | undefined;
  /** 12 digits (Circular 07/2016/TT-BCA, article 7). */
  personalId: string;
  /** Vietnamese mobile number, national or E.164. */
  phone: string;
};

export type StepUpInput = {
  ceremonyId: string;
  credential: unknown;
};

export type UnlockAccountInput = {
  stepUp?: StepUpInput | null | undefined;
};

export type PasskeyFieldsFragment = { id: string, name: string, createdAt: string, lastUsedAt: string | null, backupEligible: boolean, backedUp: boolean, aaguid: string | null, transports: Array<string>, locked: boolean };

export type SessionFieldsFragment = { id: string, current: boolean, startedAt: string, lastSeenAt: string, expiresAt: string, device: string, passkeyName: string | null };

export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { me: { id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string, passkeys: Array<{ id: string, name: string, createdAt: string, lastUsedAt: string | null, backupEligible: boolean, backedUp: boolean, aaguid: string | null, transports: Array<string>, locked: boolean }>, sessions: Array<{ id: string, current: boolean, startedAt: string, lastSeenAt: string, expiresAt: string, device: string, passkeyName: string | null }> } | null };

export type ActivitiesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ActivitiesQuery = { me: { id: string, activities: { edges: Array<{ node: { id: string, at: string, action: ActivityAction, subject: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type BeginAddPasskeyMutationVariables = Exact<{
  input: BeginAddPasskeyInput;
}>;


export type BeginAddPasskeyMutation = { beginAddPasskey:
    | { __typename: 'PasskeyCeremony', ceremonyId: string, options: unknown, expiresAt: string }
    | { __typename: 'StepUpRequired', ceremonyId: string, content: string, options: unknown, expiresAt: string }
   };

export type AddPasskeyMutationVariables = Exact<{
  input: AddPasskeyInput;
}>;


export type AddPasskeyMutation = { addPasskey: { id: string, name: string, createdAt: string, lastUsedAt: string | null, backupEligible: boolean, backedUp: boolean, aaguid: string | null, transports: Array<string>, locked: boolean } };

export type RenamePasskeyMutationVariables = Exact<{
  input: RenamePasskeyInput;
}>;


export type RenamePasskeyMutation = { renamePasskey: { id: string, name: string, createdAt: string, lastUsedAt: string | null, backupEligible: boolean, backedUp: boolean, aaguid: string | null, transports: Array<string>, locked: boolean } };

export type RemovePasskeyMutationVariables = Exact<{
  input: RemovePasskeyInput;
}>;


export type RemovePasskeyMutation = { removePasskey:
    | { __typename: 'Citizen', id: string, passkeys: Array<{ id: string, name: string, createdAt: string, lastUsedAt: string | null, backupEligible: boolean, backedUp: boolean, aaguid: string | null, transports: Array<string>, locked: boolean }> }
    | { __typename: 'StepUpRequired', ceremonyId: string, content: string, options: unknown, expiresAt: string }
   };

export type EndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type EndSessionMutation = { endSession: { id: string, sessions: Array<{ id: string, current: boolean, startedAt: string, lastSeenAt: string, expiresAt: string, device: string, passkeyName: string | null }> } };

export type EndOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndOtherSessionsMutation = { endOtherSessions: { id: string, sessions: Array<{ id: string, current: boolean, startedAt: string, lastSeenAt: string, expiresAt: string, device: string, passkeyName: string | null }> } };

export type LockAccountMutationVariables = Exact<{ [key: string]: never; }>;


export type LockAccountMutation = { lockAccount: { id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string } };

export type UnlockAccountMutationVariables = Exact<{
  input: UnlockAccountInput;
}>;


export type UnlockAccountMutation = { unlockAccount:
    | { __typename: 'Citizen', id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string }
    | { __typename: 'StepUpRequired', ceremonyId: string, content: string, options: unknown, expiresAt: string }
   };

export type OperationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type OperationsQuery = { backlog: { owed: number, overdue: number, oldestOwedAt: string | null, deadLetters: number }, registryHealth: Array<{ registry: string, state: RegistryState, answersLastHour: number, failuresLastHour: number, lastAnswerAt: string | null, lastFailureAt: string | null, lastFailure: string | null, medianMilliseconds: number | null, name: { vi: string, en: string } }>, deadLetters: { edges: Array<{ node: { id: string, event: string, reaction: string, cause: string, attempts: number, failedAt: string, replayedAt: string | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DeadLetterFieldsFragment = { id: string, event: string, reaction: string, cause: string, attempts: number, failedAt: string, replayedAt: string | null };

export type ReplayDeadLetterMutationVariables = Exact<{
  input: ReplayDeadLetterInput;
}>;


export type ReplayDeadLetterMutation = { replayDeadLetter: { id: string, event: string, reaction: string, cause: string, attempts: number, failedAt: string, replayedAt: string | null } };

export type RegistrationFieldsFragment = { state: RegistrationState, maskedPhone: string, codeExpiresAt: string, resendAllowedAt: string, codeAttemptsLeft: number, expiresAt: string, nextTryAt: string | null };

export type RegistrationStatusQueryVariables = Exact<{
  registrationToken: string;
}>;


export type RegistrationStatusQuery = { registration: { state: RegistrationState, maskedPhone: string, codeExpiresAt: string, resendAllowedAt: string, codeAttemptsLeft: number, expiresAt: string, nextTryAt: string | null } };

export type StartRegistrationMutationVariables = Exact<{
  input: StartRegistrationInput;
}>;


export type StartRegistrationMutation = { startRegistration: { registrationToken: string, registration: { state: RegistrationState, maskedPhone: string, codeExpiresAt: string, resendAllowedAt: string, codeAttemptsLeft: number, expiresAt: string, nextTryAt: string | null } } };

export type ResendRegistrationCodeMutationVariables = Exact<{
  input: ResendRegistrationCodeInput;
}>;


export type ResendRegistrationCodeMutation = { resendRegistrationCode: { state: RegistrationState, maskedPhone: string, codeExpiresAt: string, resendAllowedAt: string, codeAttemptsLeft: number, expiresAt: string, nextTryAt: string | null } };

export type ConfirmRegistrationPhoneMutationVariables = Exact<{
  input: ConfirmRegistrationPhoneInput;
}>;


export type ConfirmRegistrationPhoneMutation = { confirmRegistrationPhone: { state: RegistrationState, maskedPhone: string, codeExpiresAt: string, resendAllowedAt: string, codeAttemptsLeft: number, expiresAt: string, nextTryAt: string | null } };

export type BeginPasskeyRegistrationMutationVariables = Exact<{
  input: BeginPasskeyRegistrationInput;
}>;


export type BeginPasskeyRegistrationMutation = { beginPasskeyRegistration: { ceremonyId: string, options: unknown, expiresAt: string } };

export type CompleteRegistrationMutationVariables = Exact<{
  input: CompleteRegistrationInput;
}>;


export type CompleteRegistrationMutation = { completeRegistration: { sessionExpiresAt: string, citizen: { id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string } } };

export type RegistrationChangedSubscriptionVariables = Exact<{
  registrationToken: string;
}>;


export type RegistrationChangedSubscription = { registrationChanged: { state: RegistrationState, maskedPhone: string, codeExpiresAt: string, resendAllowedAt: string, codeAttemptsLeft: number, expiresAt: string, nextTryAt: string | null } };

export type CitizenFieldsFragment = { id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string } | null };

export type BeginSignInMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginSignInMutation = { beginSignIn: { ceremonyId: string, options: unknown, expiresAt: string } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { sessionExpiresAt: string, citizen: { id: string, fullName: string, maskedPersonalId: string, bornOn: string, sex: Sex, maskedPhone: string, level: IdentityLevel, state: AccountState, roles: Array<AccountRole>, registeredAt: string } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type StepUpFieldsFragment = { __typename: 'StepUpRequired', ceremonyId: string, content: string, options: unknown, expiresAt: string };

export type CheckPresentationMutationVariables = Exact<{
  input: CheckPresentationInput;
}>;


export type CheckPresentationMutation = { checkPresentation: { status: DocumentStatus, statusCheckedAt: string, statusAgeSeconds: number, checkedAt: string, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, fields: Array<{ name: string, value: string, label: { vi: string, en: string } }> } };

export type DocumentKindFieldsFragment = { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } };

export type FaceFieldsFragment = { name: string, value: string, label: { vi: string, en: string } };

export type WalletDocumentFieldsFragment = { id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> };

export type PresentationFieldsFragment = { id: string, documentId: string, createdAt: string, expiresAt: string, checkedAt: string | null, checkedBy: string | null, document: { code: string, name: { vi: string, en: string } }, fields: Array<{ name: string, label: { vi: string, en: string } }> };

export type WalletHomeQueryVariables = Exact<{
  includeHidden: boolean;
}>;


export type WalletHomeQuery = { wallet: { documents: Array<{ id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> }> } };

export type WalletDocumentDetailQueryVariables = Exact<{
  id: string;
}>;


export type WalletDocumentDetailQuery = { walletDocument: { id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> } };

export type DocumentKindsQueryVariables = Exact<{ [key: string]: never; }>;


export type DocumentKindsQuery = { documentKinds: Array<{ code: string, inputs: Array<{ name: string, pattern: string, example: string, required: boolean, label: { vi: string, en: string }, hint: { vi: string, en: string } }>, disclosable: Array<{ name: string, label: { vi: string, en: string } }>, name: { vi: string, en: string }, issuer: { vi: string, en: string } }> };

export type PresentationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type PresentationsQuery = { wallet: { presentations: { edges: Array<{ node: { id: string, documentId: string, createdAt: string, expiresAt: string, checkedAt: string | null, checkedBy: string | null, document: { code: string, name: { vi: string, en: string } }, fields: Array<{ name: string, label: { vi: string, en: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type LinkDocumentMutationVariables = Exact<{
  input: LinkDocumentInput;
}>;


export type LinkDocumentMutation = { linkDocument: { id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> } };

export type RetryDocumentMutationVariables = Exact<{
  input: RetryDocumentInput;
}>;


export type RetryDocumentMutation = { retryDocument: { id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> } };

export type RemoveDocumentMutationVariables = Exact<{
  input: RemoveDocumentInput;
}>;


export type RemoveDocumentMutation = { removeDocument: { documents: Array<{ id: string }> } };

export type OrderDocumentsMutationVariables = Exact<{
  input: OrderDocumentsInput;
}>;


export type OrderDocumentsMutation = { orderDocuments: { documents: Array<{ id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> }> } };

export type HideDocumentMutationVariables = Exact<{
  input: HideDocumentInput;
}>;


export type HideDocumentMutation = { hideDocument: { id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> } };

export type ShowDocumentMutationVariables = Exact<{
  input: ShowDocumentInput;
}>;


export type ShowDocumentMutation = { showDocument: { code: string | null, url: string | null, id: string, documentId: string, createdAt: string, expiresAt: string, checkedAt: string | null, checkedBy: string | null, document: { code: string, name: { vi: string, en: string } }, fields: Array<{ name: string, label: { vi: string, en: string } }> } };

export type WalletDocumentChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WalletDocumentChangedSubscription = { walletDocumentChanged: { id: string, status: DocumentStatus, mismatchedField: string | null, linkedAt: string, checkedAt: string | null, nextTryAt: string | null, validFrom: string | null, validTo: string | null, hidden: boolean, position: number, kind: { code: string, name: { vi: string, en: string }, issuer: { vi: string, en: string } }, face: Array<{ name: string, value: string, label: { vi: string, en: string } }> } };

export type PresentationCheckedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type PresentationCheckedSubscription = { presentationChecked: { id: string, documentId: string, createdAt: string, expiresAt: string, checkedAt: string | null, checkedBy: string | null, document: { code: string, name: { vi: string, en: string } }, fields: Array<{ name: string, label: { vi: string, en: string } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PasskeyFieldsFragmentDoc = new TypedDocumentString(`
    fragment PasskeyFields on Passkey {
  id
  name
  createdAt
  lastUsedAt
  backupEligible
  backedUp
  aaguid
  transports
  locked
}
    `, {"fragmentName":"PasskeyFields"}) as unknown as TypedDocumentString<PasskeyFieldsFragment, unknown>;
export const SessionFieldsFragmentDoc = new TypedDocumentString(`
    fragment SessionFields on Session {
  id
  current
  startedAt
  lastSeenAt
  expiresAt
  device
  passkeyName
}
    `, {"fragmentName":"SessionFields"}) as unknown as TypedDocumentString<SessionFieldsFragment, unknown>;
export const DeadLetterFieldsFragmentDoc = new TypedDocumentString(`
    fragment DeadLetterFields on DeadLetter {
  id
  event
  reaction
  cause
  attempts
  failedAt
  replayedAt
}
    `, {"fragmentName":"DeadLetterFields"}) as unknown as TypedDocumentString<DeadLetterFieldsFragment, unknown>;
export const RegistrationFieldsFragmentDoc = new TypedDocumentString(`
    fragment RegistrationFields on Registration {
  state
  maskedPhone
  codeExpiresAt
  resendAllowedAt
  codeAttemptsLeft
  expiresAt
  nextTryAt
}
    `, {"fragmentName":"RegistrationFields"}) as unknown as TypedDocumentString<RegistrationFieldsFragment, unknown>;
export const CitizenFieldsFragmentDoc = new TypedDocumentString(`
    fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}
    `, {"fragmentName":"CitizenFields"}) as unknown as TypedDocumentString<CitizenFieldsFragment, unknown>;
export const StepUpFieldsFragmentDoc = new TypedDocumentString(`
    fragment StepUpFields on StepUpRequired {
  __typename
  ceremonyId
  content
  options
  expiresAt
}
    `, {"fragmentName":"StepUpFields"}) as unknown as TypedDocumentString<StepUpFieldsFragment, unknown>;
export const DocumentKindFieldsFragmentDoc = new TypedDocumentString(`
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
    `, {"fragmentName":"DocumentKindFields"}) as unknown as TypedDocumentString<DocumentKindFieldsFragment, unknown>;
export const FaceFieldsFragmentDoc = new TypedDocumentString(`
    fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
    `, {"fragmentName":"FaceFields"}) as unknown as TypedDocumentString<FaceFieldsFragment, unknown>;
export const WalletDocumentFieldsFragmentDoc = new TypedDocumentString(`
    fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}`, {"fragmentName":"WalletDocumentFields"}) as unknown as TypedDocumentString<WalletDocumentFieldsFragment, unknown>;
export const PresentationFieldsFragmentDoc = new TypedDocumentString(`
    fragment PresentationFields on Presentation {
  id
  document {
    code
    name {
      vi
      en
    }
  }
  documentId
  fields {
    name
    label {
      vi
      en
    }
  }
  createdAt
  expiresAt
  checkedAt
  checkedBy
}
    `, {"fragmentName":"PresentationFields"}) as unknown as TypedDocumentString<PresentationFieldsFragment, unknown>;
export const AccountDocument = new TypedDocumentString(`
    query Account {
  me {
    ...CitizenFields
    passkeys {
      ...PasskeyFields
    }
    sessions {
      ...SessionFields
    }
  }
}
    fragment PasskeyFields on Passkey {
  id
  name
  createdAt
  lastUsedAt
  backupEligible
  backedUp
  aaguid
  transports
  locked
}
fragment SessionFields on Session {
  id
  current
  startedAt
  lastSeenAt
  expiresAt
  device
  passkeyName
}
fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const ActivitiesDocument = new TypedDocumentString(`
    query Activities($first: Int!, $after: String) {
  me {
    id
    activities(first: $first, after: $after) {
      edges {
        node {
          id
          at
          action
          subject
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ActivitiesQuery, ActivitiesQueryVariables>;
export const BeginAddPasskeyDocument = new TypedDocumentString(`
    mutation BeginAddPasskey($input: BeginAddPasskeyInput!) {
  beginAddPasskey(input: $input) {
    ... on PasskeyCeremony {
      __typename
      ceremonyId
      options
      expiresAt
    }
    ...StepUpFields
  }
}
    fragment StepUpFields on StepUpRequired {
  __typename
  ceremonyId
  content
  options
  expiresAt
}`) as unknown as TypedDocumentString<BeginAddPasskeyMutation, BeginAddPasskeyMutationVariables>;
export const AddPasskeyDocument = new TypedDocumentString(`
    mutation AddPasskey($input: AddPasskeyInput!) {
  addPasskey(input: $input) {
    ...PasskeyFields
  }
}
    fragment PasskeyFields on Passkey {
  id
  name
  createdAt
  lastUsedAt
  backupEligible
  backedUp
  aaguid
  transports
  locked
}`) as unknown as TypedDocumentString<AddPasskeyMutation, AddPasskeyMutationVariables>;
export const RenamePasskeyDocument = new TypedDocumentString(`
    mutation RenamePasskey($input: RenamePasskeyInput!) {
  renamePasskey(input: $input) {
    ...PasskeyFields
  }
}
    fragment PasskeyFields on Passkey {
  id
  name
  createdAt
  lastUsedAt
  backupEligible
  backedUp
  aaguid
  transports
  locked
}`) as unknown as TypedDocumentString<RenamePasskeyMutation, RenamePasskeyMutationVariables>;
export const RemovePasskeyDocument = new TypedDocumentString(`
    mutation RemovePasskey($input: RemovePasskeyInput!) {
  removePasskey(input: $input) {
    ... on Citizen {
      __typename
      id
      passkeys {
        ...PasskeyFields
      }
    }
    ...StepUpFields
  }
}
    fragment PasskeyFields on Passkey {
  id
  name
  createdAt
  lastUsedAt
  backupEligible
  backedUp
  aaguid
  transports
  locked
}
fragment StepUpFields on StepUpRequired {
  __typename
  ceremonyId
  content
  options
  expiresAt
}`) as unknown as TypedDocumentString<RemovePasskeyMutation, RemovePasskeyMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    id
    sessions {
      ...SessionFields
    }
  }
}
    fragment SessionFields on Session {
  id
  current
  startedAt
  lastSeenAt
  expiresAt
  device
  passkeyName
}`) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const EndOtherSessionsDocument = new TypedDocumentString(`
    mutation EndOtherSessions {
  endOtherSessions {
    id
    sessions {
      ...SessionFields
    }
  }
}
    fragment SessionFields on Session {
  id
  current
  startedAt
  lastSeenAt
  expiresAt
  device
  passkeyName
}`) as unknown as TypedDocumentString<EndOtherSessionsMutation, EndOtherSessionsMutationVariables>;
export const LockAccountDocument = new TypedDocumentString(`
    mutation LockAccount {
  lockAccount {
    ...CitizenFields
  }
}
    fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}`) as unknown as TypedDocumentString<LockAccountMutation, LockAccountMutationVariables>;
export const UnlockAccountDocument = new TypedDocumentString(`
    mutation UnlockAccount($input: UnlockAccountInput!) {
  unlockAccount(input: $input) {
    ... on Citizen {
      __typename
      ...CitizenFields
    }
    ...StepUpFields
  }
}
    fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}
fragment StepUpFields on StepUpRequired {
  __typename
  ceremonyId
  content
  options
  expiresAt
}`) as unknown as TypedDocumentString<UnlockAccountMutation, UnlockAccountMutationVariables>;
export const OperationsDocument = new TypedDocumentString(`
    query Operations($first: Int!, $after: String) {
  backlog {
    owed
    overdue
    oldestOwedAt
    deadLetters
  }
  registryHealth {
    registry
    name {
      vi
      en
    }
    state
    answersLastHour
    failuresLastHour
    lastAnswerAt
    lastFailureAt
    lastFailure
    medianMilliseconds
  }
  deadLetters(first: $first, after: $after) {
    edges {
      node {
        ...DeadLetterFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment DeadLetterFields on DeadLetter {
  id
  event
  reaction
  cause
  attempts
  failedAt
  replayedAt
}`) as unknown as TypedDocumentString<OperationsQuery, OperationsQueryVariables>;
export const ReplayDeadLetterDocument = new TypedDocumentString(`
    mutation ReplayDeadLetter($input: ReplayDeadLetterInput!) {
  replayDeadLetter(input: $input) {
    ...DeadLetterFields
  }
}
    fragment DeadLetterFields on DeadLetter {
  id
  event
  reaction
  cause
  attempts
  failedAt
  replayedAt
}`) as unknown as TypedDocumentString<ReplayDeadLetterMutation, ReplayDeadLetterMutationVariables>;
export const RegistrationStatusDocument = new TypedDocumentString(`
    query RegistrationStatus($registrationToken: String!) {
  registration(registrationToken: $registrationToken) {
    ...RegistrationFields
  }
}
    fragment RegistrationFields on Registration {
  state
  maskedPhone
  codeExpiresAt
  resendAllowedAt
  codeAttemptsLeft
  expiresAt
  nextTryAt
}`) as unknown as TypedDocumentString<RegistrationStatusQuery, RegistrationStatusQueryVariables>;
export const StartRegistrationDocument = new TypedDocumentString(`
    mutation StartRegistration($input: StartRegistrationInput!) {
  startRegistration(input: $input) {
    registrationToken
    registration {
      ...RegistrationFields
    }
  }
}
    fragment RegistrationFields on Registration {
  state
  maskedPhone
  codeExpiresAt
  resendAllowedAt
  codeAttemptsLeft
  expiresAt
  nextTryAt
}`) as unknown as TypedDocumentString<StartRegistrationMutation, StartRegistrationMutationVariables>;
export const ResendRegistrationCodeDocument = new TypedDocumentString(`
    mutation ResendRegistrationCode($input: ResendRegistrationCodeInput!) {
  resendRegistrationCode(input: $input) {
    ...RegistrationFields
  }
}
    fragment RegistrationFields on Registration {
  state
  maskedPhone
  codeExpiresAt
  resendAllowedAt
  codeAttemptsLeft
  expiresAt
  nextTryAt
}`) as unknown as TypedDocumentString<ResendRegistrationCodeMutation, ResendRegistrationCodeMutationVariables>;
export const ConfirmRegistrationPhoneDocument = new TypedDocumentString(`
    mutation ConfirmRegistrationPhone($input: ConfirmRegistrationPhoneInput!) {
  confirmRegistrationPhone(input: $input) {
    ...RegistrationFields
  }
}
    fragment RegistrationFields on Registration {
  state
  maskedPhone
  codeExpiresAt
  resendAllowedAt
  codeAttemptsLeft
  expiresAt
  nextTryAt
}`) as unknown as TypedDocumentString<ConfirmRegistrationPhoneMutation, ConfirmRegistrationPhoneMutationVariables>;
export const BeginPasskeyRegistrationDocument = new TypedDocumentString(`
    mutation BeginPasskeyRegistration($input: BeginPasskeyRegistrationInput!) {
  beginPasskeyRegistration(input: $input) {
    ceremonyId
    options
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<BeginPasskeyRegistrationMutation, BeginPasskeyRegistrationMutationVariables>;
export const CompleteRegistrationDocument = new TypedDocumentString(`
    mutation CompleteRegistration($input: CompleteRegistrationInput!) {
  completeRegistration(input: $input) {
    citizen {
      ...CitizenFields
    }
    sessionExpiresAt
  }
}
    fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}`) as unknown as TypedDocumentString<CompleteRegistrationMutation, CompleteRegistrationMutationVariables>;
export const RegistrationChangedDocument = new TypedDocumentString(`
    subscription RegistrationChanged($registrationToken: String!) {
  registrationChanged(registrationToken: $registrationToken) {
    ...RegistrationFields
  }
}
    fragment RegistrationFields on Registration {
  state
  maskedPhone
  codeExpiresAt
  resendAllowedAt
  codeAttemptsLeft
  expiresAt
  nextTryAt
}`) as unknown as TypedDocumentString<RegistrationChangedSubscription, RegistrationChangedSubscriptionVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    ...CitizenFields
  }
}
    fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const BeginSignInDocument = new TypedDocumentString(`
    mutation BeginSignIn {
  beginSignIn {
    ceremonyId
    options
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<BeginSignInMutation, BeginSignInMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    citizen {
      ...CitizenFields
    }
    sessionExpiresAt
  }
}
    fragment CitizenFields on Citizen {
  id
  fullName
  maskedPersonalId
  bornOn
  sex
  maskedPhone
  level
  state
  roles
  registeredAt
}`) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const CheckPresentationDocument = new TypedDocumentString(`
    mutation CheckPresentation($input: CheckPresentationInput!) {
  checkPresentation(input: $input) {
    kind {
      ...DocumentKindFields
    }
    status
    statusCheckedAt
    statusAgeSeconds
    fields {
      ...FaceFields
    }
    checkedAt
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}`) as unknown as TypedDocumentString<CheckPresentationMutation, CheckPresentationMutationVariables>;
export const WalletHomeDocument = new TypedDocumentString(`
    query WalletHome($includeHidden: Boolean!) {
  wallet {
    documents(includeHidden: $includeHidden) {
      ...WalletDocumentFields
    }
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<WalletHomeQuery, WalletHomeQueryVariables>;
export const WalletDocumentDetailDocument = new TypedDocumentString(`
    query WalletDocumentDetail($id: ID!) {
  walletDocument(id: $id) {
    ...WalletDocumentFields
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<WalletDocumentDetailQuery, WalletDocumentDetailQueryVariables>;
export const DocumentKindsDocument = new TypedDocumentString(`
    query DocumentKinds {
  documentKinds {
    ...DocumentKindFields
    inputs {
      name
      label {
        vi
        en
      }
      hint {
        vi
        en
      }
      pattern
      example
      required
    }
    disclosable {
      name
      label {
        vi
        en
      }
    }
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}`) as unknown as TypedDocumentString<DocumentKindsQuery, DocumentKindsQueryVariables>;
export const PresentationsDocument = new TypedDocumentString(`
    query Presentations($first: Int!, $after: String) {
  wallet {
    presentations(first: $first, after: $after) {
      edges {
        node {
          ...PresentationFields
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment PresentationFields on Presentation {
  id
  document {
    code
    name {
      vi
      en
    }
  }
  documentId
  fields {
    name
    label {
      vi
      en
    }
  }
  createdAt
  expiresAt
  checkedAt
  checkedBy
}`) as unknown as TypedDocumentString<PresentationsQuery, PresentationsQueryVariables>;
export const LinkDocumentDocument = new TypedDocumentString(`
    mutation LinkDocument($input: LinkDocumentInput!) {
  linkDocument(input: $input) {
    ...WalletDocumentFields
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<LinkDocumentMutation, LinkDocumentMutationVariables>;
export const RetryDocumentDocument = new TypedDocumentString(`
    mutation RetryDocument($input: RetryDocumentInput!) {
  retryDocument(input: $input) {
    ...WalletDocumentFields
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<RetryDocumentMutation, RetryDocumentMutationVariables>;
export const RemoveDocumentDocument = new TypedDocumentString(`
    mutation RemoveDocument($input: RemoveDocumentInput!) {
  removeDocument(input: $input) {
    documents(includeHidden: true) {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveDocumentMutation, RemoveDocumentMutationVariables>;
export const OrderDocumentsDocument = new TypedDocumentString(`
    mutation OrderDocuments($input: OrderDocumentsInput!) {
  orderDocuments(input: $input) {
    documents(includeHidden: true) {
      ...WalletDocumentFields
    }
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<OrderDocumentsMutation, OrderDocumentsMutationVariables>;
export const HideDocumentDocument = new TypedDocumentString(`
    mutation HideDocument($input: HideDocumentInput!) {
  hideDocument(input: $input) {
    ...WalletDocumentFields
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<HideDocumentMutation, HideDocumentMutationVariables>;
export const ShowDocumentDocument = new TypedDocumentString(`
    mutation ShowDocument($input: ShowDocumentInput!) {
  showDocument(input: $input) {
    ...PresentationFields
    code
    url
  }
}
    fragment PresentationFields on Presentation {
  id
  document {
    code
    name {
      vi
      en
    }
  }
  documentId
  fields {
    name
    label {
      vi
      en
    }
  }
  createdAt
  expiresAt
  checkedAt
  checkedBy
}`) as unknown as TypedDocumentString<ShowDocumentMutation, ShowDocumentMutationVariables>;
export const WalletDocumentChangedDocument = new TypedDocumentString(`
    subscription WalletDocumentChanged {
  walletDocumentChanged {
    ...WalletDocumentFields
  }
}
    fragment DocumentKindFields on DocumentKind {
  code
  name {
    vi
    en
  }
  issuer {
    vi
    en
  }
}
fragment FaceFields on DocumentFieldValue {
  name
  label {
    vi
    en
  }
  value
}
fragment WalletDocumentFields on WalletDocument {
  id
  kind {
    ...DocumentKindFields
  }
  status
  mismatchedField
  linkedAt
  checkedAt
  nextTryAt
  validFrom
  validTo
  face {
    ...FaceFields
  }
  hidden
  position
}`) as unknown as TypedDocumentString<WalletDocumentChangedSubscription, WalletDocumentChangedSubscriptionVariables>;
export const PresentationCheckedDocument = new TypedDocumentString(`
    subscription PresentationChecked {
  presentationChecked {
    ...PresentationFields
  }
}
    fragment PresentationFields on Presentation {
  id
  document {
    code
    name {
      vi
      en
    }
  }
  documentId
  fields {
    name
    label {
      vi
      en
    }
  }
  createdAt
  expiresAt
  checkedAt
  checkedBy
}`) as unknown as TypedDocumentString<PresentationCheckedSubscription, PresentationCheckedSubscriptionVariables>;