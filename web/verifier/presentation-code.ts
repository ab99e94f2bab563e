/**
 * The code in whatever the verifier has: a scanned address with the code in its fragment, the fragment alone, or a
 * code typed in groups.
 */
export function codeFrom(text: string): string {
  const fragment = text.includes('#') ? text.slice(text.indexOf('#') + 1) : text;
  const value = fragment.includes('=') ? (new URLSearchParams(fragment).get('code') ?? '') : fragment;
  return decoded(value).replace(/\s/g, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the code is simply unknown then.
    return text;
  }
}
