#!/usr/bin/env node
import { runCli } from '@opraas/deployer/cli'

process.exitCode = await runCli()
