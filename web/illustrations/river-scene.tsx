const cableFeet = [1, 2, 3, 4, 5, 6, 7];

/** Cần Thơ bridge, a cargo boat of the floating market and lotuses on the Hậu river, at first light. */
export function RiverScene({ label }: { label: string }) {
  return (
    <svg className="scene" viewBox="0 0 640 560" role="img" aria-label={label} preserveAspectRatio="xMidYMax slice">
      <defs>
        <linearGradient id="scene-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className="scene-sky-top" />
          <stop offset="1" className="scene-sky-low" />
        </linearGradient>
        <linearGradient id="scene-river" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className="scene-river-far" />
          <stop offset="1" className="scene-river-near" />
        </linearGradient>
      </defs>
      <rect width="640" height="330" fill="url(#scene-sky)" />
      <circle className="scene-sun-halo" cx="430" cy="252" r="112" />
      <circle className="scene-sun" cx="430" cy="252" r="66" />
      <path
        className="scene-cloud"
        d="M60 118h120a16 16 0 0 0 0-32h-12a30 30 0 0 0-56-8 24 24 0 0 0-44 12h-8a14 14 0 0 0 0 28Z"
      />
      <path
        className="scene-cloud"
        d="M470 96h92a13 13 0 0 0 0-26h-8a24 24 0 0 0-45-7 18 18 0 0 0-33 10h-6a11.5 11.5 0 0 0 0 23Z"
      />
      <path
        className="scene-birds"
        d="M250 120q8-9 16 0q8-9 16 0M292 146q6-7 12 0q6-7 12 0M224 152q5-6 10 0q5-6 10 0"
      />

      <Bridge />

      <path
        className="scene-bank-far"
        d="M0 322c40-22 70-8 104-18s60-16 98-4 70 6 96 2 78-14 118-4 74 4 110-8 74-8 114 6v46H0Z"
      />
      <rect y="326" width="640" height="234" fill="url(#scene-river)" />
      <path className="scene-glint" d="M372 346h116M350 366h160M384 386h92M338 408h150M396 430h64" />
      <path
        className="scene-wave"
        d="M20 372c24-12 40-12 64 0s40 12 64 0M496 404c24-12 40-12 64 0s40 12 64 0M182 402c20-10 34-10 54 0s34 10 54 0M28 448c26-13 44-13 70 0s44 13 70 0"
      />

      <Palm x={34} height={150} />
      <Palm x={88} height={104} />
      <path className="scene-bank-near" d="M0 330c40-6 92-2 130 16-46 6-88 16-130 12Z" />

      <MarketBoat />

      <g transform="translate(120 452)">
        <LotusFlower scale={1.55} />
      </g>
      <g transform="translate(292 506)">
        <LotusFlower scale={0.95} />
      </g>
      <g className="scene-pads">
        <ellipse cx="196" cy="512" rx="70" ry="17" />
        <ellipse cx="44" cy="516" rx="62" ry="15" />
        <ellipse cx="398" cy="538" rx="74" ry="16" />
        <ellipse cx="578" cy="520" rx="58" ry="13" />
      </g>
      <path
        className="scene-pad-veins"
        d="M196 512l48-9M196 512l-46-10M196 512l6 16M398 538l50-8M398 538l-48-9M398 538l4 15M44 516l40-8M44 516l-30-9"
      />
    </svg>
  );
}

function Bridge() {
  const deck = 286;
  return (
    <g className="scene-bridge">
      <path className="scene-bridge__deck" d="M0 292c150-12 500-12 640 0" />
      {[214, 486].map((x) => (
        <g key={x}>
          <path className="scene-bridge__tower" d={`M${x - 11} 330L${x - 3} 150h6l8 180M${x - 8} 250h16`} />
          {cableFeet.map((foot) => (
            <path
              key={foot}
              className="scene-bridge__cable"
              d={`M${x} ${152 + foot * 5}L${x - foot * 18} ${deck}M${x} ${152 + foot * 5}L${x + foot * 18} ${deck}`}
            />
          ))}
        </g>
      ))}
    </g>
  );
}

function Palm({ x, height }: { x: number; height: number }) {
  const top = 338 - height;
  return (
    <g className="scene-palm">
      <path className="scene-palm__trunk" d={`M${x} 340c-2-${height / 2} 4-${height * 0.8} 10-${height}`} />
      <g transform={`translate(${x + 10} ${top})`} className="scene-palm__leaves">
        <path d="M0 0C-14-16-34-18-50-6C-32-8-16-4 0 0Z" />
        <path d="M0 0C-10-22-26-32-42-30C-26-22-12-12 0 0Z" />
        <path d="M0 0C2-24 14-38 30-40C20-26 10-12 0 0Z" />
        <path d="M0 0C16-16 36-18 52-4C34-8 16-4 0 0Z" />
        <path d="M0 0C-20-4-38 8-44 26C-30 12-14 4 0 0Z" />
        <path d="M0 0C20-2 36 10 42 28C28 14 14 4 0 0Z" />
      </g>
    </g>
  );
}

/** The pole with fruit tells from afar what the boat sells (cây bẹo). */
function MarketBoat() {
  return (
    <g className="scene-boat" transform="translate(388 342)">
      <path className="scene-boat__pole" d="M150 34V-78" />
      <g className="scene-boat__fruit">
        <circle cx="143" cy="-62" r="9" />
        <circle cx="157" cy="-48" r="9" />
        <circle cx="143" cy="-34" r="9" />
      </g>
      <path className="scene-boat__roof" d="M40 36V6c0-6 4-10 10-10h64c6 0 10 4 10 10v30Z" />
      <path className="scene-boat__window" d="M56 10h18v14H56zM88 10h18v14H88z" />
      <path
        className="scene-boat__hull"
        d="M-10 22c20 12 40 14 60 14h90c24 0 44-8 62-24-4 30-20 52-48 56H46C18 66-2 48-10 22Z"
      />
      <path className="scene-boat__eye" d="M172 34a7 5 0 1 0 14 0a7 5 0 1 0-14 0" />
      <path className="scene-boat__line" d="M6 44c50 10 120 10 176-6" />
      <path className="scene-boat__wake" d="M-40 74c30-8 60-8 90 0s90 8 130 0 60-8 80-2" />
    </g>
  );
}

function LotusFlower({ scale }: { scale: number }) {
  return (
    <g className="scene-lotus" transform={`scale(${scale})`}>
      <path className="scene-lotus__stem" d="M0 0c2 16-2 28 2 42" />
      <path
        className="scene-lotus__outer"
        d="M0 0C-24-1-40-14-46-32C-26-30-10-20 0 0ZM0 0C24-1 40-14 46-32C26-30 10-20 0 0Z"
      />
      <path
        className="scene-lotus__middle"
        d="M0 1C-22-8-30-28-26-52C-8-42 0-22 0 1ZM0 1C22-8 30-28 26-52C8-42 0-22 0 1Z"
      />
      <path className="scene-lotus__inner" d="M0 2C-15-14-16-42 0-64C16-42 15-14 0 2Z" />
      <path className="scene-lotus__light" d="M0-56c-6 14-7 30-4 44" />
    </g>
  );
}
