import { type CallContext, requireSystem } from '../platform/call-context.ts';
import { isDuplicateKey } from '../platform/errors.ts';
import { logger } from '../platform/logger.ts';
import { readBounds } from '../platform/mongo.ts';
import { Delivery } from './delivery.model.ts';
import { type Language, renderTemplate, type TemplateName, type TemplateValues } from './templates.ts';

export type DeliverInput<Name extends TemplateName> = {
  template: Name;
  /** Phone in E.164. */
  to: { phone: string; language: Language };
  values: TemplateValues[Name];
  /** Of outbox id and reaction: a repeated reaction has the same. */
  idempotencyKey: string;
};

const receiptsKeptMs = 30 * 24 * 3600 * 1000;

/**
 * Sends a text once: a receipt is claimed, the sender is asked, the receipt is marked. Repeated after the mark, nothing
 * happens; repeated between claim and mark (the process died, or another is at it), the sender is asked again with the
 * same key, and it is the sender that keeps one of the two.
 * @throws when the sender did not accept the message
 */
export async function deliver<Name extends TemplateName>(call: CallContext, input: DeliverInput<Name>): Promise<void> {
  requireSystem(call);
  const { template, to, values, idempotencyKey } = input;
  const now = call.now();
  const claim = new Delivery({
    _id: idempotencyKey,
    template,
    status: 'SENDING',
    claimedAt: now,
    expiresAt: new Date(now.getTime() + receiptsKeptMs),
  });
  try {
    await claim.save();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const earlier = await Delivery.findById(idempotencyKey, null, readBounds).lean();
    if (earlier?.status === 'SENT') return;
  }
  const text = renderTemplate(template, to.language, values);
  await call.ports.notifications.send({ idempotencyKey, phone: to.phone, text });
  await Delivery.updateOne({ _id: idempotencyKey, status: 'SENDING' }, { status: 'SENT', sentAt: call.now() });
  logger.info('notification.sent', { operation: template });
}
