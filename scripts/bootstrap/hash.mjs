import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

/** One hash over names and contents of files below a folder, and over this platform. */
export function hashFiles(root, files) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`)
  for (const file of [...files].sort()) hash.update(`${file}\n`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Files below a folder with one of the endings, as paths from the root; nothing installed or built. */
export function listFiles(root, folder, endings) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => !name.split(sep).some((part) => /^(node_modules|dist(-local)?)$/.test(part)))
    .filter((name) => endings.some((ending) => name.endsWith(ending)) && statSync(join(root, name)).isFile())
}
