import type { TestApp } from './an-app.ts';

export type GraphqlError = { message: string; extensions: { code: string } & Record<string, unknown>; path?: string[] };
export type GraphqlAnswer = {
  status: number;
  data: any;
  errors: GraphqlError[] | undefined;
  headers: Record<string, string>;
};

export type Client = {
  (query: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>;
  bearer: string | null;
  /** The network address that the proxy in front of the API names. */
  address: string;
};

let clients = 0;

/** Addresses are limited: each client comes from one of its own, unless the test gives it another's. */
export function anAddress(): string {
  clients += 1;
  return `10.${clients >> 16}.${(clients >> 8) & 255}.${clients & 255}`;
}

/** A client of the API: a visitor, or the bearer of a session. */
export function aClient(app: TestApp, bearer: string | null = null): Client {
  const send = async (query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> => {
    let request = app.http.post('/graphql').set('x-session-transport', 'bearer').set('x-forwarded-for', client.address);
    if (client.bearer) request = request.set('authorization', `Bearer ${client.bearer}`);
    const { status, body, headers } = await request.send({ query, variables });
    return { status, data: body.data, errors: body.errors, headers };
  };
  const client: Client = Object.assign(send, { bearer, address: anAddress() });
  return client;
}

/** The data of an answer that must be without errors. */
export async function succeed(answering: Promise<GraphqlAnswer>) {
  const { data, errors } = await answering;
  if (errors) throw new Error(`expected no errors: ${JSON.stringify(errors)}`);
  return data;
}

/** The code of the one refusal that is expected. */
export async function refusal(answering: Promise<GraphqlAnswer>): Promise<GraphqlError['extensions']> {
  const { errors, data } = await answering;
  if (!errors?.[0]) throw new Error(`expected a refusal, got ${JSON.stringify(data)}`);
  return errors[0].extensions;
}
