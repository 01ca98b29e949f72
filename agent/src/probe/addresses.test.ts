import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress } from './addresses.ts'
import { NotPublicError } from './errors.ts'
import { admittedAddresses } from './resolve.ts'

const special = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.0.170',
  '192.0.2.1',
  '192.31.196.1',
  '192.52.193.1',
  '192.88.99.1',
  '192.168.0.1',
  '192.175.48.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:0:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '100:0:0:1::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:1ff:ffff::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '2620:4f:8000::1',
  '3fff::1',
  '3fff:fff:ffff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
]

const open = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::1',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
  '3ffe::1',
]

for (const address of special) {
  test(`${address || '(empty)'} is not public`, () => assert.equal(isPublicAddress(address), false))
}
for (const address of open) {
  test(`${address} is public`, () => assert.equal(isPublicAddress(address), true))
}

const never = async (): Promise<string[]> => assert.fail('a literal address is not looked up')

for (const url of [
  'http://2130706433/',
  'http://0177.0.0.1/',
  'http://0x7f.1/',
  'http://127.1/',
  'http://１２７.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[64:ff9b::a00:1]/',
]) {
  test(`${url} is refused without a look-up`, async () => {
    const { hostname } = new URL(url)
    await assert.rejects(admittedAddresses(hostname, { resolve: never, allowPrivate: false }), NotPublicError)
  })
}

test('a zone id is no url at all', () => assert.equal(URL.canParse('http://[fe80::1%25eth0]/'), false))

test('of a name only the public addresses are left', async () => {
  const resolve = async (): Promise<string[]> => ['10.0.0.1', '8.8.8.8', '::1']
  assert.deepEqual(await admittedAddresses('a.example', { resolve, allowPrivate: false }), ['8.8.8.8'])
  assert.deepEqual((await admittedAddresses('a.example', { resolve, allowPrivate: true })).length, 3)
})

test('a name with private addresses only is refused, and the error says what to do', async () => {
  const resolve = async (): Promise<string[]> => ['10.0.0.1', 'fd00::1']
  await assert.rejects(admittedAddresses('db.internal', { resolve, allowPrivate: false }), {
    code: 'OPR-800',
    message: 'db.internal is 10.0.0.1, fd00::1: not a public address.',
  })
})
