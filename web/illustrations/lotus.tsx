/** The city's flower, opened over water: the sign of the app. */
export function Lotus({ size = 40 }: { size?: number }) {
  return (
    <svg className="lotus" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <g className="lotus__back">
        <path d="M32 44C16 42 7 33 5 22c10 1 20 8 27 22Z" />
        <path d="M32 44c16-2 25-11 27-22-10 1-20 8-27 22Z" />
      </g>
      <g className="lotus__side">
        <path d="M32 45C20 38 15 26 18 12c9 6 14 18 14 33Z" />
        <path d="M32 45c12-7 17-19 14-33-9 6-14 18-14 33Z" />
      </g>
      <path className="lotus__front" d="M32 46c-8-9-9-26 0-39 9 13 8 30 0 39Z" />
      <path className="lotus__water" d="M8 51c6-4 10-4 16 0s10 4 16 0 10-4 16 0M16 58c5-3 8-3 13 0s8 3 13 0" />
    </svg>
  );
}
