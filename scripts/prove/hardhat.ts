import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import config from '../../hardhat.config.ts'

export type HardhatConfig = typeof config

/** Runs a task of Hardhat with this repository's config, changed for the run. What it prints goes to stderr. */
export async function runHardhat(
  root: string,
  { change, task, options }: { change: HardhatConfig; task: string[]; options: Record<string, unknown> },
): Promise<unknown> {
  // stdout is where only the command's own result belongs.
  process.stdout.write = process.stderr.write.bind(process.stderr)
  try {
    const environment = await createHardhatRuntimeEnvironment({ ...config, ...change }, {}, root)
    return await environment.tasks.getTask(task).run(options)
  } finally {
    Reflect.deleteProperty(process.stdout, 'write')
  }
}
