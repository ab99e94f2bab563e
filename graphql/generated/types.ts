import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CitizenView as CitizenViewSource, StepUpRequired as StepUpRequiredSource, RegistrationView as RegistrationViewSource } from '../../services/identity/index.ts';
import type { Wallet as WalletSource, WalletDocument as WalletDocumentSource, DocumentKind as DocumentKindSource, Presentation as PresentationSource, CheckedPresentation as CheckedPresentationSource } from '../../services/wallet/index.ts';
import type { GraphqlContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A calendar date without a time zone, ISO 8601: `1990-02-14`. */
  CalendarDate: { input: string; output: string; }
  /** An instant, ISO 8601 in UTC with milliseconds: `2026-11-23T08:30:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /**
   * Code of a kind of document, one of those that `documentKinds` lists: `HEALTH_INSURANCE_CARD`, `DRIVING_LICENCE`,
   * `VACCINATION_RECORD`. Not an enum, so that a further kind changes no contract.
   */
  DocumentKindCode: { input: string; output: string; }
  /** A JSON object of WebAuthn Level 3: options for the browser (section 5.4, 5.5) or a credential's answer in its JSON form. */
  WebAuthnJSON: { input: unknown; output: object; }
};

/** What an account may do. */
export type AccountRole =
  | 'ADMINISTRATOR'
  | 'CITIZEN';

/** Whether an account can be used. */
export type AccountState =
  | 'ACTIVE'
  /** Locked by its owner: sign-in reaches only the unlock page. */
  | 'LOCKED';

/** One entry of the account's own history. */
export type Activity = {
  __typename?: 'Activity';
  action: ActivityAction;
  at: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  /** What it was about, where there is such a thing: a passkey's name, a kind of document. */
  subject?: Maybe<Scalars['String']['output']>;
};

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

/** A page of an account's history. */
export type ActivityConnection = {
  __typename?: 'ActivityConnection';
  edges: Array<ActivityEdge>;
  pageInfo: PageInfo;
};

/** An entry of the history and its place. */
export type ActivityEdge = {
  __typename?: 'ActivityEdge';
  cursor: Scalars['String']['output'];
  node: Activity;
};

export type AddPasskeyInput = {
  ceremonyId: Scalars['ID']['input'];
  credential: Scalars['WebAuthnJSON']['input'];
  name: Scalars['String']['input'];
};

/** Figures of the work that is owed. */
export type Backlog = {
  __typename?: 'Backlog';
  deadLetters: Scalars['Int']['output'];
  oldestOwedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Of these, past their deadline: an alarm. */
  overdue: Scalars['Int']['output'];
  /** Outbox records with something owed. */
  owed: Scalars['Int']['output'];
};

export type BeginAddPasskeyInput = {
  stepUp?: InputMaybe<StepUpInput>;
};

/** The open ceremony, or the step-up that it needs first. */
export type BeginAddPasskeyResult = PasskeyCeremony | StepUpRequired;

export type BeginPasskeyRegistrationInput = {
  registrationToken: Scalars['String']['input'];
};

/** The kinds of caller that access rules speak of. */
export type Caller =
  /** A signed-in administrator. */
  | 'ADMINISTRATOR'
  /** Anybody, signed in or not. */
  | 'ANYONE'
  /** A signed-in citizen whose account is active. */
  | 'CITIZEN'
  /** A signed-in citizen whose account is locked: may see and unlock it, nothing else. */
  | 'LOCKED_CITIZEN';

export type CheckPresentationInput = {
  code: Scalars['String']['input'];
  /** Who is checking: the shop, office or officer, as the holder will read it. */
  verifierName: Scalars['String']['input'];
};

/** What the verifier sees, once. */
export type CheckedPresentation = {
  __typename?: 'CheckedPresentation';
  checkedAt: Scalars['DateTime']['output'];
  fields: Array<DocumentFieldValue>;
  kind: DocumentKind;
  status: DocumentStatus;
  /** Age of the status in seconds at the moment of the check. */
  statusAgeSeconds: Scalars['Int']['output'];
  /** When the registry last confirmed the status. */
  statusCheckedAt: Scalars['DateTime']['output'];
};

/** A citizen as they see themselves. */
export type Citizen = {
  __typename?: 'Citizen';
  /** What happened to the account, the newest first. */
  activities: ActivityConnection;
  bornOn: Scalars['CalendarDate']['output'];
  fullName: Scalars['String']['output'];
  /** Opaque UUIDv7; never the personal number. */
  id: Scalars['ID']['output'];
  level: IdentityLevel;
  /** The personal identification number with its middle hidden: `092******456`. */
  maskedPersonalId: Scalars['String']['output'];
  /** The phone with its middle hidden: `+84******123`. */
  maskedPhone: Scalars['String']['output'];
  /** At most 20, oldest first. */
  passkeys: Array<Passkey>;
  registeredAt: Scalars['DateTime']['output'];
  roles: Array<AccountRole>;
  /** Live sessions, the most recent first; at most 50. */
  sessions: Array<Session>;
  sex: Sex;
  state: AccountState;
};


/** A citizen as they see themselves. */
export type CitizenActivitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type CompleteRegistrationInput = {
  ceremonyId: Scalars['ID']['input'];
  credential: Scalars['WebAuthnJSON']['input'];
  passkeyName: Scalars['String']['input'];
  registrationToken: Scalars['String']['input'];
};

export type ConfirmRegistrationPhoneInput = {
  /** Six digits. */
  code: Scalars['String']['input'];
  registrationToken: Scalars['String']['input'];
};

/** A reaction that gave up after its last attempt. */
export type DeadLetter = {
  __typename?: 'DeadLetter';
  attempts: Scalars['Int']['output'];
  /** Error code and sentence of the last failure; no personal data. */
  cause: Scalars['String']['output'];
  event: Scalars['String']['output'];
  failedAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  reaction: Scalars['String']['output'];
  replayedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of dead letters. */
export type DeadLetterConnection = {
  __typename?: 'DeadLetterConnection';
  edges: Array<DeadLetterEdge>;
  pageInfo: PageInfo;
};

/** A dead letter and its place. */
export type DeadLetterEdge = {
  __typename?: 'DeadLetterEdge';
  cursor: Scalars['String']['output'];
  node: DeadLetter;
};

/** A field on a document's face. */
export type DocumentField = {
  __typename?: 'DocumentField';
  label: LocalizedText;
  name: Scalars['String']['output'];
};

/** A field with its value. */
export type DocumentFieldValue = {
  __typename?: 'DocumentFieldValue';
  label: LocalizedText;
  name: Scalars['String']['output'];
  /** Text to show; dates are ISO 8601 calendar dates. */
  value: Scalars['String']['output'];
};

/** Something the citizen may type when linking a document. */
export type DocumentInputField = {
  __typename?: 'DocumentInputField';
  example: Scalars['String']['output'];
  hint: LocalizedText;
  label: LocalizedText;
  name: Scalars['String']['output'];
  /** Regular expression (ECMAScript) of a well-formed value. */
  pattern: Scalars['String']['output'];
  required: Scalars['Boolean']['output'];
};

export type DocumentInputValue = {
  name: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

/** A kind of document that can be linked. */
export type DocumentKind = {
  __typename?: 'DocumentKind';
  code: Scalars['DocumentKindCode']['output'];
  /** Fields that can be shown to a verifier. */
  disclosable: Array<DocumentField>;
  /** What the citizen may type; empty where the personal number is enough. */
  inputs: Array<DocumentInputField>;
  /** The body that keeps the register. */
  issuer: LocalizedText;
  name: LocalizedText;
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
  sessionId: Scalars['ID']['input'];
};

export type HideDocumentInput = {
  documentId: Scalars['ID']['input'];
  hidden: Scalars['Boolean']['input'];
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
  idempotencyKey: Scalars['ID']['input'];
  inputs?: Array<DocumentInputValue>;
  kind: Scalars['DocumentKindCode']['input'];
};

/** A text in both languages of the product. */
export type LocalizedText = {
  __typename?: 'LocalizedText';
  en: Scalars['String']['output'];
  vi: Scalars['String']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Adds the passkey that the ceremony made. */
  addPasskey: Passkey;
  /** Opens the registration ceremony of a further passkey, after a step-up with one that is held. */
  beginAddPasskey: BeginAddPasskeyResult;
  /** Opens the registration ceremony of the first passkey, once the details have matched. */
  beginPasskeyRegistration: PasskeyCeremony;
  /** Opens an authentication ceremony for any discoverable passkey; no user name is asked. */
  beginSignIn: PasskeyCeremony;
  /** A verifier redeems the code of a shown document. Works once; the holder sees who asked. */
  checkPresentation: CheckedPresentation;
  /** Verifies the new passkey, opens the account at level 1 and signs its owner in. */
  completeRegistration: SignedIn;
  /** Confirms the phone with its one-time code; a worker then asks the population database. */
  confirmRegistrationPhone: Registration;
  /** Ends every session of the caller but this one. */
  endOtherSessions: Citizen;
  /** Ends one session of the caller, at once and everywhere. */
  endSession: Citizen;
  /** Hides a document from the wallet's face, or shows it again. */
  hideDocument: WalletDocument;
  /** Puts a document into the wallet as PENDING; a worker asks the registry that owns it. */
  linkDocument: WalletDocument;
  /** Locks the caller's account and ends every session but this one, which from then on can only look and unlock. */
  lockAccount: Citizen;
  /** Puts the wallet's documents into this order. Every document must be named once. */
  orderDocuments: Wallet;
  /** Takes a document out of the wallet. The registry's record is not touched. */
  removeDocument: Wallet;
  /** Removes a passkey, after a step-up. The last usable one cannot be removed. */
  removePasskey: RemovePasskeyResult;
  /** Gives a passkey another name. */
  renamePasskey: Passkey;
  /** Puts a dead letter's work back into the queue. Harmless when it was replayed before. */
  replayDeadLetter: DeadLetter;
  /** Sends a fresh code to the same phone; each wait is longer than the last. */
  resendRegistrationCode: Registration;
  /** Asks the registry again now, for a document that did not verify. Limited to a few times an hour. */
  retryDocument: WalletDocument;
  /** Makes a single-use code, alive for 60 seconds, with which a verifier can see the chosen fields of a verified document. */
  showDocument: Presentation;
  /** Verifies the assertion and opens a new session; a session the caller already had ends. */
  signIn: SignedIn;
  /** Ends the session of this request. True also when there was none. */
  signOut: Scalars['Boolean']['output'];
  /**
   * Starts a registration at identity level 1 and sends a one-time code to the phone. The answer has the same shape
   * whatever was typed; whether the details match the population database is only told after the phone is confirmed.
   */
  startRegistration: StartedRegistration;
  /** Unlocks the caller's account, after a step-up. */
  unlockAccount: UnlockAccountResult;
};


export type MutationAddPasskeyArgs = {
  input: AddPasskeyInput;
};


export type MutationBeginAddPasskeyArgs = {
  input: BeginAddPasskeyInput;
};


export type MutationBeginPasskeyRegistrationArgs = {
  input: BeginPasskeyRegistrationInput;
};


export type MutationCheckPresentationArgs = {
  input: CheckPresentationInput;
};


export type MutationCompleteRegistrationArgs = {
  input: CompleteRegistrationInput;
};


export type MutationConfirmRegistrationPhoneArgs = {
  input: ConfirmRegistrationPhoneInput;
};


export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


export type MutationHideDocumentArgs = {
  input: HideDocumentInput;
};


export type MutationLinkDocumentArgs = {
  input: LinkDocumentInput;
};


export type MutationOrderDocumentsArgs = {
  input: OrderDocumentsInput;
};


export type MutationRemoveDocumentArgs = {
  input: RemoveDocumentInput;
};


export type MutationRemovePasskeyArgs = {
  input: RemovePasskeyInput;
};


export type MutationRenamePasskeyArgs = {
  input: RenamePasskeyInput;
};


export type MutationReplayDeadLetterArgs = {
  input: ReplayDeadLetterInput;
};


export type MutationResendRegistrationCodeArgs = {
  input: ResendRegistrationCodeInput;
};


export type MutationRetryDocumentArgs = {
  input: RetryDocumentInput;
};


export type MutationShowDocumentArgs = {
  input: ShowDocumentInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationStartRegistrationArgs = {
  input: StartRegistrationInput;
};


export type MutationUnlockAccountArgs = {
  input: UnlockAccountInput;
};

export type OrderDocumentsInput = {
  documentIds: Array<Scalars['ID']['input']>;
};

/** Where a page of a connection ends and whether more follows (Relay cursor connections). */
export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
};

/** A passkey: a discoverable WebAuthn credential with user verification. */
export type Passkey = {
  __typename?: 'Passkey';
  /** Make of the authenticator (AAGUID), where it tells one. */
  aaguid?: Maybe<Scalars['String']['output']>;
  backedUp: Scalars['Boolean']['output'];
  /** Can be restored on another device (credential backup eligibility). */
  backupEligible: Scalars['Boolean']['output'];
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Locked because its signature counter went back: it may have been copied. */
  locked: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  transports: Array<Scalars['String']['output']>;
};

/** An open WebAuthn ceremony: give `options` to the browser, send its answer back with `ceremonyId`. */
export type PasskeyCeremony = {
  __typename?: 'PasskeyCeremony';
  ceremonyId: Scalars['ID']['output'];
  expiresAt: Scalars['DateTime']['output'];
  options: Scalars['WebAuthnJSON']['output'];
};

/** A document shown to a verifier, or waiting to be. */
export type Presentation = {
  __typename?: 'Presentation';
  checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** As the verifier named itself. */
  checkedBy?: Maybe<Scalars['String']['output']>;
  /** The single-use code, only in the answer of showDocument. */
  code?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  document: DocumentKind;
  documentId: Scalars['ID']['output'];
  expiresAt: Scalars['DateTime']['output'];
  fields: Array<DocumentField>;
  id: Scalars['ID']['output'];
  /** The verifier's page with the code in its fragment, for the QR; only in the answer of showDocument. */
  url?: Maybe<Scalars['String']['output']>;
};

/** A page of what was shown. */
export type PresentationConnection = {
  __typename?: 'PresentationConnection';
  edges: Array<PresentationEdge>;
  pageInfo: PageInfo;
};

/** A presentation and its place. */
export type PresentationEdge = {
  __typename?: 'PresentationEdge';
  cursor: Scalars['String']['output'];
  node: Presentation;
};

export type Query = {
  __typename?: 'Query';
  /** Work that is owed and not yet done. */
  backlog: Backlog;
  /** Reactions that gave up, the newest first. */
  deadLetters: DeadLetterConnection;
  /** The kinds of document that can be linked, and what each asks for. */
  documentKinds: Array<DocumentKind>;
  /** The signed-in citizen, or null for a visitor. */
  me?: Maybe<Citizen>;
  /** Where a registration stands. Its token is the only key to it. */
  registration: Registration;
  /** How each registry has answered lately. */
  registryHealth: Array<RegistryHealth>;
  /** The caller's wallet. */
  wallet: Wallet;
  /** One document of the caller's wallet. */
  walletDocument: WalletDocument;
};


export type QueryDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRegistrationArgs = {
  registrationToken: Scalars['String']['input'];
};


export type QueryWalletDocumentArgs = {
  id: Scalars['ID']['input'];
};

/** A registration at level 1 that is under way, as the bearer of its token sees it. */
export type Registration = {
  __typename?: 'Registration';
  codeAttemptsLeft: Scalars['Int']['output'];
  /** When the code stops being accepted. */
  codeExpiresAt: Scalars['DateTime']['output'];
  expiresAt: Scalars['DateTime']['output'];
  maskedPhone: Scalars['String']['output'];
  /** When the population database is asked again, while it does not answer. */
  nextTryAt?: Maybe<Scalars['DateTime']['output']>;
  /** When a fresh code may be asked for. */
  resendAllowedAt: Scalars['DateTime']['output'];
  state: RegistrationState;
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

/** How a registry of the state has answered lately. */
export type RegistryHealth = {
  __typename?: 'RegistryHealth';
  answersLastHour: Scalars['Int']['output'];
  failuresLastHour: Scalars['Int']['output'];
  lastAnswerAt?: Maybe<Scalars['DateTime']['output']>;
  /** Code of the last failure: `TIMEOUT`, `CONNECTION`, `BAD_SIGNATURE`, `MALFORMED`, `REFUSED`. */
  lastFailure?: Maybe<Scalars['String']['output']>;
  lastFailureAt?: Maybe<Scalars['DateTime']['output']>;
  /** Median of the answers of the last hour, in milliseconds. */
  medianMilliseconds?: Maybe<Scalars['Int']['output']>;
  name: LocalizedText;
  registry: Scalars['String']['output'];
  state: RegistryState;
};

/** Whether a registry answers. */
export type RegistryState =
  | 'DEGRADED'
  | 'DOWN'
  | 'UNKNOWN'
  | 'UP';

export type RemoveDocumentInput = {
  documentId: Scalars['ID']['input'];
};

export type RemovePasskeyInput = {
  passkeyId: Scalars['ID']['input'];
  stepUp?: InputMaybe<StepUpInput>;
};

/** The citizen without the passkey, or the step-up that the removal needs first. */
export type RemovePasskeyResult = Citizen | StepUpRequired;

export type RenamePasskeyInput = {
  name: Scalars['String']['input'];
  passkeyId: Scalars['ID']['input'];
};

export type ReplayDeadLetterInput = {
  deadLetterId: Scalars['ID']['input'];
};

export type ResendRegistrationCodeInput = {
  registrationToken: Scalars['String']['input'];
};

export type RetryDocumentInput = {
  documentId: Scalars['ID']['input'];
  idempotencyKey: Scalars['ID']['input'];
};

/** A signed-in device. */
export type Session = {
  __typename?: 'Session';
  /** The session of this request. */
  current: Scalars['Boolean']['output'];
  /** Browser and system as the device named itself, shortened: `Chrome, Android`. */
  device: Scalars['String']['output'];
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  lastSeenAt: Scalars['DateTime']['output'];
  passkeyName?: Maybe<Scalars['String']['output']>;
  startedAt: Scalars['DateTime']['output'];
};

/** Sex as the population database records it. */
export type Sex =
  | 'FEMALE'
  | 'MALE';

export type ShowDocumentInput = {
  documentId: Scalars['ID']['input'];
  /** Names of the fields to show; at least one, each disclosable for the kind. */
  fields: Array<Scalars['String']['input']>;
  idempotencyKey: Scalars['ID']['input'];
};

export type SignInInput = {
  ceremonyId: Scalars['ID']['input'];
  credential: Scalars['WebAuthnJSON']['input'];
};

/** A session that was just opened. */
export type SignedIn = {
  __typename?: 'SignedIn';
  /** For apps that asked for it with the header `x-session-transport: bearer`; browsers get a cookie instead. */
  bearerToken?: Maybe<Scalars['String']['output']>;
  citizen: Citizen;
  sessionExpiresAt: Scalars['DateTime']['output'];
};

export type StartRegistrationInput = {
  bornOn: Scalars['CalendarDate']['input'];
  fullName: Scalars['String']['input'];
  idempotencyKey: Scalars['ID']['input'];
  language?: InputMaybe<Language>;
  /** 12 digits (Circular 07/2016/TT-BCA, article 7). */
  personalId: Scalars['String']['input'];
  /** Vietnamese mobile number, national or E.164. */
  phone: Scalars['String']['input'];
};

/** The answer to startRegistration, in one shape for every input. */
export type StartedRegistration = {
  __typename?: 'StartedRegistration';
  registration: Registration;
  /** Secret that stands for this registration; shown once. */
  registrationToken: Scalars['String']['output'];
};

export type StepUpInput = {
  ceremonyId: Scalars['ID']['input'];
  credential: Scalars['WebAuthnJSON']['input'];
};

/**
 * The operation needs an assertion made for that very operation: the challenge is the SHA-256 of `content`. Ask the
 * citizen, then send the same mutation again with the ceremony's answer.
 */
export type StepUpRequired = {
  __typename?: 'StepUpRequired';
  ceremonyId: Scalars['ID']['output'];
  /** The canonical JSON (RFC 8785) that is signed; show what it says before asking for the passkey. */
  content: Scalars['String']['output'];
  expiresAt: Scalars['DateTime']['output'];
  options: Scalars['WebAuthnJSON']['output'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /** A presentation of the caller, when a verifier has checked it. */
  presentationChecked: Presentation;
  /** The registration, each time it moves on. */
  registrationChanged: Registration;
  /** A document of the caller, each time its status changes. */
  walletDocumentChanged: WalletDocument;
};


export type SubscriptionRegistrationChangedArgs = {
  registrationToken: Scalars['String']['input'];
};

export type UnlockAccountInput = {
  stepUp?: InputMaybe<StepUpInput>;
};

/** The unlocked citizen, or the step-up that unlocking needs first. */
export type UnlockAccountResult = Citizen | StepUpRequired;

/** The linked documents of a citizen, and to whom they were shown. */
export type Wallet = {
  __typename?: 'Wallet';
  /** In the citizen's order; hidden ones only when asked for. At most 50. */
  documents: Array<WalletDocument>;
  /** What was shown to whom, the newest first. */
  presentations: PresentationConnection;
};


/** The linked documents of a citizen, and to whom they were shown. */
export type WalletDocumentsArgs = {
  includeHidden?: InputMaybe<Scalars['Boolean']['input']>;
};


/** The linked documents of a citizen, and to whom they were shown. */
export type WalletPresentationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A document that a citizen has linked. */
export type WalletDocument = {
  __typename?: 'WalletDocument';
  /** When the registry last confirmed or denied it. */
  checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The card's face; empty until verified once. */
  face: Array<DocumentFieldValue>;
  hidden: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  kind: DocumentKind;
  linkedAt: Scalars['DateTime']['output'];
  /** The field that does not agree, for MISMATCH: `fullName`, `bornOn`, or a name of the kind's inputs. */
  mismatchedField?: Maybe<Scalars['String']['output']>;
  /** When the registry is asked next: after a failure, or for the regular check. */
  nextTryAt?: Maybe<Scalars['DateTime']['output']>;
  /** Rank in the wallet, the smallest first; not contiguous. */
  position: Scalars['Int']['output'];
  status: DocumentStatus;
  validFrom?: Maybe<Scalars['CalendarDate']['output']>;
  validTo?: Maybe<Scalars['CalendarDate']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  BeginAddPasskeyResult:
    | ( PasskeyCeremony )
    | ( StepUpRequiredSource )
  ;
  RemovePasskeyResult:
    | ( CitizenViewSource )
    | ( StepUpRequiredSource )
  ;
  UnlockAccountResult:
    | ( CitizenViewSource )
    | ( StepUpRequiredSource )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountRole: AccountRole;
  AccountState: AccountState;
  Activity: ResolverTypeWrapper<Activity>;
  ActivityAction: ActivityAction;
  ActivityConnection: ResolverTypeWrapper<ActivityConnection>;
  ActivityEdge: ResolverTypeWrapper<ActivityEdge>;
  AddPasskeyInput: AddPasskeyInput;
  Backlog: ResolverTypeWrapper<Backlog>;
  BeginAddPasskeyInput: BeginAddPasskeyInput;
  BeginAddPasskeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BeginAddPasskeyResult']>;
  BeginPasskeyRegistrationInput: BeginPasskeyRegistrationInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CalendarDate: ResolverTypeWrapper<Scalars['CalendarDate']['output']>;
  Caller: Caller;
  CheckPresentationInput: CheckPresentationInput;
  CheckedPresentation: ResolverTypeWrapper<CheckedPresentationSource>;
  Citizen: ResolverTypeWrapper<CitizenViewSource>;
  CompleteRegistrationInput: CompleteRegistrationInput;
  ConfirmRegistrationPhoneInput: ConfirmRegistrationPhoneInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeadLetter: ResolverTypeWrapper<DeadLetter>;
  DeadLetterConnection: ResolverTypeWrapper<DeadLetterConnection>;
  DeadLetterEdge: ResolverTypeWrapper<DeadLetterEdge>;
  DocumentField: ResolverTypeWrapper<DocumentField>;
  DocumentFieldValue: ResolverTypeWrapper<DocumentFieldValue>;
  DocumentInputField: ResolverTypeWrapper<DocumentInputField>;
  DocumentInputValue: DocumentInputValue;
  DocumentKind: ResolverTypeWrapper<DocumentKindSource>;
  DocumentKindCode: ResolverTypeWrapper<Scalars['DocumentKindCode']['output']>;
  DocumentStatus: DocumentStatus;
  EndSessionInput: EndSessionInput;
  HideDocumentInput: HideDocumentInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentityLevel: IdentityLevel;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Language: Language;
  LinkDocumentInput: LinkDocumentInput;
  LocalizedText: ResolverTypeWrapper<LocalizedText>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderDocumentsInput: OrderDocumentsInput;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Passkey: ResolverTypeWrapper<Passkey>;
  PasskeyCeremony: ResolverTypeWrapper<PasskeyCeremony>;
  Presentation: ResolverTypeWrapper<PresentationSource>;
  PresentationConnection: ResolverTypeWrapper<Omit<PresentationConnection, 'edges'> & { edges: Array<ResolversTypes['PresentationEdge']> }>;
  PresentationEdge: ResolverTypeWrapper<Omit<PresentationEdge, 'node'> & { node: ResolversTypes['Presentation'] }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Registration: ResolverTypeWrapper<RegistrationViewSource>;
  RegistrationState: RegistrationState;
  RegistryHealth: ResolverTypeWrapper<RegistryHealth>;
  RegistryState: RegistryState;
  RemoveDocumentInput: RemoveDocumentInput;
  RemovePasskeyInput: RemovePasskeyInput;
  RemovePasskeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemovePasskeyResult']>;
  RenamePasskeyInput: RenamePasskeyInput;
  ReplayDeadLetterInput: ReplayDeadLetterInput;
  ResendRegistrationCodeInput: ResendRegistrationCodeInput;
  RetryDocumentInput: RetryDocumentInput;
  Session: ResolverTypeWrapper<Session>;
  Sex: Sex;
  ShowDocumentInput: ShowDocumentInput;
  SignInInput: SignInInput;
  SignedIn: ResolverTypeWrapper<Omit<SignedIn, 'citizen'> & { citizen: ResolversTypes['Citizen'] }>;
  StartRegistrationInput: StartRegistrationInput;
  StartedRegistration: ResolverTypeWrapper<Omit<StartedRegistration, 'registration'> & { registration: ResolversTypes['Registration'] }>;
  StepUpInput: StepUpInput;
  StepUpRequired: ResolverTypeWrapper<StepUpRequiredSource>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UnlockAccountInput: UnlockAccountInput;
  UnlockAccountResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UnlockAccountResult']>;
  Wallet: ResolverTypeWrapper<WalletSource>;
  WalletDocument: ResolverTypeWrapper<WalletDocumentSource>;
  WebAuthnJSON: ResolverTypeWrapper<Scalars['WebAuthnJSON']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Activity: Activity;
  ActivityConnection: ActivityConnection;
  ActivityEdge: ActivityEdge;
  AddPasskeyInput: AddPasskeyInput;
  Backlog: Backlog;
  BeginAddPasskeyInput: BeginAddPasskeyInput;
  BeginAddPasskeyResult: ResolversUnionTypes<ResolversParentTypes>['BeginAddPasskeyResult'];
  BeginPasskeyRegistrationInput: BeginPasskeyRegistrationInput;
  Boolean: Scalars['Boolean']['output'];
  CalendarDate: Scalars['CalendarDate']['output'];
  CheckPresentationInput: CheckPresentationInput;
  CheckedPresentation: CheckedPresentationSource;
  Citizen: CitizenViewSource;
  CompleteRegistrationInput: CompleteRegistrationInput;
  ConfirmRegistrationPhoneInput: ConfirmRegistrationPhoneInput;
  DateTime: Scalars['DateTime']['output'];
  DeadLetter: DeadLetter;
  DeadLetterConnection: DeadLetterConnection;
  DeadLetterEdge: DeadLetterEdge;
  DocumentField: DocumentField;
  DocumentFieldValue: DocumentFieldValue;
  DocumentInputField: DocumentInputField;
  DocumentInputValue: DocumentInputValue;
  DocumentKind: DocumentKindSource;
  DocumentKindCode: Scalars['DocumentKindCode']['output'];
  EndSessionInput: EndSessionInput;
  HideDocumentInput: HideDocumentInput;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  LinkDocumentInput: LinkDocumentInput;
  LocalizedText: LocalizedText;
  Mutation: Record<PropertyKey, never>;
  OrderDocumentsInput: OrderDocumentsInput;
  PageInfo: PageInfo;
  Passkey: Passkey;
  PasskeyCeremony: PasskeyCeremony;
  Presentation: PresentationSource;
  PresentationConnection: Omit<PresentationConnection, 'edges'> & { edges: Array<ResolversParentTypes['PresentationEdge']> };
  PresentationEdge: Omit<PresentationEdge, 'node'> & { node: ResolversParentTypes['Presentation'] };
  Query: Record<PropertyKey, never>;
  Registration: RegistrationViewSource;
  RegistryHealth: RegistryHealth;
  RemoveDocumentInput: RemoveDocumentInput;
  RemovePasskeyInput: RemovePasskeyInput;
  RemovePasskeyResult: ResolversUnionTypes<ResolversParentTypes>['RemovePasskeyResult'];
  RenamePasskeyInput: RenamePasskeyInput;
  ReplayDeadLetterInput: ReplayDeadLetterInput;
  ResendRegistrationCodeInput: ResendRegistrationCodeInput;
  RetryDocumentInput: RetryDocumentInput;
  Session: Session;
  ShowDocumentInput: ShowDocumentInput;
  SignInInput: SignInInput;
  SignedIn: Omit<SignedIn, 'citizen'> & { citizen: ResolversParentTypes['Citizen'] };
  StartRegistrationInput: StartRegistrationInput;
  StartedRegistration: Omit<StartedRegistration, 'registration'> & { registration: ResolversParentTypes['Registration'] };
  StepUpInput: StepUpInput;
  StepUpRequired: StepUpRequiredSource;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  UnlockAccountInput: UnlockAccountInput;
  UnlockAccountResult: ResolversUnionTypes<ResolversParentTypes>['UnlockAccountResult'];
  Wallet: WalletSource;
  WalletDocument: WalletDocumentSource;
  WebAuthnJSON: Scalars['WebAuthnJSON']['output'];
};

export type AccessDirectiveArgs = {
  allow: Array<Caller>;
};

export type AccessDirectiveResolver<Result, Parent, ContextType = GraphqlContext, Args = AccessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CostDirectiveArgs = {
  size?: Maybe<Scalars['Int']['input']>;
  weight?: Maybe<Scalars['Int']['input']>;
};

export type CostDirectiveResolver<Result, Parent, ContextType = GraphqlContext, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ActivityResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Activity'] = ResolversParentTypes['Activity']> = {
  action?: Resolver<ResolversTypes['ActivityAction'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ActivityConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ActivityConnection'] = ResolversParentTypes['ActivityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ActivityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ActivityEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ActivityEdge'] = ResolversParentTypes['ActivityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Activity'], ParentType, ContextType>;
};

export type BacklogResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Backlog'] = ResolversParentTypes['Backlog']> = {
  deadLetters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldestOwedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  owed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BeginAddPasskeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BeginAddPasskeyResult'] = ResolversParentTypes['BeginAddPasskeyResult']> = {
  __resolveType: TypeResolveFn<'PasskeyCeremony' | 'StepUpRequired', ParentType, ContextType>;
};

export interface CalendarDateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CalendarDate'], any> {
  name: 'CalendarDate';
}

export type CheckedPresentationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CheckedPresentation'] = ResolversParentTypes['CheckedPresentation']> = {
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['DocumentFieldValue']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DocumentKind'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DocumentStatus'], ParentType, ContextType>;
  statusAgeSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  statusCheckedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CitizenResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Citizen'] = ResolversParentTypes['Citizen']> = {
  activities?: Resolver<ResolversTypes['ActivityConnection'], ParentType, ContextType, RequireFields<CitizenActivitiesArgs, 'first'>>;
  bornOn?: Resolver<ResolversTypes['CalendarDate'], ParentType, ContextType>;
  fullName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['IdentityLevel'], ParentType, ContextType>;
  maskedPersonalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  maskedPhone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  passkeys?: Resolver<Array<ResolversTypes['Passkey']>, ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['AccountRole']>, ParentType, ContextType>;
  sessions?: Resolver<Array<ResolversTypes['Session']>, ParentType, ContextType>;
  sex?: Resolver<ResolversTypes['Sex'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AccountState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reaction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  replayedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeadLetterConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeadLetterConnection'] = ResolversParentTypes['DeadLetterConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeadLetterEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeadLetterEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeadLetterEdge'] = ResolversParentTypes['DeadLetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
};

export type DocumentFieldResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DocumentField'] = ResolversParentTypes['DocumentField']> = {
  label?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DocumentFieldValueResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DocumentFieldValue'] = ResolversParentTypes['DocumentFieldValue']> = {
  label?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DocumentInputFieldResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DocumentInputField'] = ResolversParentTypes['DocumentInputField']> = {
  example?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DocumentKindResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DocumentKind'] = ResolversParentTypes['DocumentKind']> = {
  code?: Resolver<ResolversTypes['DocumentKindCode'], ParentType, ContextType>;
  disclosable?: Resolver<Array<ResolversTypes['DocumentField']>, ParentType, ContextType>;
  inputs?: Resolver<Array<ResolversTypes['DocumentInputField']>, ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
};

export interface DocumentKindCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DocumentKindCode'], any> {
  name: 'DocumentKindCode';
}

export type LocalizedTextResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LocalizedText'] = ResolversParentTypes['LocalizedText']> = {
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vi?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addPasskey?: Resolver<ResolversTypes['Passkey'], ParentType, ContextType, RequireFields<MutationAddPasskeyArgs, 'input'>>;
  beginAddPasskey?: Resolver<ResolversTypes['BeginAddPasskeyResult'], ParentType, ContextType, RequireFields<MutationBeginAddPasskeyArgs, 'input'>>;
  beginPasskeyRegistration?: Resolver<ResolversTypes['PasskeyCeremony'], ParentType, ContextType, RequireFields<MutationBeginPasskeyRegistrationArgs, 'input'>>;
  beginSignIn?: Resolver<ResolversTypes['PasskeyCeremony'], ParentType, ContextType>;
  checkPresentation?: Resolver<ResolversTypes['CheckedPresentation'], ParentType, ContextType, RequireFields<MutationCheckPresentationArgs, 'input'>>;
  completeRegistration?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationCompleteRegistrationArgs, 'input'>>;
  confirmRegistrationPhone?: Resolver<ResolversTypes['Registration'], ParentType, ContextType, RequireFields<MutationConfirmRegistrationPhoneArgs, 'input'>>;
  endOtherSessions?: Resolver<ResolversTypes['Citizen'], ParentType, ContextType>;
  endSession?: Resolver<ResolversTypes['Citizen'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  hideDocument?: Resolver<ResolversTypes['WalletDocument'], ParentType, ContextType, RequireFields<MutationHideDocumentArgs, 'input'>>;
  linkDocument?: Resolver<ResolversTypes['WalletDocument'], ParentType, ContextType, RequireFields<MutationLinkDocumentArgs, 'input'>>;
  lockAccount?: Resolver<ResolversTypes['Citizen'], ParentType, ContextType>;
  orderDocuments?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType, RequireFields<MutationOrderDocumentsArgs, 'input'>>;
  removeDocument?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType, RequireFields<MutationRemoveDocumentArgs, 'input'>>;
  removePasskey?: Resolver<ResolversTypes['RemovePasskeyResult'], ParentType, ContextType, RequireFields<MutationRemovePasskeyArgs, 'input'>>;
  renamePasskey?: Resolver<ResolversTypes['Passkey'], ParentType, ContextType, RequireFields<MutationRenamePasskeyArgs, 'input'>>;
  replayDeadLetter?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType, RequireFields<MutationReplayDeadLetterArgs, 'input'>>;
  resendRegistrationCode?: Resolver<ResolversTypes['Registration'], ParentType, ContextType, RequireFields<MutationResendRegistrationCodeArgs, 'input'>>;
  retryDocument?: Resolver<ResolversTypes['WalletDocument'], ParentType, ContextType, RequireFields<MutationRetryDocumentArgs, 'input'>>;
  showDocument?: Resolver<ResolversTypes['Presentation'], ParentType, ContextType, RequireFields<MutationShowDocumentArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignedIn'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startRegistration?: Resolver<ResolversTypes['StartedRegistration'], ParentType, ContextType, RequireFields<MutationStartRegistrationArgs, 'input'>>;
  unlockAccount?: Resolver<ResolversTypes['UnlockAccountResult'], ParentType, ContextType, RequireFields<MutationUnlockAccountArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PasskeyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Passkey'] = ResolversParentTypes['Passkey']> = {
  aaguid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  backedUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  backupEligible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  locked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transports?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PasskeyCeremonyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PasskeyCeremony'] = ResolversParentTypes['PasskeyCeremony']> = {
  ceremonyId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  options?: Resolver<ResolversTypes['WebAuthnJSON'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PresentationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Presentation'] = ResolversParentTypes['Presentation']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  checkedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  document?: Resolver<ResolversTypes['DocumentKind'], ParentType, ContextType>;
  documentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['DocumentField']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PresentationConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PresentationConnection'] = ResolversParentTypes['PresentationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PresentationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PresentationEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PresentationEdge'] = ResolversParentTypes['PresentationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Presentation'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  backlog?: Resolver<ResolversTypes['Backlog'], ParentType, ContextType>;
  deadLetters?: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, RequireFields<QueryDeadLettersArgs, 'first'>>;
  documentKinds?: Resolver<Array<ResolversTypes['DocumentKind']>, ParentType, ContextType>;
  me?: Resolver<Maybe<ResolversTypes['Citizen']>, ParentType, ContextType>;
  registration?: Resolver<ResolversTypes['Registration'], ParentType, ContextType, RequireFields<QueryRegistrationArgs, 'registrationToken'>>;
  registryHealth?: Resolver<Array<ResolversTypes['RegistryHealth']>, ParentType, ContextType>;
  wallet?: Resolver<ResolversTypes['Wallet'], ParentType, ContextType>;
  walletDocument?: Resolver<ResolversTypes['WalletDocument'], ParentType, ContextType, RequireFields<QueryWalletDocumentArgs, 'id'>>;
};

export type RegistrationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Registration'] = ResolversParentTypes['Registration']> = {
  codeAttemptsLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  codeExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  maskedPhone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextTryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resendAllowedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RegistrationState'], ParentType, ContextType>;
};

export type RegistryHealthResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RegistryHealth'] = ResolversParentTypes['RegistryHealth']> = {
  answersLastHour?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failuresLastHour?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastAnswerAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastFailure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastFailureAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  medianMilliseconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['LocalizedText'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RegistryState'], ParentType, ContextType>;
};

export type RemovePasskeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemovePasskeyResult'] = ResolversParentTypes['RemovePasskeyResult']> = {
  __resolveType: TypeResolveFn<'Citizen' | 'StepUpRequired', ParentType, ContextType>;
};

export type SessionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  device?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  passkeyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SignedInResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SignedIn'] = ResolversParentTypes['SignedIn']> = {
  bearerToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  citizen?: Resolver<ResolversTypes['Citizen'], ParentType, ContextType>;
  sessionExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StartedRegistrationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StartedRegistration'] = ResolversParentTypes['StartedRegistration']> = {
  registration?: Resolver<ResolversTypes['Registration'], ParentType, ContextType>;
  registrationToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StepUpRequiredResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StepUpRequired'] = ResolversParentTypes['StepUpRequired']> = {
  ceremonyId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  options?: Resolver<ResolversTypes['WebAuthnJSON'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  presentationChecked?: SubscriptionResolver<ResolversTypes['Presentation'], "presentationChecked", ParentType, ContextType>;
  registrationChanged?: SubscriptionResolver<ResolversTypes['Registration'], "registrationChanged", ParentType, ContextType, RequireFields<SubscriptionRegistrationChangedArgs, 'registrationToken'>>;
  walletDocumentChanged?: SubscriptionResolver<ResolversTypes['WalletDocument'], "walletDocumentChanged", ParentType, ContextType>;
};

export type UnlockAccountResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnlockAccountResult'] = ResolversParentTypes['UnlockAccountResult']> = {
  __resolveType: TypeResolveFn<'Citizen' | 'StepUpRequired', ParentType, ContextType>;
};

export type WalletResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Wallet'] = ResolversParentTypes['Wallet']> = {
  documents?: Resolver<Array<ResolversTypes['WalletDocument']>, ParentType, ContextType, RequireFields<WalletDocumentsArgs, 'includeHidden'>>;
  presentations?: Resolver<ResolversTypes['PresentationConnection'], ParentType, ContextType, RequireFields<WalletPresentationsArgs, 'first'>>;
};

export type WalletDocumentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['WalletDocument'] = ResolversParentTypes['WalletDocument']> = {
  checkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  face?: Resolver<Array<ResolversTypes['DocumentFieldValue']>, ParentType, ContextType>;
  hidden?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DocumentKind'], ParentType, ContextType>;
  linkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  mismatchedField?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextTryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DocumentStatus'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['CalendarDate']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['CalendarDate']>, ParentType, ContextType>;
};

export interface WebAuthnJsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['WebAuthnJSON'], any> {
  name: 'WebAuthnJSON';
}

export type Resolvers<ContextType = GraphqlContext> = {
  Activity?: ActivityResolvers<ContextType>;
  ActivityConnection?: ActivityConnectionResolvers<ContextType>;
  ActivityEdge?: ActivityEdgeResolvers<ContextType>;
  Backlog?: BacklogResolvers<ContextType>;
  BeginAddPasskeyResult?: BeginAddPasskeyResultResolvers<ContextType>;
  CalendarDate?: GraphQLScalarType;
  CheckedPresentation?: CheckedPresentationResolvers<ContextType>;
  Citizen?: CitizenResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterConnection?: DeadLetterConnectionResolvers<ContextType>;
  DeadLetterEdge?: DeadLetterEdgeResolvers<ContextType>;
  DocumentField?: DocumentFieldResolvers<ContextType>;
  DocumentFieldValue?: DocumentFieldValueResolvers<ContextType>;
  DocumentInputField?: DocumentInputFieldResolvers<ContextType>;
  DocumentKind?: DocumentKindResolvers<ContextType>;
  DocumentKindCode?: GraphQLScalarType;
  LocalizedText?: LocalizedTextResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Passkey?: PasskeyResolvers<ContextType>;
  PasskeyCeremony?: PasskeyCeremonyResolvers<ContextType>;
  Presentation?: PresentationResolvers<ContextType>;
  PresentationConnection?: PresentationConnectionResolvers<ContextType>;
  PresentationEdge?: PresentationEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  RegistryHealth?: RegistryHealthResolvers<ContextType>;
  RemovePasskeyResult?: RemovePasskeyResultResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SignedIn?: SignedInResolvers<ContextType>;
  StartedRegistration?: StartedRegistrationResolvers<ContextType>;
  StepUpRequired?: StepUpRequiredResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UnlockAccountResult?: UnlockAccountResultResolvers<ContextType>;
  Wallet?: WalletResolvers<ContextType>;
  WalletDocument?: WalletDocumentResolvers<ContextType>;
  WebAuthnJSON?: GraphQLScalarType;
};

export type DirectiveResolvers<ContextType = GraphqlContext> = {
  access?: AccessDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
};
