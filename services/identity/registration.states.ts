import { trusted } from '../platform/mongo.ts';

/** The registration as a state machine; EXPIRED is what any unfinished state is called past its end. */
export const registrationStates = [
  'CODE_SENT',
  'MATCHING',
  'WAITING_FOR_REGISTRY',
  'MATCHED',
  'NOT_MATCHED',
  'COMPLETED',
] as const;

export type RegistrationState = (typeof registrationStates)[number];

type Transition = { from: readonly RegistrationState[]; to: RegistrationState };

export const registrationTransitions = {
  sendCodeAgain: { from: ['CODE_SENT'], to: 'CODE_SENT' },
  confirmPhone: { from: ['CODE_SENT'], to: 'MATCHING' },
  match: { from: ['MATCHING', 'WAITING_FOR_REGISTRY'], to: 'MATCHED' },
  refuse: { from: ['MATCHING', 'WAITING_FOR_REGISTRY'], to: 'NOT_MATCHED' },
  wait: { from: ['MATCHING', 'WAITING_FOR_REGISTRY'], to: 'WAITING_FOR_REGISTRY' },
  complete: { from: ['MATCHED'], to: 'COMPLETED' },
} as const satisfies Record<string, Transition>;

/** The condition of a write that makes this transition. */
export function stateBefore(transition: keyof typeof registrationTransitions) {
  return trusted({ $in: [...registrationTransitions[transition].from] as RegistrationState[] });
}
