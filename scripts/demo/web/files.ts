import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import type { Answer } from './answer.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** What a path that names no file fails with; the last two are a path's own fault. */
const missing = ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']

/**
 * A file below the folder, by the decoded path of a URL; undefined when there is none. Files below `assets/` carry
 * their hash in the name and may be kept for ever.
 */
export async function findAsset(folder: string, path: string): Promise<Answer | undefined> {
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`)
  if (!file.startsWith(folder + sep)) return undefined
  try {
    const body = await readFile(file)
    const cache = file.startsWith(resolve(folder, 'assets') + sep)
      ? 'public, max-age=31536000, immutable'
      : 'no-cache'
    return { status: 200, type: types[extname(file)] ?? 'application/octet-stream', cache, body }
  } catch (error) {
    if (missing.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
