import { useEffect, useState } from 'react';
import { execute } from '../api/execute.ts';
import type { Failure } from '../api/failure.ts';
import { useLive } from '../api/live.ts';
import { Button } from '../elements/button.tsx';
import { Dialog } from '../elements/dialog.tsx';
import { Icon } from '../elements/icon.tsx';
import { FailureNotice } from '../elements/notice.tsx';
import { secondsUntil, useNow } from '../elements/use-now.ts';
import {
  PresentationCheckedDocument,
  type PresentationFieldsFragment,
  PresentationsDocument,
  type ShowDocumentMutation,
} from '../generated/operations.ts';
import { useLanguage } from '../i18n/language.tsx';
import { QrCode } from './qr-code.tsx';

const lifeSeconds = 60;

/** The code, bright and large, until it is checked or its time is over. */
export function PresentationSheet({
  presentation,
  renewing,
  failure,
  onRenew,
  onClose,
}: {
  presentation: ShowDocumentMutation['showDocument'];
  renewing: boolean;
  failure: Failure | undefined;
  onRenew(): void;
  onClose(): void;
}) {
  const { t, format, local } = useLanguage();
  const [checked, setChecked] = useState<PresentationFieldsFragment>();
  const nowMs = useNow(500);
  const secondsLeft = Math.min(lifeSeconds, secondsUntil(presentation.expiresAt, nowMs));
  const take = (news: PresentationFieldsFragment | undefined) => {
    if (news?.id === presentation.id && news.checkedAt) setChecked(news);
  };

  useLive(
    PresentationCheckedDocument,
    {},
    {
      next: ({ presentationChecked }) => take(presentationChecked),
      catchUp: () => {
        // Whatever goes wrong here is tried again by the next round.
        execute(PresentationsDocument, { first: 5 }).then(
          ({ wallet }) => take(wallet.presentations.edges.find(({ node }) => node.id === presentation.id)?.node),
          () => undefined,
        );
      },
    },
    { enabled: !checked, pollMs: 3000 },
  );
  useScreenAwake();

  return (
    <Dialog title={checked ? t.show.checked : t.show.qrTitle} onClose={onClose} bright>
      <div className="presentation" aria-live="polite">
        {checked ? (
          <>
            <span className="presentation__done">
              <Icon name="verified" size={64} />
            </span>
            <p className="presentation__big">
              {t.show.checkedBy(checked.checkedBy ?? '', format.time(checked.checkedAt ?? ''))}
            </p>
            <p className="hint">
              {t.show.shownFields}: {checked.fields.map(({ label }) => local(label)).join(', ')}
            </p>
            <Button look="primary" onClick={onClose}>
              {t.show.done}
            </Button>
          </>
        ) : secondsLeft === 0 ? (
          <>
            <span className="presentation__ended">
              <Icon name="ended" size={64} />
            </span>
            <p className="presentation__big">{t.show.expired}</p>
            <p className="hint">{t.show.expiredText}</p>
            <FailureNotice failure={failure} />
            <Button look="primary" icon="refresh" busy={renewing} onClick={onRenew}>
              {t.show.again}
            </Button>
          </>
        ) : (
          <Code presentation={presentation} secondsLeft={secondsLeft} />
        )}
      </div>
    </Dialog>
  );
}

function Code({
  presentation,
  secondsLeft,
}: {
  presentation: ShowDocumentMutation['showDocument'];
  secondsLeft: number;
}) {
  const { t, local } = useLanguage();
  const code = presentation.code ?? '';
  return (
    <>
      <p className="presentation__kind">{local(presentation.document.name)}</p>
      {presentation.url && <QrCode text={presentation.url} label={t.show.qrLabel} />}
      <div className="countdown">
        <progress max={lifeSeconds} value={secondsLeft} aria-label={t.show.seconds(secondsLeft)} />
        <span aria-hidden="true">{t.show.seconds(secondsLeft)}</span>
      </div>
      <p className="presentation__typed">
        <span className="hint">{t.show.typed}</span>
        <code>{grouped(code)}</code>
        <span className="hint">{t.show.address(`${location.host}/kiem-tra`)}</span>
      </p>
    </>
  );
}

/** Its groups apart, as one reads a code aloud; spaces count as little as dashes when it is typed. */
function grouped(code: string): string {
  return code.replaceAll('-', ' ');
}

/** Keeps the screen on while somebody scans it, where the browser can. */
function useScreenAwake(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    navigator.wakeLock.request('screen').then(
      (held) => {
        if (over) void held.release();
        else lock = held;
      },
      () => undefined,
    );
    return () => {
      over = true;
      void lock?.release();
    };
  }, []);
}
