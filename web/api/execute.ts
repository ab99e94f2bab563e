import type { TypedDocumentString } from '../generated/operations.ts';
import { learnClock } from './clock.ts';
import { Failure } from './failure.ts';
import { noteAnswer } from './reachability.ts';

const timeoutMs = 20_000;

let tellSessionLost: () => void = () => undefined;

/** Registers who is told when the API no longer knows the session. */
export function onSessionLost(listener: () => void): void {
  tellSessionLost = listener;
}

/**
 * Sends one operation to the API.
 *
 * @throws Failure with the API's code, or `NETWORK` when no answer came within 20 s.
 */
export async function execute<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const answer = await post({ query: document.toString(), variables });
  const failure = failureOf(answer);
  if (failure?.code === 'UNAUTHENTICATED') tellSessionLost();
  if (failure) throw failure;
  if (!isObject(answer) || !isObject(answer.data)) throw new Failure('NETWORK', 'The answer is not GraphQL.');
  // The shape is the contract's: the type was generated from the same schema that the API serves.
  return answer.data as Result;
}

async function post(body: unknown): Promise<unknown> {
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    learnClock(response.headers.get('date'));
    const answer: unknown = await response.json();
    noteAnswer(true);
    return answer;
  } catch (cause) {
    noteAnswer(false);
    throw new Failure('NETWORK', cause instanceof Error ? cause.message : 'No answer.');
  }
}

function failureOf(answer: unknown): Failure | undefined {
  if (!isObject(answer) || !Array.isArray(answer.errors)) return undefined;
  const first: unknown = answer.errors[0];
  if (!isObject(first)) return undefined;
  const extensions = isObject(first.extensions) ? first.extensions : {};
  const code = typeof extensions.code === 'string' ? extensions.code : 'UNEXPECTED';
  const seconds = extensions.retryAfterSeconds;
  return new Failure(code, String(first.message ?? code), typeof seconds === 'number' ? seconds : undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
