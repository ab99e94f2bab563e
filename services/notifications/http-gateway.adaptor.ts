import type { NotificationSender } from '../platform/ports.ts';

const answerWithinMs = 10_000;

/**
 * Hands messages to an SMS gateway over HTTP: `POST { to, text, idempotencyKey }` as JSON, with a bearer token. Any
 * answer but 2xx is a failure. The gateway sends once for each key, which also comes as the `Idempotency-Key` header.
 */
export function httpGateway(url: string, token: string | undefined): NotificationSender {
  return {
    async send({ idempotencyKey, phone, text }) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': idempotencyKey,
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ to: phone, text, idempotencyKey }),
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithinMs),
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`The message gateway answered with status ${answer.status}.`);
    },
  };
}
