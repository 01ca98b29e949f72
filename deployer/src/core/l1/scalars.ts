/** Fee scalars of a new chain: the standard configuration's. */
export const BASE_FEE_SCALAR = 1_368
export const BLOB_BASE_FEE_SCALAR = 810_949
