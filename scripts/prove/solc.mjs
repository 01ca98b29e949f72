#!/usr/bin/env node
// The compiler of npm behind the two options of a native solc that forge and slither use. Forge runs this file itself.
import { readFileSync } from 'node:fs'
import solc from 'solc'

const options = process.argv.slice(2)

if (options.includes('--version')) {
  // Forge reads the version from the last line, and knows no compiler in JavaScript.
  const version = solc.version().replace(/\.Emscripten\.clang$/, '.Linux.g++')
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${version}`)
} else if (options.includes('--standard-json')) {
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')))
} else {
  console.error(`This stand-in for solc knows --version and --standard-json; asked for ${options.join(' ')}.`)
  process.exitCode = 1
}
