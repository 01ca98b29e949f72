import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeHref } from './safeHref.ts'

test('lets https pass, and http on this machine', () => {
  assert.equal(safeHref('https://scan.example/tx/1'), 'https://scan.example/tx/1')
  assert.equal(safeHref('http://127.0.0.1:8545'), 'http://127.0.0.1:8545/')
  assert.equal(safeHref('http://[::1]:8545/'), 'http://[::1]:8545/')
})

test('refuses scripts, files, other hosts over http, and a user name posing as the host', () => {
  const refused = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'http://scan.example',
    'http://127.0.0.1.evil.example',
    'https://scan.example@evil.example',
    'file:///etc/passwd',
    '//scan.example',
    'scan.example',
    '',
  ]
  assert.deepEqual(
    refused.map(safeHref),
    refused.map(() => undefined),
  )
})

test('shows the true host of a name in another script', () => {
  assert.equal(safeHref('https://sсan.example/'), 'https://xn--san-4ed.example/')
})
