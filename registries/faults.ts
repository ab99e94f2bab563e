import { setTimeout as delay } from 'node:timers/promises';
import type { Response } from 'express';
import { z } from 'zod';
import type { SignAnswer } from './answer-signer.ts';
import { Problem } from './problems.ts';
import { registryNames } from './records.ts';

/** Whose answers a fault spoils: one registry's, every registry's (`*`), or the change feed's. */
export const faultTargets = [...registryNames, 'changes', '*'] as const;
type FaultTarget = (typeof faultTargets)[number];

export const faultSchema = z.strictObject({
  registry: z.enum(faultTargets),
  fault: z.enum(['none', 'slow', 'fail', 'garbage', 'bad_signature', 'cut']),
  /** How slow; for `slow` only. */
  milliseconds: z.int().min(1).max(60_000).optional(),
  /** How many answers are spoilt; absent: all until it is changed. */
  times: z.int().min(1).max(1_000_000).optional(),
});

export type Fault = z.infer<typeof faultSchema>;

const slowUnlessSaid = 5000;

/**
 * Faults on demand, for tests and development.
 *
 * Limit: they live in the memory of one process; where several serve, each is told.
 */
export function createFaults() {
  const active = new Map<FaultTarget, Fault>();

  return {
    set(fault: Fault): void {
      // "none" for all ends the faults of each.
      if (fault.registry === '*' && fault.fault === 'none') active.clear();
      else if (fault.fault === 'none') active.delete(fault.registry);
      else active.set(fault.registry, fault);
    },

    list(): Fault[] {
      return [...active.values()];
    },

    /** The fault that spoils the next answer of `target`, counted. `*` does not mean the feed, which never pauses. */
    take(target: FaultTarget): Fault | undefined {
      const fault = active.get(target) ?? (target === 'changes' ? undefined : active.get('*'));
      if (fault?.times === undefined) return fault;
      if (fault.times === 1) active.delete(fault.registry);
      else active.set(fault.registry, { ...fault, times: fault.times - 1 });
      return fault;
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;

/** What a fault does before the registry looks anything up. */
export async function sufferBefore(fault: Fault | undefined): Promise<void> {
  if (fault?.fault === 'slow') await delay(fault.milliseconds ?? slowUnlessSaid);
  if (fault?.fault === 'fail') throw new Problem('REGISTRY_UNAVAILABLE');
}

/** Sends a signed answer, or what a fault makes of it. */
export async function answerSigned(
  response: Response,
  answer: { typ: string; payload: object },
  signers: { sign: SignAnswer; forge: SignAnswer },
  fault: Fault | undefined,
): Promise<void> {
  const sign = fault?.fault === 'bad_signature' ? signers.forge : signers.sign;
  const jws = await sign(answer.typ, answer.payload);
  response.status(200).set('cache-control', 'no-store').type('application/jose');
  if (fault?.fault === 'garbage') {
    response.send('%PDF-1.4 <html>{"ok":tru');
    return;
  }
  if (fault?.fault === 'cut') {
    response.set('content-length', String(Buffer.byteLength(jws)));
    response.write(jws.slice(0, jws.length / 2), () => response.socket?.destroy());
    return;
  }
  response.send(jws);
}
