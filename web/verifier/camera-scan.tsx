import { useEffect, useRef, useState } from 'react';
import { Button } from '../elements/button.tsx';
import { Notice } from '../elements/notice.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { codeFrom } from './presentation-code.ts';

/** Shape Detection API, which TypeScript's DOM library does not declare yet. */
interface QrDetector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new (options: { formats: string[] }) => QrDetector;
  }
}

const lookEveryMs = 250;

/** Whether this browser can read a QR code by itself. Others use the phone's own camera app, or type. */
export function cameraCanScan(): boolean {
  return window.BarcodeDetector !== undefined && navigator.mediaDevices !== undefined;
}

export function CameraScan({ onCode, onStop }: { onCode(code: string): void; onStop(): void }) {
  const { t } = useLanguage();
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const found = useRef(onCode);
  found.current = onCode;

  useEffect(() => {
    const Detector = window.BarcodeDetector;
    if (!Detector) return;
    const detector = new Detector({ formats: ['qr_code'] });
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;

    const look = async () => {
      if (over || !video.current) return;
      const [seen] = await detector.detect(video.current).catch(() => []);
      const code = seen && codeFrom(seen.rawValue);
      if (over) return;
      if (code) found.current(code);
      else timer = setTimeout(() => void look(), lookEveryMs);
    };
    const open = async () => {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      stream = opened;
      if (over || !video.current) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      video.current.srcObject = opened;
      await video.current.play();
      await look();
    };
    open().catch(() => setRefused(!over));

    return () => {
      over = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);

  return (
    <div className="camera">
      {refused ? (
        <Notice tone="warning">{t.verifier.cameraRefused}</Notice>
      ) : (
        <>
          <p>{t.verifier.scanning}</p>
          <video ref={video} className="camera__picture" muted playsInline />
        </>
      )}
      <Button icon="close" onClick={onStop}>
        {t.verifier.stopScan}
      </Button>
    </div>
  );
}
