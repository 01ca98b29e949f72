import { type Browser, chromium } from 'playwright-core'
import { findProgram, skipWithout } from '../capabilities.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** For a test's `skip`: false when this machine has a Chromium. */
export function skipWithoutChromium(): string | false {
  return findProgram(...names) ? false : skipWithout('chromium', 'apt-get install chromium')
}

/** Starts the system's Chromium, headless. @throws Error when there is none */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findProgram(...names)
  if (executablePath) return chromium.launch({ executablePath, args: flags })
  throw new Error(`None of ${names.join(', ')} is on PATH: apt-get install chromium, or the like.`)
}
