/**
 * Every error number, what it means, and what to do. Numbers are never reused. docs/errors.md is generated from this.
 *
 * 1xx what the user wrote · 2xx the L1 and its contracts · 3xx transactions and keys · 4xx state and locks ·
 * 5xx engines · 6xx the market · 7xx the agent · 8xx probe and oracle · 9xx the rest.
 */
export const errorRegistry = {
  'OPR-100': { title: 'Unknown command or option', remedy: 'Run the command with --help.' },
  'OPR-101': { title: 'config.toml is not valid TOML', remedy: 'Correct the line named.' },
  'OPR-102': {
    title: 'Unknown key in config.toml',
    remedy: 'Rename it to the nearest valid key, or remove it.',
  },
  'OPR-103': {
    title: 'A value in config.toml is not valid',
    remedy: 'Give the field a value of the kind expected.',
  },
  'OPR-104': {
    title: 'config.toml is missing',
    remedy: 'Run `opraas new`, or name the folder with --project.',
  },
  'OPR-105': {
    title: 'An environment variable is missing or not valid',
    remedy: 'Set it in .env or the shell.',
  },
  'OPR-106': { title: 'The folder is not empty', remedy: 'Choose another folder, or empty this one.' },
  'OPR-107': { title: 'An input file is not valid', remedy: 'Correct the field named.' },
  'OPR-108': { title: 'An argument is not valid', remedy: 'Correct the argument named.' },
  'OPR-200': { title: 'The RPC does not answer', remedy: 'Check the URL and that the node runs.' },
  'OPR-201': { title: 'The RPC serves another chain id', remedy: 'Name an RPC of the chain in the config.' },
  'OPR-202': {
    title: 'The RPC serves another chain with the same id',
    remedy: 'Point the RPC to the chain this deployment was made on, or start a new deployment.',
  },
  'OPR-203': {
    title: 'Other code stands at an address of ours',
    remedy: 'Change the salt in [chain] and plan again.',
  },
  'OPR-204': { title: 'A role on L1 is not the intended one', remedy: 'Rotate the key, or correct [roles].' },
  'OPR-205': {
    title: 'A contract on L1 is not as planned',
    remedy: 'Run `opraas inspect contracts` and compare.',
  },
  'OPR-206': { title: 'The L1 lacks the deterministic deployer', remedy: 'Deploy it to this L1 first.' },
  'OPR-207': {
    title: 'The owner of the chain is not proven',
    remedy: 'Prove the owner, or use another one.',
  },
  'OPR-208': { title: 'The contracts are not deployed', remedy: 'Run `opraas deploy contracts`.' },
  'OPR-209': {
    title: 'The genesis built here is not the one anchored on L1',
    remedy: 'Compare config and L1 origin.',
  },
  'OPR-300': { title: 'The account cannot pay', remedy: 'Fund the account named with the shortfall.' },
  'OPR-301': {
    title: 'A transaction reverted',
    remedy: 'Read the reason; correct it and run the command again.',
  },
  'OPR-302': {
    title: 'The key was used by another program',
    remedy: 'Stop the other program, or use another key.',
  },
  'OPR-303': {
    title: 'A transaction is not mined in time',
    remedy: 'Run the command again: it goes on waiting.',
  },
  'OPR-304': {
    title: 'The signer is missing or not the one expected',
    remedy: 'Give the key of the account named.',
  },
  'OPR-305': { title: 'A step is too large for one transaction', remedy: 'Report it: the plan is wrong.' },
  'OPR-306': { title: 'The fee is above the cap', remedy: 'Wait, or raise the cap in [l1].' },
  'OPR-400': {
    title: 'The journal is damaged',
    remedy: 'Restore it from a backup, or move it away to rebuild from L1.',
  },
  'OPR-401': {
    title: 'A file was written by another version',
    remedy: 'Use the version that wrote it, or migrate.',
  },
  'OPR-402': { title: 'Another process works on this', remedy: 'Wait for it to end, or stop it.' },
  'OPR-403': {
    title: 'The deployment belongs to another config',
    remedy: 'Restore the config, or use a new name.',
  },
  'OPR-404': {
    title: 'A file cannot be read or written',
    remedy: 'Check the path, its permissions and the disk.',
  },
  'OPR-500': { title: 'A program of the engine is missing', remedy: 'Install what is named.' },
  'OPR-501': { title: 'A port is taken', remedy: 'Stop the process named, or choose another port.' },
  'OPR-502': { title: 'A service did not become ready', remedy: 'Read its log with `opraas logs`.' },
  'OPR-503': { title: 'The chain is not running', remedy: 'Run `opraas up`.' },
  'OPR-504': { title: 'The engine is not available', remedy: 'Choose one of the engines named.' },
  'OPR-505': { title: 'The chain is up already', remedy: 'Look at it with `opraas status`.' },
  'OPR-600': {
    title: 'The market is not known',
    remedy: 'Set OPRAAS_MARKETPLACE or use a chain with a market.',
  },
  'OPR-601': { title: 'There is no such agreement or offer', remedy: 'Check the id and the market.' },
  'OPR-602': { title: 'The market refused', remedy: 'Read the reason given.' },
  'OPR-603': { title: 'The key set is taken', remedy: 'Choose another free key set of the vendor.' },
  'OPR-604': { title: 'The deposit is too small', remedy: 'Deposit at least the minimum named.' },
  'OPR-605': { title: 'The market does not list the token', remedy: 'Offer in a listed token.' },
  'OPR-606': { title: 'A prefix names more than one id', remedy: 'Give more characters of the id.' },
  'OPR-700': {
    title: 'The agent refuses the chain of an agreement',
    remedy: 'Read the reason; the client must mend it.',
  },
  'OPR-701': {
    title: 'The store of the agent is not usable',
    remedy: 'Restore it, or use an empty data folder.',
  },
  'OPR-702': {
    title: 'A key of the agent does not match',
    remedy: 'Give the mnemonic the key sets were made from.',
  },
  'OPR-800': {
    title: 'The address is not public',
    remedy: 'Publish a public endpoint; --local-market is for local chains.',
  },
  'OPR-801': {
    title: 'The samples do not give the verdict',
    remedy: 'Report the epoch to the oracle’s operator.',
  },
  'OPR-802': {
    title: 'There are no samples of this epoch',
    remedy: 'Ask the operator whose probe measured it.',
  },
  'OPR-900': { title: 'Something unexpected happened', remedy: 'Report it with what --verbose prints.' },
  'OPR-901': { title: 'Interrupted', remedy: 'Run the same command again: it goes on where it stopped.' },
  'OPR-902': { title: 'The installation is not complete', remedy: 'Run `npm run build`.' },
} as const satisfies Record<string, { title: string; remedy: string }>

export type ErrorCode = keyof typeof errorRegistry
