import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseRoute } from './route.ts'

const hash = `0x01${'ab'.repeat(31)}`

describe('requests of the beacon API', () => {
  for (const [target, expected] of [
    ['/eth/v1/node/version', { kind: 'version' }],
    ['/eth/v1/beacon/genesis', { kind: 'genesis' }],
    ['/eth/v1/config/spec', { kind: 'spec' }],
    ['/eth/v1/beacon/blob_sidecars/17', { kind: 'sidecars', slot: 17, indices: [] }],
    ['/eth/v1/beacon/blob_sidecars/17?indices=0&indices=3', { kind: 'sidecars', slot: 17, indices: [0, 3] }],
    ['/eth/v1/beacon/blob_sidecars/17?indices=0,3', { kind: 'sidecars', slot: 17, indices: [0, 3] }],
    [
      `/eth/v1/beacon/blobs/17?versioned_hashes=${hash.toUpperCase().replace('0X', '0x')}`,
      { kind: 'blobs', slot: 17, versionedHashes: [hash] },
    ],
  ] as const) {
    test(`understands ${target.slice(0, 60)}`, () => assert.deepEqual(parseRoute(target), expected))
  }

  for (const target of [
    '/eth/v1/beacon/blobs/head',
    `/eth/v1/beacon/blobs/${'9'.repeat(16)}`,
    '/eth/v1/beacon/blobs/-1',
    '/eth/v1/beacon/blobs/1?versioned_hashes=0x12',
    '/eth/v1/beacon/blob_sidecars/1?indices=one',
    `/eth/v1/beacon/blob_sidecars/1?indices=${Array(200).fill(0).join(',')}`,
    '//',
  ]) {
    test(`refuses ${target.slice(0, 60)}`, () => assert.equal(parseRoute(target).kind, 'malformed'))
  }

  test('knows no other endpoint', () => {
    assert.deepEqual(parseRoute('/eth/v1/beacon/headers/head'), { kind: 'unknown' })
    assert.deepEqual(parseRoute('/'), { kind: 'unknown' })
  })
})
