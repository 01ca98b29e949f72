import { createRequire } from 'node:module'
import toolboxViem from '@nomicfoundation/hardhat-toolbox-viem'
import { defineConfig } from 'hardhat/config'

const require = createRequire(import.meta.url)

/**
 * solc's default Yul sequence without its function specializer, which copies large functions per constant argument:
 * 9% less code for Marketplace, the same gas.
 */
const optimizerSteps =
  'dhfoDgvulfnTUtnIf[xa[r]EscLMcCTUtTOntnfDIulLcul[j]Trpeulxa[rul]xa[r]cLgvifCTUca[r]LSsTOtfDnca[r]Iulc]jmul[jul]VcTOculjmul:fDnTOcmu'

/** The production contracts and their Solidity tests. Foreign fixtures have a build of their own. */
export default defineConfig({
  plugins: [toolboxViem],
  solidity: {
    compilers: [
      {
        version: '0.8.37',
        path: require.resolve('solc/soljson.js'),
        settings: {
          viaIR: true,
          evmVersion: 'cancun',
          optimizer: { enabled: true, runs: 200, details: { yul: true, yulDetails: { optimizerSteps } } },
          metadata: { bytecodeHash: 'none', appendCBOR: false },
        },
      },
    ],
  },
  paths: {
    sources: './contracts',
    tests: { solidity: './test/contracts', nodejs: './test/contracts' },
  },
  test: {
    solidity: {
      fuzz: { runs: 256 },
      invariant: { runs: 64, depth: 64, failOnRevert: false },
    },
  },
})
