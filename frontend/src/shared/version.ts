import { version } from '../../package.json'

/** Version of this dApp. */
export const VERSION = version
