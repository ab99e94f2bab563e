import { config } from '../platform/config.ts';
import { logger } from '../platform/logger.ts';
import { readBounds, trusted } from '../platform/mongo.ts';
import type { NotificationSender } from '../platform/ports.ts';
import { bytesOf, seal, unseal } from '../platform/seal.ts';
import { DevelopmentMessage } from './development-message.model.ts';

export type DevelopmentMessageView = { id: string; phone: string; text: string; sentAt: Date };

const keptMs = 60 * 60 * 1000;
const shownAtMost = 50;

/** Keeps messages for an hour instead of sending them; a page of the development build shows them. Refuses elsewhere. */
export const developmentOutbox: NotificationSender = {
  async send({ idempotencyKey, phone, text }) {
    if (!config.developmentOutbox) throw new Error('No message gateway is configured: NOTIFICATIONS_URL is empty.');
    const sentAt = new Date();
    await DevelopmentMessage.updateOne(
      { _id: idempotencyKey },
      {
        $setOnInsert: {
          sealed: seal(JSON.stringify({ phone, text }), idempotencyKey),
          sentAt,
          expiresAt: new Date(sentAt.getTime() + keptMs),
        },
      },
      { upsert: true },
    );
    logger.info('notification.development');
  },
};

/** The last messages of the development build, the newest first; at most 50. */
export async function developmentMessages(): Promise<DevelopmentMessageView[]> {
  const since = new Date(Date.now() - keptMs);
  const rows = await DevelopmentMessage.find({ sentAt: trusted({ $gte: since }) }, null, readBounds)
    .sort({ sentAt: -1 })
    .limit(shownAtMost)
    .lean();
  return rows.map(({ _id, sealed, sentAt }) => {
    const { phone, text } = JSON.parse(unseal(bytesOf(sealed), _id)) as { phone: string; text: string };
    return { id: _id, phone, text, sentAt };
  });
}
