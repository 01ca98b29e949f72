#!/usr/bin/env node
import { runProbeCli } from '@opraas/agent/probe'

// A look-up or a request that hangs must not hold the process: whatever matters is written by now.
process.exit(await runProbeCli())
