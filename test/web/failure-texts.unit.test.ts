import assert from 'node:assert/strict';
import '../../graphql/app.ts';
import { declaredErrors } from '../../services/platform/errors.ts';
import { en } from '../../web/i18n/en.ts';
import { vi } from '../../web/i18n/vi.ts';

/** Refusals that no page of ours can meet: other clients, other processes, or a page of the verifier that says more. */
const elsewhere = /^(COOKIE_AND_BEARER|EXCHANGE_.*|WALLET_PRESENTATION_.*|WALLET_DOCUMENT_WITHDRAWN)$/;

describe('texts of failures', () => {
  for (const [language, texts] of Object.entries({ vi, en })) {
    it(`say in their own language what every declared code means: ${language}`, () => {
      const missing = declaredErrors()
        .map(({ code }) => code)
        .filter((code) => !(code in texts.failure) && !elsewhere.test(code));
      assert.deepEqual(missing, []);
    });
  }
});
