/** The outside world on one page: a narrow type per outside system. `services/compose.ts` says what stands behind each. */

/** A text to a person's phone. Rendered already; the sender only carries it. */
export type OutgoingMessage = {
  /** Key under which a repeated send has one effect. */
  idempotencyKey: string;
  /** E.164. */
  phone: string;
  text: string;
};

export interface NotificationSender {
  /** @throws when the message was not accepted; the caller tries again with the same key */
  send(message: OutgoingMessage): Promise<void>;
}

/** The state's exchange platform: requests and answers are compact JWS, opaque to the carrier. */
export interface RegistriesPort {
  lookup(registry: string, requestJws: string, signal: AbortSignal): Promise<string>;
  changes(
    requestJws: string,
    page: { after: string; limit: number; waitSeconds: number },
    signal: AbortSignal,
  ): Promise<string>;
}

/** News to whoever is listening now; nobody may be. Lost with the connection, never the truth. */
export interface LiveUpdates {
  publish(channel: string, message: Record<string, unknown>): Promise<void>;
  subscribe(channel: string): AsyncIterableIterator<unknown>;
}

/** Short-lived values that may be lost at any moment. */
export interface ShortMemory {
  put(key: string, value: string, milliseconds: number): Promise<void>;
  /** Reads and removes in one step: of two takers one gets it. */
  take(key: string): Promise<string | null>;
  get(key: string): Promise<string | null>;
  /** Writes only where nothing stands. */
  putIfAbsent(key: string, value: string, milliseconds: number): Promise<void>;
}

export interface Ports {
  notifications: NotificationSender;
  registries: RegistriesPort;
  live: LiveUpdates;
  memory: ShortMemory;
}
