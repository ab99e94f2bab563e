/** Lines of water and a lotus behind a document's face. */
export function CardPattern() {
  return (
    <svg className="card-pattern" viewBox="0 0 400 250" preserveAspectRatio="xMaxYMax slice" aria-hidden="true">
      <g transform="translate(322 176) scale(2.1)">
        <path d="M0 0C-24-1-40-14-46-32C-26-30-10-20 0 0ZM0 0C24-1 40-14 46-32C26-30 10-20 0 0Z" />
        <path d="M0 1C-22-8-30-28-26-52C-8-42 0-22 0 1ZM0 1C22-8 30-28 26-52C8-42 0-22 0 1Z" />
        <path d="M0 2C-15-14-16-42 0-64C16-42 15-14 0 2Z" />
      </g>
      <path d="M-10 206c34-18 56-18 90 0s56 18 90 0 56-18 90 0 56 18 90 0 56-18 90 0" />
      <path d="M-40 224c34-18 56-18 90 0s56 18 90 0 56-18 90 0 56 18 90 0 56-18 90 0 56 18 90 0" />
      <path d="M-10 242c34-18 56-18 90 0s56 18 90 0 56-18 90 0 56 18 90 0 56-18 90 0" />
    </svg>
  );
}

/** A wallet that waits for its first document, floating like a boat. */
export function EmptyWallet() {
  return (
    <svg className="empty-picture" viewBox="0 0 240 170" width="240" height="170" aria-hidden="true">
      <ellipse className="empty-picture__glow" cx="120" cy="84" rx="104" ry="76" />
      <rect
        className="empty-picture__paper"
        x="78"
        y="24"
        width="84"
        height="62"
        rx="8"
        transform="rotate(-8 120 55)"
      />
      <rect className="empty-picture__card" x="82" y="34" width="88" height="60" rx="8" transform="rotate(5 126 64)" />
      <path className="empty-picture__line" d="M98 52l34 3M97 62l52 4" />
      <path
        className="empty-picture__wallet"
        d="M50 72h140a12 12 0 0 1 12 12v38a16 16 0 0 1-16 16H54a16 16 0 0 1-16-16V84a12 12 0 0 1 12-12Z"
      />
      <path className="empty-picture__clasp" d="M202 94h-26a12 12 0 0 0 0 24h26Z" />
      <circle className="empty-picture__knob" cx="178" cy="106" r="4.5" />
      <path className="empty-picture__wave" d="M18 152c16-9 27-9 43 0s27 9 43 0 27-9 43 0 27 9 43 0 22-8 34-2" />
    </svg>
  );
}
