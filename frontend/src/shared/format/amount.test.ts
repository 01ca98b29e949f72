import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAmount, formatUnits2, type Token, tokenSymbol } from './amount.ts'

const usdc: Token = { address: '0x5FbDB2315678afecb367f032d93F642f64180aa3', symbol: 'USDC', decimals: 6 }
const weth: Token = { ...usdc, symbol: 'WETH', decimals: 18 }

test('splits an amount and keeps its full precision', () => {
  assert.deepEqual(formatUnits2(1_234_567_899_999n, 6), {
    sign: '',
    whole: '1,234,567',
    fraction: '89',
    exact: '1,234,567.899999',
  })
  assert.deepEqual(formatUnits2(840_000_000n, 6), { sign: '', whole: '840', fraction: '00', exact: '840' })
})

test('rounds down towards zero on both sides of it', () => {
  assert.deepEqual(formatUnits2(-1_999_999n, 6), {
    sign: '−',
    whole: '1',
    fraction: '99',
    exact: '−1.999999',
  })
  assert.equal(formatUnits2(0n, 6).exact, '0')
})

test('shows no more digits than the token has', () => {
  assert.deepEqual(formatUnits2(1_000n, 0), { sign: '', whole: '1,000', fraction: '', exact: '1,000' })
  assert.equal(formatUnits2(15n, 1, 4).fraction, '5')
})

test('formats amounts with as many places as the token deserves', () => {
  assert.equal(formatAmount(1_840_000_000n, usdc), '1,840.00 USDC')
  assert.equal(formatAmount(13_100_000_000_000_000n, weth), '0.0131 WETH')
  assert.equal(formatAmount(-500_000n, usdc), '−0.50 USDC')
})

test('never shows something as nothing', () => {
  assert.equal(formatAmount(1n, usdc), '<0.01 USDC')
  assert.equal(formatAmount(0n, usdc), '0.00 USDC')
  assert.equal(formatAmount(5n, usdc, 0), '<1 USDC')
})

test('survives a hostile symbol and hostile decimals', () => {
  assert.equal(tokenSymbol({ ...usdc, symbol: 'USDC\u202E and much more' }), 'USDC and m…')
  assert.equal(tokenSymbol({ ...usdc, symbol: '\u200B' }), '0x5FbD…0aa3')
  assert.equal(formatAmount(10n ** 30n, { ...usdc, decimals: 255 }), '<0.0001 USDC')
})
