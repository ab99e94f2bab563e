import type { BenchRow } from './row.ts';
import { seed } from './rows/seed.ts';
import { signIn } from './rows/sign-in.ts';
import { verifyPipeline } from './rows/verify-pipeline.ts';
import { walletHome } from './rows/wallet-home.ts';

/** THE table: what is measured, in this order. */
export const rows: readonly BenchRow[] = [walletHome, signIn, verifyPipeline, seed];
