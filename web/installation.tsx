import { useEffect, useState } from 'react';
import { useReachable } from './api/reachability.ts';
import { Button } from './elements/button.tsx';
import { Notice } from './elements/notice.tsx';
import { useLanguage } from './i18n/language.tsx';

let tellWaiting: (worker: ServiceWorker) => void = () => undefined;
let waiting: ServiceWorker | undefined;

/** Registers the service worker, once the page itself has had the line. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/service-worker.js').then(watchForUpdate, () => {
      // Without it everything works but the start without a network.
    });
  });
}

function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller this is the first installation, not an update.
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    tellWaiting(worker);
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const arriving = registration.installing;
    arriving?.addEventListener('statechange', () => {
      if (arriving.state === 'installed') offer(arriving);
    });
  });
}

/** Offers the new version; it is only taken when the citizen says so, never in the middle of a form. */
export function UpdateOffer() {
  const { t } = useLanguage();
  const [worker, setWorker] = useState(waiting);
  useEffect(() => {
    tellWaiting = setWorker;
  }, []);
  if (!worker) return null;
  const takeOver = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    worker.postMessage('take-over');
  };
  return (
    <Notice
      tone="info"
      action={
        <Button icon="refresh" onClick={takeOver}>
          {t.app.reload}
        </Button>
      }
    >
      {t.app.newVersion}
    </Notice>
  );
}

/** Says that the API cannot be reached, for as long as it is so. */
export function OfflineNotice() {
  const { t } = useLanguage();
  const reachable = useReachable();
  return reachable ? null : <Notice tone="warning">{t.app.offline}</Notice>;
}
