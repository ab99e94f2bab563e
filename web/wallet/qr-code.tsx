import { create } from 'qrcode';

/** A QR code as one path, dark on white whatever the colour scheme: a camera must read it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, y) => y);
  const path = rows.flatMap((y) => rows.map((x) => (modules.get(y, x) ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  // Four modules of quiet zone (ISO/IEC 18004, section 9.1).
  const side = modules.size + 8;
  return (
    <svg className="qr" viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x="-4" y="-4" width={side} height={side} fill="#fff" />
      <path d={path} fill="#06282c" />
    </svg>
  );
}
