import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { logger } from '../services/platform/logger.ts';

/** Every refusal of this API: its code is a promise, its sentence says what was expected. */
export const problems = {
  REQUEST_MALFORMED: { status: 400, title: 'The request is not of the expected form.' },
  CURSOR_UNKNOWN: { status: 400, title: 'The feed has no such cursor; start again from "0".' },
  REQUEST_UNSIGNED: { status: 401, title: 'The request is not signed by a known caller, or its time has passed.' },
  REGISTRY_UNKNOWN: { status: 404, title: 'There is no registry of that name.' },
  RECORD_UNKNOWN: { status: 404, title: 'There is no record of that id.' },
  ROUTE_UNKNOWN: { status: 404, title: 'There is nothing at this address.' },
  REQUEST_REPLAYED: { status: 409, title: 'A request with this id was answered before.' },
  BODY_TOO_LARGE: { status: 413, title: 'The request is larger than accepted.' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'The content type is not the one that is documented.' },
  PURPOSE_MISSING: { status: 422, title: 'A look-up names its purpose and its legal basis.' },
  CHANGE_INVALID: { status: 422, title: 'The record cannot be changed so.' },
  INTERNAL: { status: 500, title: 'The registry failed to answer.' },
  REGISTRY_UNAVAILABLE: { status: 503, title: 'The registry does not answer right now.' },
} as const;

export type ProblemCode = keyof typeof problems;

/** A refusal on its way to the caller. `errors` names fields by JSON pointer; never a value of a person. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly { pointer: string; detail: string }[];

  constructor(code: ProblemCode, errors: readonly { pointer: string; detail: string }[] = [], cause?: unknown) {
    super(problems[code].title, cause === undefined ? undefined : { cause });
    this.name = code;
    this.code = code;
    this.errors = errors;
  }
}

/** Answers as `application/problem+json` (RFC 9457). */
export function sendProblem(response: Response, problem: Problem): void {
  const { status, title } = problems[problem.code];
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title,
        status,
        code: problem.code,
        ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
      }),
    );
}

export const routeUnknown: RequestHandler = () => {
  throw new Problem('ROUTE_UNKNOWN');
};

/** The only place where a thrown thing becomes an answer. */
export const answerProblem: ErrorRequestHandler = (error, _request, response, _next) => {
  const problem = problemOf(error);
  if (problem.code === 'INTERNAL') logger.error('registries.failed', { error });
  if (response.headersSent) {
    response.socket?.destroy();
    return;
  }
  sendProblem(response, problem);
};

/** Express and its body parsers say what is wrong by `status` and `type`. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (typeof error !== 'object' || error === null || !('status' in error)) return new Problem('INTERNAL', [], error);
  if (error.status === 413) return new Problem('BODY_TOO_LARGE', [], error);
  if (error.status === 415) return new Problem('MEDIA_TYPE_UNSUPPORTED', [], error);
  const refused = typeof error.status === 'number' && error.status >= 400 && error.status < 500;
  return new Problem(refused ? 'REQUEST_MALFORMED' : 'INTERNAL', [], error);
}
