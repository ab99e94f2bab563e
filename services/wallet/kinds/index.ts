import { readdirSync } from 'node:fs';
import type { RegistryName } from '../../exchange/index.ts';
import { type DocumentKind, isDocumentKind } from '../document-kind.ts';

/** A kind is a file of this folder, read as it starts: the source under tsx, the emitted module in production. */
const kindFile = /^(?!index\.)[a-z0-9-]+\.(ts|js)$/;

async function readKinds(): Promise<ReadonlyMap<string, DocumentKind>> {
  const kinds = new Map<string, DocumentKind>();
  for (const file of readdirSync(new URL('.', import.meta.url)).sort()) {
    if (!kindFile.test(file)) continue;
    const module: Record<string, unknown> = await import(new URL(file, import.meta.url).href);
    const [kind, ...others] = Object.values(module).filter(isDocumentKind);
    if (!kind || others.length > 0) throw new Error(`${file} must export one kind of document`);
    if (kinds.has(kind.code)) throw new Error(`kind of document declared twice: ${kind.code}`);
    kinds.set(kind.code, kind);
  }
  return kinds;
}

/** Every kind of document by its code. */
export const kindsByCode = await readKinds();

export const documentKindCodes: readonly string[] = [...kindsByCode.keys()];

/** @throws for a code that is in no file: a stored document outlived its kind */
export function kindOf(code: string): DocumentKind {
  const kind = kindsByCode.get(code);
  if (!kind) throw new Error(`no such kind of document: ${code}`);
  return kind;
}

/** Codes of the kinds that a registry's records concern. */
export function kindsOfRegistry(registry: RegistryName): string[] {
  return [...kindsByCode.values()].filter((kind) => kind.registry === registry).map((kind) => kind.code);
}
