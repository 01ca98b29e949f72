/**
 * Keys of op-signer's service config. Source: github.com/ethereum-optimism/infra, op-signer/provider/config.go and
 * op-signer/provider/provider.go, commit c367a36002ed4905eb48e6ae30f9f5731d84865d.
 */
export const opSignerSource =
  'ethereum-optimism/infra@c367a36002ed4905eb48e6ae30f9f5731d84865d: op-signer/provider/config.go'

export const opSignerKeys = {
  top: ['provider', 'auth'],
  auth: ['name', 'key', 'chainID', 'fromAddress', 'toAddresses', 'maxValue'],
  providers: ['AWS', 'GCP', 'LOCAL'],
} as const
