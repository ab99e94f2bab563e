import type { RegistriesPort } from '../platform/ports.ts';
import { ExchangeFailure, type RegistryFailure } from './errors.ts';
import type { RegistryName } from './records.ts';

const failuresToSpare = 5;
const firstPauseMs = 500;
const longestPauseMs = 8000;

type Circuit = {
  failuresInARow: number;
  lastFailure: RegistryFailure;
  pauseMs: number;
  /** Instant in milliseconds; while it lies ahead nothing is sent. */
  sparedUntil: number;
  /** One question is under way to see whether the registry is back. */
  trying: boolean;
};

/** One circuit for each registry behind each port; a process learns for itself. */
const circuits = new WeakMap<RegistriesPort, Map<RegistryName, Circuit>>();

/**
 * Spares a registry that does not answer: after five failures in a row nothing is sent for a pause that doubles up to
 * eight seconds, then a single question tries whether it is back.
 */
export function circuitOf(port: RegistriesPort, registry: RegistryName) {
  const circuit = stateOf(port, registry);

  return {
    /** @throws ExchangeFailure with the last failure, while the registry is spared */
    pass(now: Date): void {
      if (circuit.failuresInARow < failuresToSpare) return;
      if (now.getTime() < circuit.sparedUntil) throw new ExchangeFailure(circuit.lastFailure);
      // This question tries; the others go on waiting for what comes of it.
      circuit.trying = true;
      circuit.sparedUntil = now.getTime() + circuit.pauseMs;
    },

    answered(): void {
      circuit.failuresInARow = 0;
      circuit.pauseMs = firstPauseMs;
      circuit.trying = false;
    },

    failed(failure: ExchangeFailure, now: Date): void {
      // A refusal of this very request says nothing of the registry's health.
      if (failure.refusal && failure.refusal.status < 500) return;
      circuit.failuresInARow += 1;
      circuit.lastFailure = failure.failure;
      if (circuit.trying) circuit.pauseMs = Math.min(circuit.pauseMs * 2, longestPauseMs);
      if (circuit.trying || circuit.failuresInARow === failuresToSpare) {
        circuit.sparedUntil = now.getTime() + circuit.pauseMs;
      }
      circuit.trying = false;
    },
  };
}

function stateOf(port: RegistriesPort, registry: RegistryName): Circuit {
  const ofPort = circuits.get(port) ?? new Map<RegistryName, Circuit>();
  circuits.set(port, ofPort);
  const circuit = ofPort.get(registry) ?? {
    failuresInARow: 0,
    lastFailure: 'CONNECTION' as const,
    pauseMs: firstPauseMs,
    sparedUntil: 0,
    trying: false,
  };
  ofPort.set(registry, circuit);
  return circuit;
}
