import { createRequire } from 'node:module'
import { defineConfig } from 'hardhat/config'

const require = createRequire(import.meta.url)

/** Foreign and local-only contracts for tests and the demo: Chainlink's Operator and LINK token, a test token. */
export default defineConfig({
  solidity: {
    compilers: [
      {
        version: '0.8.19',
        path: require.resolve('solc-0.8.19/soljson.js'),
        settings: { evmVersion: 'paris', optimizer: { enabled: true, runs: 200 } },
      },
    ],
    npmFilesToBuild: [
      '@chainlink/contracts/src/v0.8/operatorforwarder/Operator.sol',
      '@chainlink/contracts/src/v0.8/shared/token/ERC677/LinkToken.sol',
    ],
  },
  paths: {
    sources: './test/fixtures/contracts',
    artifacts: './test/fixtures/artifacts',
    cache: './test/fixtures/cache',
  },
})
