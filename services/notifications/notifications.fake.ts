import type { NotificationSender, OutgoingMessage } from '../platform/ports.ts';

/** Keeps what was sent, once for each key as a real sender does; can be told to refuse. */
export function fakeNotifications(): NotificationSender & {
  readonly sent: readonly OutgoingMessage[];
  /** How often the sender was asked, repeated keys included. */
  readonly asked: number;
  refuse(times: number): void;
} {
  const sent = new Map<string, OutgoingMessage>();
  let asked = 0;
  let refusals = 0;
  return {
    get sent() {
      return [...sent.values()];
    },
    get asked() {
      return asked;
    },
    refuse(times) {
      refusals = times;
    },
    async send(message) {
      asked += 1;
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('The message gateway answered with status 503.');
      }
      if (!sent.has(message.idempotencyKey)) sent.set(message.idempotencyKey, message);
    },
  };
}
