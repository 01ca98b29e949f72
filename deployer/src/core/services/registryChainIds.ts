/**
 * Chain ids of the superchain registry that the programs of a version set carry. op-geth takes forks and settings of
 * such a chain from there, whatever the genesis says: another chain of that id never makes a block.
 *
 * @see op-geth's superchain/superchain-configs.zip; the judge of op-node compares this list with it
 */
export const registryChainIds: ReadonlySet<number> = new Set([
  10, 130, 177, 183, 185, 233, 252, 254, 291, 360, 480, 624, 625, 690, 863, 919, 957, 1_135, 1_301, 1_740,
  1_750, 1_868, 1_923, 1_946, 2_192, 4_202, 4_801, 5_330, 5_371, 5_373, 6_805, 6_806, 7_560, 7_897, 8_008,
  8_453, 9_899, 11_011, 16_481, 33_979, 34_443, 57_073, 60_808, 65_536, 66_665, 84_532, 325_000, 380_929,
  763_373, 2_702_128, 3_397_901, 7_777_777, 7_849_306, 11_142_220, 11_155_420, 11_155_421, 11_763_072,
  111_557_560, 420_120_009, 420_120_010, 999_999_999,
])
